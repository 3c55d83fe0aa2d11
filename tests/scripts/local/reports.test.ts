// `npm test` must not look whole when it is not: what it counts, and what it takes for a failure.

import { expect, test } from 'vitest';
import { readPlaywright, readVitest } from '../../../scripts/local/reports.ts';

const test1 = (status: string, message?: string) => ({
  fullName: `a test that ${status}`,
  status,
  failureMessages: message ? [message] : [],
});

test('counts what passed and names what failed', () => {
  const assertionResults = [test1('passed'), test1('passed'), test1('failed', 'expected 1 to be 2')];
  expect(readVitest({ testResults: [{ name: 'a.test.ts', status: 'failed', assertionResults }] })).toEqual({
    passed: 2,
    failures: [{ name: 'a.test.ts › a test that failed', message: 'expected 1 to be 2' }],
  });
});

test('takes a skipped test for a failed one', () => {
  const assertionResults = [test1('passed'), test1('skipped'), test1('todo')];
  const { passed, failures } = readVitest({ testResults: [{ name: 'a', status: 'passed', assertionResults }] });
  expect(passed).toBe(1);
  expect(failures.map(({ message }) => message)).toEqual(['Not run: skipped.', 'Not run: todo.']);
});

test('takes a file that does not load for a failure', () => {
  const file = { name: 'broken.test.ts', status: 'failed', message: 'Cannot find module', assertionResults: [] };
  expect(readVitest({ testResults: [file] }).failures).toEqual([
    { name: 'broken.test.ts', message: 'Cannot find module' },
  ]);
});

test('finds the tests of Playwright in its nested suites, and a server that did not start', () => {
  const spec = (title: string, status: string, message?: string) => ({
    title,
    tests: [{ status, results: [{ errors: message ? [{ message }] : [] }] }],
  });
  const report = {
    suites: [
      {
        title: 'desk.test.ts',
        specs: [spec('opens', 'expected')],
        suites: [{ title: 'phone', specs: [spec('folds', 'unexpected', 'too wide'), spec('turns', 'skipped')] }],
      },
    ],
    errors: [{ message: 'Timed out waiting for the server' }],
  };
  expect(readPlaywright(report)).toEqual({
    passed: 1,
    failures: [
      { name: 'desk.test.ts › phone › folds', message: 'too wide' },
      { name: 'desk.test.ts › phone › turns', message: 'Not run: skipped.' },
      { name: 'Playwright', message: 'Timed out waiting for the server' },
    ],
  });
});

test('an empty report has no passed tests', () => {
  expect(readVitest({})).toEqual({ passed: 0, failures: [] });
  expect(readPlaywright({})).toEqual({ passed: 0, failures: [] });
});
