// The worker under a path of the blog, by a route `blog.example/_comments/*`: readers find everything there, and the
// owner's side is not there at all.

import { describe, expect, it, test } from 'vitest';
import type { Thread } from '../../worker/contract/index.ts';
import { withoutBasePath } from '../../worker/rules/base-path.ts';
import { PAGE, SITE, TestWorker, TOKEN } from './help/as-reader.ts';

const BASE_PATH = '/_comments';

/** Files, as Cloudflare has them: by their own path. */
const ASSETS = {
  async fetch(address: string) {
    const { pathname } = new URL(address);
    const isThere = pathname === '/embed.js' || pathname === '/0123abcd/reading.js' || pathname === '/desk/desk.js';
    return new Response(isThere ? `// ${pathname}` : null, { status: isThere ? 200 : 404 });
  },
} as unknown as Fetcher;

function underPath(): TestWorker {
  const worker = new TestWorker({ MODERATION: 'open', BASE_PATH, ASSETS });
  worker.origin = SITE + BASE_PATH;
  return worker;
}

describe('for readers, under a path of the blog', () => {
  it('a comment is posted and read', async () => {
    const worker = underPath();
    const { comment } = await worker.accepted();
    const { comments }: Thread = await worker.thread();
    expect(comments.map(({ id }) => id)).toEqual([comment.id]);
  });

  it('there is the script, and what it loads', async () => {
    const worker = underPath();
    expect(await (await worker.fetch('/embed.js')).text()).toBe('// /embed.js');
    expect(await (await worker.fetch('/0123abcd/reading.js?0')).text()).toBe('// /0123abcd/reading.js');
    expect((await worker.fetch('/0123abcd/other.js')).status).toBe(404);
  });

  it('the page without JavaScript links and posts to under that path', async () => {
    const worker = underPath();
    const address = `/thread?page=${encodeURIComponent(PAGE)}`;
    const html = await (await worker.fetch(address)).text();
    const links = [...html.matchAll(/(?:href|action)="([^"#][^"]*)"/g)].map(([, link]) =>
      link!.replaceAll('&amp;', '&'),
    );
    const ours = links.map((link) => new URL(link, SITE + BASE_PATH + address).href).filter((link) => link !== PAGE);
    expect(ours.length).toBeGreaterThan(3);
    expect(ours.filter((link) => !link.startsWith(`${SITE}${BASE_PATH}/`))).toEqual([]);
    const answers = await Promise.all(
      ours.map(async (link) => (await worker.fetch(link.slice(worker.origin.length))).status),
    );
    // The style sheet is a file, and the form's own address is to be posted to.
    expect(answers.filter((status) => status !== 200)).toEqual([404, 400]);
  });

  it('the fragment’s links lead to under that path', async () => {
    const html = await (await underPath().fetch(`/fragment?page=${encodeURIComponent(PAGE)}`)).text();
    expect(html).toContain(`href="${SITE}${BASE_PATH}/thread?`);
  });
});

test.each([
  '/admin',
  '/admin/',
  '/admin/desk.webmanifest',
  '/api/admin',
  '/api/admin/comments',
  '/api/admin/export',
  '/act',
  '/subscription',
  '/desk/desk.js',
  '/feed/key',
  '/words/de.json',
  '/_comments/admin',
])('nothing of the owner’s is there: %s', async (path) => {
  const worker = underPath();
  const headers = { Authorization: `Bearer ${TOKEN}` };
  expect((await worker.fetch(path, { headers })).status).toBe(404);
  expect((await worker.fetch(path, { method: 'POST', headers, body: '' })).status).toBe(404);
});

test.each([
  ['/_comments/api/thread', '/_comments', '/api/thread'],
  ['/_comments/api/thread', '/blog/_comments', '/_comments/api/thread'],
  ['/blog/c/api/thread', '/blog/c', '/api/thread'],
  ['/_commentsapi/thread', '/_comments', '/_commentsapi/thread'],
  ['/_comments/api/admin', '/_comments', '/_comments/api/admin'],
  ['/_comments/api/administration', '/_comments', '/api/administration'],
  ['/_comments//admin', '/_comments', '/_comments//admin'],
  ['/_comments/api/../admin', '/_comments', '/api/../admin'],
  ['/api/thread', '/_comments', '/api/thread'],
  ['/x/api/thread', '/x/', '/x/api/thread'],
  ['/x/api/thread', 'x', '/x/api/thread'],
  ['//api/thread', '/', '//api/thread'],
  ['/api/thread', undefined, '/api/thread'],
])('%s under %s is %s', (path, basePath, inner) => {
  expect(withoutBasePath(path, basePath)).toBe(inner);
});

test('the worker’s own host goes on as before', async () => {
  const worker = new TestWorker({ MODERATION: 'open', BASE_PATH, ASSETS });
  expect((await worker.post('/api/tickets', { page: PAGE })).status).toBe(201);
  expect((await worker.fetch('/admin')).status).toBe(401);
});
