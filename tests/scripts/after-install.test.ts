// The Node that comes along with npm runs the commands only where the one that is there is too old: it is a third
// party's, and a deploy runs with the owner's login.

import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'afterword-install-'));
  mkdirSync(join(folder, 'scripts'));
  mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  cpSync('scripts/after-install.js', join(folder, 'scripts/after-install.js'));
  cpSync('package.json', join(folder, 'package.json'));
  writeFileSync(join(folder, 'node_modules/.bin/node'), '');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['v20.19.0', true],
  ['v22.17.1', true],
  ['v22.18.0', false],
  ['v24.1.0', false],
])('where npm runs on Node %s, the one that came along is used: %s', (version, isUsed) => {
  const own = join(folder, 'own-node');
  writeFileSync(own, `#!/bin/sh\necho ${version}\n`);
  chmodSync(own, 0o755);
  const { status, stdout } = spawnSync(process.execPath, [join(folder, 'scripts/after-install.js')], {
    encoding: 'utf8',
    env: { ...process.env, npm_node_execpath: own },
  });
  expect(status).toBe(0);
  expect(existsSync(join(folder, 'node_modules/.bin/node'))).toBe(isUsed);
  // One line that explains npm's sixty.
  expect(stdout.split('\n').filter((line) => line.includes('EBADENGINE'))).toHaveLength(isUsed ? 1 : 0);
});
