// The page of a thread that needs no JavaScript: it reads, it writes, and it gives a text back that was refused.

import { describe, expect, it } from 'vitest';
import { metaOf } from '../../../../worker/rules/comment/facts.ts';
import { PAGES } from '../../../../worker/rules/paths.ts';
import { acceptPageField } from '../../../../worker/store/facts/pages.ts';
import { keyOfFact } from '../../../../worker/store/kv/keys.ts';
import { put } from '../../../../worker/store/kv/kv.ts';
import { publish, republish } from '../../../../worker/store/views/publish.ts';
import { counting, kv, PAGE, SITE, TestWorker, tab, WORKER } from '../../help/as-reader.ts';
import { everything, idOf, postFact } from '../../help/store-with.ts';

const ADDRESS = `/thread?page=${encodeURIComponent(PAGE)}`;

interface Page {
  status: number;
  html: string;
  headers: Headers;
  /** The form's hidden fields and what is typed in it. */
  form: Record<string, string>;
}

async function read(answer: Response): Promise<Page> {
  const form: Record<string, string> = {};
  const html = await answer.text();
  let area = '';
  const rewriter = new HTMLRewriter()
    .on('form input', {
      element(input) {
        form[input.getAttribute('name') ?? ''] = unescaped(input.getAttribute('value') ?? '');
      },
    })
    .on('form textarea', {
      text({ text }) {
        area += text;
      },
      element() {
        form.body = '';
      },
    });
  await rewriter.transform(new Response(html)).text();
  if ('body' in form) form.body = unescaped(area.replace(/^\n/, ''));
  return { status: answer.status, html, headers: answer.headers, form };
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

async function open(worker: TestWorker, address = ADDRESS): Promise<Page> {
  return read(await worker.fetch(address));
}

async function send(
  worker: TestWorker,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Page> {
  const body = new URLSearchParams(fields);
  return read(await worker.fetch('/thread', { method: 'POST', body, headers: { Origin: WORKER, ...headers } }));
}

/** Opens the page, fills in the form, waits as people do, and posts. */
async function write(worker: TestWorker, fields: Record<string, string>, address = ADDRESS): Promise<Page> {
  const { form } = await open(worker, address);
  worker.now += 5_000;
  return send(worker, { ...form, name: 'Ada', body: 'By hand', ...fields });
}

describe('the page', () => {
  it('has every comment, below what it answers, as schema.org Comments, and leads to the post', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    const { comment } = await worker.accepted({ body: 'A **first** one', name: 'Ben', url: 'https://ben.example' });
    await worker.accepted({ body: 'A reply', parent: comment.id });
    const { status, html, headers } = await open(worker);
    expect(status).toBe(200);
    expect(headers.get('Content-Type')).toMatch(/^text\/html/);
    // Coming back to it finds it as it was read, with a ticket that is old enough.
    expect(headers.get('Cache-Control')).toBe('private, no-cache');
    expect(html).toContain(`<link rel="canonical" href="${PAGE}">`);
    expect(html).toContain('<h1>2 comments</h1>');
    expect(html).toContain('<p>A <strong>first</strong> one</p>');
    expect(html).toMatch(/<a href="https:\/\/ben\.example\/" rel="nofollow ugc[^>]*><bdi itemprop="name">Ben/);
    expect(html.match(/itemtype="https:\/\/schema\.org\/Comment"/g)).toHaveLength(2);
    expect(html).toMatch(/A <strong>first[\s\S]*<ol class="comments" role="list"><li[^>]*>[\s\S]*A reply/);
  });

  it('is the same for a page that nobody wrote about', async () => {
    const { status, html, form } = await open(new TestWorker());
    expect(status).toBe(200);
    expect(html).toContain('No comments yet. Yours would be the first.');
    expect(form.ticket).toBeTruthy();
  });

  it('costs one KV read, writes nothing and runs nothing', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    await worker.accepted();
    const before = await everything();
    const { kv: counted, counts } = counting();
    worker.env.COMMENTS = counted;
    const { html, headers } = await open(worker);
    expect(counts).toEqual({ getWithMetadata: 1 });
    expect(await everything()).toEqual(before);
    expect(html).not.toMatch(/<script|<style|style=|javascript:/i);
    expect(headers.get('Content-Security-Policy')).toContain("default-src 'none'");
    expect(headers.get('Content-Security-Policy')).not.toContain('script-src');
  });

  it('holds no markup of a reader’s, wherever it stands', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    const nasty = '</textarea></title><script>alert(1)</script>"\'><img src=x onerror=alert(1)>';
    await worker.accepted({ name: nasty.slice(0, 80), body: nasty });
    const { html } = await open(worker);
    expect(html).not.toMatch(/<script|<img|<\/title>.*<\/title>/s);
    const again = await write(worker, { name: '', url: nasty, body: nasty });
    expect(again.html).not.toMatch(/<script|<img/);
    expect(again.form).toMatchObject({ url: nasty, body: nasty });
  });

  it('shows nothing that waits', async () => {
    const worker = new TestWorker();
    await worker.accepted({ body: 'Not yet' });
    expect((await open(worker)).html).not.toContain('Not yet');
  });

  it('has no form where the thread is closed', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    await worker.accepted();
    const { thread } = await worker.thread();
    const change = await acceptPageField(kv, thread, 'open', false, worker.now);
    await publish(kv, thread, [change], worker.now);
    const { html, form } = await open(worker);
    expect(html).toContain('Comments on this page are closed.');
    expect(form).toEqual({});
  });

  it('has no form where nobody could judge what is posted, nor for a page of elsewhere', async () => {
    expect((await open(new TestWorker({ ADMIN_TOKEN: 'short' }))).html).toContain(
      'Commenting is not available at this address.',
    );
    const elsewhere = await open(new TestWorker(), `/thread?page=${encodeURIComponent('http://localhost:1313/post')}`);
    expect(elsewhere.status).toBe(200);
    expect(elsewhere.form).toEqual({});
    expect(elsewhere.html).toContain('once the page is online');
  });

  it.each([
    ['https://www.example/post', false],
    ['https://someone.github.io/post', false],
    ['https://new-domain.example/post', false],
    ['https://deploy-preview-7--blog.netlify.app/post', true],
    ['https://abc.blog.pages.dev/post', true],
    ['http://192.168.0.7:8080/post', true],
  ])('says of %s, which SITES has not, whether it is a preview: %s', async (page, isPreview) => {
    const { html, form } = await open(new TestWorker(), `/thread?page=${encodeURIComponent(page)}`);
    expect(form).toEqual({});
    expect(html.includes('once the page is online')).toBe(isPreview);
    expect(html.includes('Commenting is not available at this address.')).toBe(!isPreview);
  });

  it('says so where there is nothing', async () => {
    const worker = new TestWorker();
    expect((await open(worker, '/thread')).status).toBe(400);
    expect((await open(worker, `${ADDRESS}&part=7`)).status).toBe(404);
    const { status, html } = await open(worker, `${ADDRESS}&part=x`);
    expect([status, html.includes('Commenting is not available at this address.')]).toEqual([404, true]);
  });

  it('comes with a style of its own, as a file: the page holds none', async () => {
    const worker = new TestWorker();
    const { html } = await open(worker);
    expect(html).toContain(`<link rel="stylesheet" href="${PAGES.threadStyle.slice(1)}">`);
    expect(html).not.toMatch(/<style|\sstyle=/);
  });
});

