// The browser's suite: the page on one origin, the worker on another, as on the web. Some files at a time, on lanes
// that know nothing of each other (places.ts); the tests of one file, and of those after it on its lane, share a store.

import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { browserArgs, browserPath } from '../browser.ts';
import { LANES } from './places.ts';

export default defineConfig({
  testDir: '.',
  testMatch: '*.test.ts',
  outputDir: '../../.tmp/playwright',
  workers: LANES,
  retries: 0,
  forbidOnly: true,
  timeout: 30_000,
  expect: { timeout: 8_000 },
  reporter: 'line',
  use: {
    locale: 'en-GB',
    viewport: { width: 1100, height: 900 },
    launchOptions: { executablePath: await browserPath(), args: browserArgs },
  },
  globalSetup: fileURLToPath(new URL('start-servers.ts', import.meta.url)),
});
