// GET /feed: the feeds of a page, of a site, and of what waits for the owner. Their form: feed-rules.test.ts.

import { describe, expect, it } from 'vitest';
import { counting, kv, PAGE, refusal, SITE, TestWorker, TOKEN, WORKER } from '../../help/as-reader.ts';
import { everything } from '../../help/store-with.ts';

const OF_PAGE = `/feed?page=${encodeURIComponent(PAGE)}`;
const OF_SITE = `/feed?site=${encodeURIComponent(SITE)}`;

/** Every element by name with its text and attributes, in order. */
async function parse(xml: string): Promise<{ name: string; text: string; attributes: Record<string, string> }[]> {
  const found: { name: string; text: string; attributes: Record<string, string> }[] = [];
  const rewriter = new HTMLRewriter().on('*', {
    element(element) {
      found.push({ name: element.tagName, text: '', attributes: Object.fromEntries(element.attributes) });
    },
    text({ text }) {
      const last = found.at(-1);
      if (last) last.text += text;
    },
  });
  // The parser is one for HTML, which has no self-closing links.
  await rewriter.transform(new Response(xml.replace(/<(link|thr:in-reply-to)([^>]*)\/>/g, '<$1$2></$1>'))).text();
  return found;
}

async function texts(xml: string, name: string): Promise<string[]> {
  return (await parse(xml)).filter((element) => element.name === name).map(({ text }) => text.trim());
}

describe('the feed of a page', () => {
  // Put there by an import of before such addresses were refused.
  it('leads nowhere that runs, whatever lies in the store', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    await worker.accepted({ body: 'One', url: 'https://ben.example' });
    const { thread } = await worker.thread();
    const { value, metadata } = await kv.getWithMetadata(`view:${thread}`);
    const strange = value!
      .replace('https://ben.example/', 'javascript:alert(1)')
      .replace(`"page":"${PAGE}"`, '"page":"javascript:alert(1)//"');
    expect(strange.split('javascript:')).toHaveLength(3);
    await kv.put(`view:${thread}`, strange, { metadata });
    const other = new TestWorker({ MODERATION: 'open' });
    other.now = worker.now;
    const xml = await (await other.fetch(OF_PAGE)).text();
    expect(await texts(xml, 'name')).toEqual(['Ada']);
    expect(xml).not.toMatch(/(?:href="|<uri>)javascript:/);
  });

  it('is Atom with everything that the rules ask for', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    const { comment } = await worker.accepted({
      name: 'Ben & <Co>',
      body: 'A **first** one',
      url: 'https://ben.example',
    });
    await worker.accepted({ body: 'A reply', parent: comment.id });
    const answer = await worker.fetch(OF_PAGE);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Content-Type')).toBe('application/atom+xml; charset=utf-8');
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
    const xml = await answer.text();
    expect(xml.startsWith('<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom"')).toBe(
      true,
    );
    const { comments } = await worker.thread();
    const tags = comments.map(({ id }) => `tag:blog.example,2026:${id}`);
    expect((await texts(xml, 'id')).slice(1)).toEqual(tags.toReversed());
    expect((await texts(xml, 'updated'))[0]).toBe(comments[1]!.createdAt);
    expect(await texts(xml, 'name')).toEqual(['Ada', 'Ben &amp; &lt;Co&gt;']);
    expect((await texts(xml, 'content'))[1]).toBe('&lt;p&gt;A &lt;strong&gt;first&lt;/strong&gt; one&lt;/p&gt;');
    expect(xml).toContain(
      `<link rel="self" type="application/atom+xml" href="${WORKER}${OF_PAGE.replaceAll('&', '&amp;')}"/>`,
    );
    expect(xml).toContain(`<link rel="alternate" type="text/html" href="${PAGE}#comment-${comment.id}"/>`);
    expect(xml).toContain(`<thr:in-reply-to ref="${tags[0]}"/>`);
  });

  it('is there for a page that nobody wrote about', async () => {
    const xml = await (await new TestWorker().fetch(OF_PAGE)).text();
    expect(await texts(xml, 'entry')).toEqual([]);
    expect(await texts(xml, 'updated')).toEqual(['2026-01-01T00:00:00.000Z']);
  });

  it('holds no markup and nothing that XML cannot hold, wherever a reader writes it', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    const nasty = ']]></content></entry><script>alert(1)</script>\uFFFE & "quoted" <b>';
    await worker.accepted({ name: nasty.slice(0, 70), body: nasty });
    const xml = await (await worker.fetch(OF_PAGE)).text();
    expect(xml).not.toMatch(/<script|<b>|\uFFFE|&(?!amp;|lt;|gt;|quot;|#39;)/);
    expect(await texts(xml, 'entry')).toHaveLength(1);
  });

  it('says nothing of what waits, nor of what was taken down', async () => {
    const worker = new TestWorker();
    await worker.accepted({ name: 'Mallory', body: 'Not yet' });
    const { comment } = await worker.approved({ body: 'Seen', key: 'ben-ben-ben-ben-ben-ben' });
    const before = await (await worker.fetch(OF_PAGE)).text();
    expect(before).toContain('Seen');
    expect(before).not.toMatch(/Mallory|Not yet/);
    worker.now += 61_000;
    await worker.verdict((await worker.thread()).thread, comment.id, 'remove');
    expect(await (await worker.fetch(OF_PAGE)).text()).not.toContain('Seen');
  });

  it('answers 304 until something changes', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    await worker.accepted();
    const etag = (await worker.fetch(OF_PAGE)).headers.get('ETag')!;
    const headers = { 'If-None-Match': etag };
    const same = await worker.fetch(OF_PAGE, { headers });
    expect([same.status, same.headers.get('ETag'), same.headers.get('Access-Control-Allow-Origin')]).toEqual([
      304,
      etag,
      '*',
    ]);
    await worker.accepted({ body: 'News' });
    expect((await worker.fetch(OF_PAGE, { headers })).status).toBe(200);
  });

  it('costs one KV read and writes nothing', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    await worker.accepted();
    const { kv: counted, counts } = counting();
    worker.env.COMMENTS = counted;
    const before = await everything();
    await worker.fetch(OF_PAGE);
    expect(counts).toEqual({ getWithMetadata: 1 });
    expect(await everything()).toEqual(before);
  });
});

