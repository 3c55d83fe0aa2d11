// Every suite that needs no browser, as projects of one run: the worker in workerd, the widget in a light DOM,
// and what only looks at files or runs in Node. The browser's suite is tests/e2e (Playwright).

import { mkdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cloudflareTest } from '@cloudflare/vitest-plugin';
import type { Plugin } from 'vite';
import { defineConfig } from 'vitest/config';
import { STAND_INS } from '../scripts/build/bundle.ts';
import { compileTemplates } from '../scripts/build/compile-templates.ts';
import { memoryFolder } from './memory-folder.ts';

// Without it each run asks the network for a `Request.cf` to imitate, and waits.
process.env.CLOUDFLARE_CF_FETCH_ENABLED ??= 'false';
process.env.WRANGLER_SEND_METRICS ??= 'false';

// workerd keeps its stores in the folder for temporary files.
const folder = process.env.TMPDIR === undefined ? memoryFolder() : null;
if (folder) process.env.TMPDIR = folder;

const root = fileURLToPath(new URL('..', import.meta.url));

// wrangler.toml names it, and the suites without a browser should run before anything was built.
mkdirSync(`${root}/dist/assets`, { recursive: true });

/** The worker's parser as it ships, with what stands in for its package; who else asks for that gets it. */
const standIns: Plugin = {
  name: 'stand-ins',
  enforce: 'pre',
  resolveId: (name, importer) => (importer?.includes('/markdown-it/') ? STAND_INS[name] : undefined),
};

export default defineConfig({
  root,
  test: {
    // By default one core is left free, of two cores half of what there is.
    maxWorkers: '100%',
    projects: [
      {
        plugins: [
          standIns,
          cloudflareTest({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                ADMIN_TOKEN: 'test-token-test-token-test-token-test-token',
                SITES: 'https://blog.example',
                MODERATION: 'first-time',
              },
              // Of the owner's choice, so it is not in wrangler.toml.
              r2Buckets: ['BACKUPS'],
            },
          }),
        ],
        root,
        test: {
          name: 'worker',
          include: ['tests/worker/**/*.test.ts'],
          globalSetup: ['tests/receiver.ts'],
          setupFiles: ['tests/worker/help/clean.ts'],
          // A workerd for each core, not for each file: starting one takes longer than most files do.
          // tests/worker/help/clean.ts empties its store; nothing else outlives a test, for the worker's modules
          // remember nothing (tests/house/rules.test.ts).
          isolate: false,
          testTimeout: 30_000,
        },
      },
      {
        // As it ships: with its templates compiled.
        plugins: [compileTemplates()],
        root,
        test: { name: 'widget', include: ['tests/widget/**/*.test.ts'], environment: 'happy-dom', testTimeout: 30_000 },
      },
      // They start programs, which takes its time on a busy machine.
      { root, test: { name: 'house', include: ['tests/house/**/*.test.ts'], testTimeout: 60_000 } },
      { root, test: { name: 'simulation', include: ['tests/simulation/**/*.test.ts'], testTimeout: 120_000 } },
      { root, test: { name: 'scripts', include: ['tests/{scripts,desk,demo}/**/*.test.ts'], testTimeout: 60_000 } },
    ],
  },
});
