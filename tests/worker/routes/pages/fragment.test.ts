// The comments as HTML that stands in the post itself.

import { describe, expect, it } from 'vitest';
import type { Thread } from '../../../../worker/contract/index.ts';
import { acceptPageField } from '../../../../worker/store/facts/pages.ts';
import { publish } from '../../../../worker/store/views/publish.ts';
import { kv, PAGE, refusal, TestWorker, WORKER } from '../../help/as-reader.ts';
import { assets } from '../../help/languages.ts';
import { everything } from '../../help/store-with.ts';

const ADDRESS = `/fragment?page=${encodeURIComponent(PAGE)}`;

async function open(worker: TestWorker, more = ''): Promise<{ html: string; headers: Headers }> {
  const answer = await worker.fetch(ADDRESS + more);
  expect(answer.status).toBe(200);
  return { html: await answer.text(), headers: answer.headers };
}

/** The thread as it comes along, read as a browser reads an attribute. */
async function carried(html: string): Promise<Thread> {
  let json = '';
  const rewriter = new HTMLRewriter().on('[data-afterword]', {
    element(section) {
      json = section.getAttribute('data-afterword')!;
    },
  });
  await rewriter.transform(new Response(html)).text();
  const letters = { '&quot;': '"', '&#39;': "'", '&lt;': '<', '&gt;': '>', '&amp;': '&' } as Record<string, string>;
  return JSON.parse(json.replace(/&(?:quot|#39|lt|gt|amp);/g, (name) => letters[name]!));
}

describe('the fragment', () => {
  it('has every comment, below what it answers, as schema.org Comments with stable ids', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    const { comment } = await worker.accepted({ body: 'A **first** one', name: 'Ben', url: 'https://ben.example' });
    await worker.accepted({ body: 'A reply', parent: comment.id });
    const { html, headers } = await open(worker);
    expect(headers.get('Content-Type')).toMatch(/^text\/html/);
    expect(html).toContain('<h2>2 comments</h2>');
    expect(html).toContain('<p>A <strong>first</strong> one</p>');
    expect(html).toContain(`<li id="comment-${comment.id}" itemprop="comment"`);
    expect(html.match(/itemtype="https:\/\/schema\.org\/Comment"/g)).toHaveLength(2);
    expect(html).toMatch(/<a href="https:\/\/ben\.example\/" rel="nofollow ugc[^>]*><bdi itemprop="name">Ben/);
    expect(html).toMatch(/A <strong>first[\s\S]*<ol><li[^>]*>[\s\S]*A reply/);
    expect(html).toContain('>November 20, 2026</time>');
  });

  it('carries the thread as JSON, to the letter, and when it was read', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    await worker.accepted({ name: `"&quot;' <b>`, body: '"><script>alert(1)</script> &amp; \'"' });
    const { html } = await open(worker);
    expect(await carried(html)).toEqual(await worker.thread());
    expect(html).toContain(`data-read-at="${new Date(worker.now).toISOString()}"`);
  });

  it('costs one KV read, writes nothing, runs nothing and has no look of its own', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    await worker.accepted();
    const before = await everything();
    const { answer, counts } = await worker.counted(ADDRESS);
    expect(counts).toEqual({ getWithMetadata: 1 });
    expect(await everything()).toEqual(before);
    expect(await answer.text()).not.toMatch(/<script|<style|\sstyle=|\sclass=|<img|<svg|\son\w+=/i);
  });

  it('is not sent again to who has it, and is another one when the thread is, or the language', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    await worker.accepted();
    const etag = (await open(worker)).headers.get('ETag')!;
    const again = await worker.fetch(ADDRESS, { headers: { 'If-None-Match': etag } });
    expect([again.status, again.headers.get('ETag')]).toEqual([304, etag]);
    expect((await open(worker, '&lang=de')).headers.get('ETag')).not.toBe(etag);
    await worker.accepted({ body: 'Another' });
    expect((await open(worker)).headers.get('ETag')).not.toBe(etag);
  });

  it('may be read by any page, and is no page for a search engine', async () => {
    const { headers } = await open(new TestWorker());
    expect(headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(headers.get('X-Robots-Tag')).toBe('noindex');
    expect(headers.get('Cache-Control')).toBe('no-cache');
  });

  it('speaks the language that is asked for, whatever its reader’s browser says', async () => {
    const worker = new TestWorker({ MODERATION: 'open', ASSETS: assets() });
    await worker.accepted();
    expect((await open(worker, '&lang=de')).html).toMatch(/^<section lang="de" dir="ltr"[\s\S]*<h2>1 Kommentar<\/h2>/);
    expect((await open(worker, '&lang=ar')).html).toMatch(/^<section lang="ar" dir="rtl"/);
    const answer = await worker.fetch(ADDRESS, { headers: { 'Accept-Language': 'de' } });
    expect(await answer.text()).toContain('<h2>1 comment</h2>');
  });

  it('leads to the page without JavaScript, for the rest and for a comment of one’s own', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    const { html } = await open(worker, '&lang=en');
    const more = `${WORKER}/thread?page=${encodeURIComponent(PAGE)}&amp;lang=en`;
    expect(html).toContain(`<a href="${more}#write">Leave a comment</a>`);
    expect(html).toContain('No comments yet.');
  });

  it('offers nothing to write where the thread is closed', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    await worker.accepted();
    const { thread } = await worker.thread();
    await publish(kv, thread, [await acceptPageField(kv, thread, 'open', false, worker.now)], worker.now);
    expect((await open(worker)).html).not.toContain('#write');
  });

  it('shows nothing that waits, and of what was removed no word', async () => {
    const worker = new TestWorker();
    await worker.accepted({ body: 'Not yet' });
    const { comment } = await worker.approved({ body: 'Regrettable' });
    await worker.approved({ body: 'An answer', parent: comment.id });
    expect((await open(worker)).html).toContain('Regrettable');
    await worker.verdict((await worker.thread()).thread, comment.id, 'remove');
    const { html } = await open(worker);
    expect(html).toContain('Removed by a moderator.');
    expect(html).not.toMatch(/Not yet|Regrettable/);
  });

  it('is refused without a page', async () => {
    expect(await refusal(await new TestWorker().fetch('/fragment'))).toMatchObject({
      status: 400,
      code: 'invalid_request',
      fields: { page: 'missing' },
    });
  });
});