describe('accepts', () => {
  it('a comment, which waits, and says so with the words', async () => {
    const worker = new TestWorker();
    const { status, html, headers } = await write(worker, { body: 'Kept **by hand**' });
    expect(status).toBe(201);
    expect(html).toContain('Your comment is waiting for approval.');
    expect(html).toContain('<p>Kept <strong>by hand</strong></p>');
    // Coming back to it finds it as it was read, with a ticket that is old enough.
    expect(headers.get('Cache-Control')).toBe('private, no-cache');
    const pending = await worker.fetch('/api/admin/comments', {
      headers: { Authorization: `Bearer ${worker.env.ADMIN_TOKEN}` },
    });
    expect(await pending.json()).toMatchObject({ comments: [{ source: 'Kept **by hand**', page: PAGE }] });
  });

  it('a comment that needs no approval, and leads to it', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    const { html } = await write(worker, {});
    const { comments } = await worker.thread();
    expect(html).toContain('Your comment is now public.');
    expect(html).toContain(`#comment-${comments[0]!.id}"`);
  });

  it.each([
    ['mia.dev', 'https://mia.dev/'],
    ['www.mia.dev/me', 'https://www.mia.dev/me'],
    ['http://mia.dev', 'http://mia.dev/'],
  ])('the website %s, as people type it', async (url, kept) => {
    const worker = new TestWorker({ MODERATION: 'open' });
    expect((await write(worker, { url })).status).toBe(201);
    expect((await worker.thread()).comments[0]?.author.url).toBe(kept);
  });

  it('a reply', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    const { comment } = await worker.accepted({ name: 'Ben' });
    const address = `${ADDRESS}&reply=${comment.id}`;
    expect((await open(worker, address)).html).toContain('Reply to Ben');
    await write(worker, { body: 'Yes' }, address);
    expect((await worker.thread()).comments.at(-1)).toMatchObject({ parent: comment.id });
  });

  it('the same form twice, and keeps one comment', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    const { form } = await open(worker);
    worker.now += 5_000;
    const fields = { ...form, name: 'Ada', body: 'Once' };
    expect((await send(worker, fields)).status).toBe(201);
    expect((await send(worker, fields)).status).toBe(201);
    expect((await worker.thread()).count).toBe(1);
  });

  it('five thousand letters that a form writes with nine bytes each', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    expect((await write(worker, { body: '本'.repeat(5_000) })).status).toBe(201);
  });

  it('what fell into the trap, and keeps it where the owner finds it', async () => {
    const worker = new TestWorker();
    const { status, html } = await write(worker, { subject: 'Buy' });
    expect([status, html.includes('waiting for approval')]).toEqual([201, true]);
    expect((await tab(worker, 'spam')).map(({ reasons }) => reasons.at(-1))).toEqual([
      'filled in a field that people do not see',
    ]);
  });
});

