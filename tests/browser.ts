// Finds a Chromium to test with, so that a machine without one can run everything: CHROMIUM_PATH, else the
// system's, else the one that npm brought (@sparticuz/chromium, Linux x64), unpacked once to a temporary folder.
// Used by Playwright's configuration and by `npm run pictures`.

import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

const LIBRARY_FOLDERS = ['/usr/lib/x86_64-linux-gnu', '/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib'];

/** Quiet and self-contained; Chromium refuses to sandbox itself as root. */
export const browserArgs = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** The path of a Chromium that runs here. */
export async function browserPath(): Promise<string> {
  const chosen = process.env.CHROMIUM_PATH;
  if (chosen) return chosen;
  const installed = INSTALLED.find((path) => existsSync(path));
  if (installed) return installed;
  const { default: chromium, inflate, setupLambdaEnvironment } = await import('@sparticuz/chromium');
  if (!hasNss()) {
    // A bare Debian has no NSS, which Chromium links against; the package carries Amazon Linux's copy.
    const bin = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '..', 'bin');
    setupLambdaEnvironment(`${await inflate(join(bin, 'al2023.tar.br'))}/lib`);
  }
  return chromium.executablePath();
}

function hasNss(): boolean {
  return LIBRARY_FOLDERS.some(
    (folder) => existsSync(folder) && readdirSync(folder).some((name) => name.startsWith('libnss3.so')),
  );
}
