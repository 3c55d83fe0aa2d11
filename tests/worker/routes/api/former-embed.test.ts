// Tags that name an embed of an earlier deploy.

import { expect, it } from 'vitest';
import { TestWorker } from '../../help/as-reader.ts';

it('an embed of an earlier deploy leads to the present one, for pages of any origin', async () => {
  const worker = new TestWorker();
  const answer = await worker.fetch('/embed-0123456789ab.js', { redirect: 'manual' });
  expect(answer.status).toBe(302);
  expect(answer.headers.get('Location')).toBe('/embed.js');
  expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
  expect(answer.headers.get('Cross-Origin-Resource-Policy')).toBe('cross-origin');
  expect(answer.headers.get('Cache-Control')).toBe('public, max-age=300');
});

it('what only looks like one is not found', async () => {
  const worker = new TestWorker();
  for (const path of [
    '/embed-0123.js',
    '/embed-0123456789ab.css',
    '/embed-0123456789AB.js',
    '/x/embed-0123456789ab.js',
  ]) {
    expect((await worker.fetch(path)).status, path).toBe(404);
  }
});