describe('refuses', () => {
  it('what is incomplete, says where, and keeps the text', async () => {
    const worker = new TestWorker();
    const { status, html, form } = await write(worker, { name: '', url: 'nowhere', body: '  kept\n<b>' });
    expect(status).toBe(400);
    expect(html).toContain('Please add a name.');
    expect(html).toContain('That is not a web address.');
    expect(form).toMatchObject({ body: '  kept\n<b>', url: 'nowhere' });
    expect(await everything()).toEqual({});
    const mended = await send(worker, { ...form, name: 'Ada', url: '' });
    expect(mended.status).toBe(201);
  });

  it('what comes quicker than a person writes, and takes it a moment later', async () => {
    const worker = new TestWorker();
    const { form } = await open(worker);
    const refused = await send(worker, { ...form, name: 'Ada', body: 'Quick' });
    expect(refused.status).toBe(403);
    expect(refused.html).toContain('That did not go through');
    expect(refused.form.ticket).toBe(form.ticket);
    worker.now += 3_000;
    expect((await send(worker, refused.form)).status).toBe(201);
  });

  it('a ticket that is too old, and gives a fresh one with the text', async () => {
    const worker = new TestWorker();
    const { form } = await open(worker);
    worker.now += 25 * 60 * 60_000;
    const refused = await send(worker, { ...form, name: 'Ada', body: 'A long walk' });
    expect(refused.status).toBe(403);
    expect(refused.form).toMatchObject({ name: 'Ada', body: 'A long walk' });
    worker.now += 3_000;
    expect((await send(worker, refused.form)).status).toBe(201);
  });

  it('a forged ticket, and other words on one that was used', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    const { form } = await open(worker);
    worker.now += 3_000;
    expect((await send(worker, { ...form, ticket: 'v1.x.y', name: 'Ada', body: 'Hi' })).status).toBe(403);
    expect((await send(worker, { ...form, name: 'Ada', body: 'One' })).status).toBe(201);
    expect((await send(worker, { ...form, name: 'Ada', body: 'Two' })).status).toBe(403);
    expect((await worker.thread()).count).toBe(1);
  });

  it('a reply to what is not there, and offers to post it as a comment of its own', async () => {
    const worker = new TestWorker();
    const refused = await write(worker, { parent: '01ARZ3NDEKTSV4RRFFQ69G5FAV' });
    expect(refused.html).toContain('The comment you are replying to is gone.');
    expect(refused.form.parent).toBeUndefined();
    expect((await send(worker, refused.form)).status).toBe(201);
  });

  it('what comes while work is asked for, in words', async () => {
    const worker = new TestWorker();
    await kv.put('settings:work', JSON.stringify({ v: 1, value: 'always' }));
    const { status, html, form } = await write(worker, { body: 'Kept' });
    expect([status, html.includes('Many comments are coming in.')]).toEqual([403, true]);
    expect(form.body).toBe('Kept');
  });

  it('too much', async () => {
    const { status, html } = await write(new TestWorker(), { body: 'x'.repeat(100_000) });
    expect([status, html.includes('more than one comment can hold')]).toEqual([413, true]);
  });

  it('what was refused costs no KV read before its ticket has passed', async () => {
    const worker = new TestWorker();
    const { kv: counted, counts } = counting();
    worker.env.COMMENTS = counted;
    await send(worker, { ticket: 'v1.x.y', page: PAGE, name: 'Ada', body: 'Hi' });
    expect(counts).toEqual({});
  });

  it('while KV is down, and keeps the text and its ticket', async () => {
    const worker = new TestWorker();
    const { form } = await open(worker);
    worker.now += 3_000;
    const { COMMENTS } = worker.env;
    worker.env.COMMENTS = new Proxy(COMMENTS, { get: () => () => Promise.reject(new Error('down')) });
    const refused = await send(worker, { ...form, name: 'Ada', body: 'Kept' });
    expect([refused.status, refused.form.body, refused.form.ticket]).toEqual([503, 'Kept', form.ticket]);
    expect((await open(worker)).status).toBe(503);
    worker.env.COMMENTS = COMMENTS;
    expect((await send(worker, refused.form)).status).toBe(201);
  });
});

