// `npm run test:generators [NAME…]`: the snippets in sites of generators that are too large for everybody's `npm ci`
// (each installed into .tmp/generators), or that come from the system where they are installed. Says which of them are
// not, and leaves 1 behind when something failed or nothing ran.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/local/development.ts';

const FROM_NPM = ['hexo', 'docusaurus'];
const FROM_THE_SYSTEM = ['hugo', 'jekyll'];

const asked = process.argv.slice(2);
const all = [...FROM_NPM, ...FROM_THE_SYSTEM];
const unknown = asked.filter((name) => !all.includes(name));
if (unknown.length > 0) {
  console.error(`Not a generator that is tested here: ${unknown.join(', ')}. There are ${all.join(', ')}.`);
  process.exit(1);
}

const here = all.filter((name) => (asked.length === 0 || asked.includes(name)) && isHere(name));
if (here.length === 0) process.exit(1);
const playwright = join(ROOT, 'node_modules/@playwright/test/cli.js');
const config = join(ROOT, 'tests/e2e/playwright.config.ts');
const { status } = spawnSync(process.execPath, [playwright, 'test', '--config', config, 'snippets.test.ts'], {
  cwd: ROOT,
  env: { ...process.env, E2E_GENERATORS: here.join(' ') },
  stdio: 'inherit',
});
process.exitCode = status ?? 1;

function isHere(name: string): boolean {
  if (FROM_NPM.includes(name)) return install(name);
  if (spawnSync(name, ['--version']).status === 0 || spawnSync(name, ['version']).status === 0) return true;
  console.log(`${name} was not found (Debian: ${name}).`);
  return false;
}

function install(name: string): boolean {
  const folder = join(ROOT, '.tmp/generators', name);
  mkdirSync(folder, { recursive: true });
  cpSync(join(ROOT, 'tests/fixtures', name, 'package.json'), join(folder, 'package.json'));
  console.log(`Installing ${name} into ${folder}`);
  const args = ['install', '--no-audit', '--no-fund', '--loglevel', 'error'];
  return spawnSync('npm', args, { cwd: folder, stdio: 'inherit' }).status === 0;
}
