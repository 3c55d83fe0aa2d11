// Sums up what the test runners report, in one form. Pure: JSON in, counts and failures out. A skipped test counts
// as failed, for a suite that leaves something out must not look whole.

export interface Outcome {
  passed: number;
  failures: Failure[];
}

export interface Failure {
  name: string;
  message: string;
}

interface VitestReport {
  testResults?: {
    name: string;
    status: string;
    message?: string;
    assertionResults: { fullName: string; status: string; failureMessages?: string[] | null }[];
  }[];
}

/** Of `vitest run --reporter=json`. */
export function readVitest(report: VitestReport): Outcome {
  const outcome: Outcome = { passed: 0, failures: [] };
  for (const file of report.testResults ?? []) {
    let explained = false;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') outcome.passed++;
      else {
        explained = true;
        const message = test.status === 'failed' ? (test.failureMessages ?? []).join('\n') : `Not run: ${test.status}.`;
        outcome.failures.push({ name: `${file.name} › ${test.fullName}`, message });
      }
    }
    // A file that does not load fails without a single test to its name.
    if (file.status === 'failed' && !explained) outcome.failures.push({ name: file.name, message: file.message ?? '' });
  }
  return outcome;
}

interface PlaywrightSuite {
  title: string;
  specs?: {
    title: string;
    tests: { status: string; results: { errors?: { message?: string }[] }[] }[];
  }[];
  suites?: PlaywrightSuite[];
}

interface PlaywrightReport {
  suites?: PlaywrightSuite[];
  errors?: { message?: string }[];
}

/** Of `playwright test --reporter=json`. */
export function readPlaywright(report: PlaywrightReport): Outcome {
  const outcome: Outcome = { passed: 0, failures: [] };
  const visit = (suite: PlaywrightSuite, trail: string[]) => {
    const path = [...trail, suite.title].filter((title) => title !== '');
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        if (test.status === 'expected') outcome.passed++;
        else {
          const said = test.results.flatMap(({ errors }) => errors ?? []).map(({ message }) => message ?? '');
          const message = said.join('\n') || `Not run: ${test.status}.`;
          outcome.failures.push({ name: [...path, spec.title].join(' › '), message });
        }
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, path);
  };
  for (const suite of report.suites ?? []) visit(suite, []);
  // What went wrong outside of any test: a server that did not start, a configuration.
  for (const { message } of report.errors ?? []) outcome.failures.push({ name: 'Playwright', message: message ?? '' });
  return outcome;
}
