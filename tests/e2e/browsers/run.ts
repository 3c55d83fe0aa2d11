// `npm run test:browsers`: the walks of readers and of the owner in Firefox and in WebKit, where they are installed;
// and which of them are not. It leaves 1 behind when something failed. `npm test` runs it too.

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/local/development.ts';
import startServers from '../start-servers.ts';
import { findWebKit } from './webdriver.ts';
import { WALKS, walkInWebKit } from './webkit.ts';

const firefox = [process.env.FIREFOX_PATH, '/usr/bin/firefox-esr'].find((path) => path && existsSync(path));
const webkit = existsSync('/usr/bin/Xvfb') ? findWebKit() : null;

let isWell = true;
if (firefox) {
  const config = join(ROOT, 'tests/e2e/browsers/firefox.config.ts');
  const args = [join(ROOT, 'node_modules/@playwright/test/cli.js'), 'test', '--config', config];
  const env = { ...process.env, FIREFOX_PATH: firefox };
  isWell = spawnSync(process.execPath, args, { cwd: ROOT, env, stdio: 'inherit' }).status === 0;
  process.env.E2E_BUILT = '1';
} else console.log('Firefox was not found (Debian: firefox-esr; elsewhere FIREFOX_PATH says where it is).');

if (webkit) {
  const stop = await startServers();
  const failed = await walkInWebKit(webkit).finally(stop);
  for (const { name, message } of failed) console.log(`✗ ${name}\n  ${message}`);
  console.log(`WebKit: ${WALKS.length - failed.length} passed, ${failed.length} failed`);
  isWell &&= failed.length === 0;
} else console.log('WebKit was not found (Debian: webkit2gtk-driver and xvfb).');

process.exitCode = isWell ? 0 : 1;
