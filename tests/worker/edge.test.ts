// docs/edge.js, as an owner deploys it in front of a blog: the worker here answers in the place of the network.
/// <reference types="vite/types/importMeta.d.ts" />

import { afterEach, expect, test, vi } from 'vitest';
import { PAGE, SITE, TestWorker } from './help/as-reader.ts';

interface Edge {
  default: { fetch(request: Request): Promise<Response> };
  onRequestGet(context: { request: Request; next(): Promise<Response> }): Promise<Response>;
}

const [edge] = Object.values(import.meta.glob<Edge>('../../docs/edge.js', { eager: true })) as [Edge];
const COMMENTS = 'https://comments.example.workers.dev';

afterEach(() => vi.unstubAllGlobals());

const POST = (attributes = '', head = '') =>
  `<!doctype html><html lang="en"><head>${head}</head><body><h1>A post</h1><afterword-comments${attributes}><a href="/thread">Comments</a></afterword-comments></body></html>`;

/** The blog answers with this; what is asked of the worker is noted. */
function stage(worker: TestWorker | null, page: Response): string[] {
  const asked: string[] = [];
  vi.stubGlobal('fetch', async (input: Request | string) => {
    const url = typeof input === 'string' ? input : input.url;
    if (!url.startsWith(COMMENTS)) return page;
    asked.push(url.slice(COMMENTS.length));
    if (!worker) throw new Error('the network is down');
    return worker.fetch(url.slice(COMMENTS.length));
  });
  return asked;
}

function html(text: string, init: ResponseInit = {}): Response {
  return new Response(text, { ...init, headers: { 'Content-Type': 'text/html; charset=utf-8', ETag: '"1"' } });
}

const visit = (url = PAGE, init?: RequestInit) => edge.default.fetch(new Request(url, init));

test('the comments stand in the page, in the place of the link', async () => {
  const worker = new TestWorker({ MODERATION: 'open' });
  await worker.accepted({ body: 'Seen by **everybody**' });
  const asked = stage(worker, html(POST()));
  const answer = await visit();
  const text = await answer.text();
  expect(text).toContain('<p>Seen by <strong>everybody</strong></p>');
  expect(text).toContain('<h1>A post</h1>');
  expect(text).not.toContain('<a href="/thread">');
  expect(asked).toEqual([`/fragment?page=${encodeURIComponent(PAGE)}&lang=en`]);
  // A browser that kept it by the page's own tag would keep a comment that was removed.
  expect(answer.headers.get('ETag')).toBeNull();
});

test('a comment that was removed is not there at the next visit', async () => {
  const worker = new TestWorker({ MODERATION: 'open' });
  const { comment } = await worker.accepted({ body: 'Regrettable' });
  stage(worker, html(POST()));
  expect(await (await visit()).text()).toContain('Regrettable');
  await worker.verdict((await worker.thread()).thread, comment.id, 'remove');
  stage(worker, html(POST()));
  expect(await (await visit()).text()).not.toContain('Regrettable');
});

test.each([
  ['its attribute', ` data-page-url="${SITE}/other"`, '', `${SITE}/other`, ''],
  ['its attribute, from the root', ' data-page-url="/other"', '', `${SITE}/other`, ''],
  ['its id', ' data-page-id="42"', '', PAGE, '&id=42'],
  ['the canonical link', '', `<link rel="canonical" href="${SITE}/a?b=1&amp;c=2">`, `${SITE}/a?b=1&c=2`, ''],
])('which page it is: %s', async (_, attributes, head, page, more) => {
  const asked = stage(new TestWorker(), html(POST(attributes, head)));
  await (await visit()).text();
  expect(asked).toEqual([`/fragment?page=${encodeURIComponent(page)}${more}&lang=en`]);
});

test('where the worker cannot be reached or refuses, the page goes out with its link', async () => {
  stage(null, html(POST()));
  expect(await (await visit()).text()).toBe(POST());
  stage(new TestWorker(), html(POST(' data-page-url="mailto:nobody"')));
  expect(await (await visit()).text()).toBe(POST(' data-page-url="mailto:nobody"'));
});

test('what is no page is left alone, to its tag', async () => {
  for (const [answer, init] of [
    [new Response('{}', { headers: { 'Content-Type': 'application/json', ETag: '"1"' } })],
    [html('gone', { status: 404 })],
    [html(POST()), { method: 'POST', body: 'x' }],
  ] as [Response, RequestInit?][]) {
    const asked = stage(new TestWorker(), answer);
    expect((await visit(PAGE, init)).headers.get('ETag')).toBe('"1"');
    expect(asked).toEqual([]);
  }
});

test('the same file is a function of Cloudflare Pages', async () => {
  const worker = new TestWorker({ MODERATION: 'open' });
  await worker.accepted({ body: 'Seen here too' });
  stage(worker, html(''));
  const answer = await edge.onRequestGet({ request: new Request(PAGE), next: async () => html(POST()) });
  expect(await answer.text()).toContain('Seen here too');
});