describe('the feed of a site', () => {
  it('has the comments of all its pages, after the sweep', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    await worker.accepted({ body: 'Here' });
    await worker.accepted({ body: 'There' }, `${SITE}/other`);
    await worker.sweep();
    const { kv: counted, counts } = counting();
    worker.env.COMMENTS = counted;
    const xml = await (await worker.fetch(`${OF_SITE}/`)).text();
    expect(await texts(xml, 'content')).toEqual(['&lt;p&gt;There&lt;/p&gt;', '&lt;p&gt;Here&lt;/p&gt;']);
    expect(await texts(xml, 'title')).toEqual([
      'Comments on blog.example',
      'Ada on blog.example/other',
      'Ada on blog.example/post',
    ]);
    expect(counts).toEqual({ getWithMetadata: 1 });
  });

  it('is empty until then', async () => {
    const answer = await new TestWorker().fetch(OF_SITE);
    expect([answer.status, await texts(await answer.text(), 'entry')]).toEqual([200, []]);
  });
});

describe('refuses', () => {
  it.each(['/feed', '/feed?page=javascript:x'])('%s', async (path) => {
    expect(await refusal(await new TestWorker().fetch(path))).toMatchObject({ status: 400, code: 'invalid_request' });
  });

  it.each(['/feed?site=https://evil.example', '/feed?site=x', '/feed/x', `/feed/${'A'.repeat(43)}`])(
    '%s',
    async (path) => {
      expect(await refusal(await new TestWorker().fetch(path))).toMatchObject({ status: 404, code: 'not_found' });
    },
  );
});

describe('the owner’s feed of what waits', () => {
  async function address(worker: TestWorker): Promise<string> {
    const answer = await worker.fetch('/admin/notices', { headers: { Authorization: `Bearer ${TOKEN}` } });
    return /\/feed\/[A-Za-z0-9_-]{43}/.exec(await answer.text())![0];
  }

  it('has the words, why they wait, and the way to the desk; no link in it is a reader’s', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.accepted({ body: 'See [this](https://spam.example) & that' });
    const answer = await worker.fetch(await address(worker));
    expect(answer.headers.get('Cache-Control')).toBe('private, no-cache');
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull();
    const xml = await answer.text();
    const [content] = await texts(xml, 'content');
    expect(content).toContain('&lt;p&gt;See this &amp;amp; that&lt;/p&gt;');
    expect(content).toContain('Waiting because: ');
    expect(content).not.toContain('href');
    expect(xml).toContain(`href="${WORKER}/admin#comment-${comment.id}"`);
  });

  it('answers 304 until something changes', async () => {
    const worker = new TestWorker();
    await worker.accepted();
    const path = await address(worker);
    const headers = { 'If-None-Match': (await worker.fetch(path)).headers.get('ETag')! };
    expect((await worker.fetch(path, { headers })).status).toBe(304);
    await worker.accepted({ body: 'News' });
    expect((await worker.fetch(path, { headers })).status).toBe(200);
  });

  it('has another address once the owner signs out everywhere, or has another token', async () => {
    const worker = new TestWorker();
    const path = await address(worker);
    const later = new TestWorker();
    await kv.put('settings:epoch', JSON.stringify({ v: 1, value: 7 }));
    expect((await later.fetch(path)).status).toBe(404);
    const other = new TestWorker({ ADMIN_TOKEN: 'another-token-another-token-another-token' });
    expect((await other.fetch(path)).status).toBe(404);
    expect((await new TestWorker({ ADMIN_TOKEN: '' }).fetch(path)).status).toBe(404);
  });
});
