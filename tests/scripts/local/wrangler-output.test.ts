// What is read out of wrangler's output, and what of it a newcomer sees.

import { expect, test } from 'vitest';
import { deployedOrigin, hasSecret, isChatter } from '../../../scripts/local/wrangler-output.ts';

const report = (...targets: string[]) =>
  `${JSON.stringify({ type: 'wrangler-session', version: 1 })}\n${JSON.stringify({ type: 'deploy', targets })}\n`;

test('finds the address on workers.dev among the targets', () => {
  expect(deployedOrigin(report('https://afterword.ines.workers.dev', 'schedule: */5 * * * *'))).toBe(
    'https://afterword.ines.workers.dev',
  );
});

test('prefers a domain of one’s own', () => {
  expect(deployedOrigin(report('https://afterword.ines.workers.dev', 'comments.example.com (custom domain)'))).toBe(
    'https://comments.example.com',
  );
});

test.each(['', 'not json\n', report(), report('schedule: */5 * * * *', 'example.com/c/* (zone name: example.com)')])(
  'finds no address in %j',
  (lines) => {
    expect(deployedOrigin(lines)).toBeNull();
  },
);

test('knows whether the worker has the secret', () => {
  expect(hasSecret('[{ "name": "ADMIN_TOKEN", "type": "secret_text" }]', 'ADMIN_TOKEN')).toBe(true);
  expect(hasSecret('[{ "name": "TURNSTILE_SECRET", "type": "secret_text" }]', 'ADMIN_TOKEN')).toBe(false);
  expect(hasSecret('[]', 'ADMIN_TOKEN')).toBe(false);
  expect(hasSecret('Something else', 'ADMIN_TOKEN')).toBe(false);
});

test.each([
  '',
  '⎔ Starting local server...',
  '[wrangler:info] GET /api/thread 200 OK (3ms)',
  '\u001b[33m[wrangler:info]\u001b[39m Ready on http://localhost:8787',
  '[custom build] Running: npm run -s build',
])('keeps %j from the terminal', (line) => {
  expect(isChatter(line)).toBe(true);
});

test.each([
  '✘ [ERROR] Uncaught (in response) Error: the store did not answer',
  '\u001b[31m✘ \u001b[41;31m[\u001b[41;97mERROR\u001b[41;31m]\u001b[0m Could not resolve "./absent.ts"',
  'Error: something the worker wrote to console.error',
  '[custom build] error during build',
])('lets %j through', (line) => {
  expect(isChatter(line)).toBe(false);
});
