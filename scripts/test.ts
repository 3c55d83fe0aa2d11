// `npm test`: everything that is checked, in one go: build, a dry deploy beside linter and types, the suites in workerd
// and Node, and the browser's. Its last line is `N passed, N failed`; what is no suite counts as one test. It leaves 1
// behind when anything failed or nothing ran.

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, WRANGLER_ENV } from './local/development.ts';
import { type Outcome, readPlaywright, readVitest } from './local/reports.ts';

const REPORTS = join(ROOT, '.tmp/test');

rmSync(REPORTS, { recursive: true, force: true });
mkdirSync(REPORTS, { recursive: true });

const outcomes = [await check('build', ['scripts/build.ts'])];
outcomes.push(
  ...(
    await Promise.all([
      checks(
        ['deploy, as a dry run', ['scripts/deploy.ts', '--site', 'https://blog.example', '--dry-run']],
        // As Cloudflare's button runs it: nobody to ask, and no address in wrangler.toml yet. Not beside the other, for
        // each builds into the same folder.
        ['deploy, in a build service', ['scripts/deploy.ts', '--dry-run'], { CI: 'true', WORKERS_CI: '1' }],
      ),
      checks(['linter', [bin('@biomejs/biome/bin/biome'), 'check']], ['types', [bin('typescript/bin/tsc'), '-b']]),
    ])
  ).flat(),
);
// One after the other: each of them uses every core, and waits for answers that must not come late.
outcomes.push(
  await suite(
    'suites without a browser',
    [
      [bin('vitest/vitest.mjs'), 'run', '--config', 'tests/vitest.config.ts'],
      // What `dot` prints is shown only if the run fails though no test does.
      ['--reporter=dot', '--reporter=json', `--outputFile=${join(REPORTS, 'vitest.json')}`],
    ].flat(),
    join(REPORTS, 'vitest.json'),
    readVitest,
  ),
  await suite(
    'suite in a browser',
    [bin('@playwright/test/cli.js'), 'test', '--config', 'tests/e2e/playwright.config.ts', '--reporter=json'],
    join(REPORTS, 'playwright.json'),
    readPlaywright,
  ),
  // Says which of them are not installed, and is content then.
  await check('walks in Firefox and WebKit', ['tests/e2e/browsers/run.ts'], { E2E_BUILT: '1' }),
);

const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
const failures = outcomes.flatMap((outcome) => outcome.failures);
for (const { name, message } of failures) console.log(`\n✗ ${name.replace(ROOT, '')}\n${indent(message)}`);
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 && passed > 0 ? 0 : 1;

type Check = [name: string, args: string[], env?: Record<string, string>];

/** One after the other. */
async function checks(...all: Check[]): Promise<Outcome[]> {
  const ended: Outcome[] = [];
  for (const each of all) ended.push(await check(...each));
  return ended;
}

/** A command that is one test: it passes when it ends well, and is heard only when it does not. */
async function check(...[name, args, env]: Check): Promise<Outcome> {
  const { status, output } = await run(name, args, env);
  return status === 0 ? { passed: 1, failures: [] } : { passed: 0, failures: [{ name, message: output }] };
}

/** A test runner that writes a report of its tests. */
async function suite<T>(name: string, args: string[], report: string, read: (report: T) => Outcome): Promise<Outcome> {
  const { status, output } = await run(name, args, { PLAYWRIGHT_JSON_OUTPUT_NAME: report, E2E_BUILT: '1' });
  let outcome: Outcome;
  try {
    outcome = read(JSON.parse(readFileSync(report, 'utf8')));
  } catch {
    outcome = { passed: 0, failures: [] }; // it did not come so far as to write one: told below
  }
  const isSilent = outcome.failures.length === 0 && (status !== 0 || outcome.passed === 0);
  if (isSilent) outcome.failures.push({ name, message: `${output || 'It ran no tests.'}\nIt ended with ${status}.` });
  console.log(`  ${outcome.passed} passed, ${outcome.failures.length} failed in ${name}`);
  return outcome;
}

function run(
  name: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<{ status: number | null; output: string }> {
  console.log(`${name} …`);
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: { ...process.env, ...WRANGLER_ENV, NO_COLOR: '1', FORCE_COLOR: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => said.push(data));
  return new Promise((resolve) => {
    const end = (status: number | null, more = '') =>
      resolve({ status, output: `${Buffer.concat(said)}${more}`.trim() });
    child.once('error', (error) => end(null, String(error)));
    child.once('close', (status) => end(status));
  });
}

function bin(path: string): string {
  return join(ROOT, 'node_modules', path);
}

/** Without the runner's own frames, and with paths from here. */
function indent(text: string): string {
  const lines = text.trim().split('\n');
  const ours = lines.filter((line) => !/^\s+at .*node_modules\//.test(line) && !/^\s+at new Promise/.test(line));
  return ours.map((line) => `  ${line.replaceAll(ROOT, '')}`).join('\n');
}
