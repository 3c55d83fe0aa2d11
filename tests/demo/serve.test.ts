// The demo's file server: what it serves, under which type, and what it does not.

import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { filePath, serveDemo } from '../../demo/serve.ts';

let origin = '';
let server: Awaited<ReturnType<typeof serveDemo>>;

beforeAll(async () => {
  server = await serveDemo({ port: 0, workerOrigin: 'http://worker.example', origin: 'http://blog.example' });
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => void server.close());

test('serves the list of posts at the root', async () => {
  const answer = await fetch(`${origin}/`);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
  expect(await answer.text()).toContain('Notes from the stacks');
});

test.each([
  ['/style.css', 'text/css; charset=utf-8'],
  ['/look.js', 'text/javascript; charset=utf-8'],
  ['/icon.svg', 'image/svg+xml'],
])('serves %s as %s', async (path, type) => {
  const answer = await fetch(origin + path);
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toBe(type);
});

test('puts the origins in use into the pages', async () => {
  const page = await (await fetch(`${origin}/posts/the-quiet-floor.html`)).text();
  expect(page).toContain('src="http://worker.example/embed.js"');
  expect(page).toContain('href="http://blog.example/posts/the-quiet-floor.html"');
  expect(page).not.toContain('localhost');
});

test('answers an unknown address with a page of its own', async () => {
  const answer = await fetch(`${origin}/posts/nothing.html`);
  expect(answer.status).toBe(404);
  expect(await answer.text()).toContain('Not on the shelf');
});

test('answers HEAD without a body, and no other method', async () => {
  const head = await fetch(origin, { method: 'HEAD' });
  expect(Number(head.headers.get('content-length'))).toBeGreaterThan(1000);
  expect(await head.text()).toBe('');
  const post = await fetch(origin, { method: 'POST' });
  expect(post.status).toBe(405);
  expect(post.headers.get('allow')).toBe('GET, HEAD');
});

describe('never leaves its folder', () => {
  test.each([
    '/../package.json',
    '/%2e%2e/package.json',
    '/posts/..%2f..%2fpackage.json',
    '/..\\package.json',
    '/%00',
    '/%',
  ])('by %s', (url) => {
    expect(filePath(url)).toBeNull();
  });

  test('nor shows its own source or the seeds', async () => {
    expect((await fetch(`${origin}/serve.ts`)).status).toBe(404);
    expect((await fetch(`${origin}/seed-comments.ts`)).status).toBe(404);
  });
});
