// GET /c/ID: the way to one comment on its page.

import { describe, expect, it } from 'vitest';
import { threadIdOf } from '../../../../worker/rules/comment/hash.ts';
import { pageOf } from '../../../../worker/rules/page/page.ts';
import { parseSites } from '../../../../worker/rules/page/sites.ts';
import { acceptMove } from '../../../../worker/store/facts/pages.ts';
import { publish } from '../../../../worker/store/views/publish.ts';
import { counting, kv, PAGE, refusal, SITE, TestWorker } from '../../help/as-reader.ts';

async function published(worker: TestWorker): Promise<{ id: string; thread: string }> {
  const { comment } = await worker.accepted();
  return { id: comment.id, thread: (await worker.thread()).thread };
}

describe('accepts', () => {
  it('a comment and its thread, and leads to the page', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    const { id, thread } = await published(worker);
    const { kv: counted, counts } = counting();
    worker.env.COMMENTS = counted;
    const answer = await worker.fetch(`/c/${id}?thread=${thread}`);
    expect(answer.status).toBe(302);
    expect(answer.headers.get('Location')).toBe(`${PAGE}#comment-${id}`);
    expect(counts).toEqual({ getWithMetadata: 1 });
  });

  it('the old address of a page that moved, and leads to the new one', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    const { id, thread } = await published(worker);
    const page = `${SITE}/moved?to=here`;
    const key = pageOf(page, undefined, parseSites(SITE))!.key;
    const change = await acceptMove(kv, thread, { thread: await threadIdOf(key), page }, worker.now);
    await publish(kv, thread, [change!], worker.now);
    const answer = await worker.fetch(`/c/${id}?thread=${thread}`);
    expect(answer.headers.get('Location')).toBe(`${page}#comment-${id}`);
  });
});

describe('refuses', () => {
  it('a page that is on none of the site’s origins any more', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    const { id, thread } = await published(worker);
    worker.env.SITES = 'https://another.example';
    const answer = await worker.fetch(`/c/${id}?thread=${thread}`);
    expect(await refusal(answer)).toMatchObject({ status: 404, code: 'not_found' });
    expect(answer.headers.get('Location')).toBeNull();
  });

  it.each(['', '?thread=', '?thread=AAAAAAAAAAAAAAAAAAAAAA', '?thread=~feed:x'])(
    'a thread there is none of: %s',
    async (query) => {
      const worker = new TestWorker({ MODERATION: 'open' });
      const { id } = await published(worker);
      expect(await refusal(await worker.fetch(`/c/${id}${query}`))).toMatchObject({ status: 404, code: 'not_found' });
    },
  );

  it.each(['x', '01ARZ3NDEKTSV4RRFFQ69G5FAVX', '%23'])('an id that is none: %s', async (id) => {
    const worker = new TestWorker({ MODERATION: 'open' });
    const { thread } = await published(worker);
    expect((await worker.fetch(`/c/${id}?thread=${thread}`)).status).toBe(404);
  });
});

describe('who may', () => {
  it('nobody learns of a comment that waits', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.accepted();
    const { thread } = await worker.thread();
    expect((await worker.fetch(`/c/${comment.id}?thread=${thread}`)).status).toBe(404);
  });
});

describe('who followed a link with a browser', () => {
  const browser = { Accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

  it.each([['x'], ['01ARZ3NDEKTSV4RRFFQ69G5FAV']])('to what is not there, gets a page that says so: %s', async (id) => {
    const worker = new TestWorker();
    const answer = await worker.fetch(`/c/${id}?thread=AAAAAAAAAAAAAAAAAAAAAA`, { headers: browser });
    expect(answer.status).toBe(404);
    expect(answer.headers.get('Content-Type')).toMatch(/^text\/html/);
    expect(answer.headers.get('Content-Security-Policy')).toContain("style-src 'self'");
    expect(answer.headers.get('Vary')).toMatch(/\bAccept\b/);
    expect(await answer.text()).toContain('That comment is no longer here.');
  });

  it('is told to come again while the store is down', async () => {
    const worker = new TestWorker();
    worker.env.COMMENTS = new Proxy(kv, { get: () => () => Promise.reject(new Error('down')) });
    const answer = await worker.fetch('/c/01ARZ3NDEKTSV4RRFFQ69G5FAV?thread=AAAAAAAAAAAAAAAAAAAAAA', {
      headers: browser,
    });
    expect(answer.status).toBe(503);
    expect(answer.headers.get('Retry-After')).toBe('60');
    expect(await answer.text()).toContain('Comments could not be loaded just now.');
  });
});
