// The browser's suite: the page on one origin, the worker on another, as on the web. One browser at a time, for
// the tests share a store, and a small machine.

import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import { browserArgs, browserPath } from '../browser.ts';
import { BLOG, WORKER } from './places.ts';

const server = (name: string, url: string) => ({
  command: `node tests/e2e/servers.ts ${name}`,
  cwd: fileURLToPath(new URL('../..', import.meta.url)),
  url,
  reuseExistingServer: false,
  timeout: 90_000,
  gracefulShutdown: { signal: 'SIGTERM' as const, timeout: 3_000 },
});

export default defineConfig({
  testDir: '.',
  testMatch: '*.test.ts',
  outputDir: '../../.tmp/playwright',
  workers: 1,
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
  webServer: [server('worker', `${WORKER}/health`), server('blog', `${BLOG}/`)],
});
