// The walks of readers and of the owner in Firefox: those tests of the browser's suite that a reader would notice
// most, as they are. Run by run.ts.

import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';
import base from '../playwright.config.ts';

/** What Firefox cannot be told to do from outside yet: the last of them hands on a POST, which hangs there. */
const NOT_TOLD = [/on paper/, /without JavaScript/, /under a path of the blog/];

/** What it does otherwise: it asks again, though with the ETag, for what a preload has brought already. */
const OTHERWISE = [/asks for its comments early/];

export default defineConfig({
  ...base,
  testDir: '..',
  testMatch: ['reading', 'writing', 'widget-keyboard', 'on-a-page', 'libraries', 'desk'].map(
    (name) => `${name}.test.ts`,
  ),
  grepInvert: [...NOT_TOLD, ...OTHERWISE],
  outputDir: '../../../.tmp/playwright-firefox',
  timeout: 60_000,
  use: {
    locale: 'en-GB',
    viewport: { width: 1100, height: 900 },
    browserName: 'firefox',
    channel: 'moz-firefox',
    launchOptions: {
      executablePath: fileURLToPath(new URL('firefox.ts', import.meta.url)),
      // Bars that take no room: what tests measure is the same then.
      firefoxUserPrefs: { 'ui.useOverlayScrollbars': 1 },
    },
  },
});