describe('who may', () => {
  it('the page itself and pages of the site, and no other', async () => {
    const worker = new TestWorker();
    const { form } = await open(worker);
    worker.now += 3_000;
    const fields = { ...form, name: 'Ada', body: 'Hi' };
    expect((await send(worker, fields, { Origin: 'https://evil.example' })).status).toBe(403);
    expect((await send(worker, fields, { Origin: 'null' })).status).toBe(403);
    expect((await send(worker, fields, { Origin: SITE })).status).toBe(201);
  });

  it('a visitor who writes too often waits', async () => {
    const limit = { limit: async () => ({ success: false }) } as unknown as RateLimit;
    const worker = new TestWorker({ POST_LIMIT: limit });
    const { status, headers, form } = await write(worker, { body: 'Kept' });
    expect([status, headers.get('Retry-After'), form.body]).toEqual([429, '60', 'Kept']);
  });
});

describe('a long thread', () => {
  it('is read part by part, and a reply leads to what it answers', async () => {
    const worker = new TestWorker();
    const { thread } = await worker.thread();
    for (let n = 0; n < 101; n++) {
      const fact = await postFact(n, { text: `Number ${n}.`, parent: n === 100 ? idOf(0) : null });
      await put(kv, keyOfFact(thread, idOf(n), fact), fact, metaOf(fact));
    }
    await republish(kv, thread, worker.now);
    const { html } = await open(worker);
    expect(html).toContain('<h1>101 comments</h1>');
    expect(html).not.toContain('Number 0.');
    expect(html).toContain('Show older comments (1)');
    expect(html).toMatch(/&amp;part=0"[^>]*>in reply to an earlier comment/);
    const part = await open(worker, `${ADDRESS}&part=0`);
    expect(part.html).toContain('Number 0.');
    expect(part.html).toContain('Comments, part 1');
    expect(part.html).toContain('Show the latest comments');
  });
});

it('a stranger who asks for ticket after ticket does not shut the form for who has no JavaScript', async () => {
  const worker = new TestWorker({ POST_LIMIT: minute(20), SITE_LIMIT: minute(120) });
  const stranger = { 'CF-Connecting-IP': '192.0.2.66' };
  const asked = { taken: 0, refused: 0 };
  for (let n = 0; n < 121; n++) {
    const { status } = await worker.post('/api/tickets', { page: PAGE }, stranger);
    asked[status === 201 ? 'taken' : 'refused']++;
  }
  expect(asked).toEqual({ taken: 20, refused: 101 });
  const { form } = await open(worker);
  worker.now += 5_000;
  const reader = { 'CF-Connecting-IP': '203.0.113.5' };
  const { status } = await send(worker, { ...form, name: 'Ada', body: 'By hand' }, reader);
  expect(status).toBe(201);
  expect((await worker.post('/api/preview', { body: 'What it will look like' }, reader)).status).toBe(200);
});

/** As the edge counts: each key for itself. */
function minute(most: number): RateLimit {
  const counts = new Map<string, number>();
  return {
    limit: async ({ key }) => {
      counts.set(key, (counts.get(key) ?? 0) + 1);
      return { success: counts.get(key)! <= most };
    },
  };
}
