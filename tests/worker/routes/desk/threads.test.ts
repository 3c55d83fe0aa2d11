// The desk’s pages about threads: the list, closing, titles, and moves.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { Thread } from '../../../../worker/contract/index.ts';
import { MINUTE } from '../../../../worker/rules/time.ts';
import { acceptPost } from '../../../../worker/store/facts/posts.ts';
import { publish, republish } from '../../../../worker/store/views/publish.ts';
import { Browser, OwnerSide } from '../../help/as-owner.ts';
import { everything, idOf, postFact, say, THREAD } from '../../help/store-with.ts';

const kv = env.COMMENTS;

async function desk(side = new OwnerSide()): Promise<Browser> {
  return new Browser(side).signIn();
}

async function head(thread = THREAD): Promise<Thread> {
  return JSON.parse((await kv.get(`view:${thread}`)) ?? '{"comments":[]}') as Thread;
}

describe('threads', () => {
  it('are listed with their comments, their last activity and whether they are open', async () => {
    await say(kv, 1);
    await say(kv, 2);
    const browser = await desk();
    await browser.open('/admin/threads');
    expect(browser.text).toContain('A post 2 comments · 59 minutes ago Change');
    expect(browser.html).toContain('href="https://blog.example/post"');
    expect(browser.text).not.toContain('Closed');
  });

  it('say so where there are none', async () => {
    const browser = await desk();
    await browser.open('/admin/threads');
    expect(browser.text).toContain('No page has comments yet.');
  });

  it('tell how many wait on them, and lead there', async () => {
    await say(kv, 1);
    await say(kv, 2, { status: 'pending' });
    await say(kv, 3, { status: 'pending' });
    const browser = await desk();
    await browser.open('/admin/threads');
    expect(browser.text).toContain('A post 1 comment · 2 waiting · 59 minutes ago');
    await browser.open('/admin');
    browser.side.now += MINUTE;
    await browser.press('spam', idOf(2));
    await browser.open('/admin/threads');
    expect(browser.text).toContain('1 comment · 1 waiting · ');
    await browser.open(`/admin?on=${THREAD}`);
    expect(browser.html.match(/<article/g)).toHaveLength(1);
  });

  // A button at every row of the list, which was rarely meant, was pressed by mistake.
  it('are closed and opened on a page of their own, and the list says so', async () => {
    await say(kv, 1);
    const browser = await desk();
    await browser.open('/admin/threads');
    expect(browser.html).not.toContain('name="open"');
    await browser.open(`/admin/threads/${THREAD}`);
    browser.side.now += MINUTE;
    await browser.post(`/admin/threads/${THREAD}`, [['open', '0']]);
    expect(browser.text).toContain('Closed. It shows on the page within about a minute.');
    expect((await head()).open).toBe(false);
    await browser.open('/admin/threads');
    expect(browser.text).toContain('A post Closed 1 comment');
    browser.side.now += MINUTE;
    await browser.post(`/admin/threads/${THREAD}`, [['open', '1']]);
    expect(browser.text).toContain('Open again.');
    expect((await head()).open).toBe(true);
  });

  it('tell by which rule they are closed', async () => {
    await say(kv, 1);
    const browser = await desk();
    const settings = async (more: object) => {
      browser.side.now += MINUTE;
      const headers = { Authorization: `Bearer ${browser.side.env.ADMIN_TOKEN}`, 'Content-Type': 'application/json' };
      const body = JSON.stringify(more);
      expect((await browser.side.fetch('/api/admin/settings', { method: 'PUT', headers, body })).status).toBe(200);
    };
    await settings({ closeAfterDays: 1 });
    browser.side.now += 25 * 60 * MINUTE;
    await browser.signIn();
    expect((await browser.open('/admin/threads')).text).toContain('Closed by age');
    await settings({ closeAfterDays: null, stop: true });
    expect((await browser.open('/admin/threads')).text).toContain('Stopped');
  });

  it('are renamed, and close on a day', async () => {
    await say(kv, 1);
    const browser = await desk();
    await browser.open(`/admin/threads/${THREAD}`);
    browser.side.now += MINUTE;
    await browser.post(`/admin/threads/${THREAD}`, [['title', 'A better name']]);
    expect(browser.text).toContain('Saved.');
    expect((await head()).title).toBe('A better name');
    browser.side.now += MINUTE;
    await browser.post(`/admin/threads/${THREAD}`, [['closesAt', '2026-12-24']]);
    expect((await head()).closesAt).toBe('2026-12-24T00:00:00.000Z');
    expect((await browser.open('/admin/threads')).text).toContain('closes on 2026-12-24');
    browser.side.now += MINUTE;
    await browser.post(`/admin/threads/${THREAD}`, [['closesAt', '']]);
    expect((await head()).closesAt).toBeUndefined();
    browser.side.now += MINUTE;
    await browser.post(`/admin/threads/${THREAD}`, [['title', '']]);
    expect((await head()).title).toBe('A post');
  });

  it('are moved to where nothing stands, and are listed once', async () => {
    await say(kv, 1);
    const browser = await desk();
    browser.side.now += MINUTE;
    await browser.post(`/admin/threads/${THREAD}`, [['movedTo', 'https://blog.example/new/?utm_source=x']]);
    expect(browser.text).toContain('Moved. Both addresses lead to these comments.');
    expect((await head()).page).toBe('https://blog.example/new');
    const moved = await browser.side.fetch('/api/thread?page=https://blog.example/new');
    expect(await moved.json()).toMatchObject({ thread: THREAD, count: 1 });
    await browser.open('/admin/threads');
    expect(browser.html.match(/class="item"/g)).toHaveLength(1);
    expect(browser.html).toContain('href="https://blog.example/new"');
  });

  it.each(['/new/', '/new?utm_source=x', '/new#there'])('are moved to a path on the same site: %s', async (path) => {
    await say(kv, 1);
    const browser = await desk();
    browser.side.now += MINUTE;
    await browser.post(`/admin/threads/${THREAD}`, [['movedTo', path]]);
    expect(browser.text).toContain('Moved. Both addresses lead to these comments.');
    expect((await head()).page).toBe('https://blog.example/new');
  });

  it('are not moved to elsewhere, and the address stays in the field', async () => {
    await say(kv, 1);
    const browser = await desk();
    for (const [address, words] of [
      ['https://other.example/new', 'not on one of your sites'],
      ['not an address', 'A web address starts with https://'],
      ['//other.example/new', 'A web address starts with https://'],
      ['', 'Please write the new address.'],
    ] as const) {
      await browser.post(`/admin/threads/${THREAD}`, [['movedTo', address]]);
      expect(browser.status).toBe(400);
      expect(browser.text).toContain(words);
      expect(browser.html).toContain(`value="${address}"`);
    }
  });

  it('that are none are not found', async () => {
    const browser = await desk();
    const before = await everything();
    expect((await browser.open('/admin/threads/nothing')).status).toBe(404);
    expect((await browser.open(`/admin/threads/${THREAD}`)).status).toBe(404);
    expect((await browser.post(`/admin/threads/${THREAD}`, [['open', '0']])).status).toBe(404);
    expect(await everything()).toEqual(before);
  });

  it('draw hostile titles as text', async () => {
    await say(kv, 1);
    const browser = await desk();
    browser.side.now += MINUTE;
    await browser.post(`/admin/threads/${THREAD}`, [['title', '"><img src=x onerror=alert(1)>']]);
    for (const path of ['/admin/threads', `/admin/threads/${THREAD}`]) {
      expect((await browser.open(path)).html).not.toContain('<img');
    }
  });

  it('of long titles and addresses in every script fit into what a list tells', async () => {
    const side = new OwnerSide({ MODERATION: 'open' });
    const page = `https://blog.example/${encodeURIComponent('𝕃'.repeat(100))}`;
    const title = '𝕃"\\'.repeat(66);
    const headers = { 'Content-Type': 'application/json', Origin: 'https://blog.example' };
    const post = (path: string, body: object) =>
      side.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
    const { ticket } = await (await post('/api/tickets', { page, title })).json<{ ticket: string }>();
    side.now += 3_000;
    expect((await post('/api/comments', { ticket, name: 'Mia', body: 'Hello' })).status).toBe(201);
    const browser = await desk(side);
    await browser.open('/admin/threads');
    expect(browser.text).toContain('𝕃');
    expect(browser.text).toContain('1 comment');
    expect(browser.html).toContain(`href="${page}"`);
  });

  it('are found by a word of their title or address', async () => {
    await say(kv, 1);
    const browser = await desk();
    await browser.open('/admin/threads?q=BLOG.example/po');
    expect(browser.text).toContain('A post 1 comment');
    await browser.open('/admin/threads?q=elsewhere');
    expect(browser.text).not.toContain('A post');
    expect(browser.text).toContain('Nothing found for “elsewhere”.');
  });
});

describe('a page that nobody wrote on yet', () => {
  const PAGE = 'https://blog.example/old-post';
  const close = async (browser: Browser, page: string) => {
    browser.side.now += MINUTE;
    await browser.open('/admin/threads');
    return browser.send('/admin/threads', [['page', page]]);
  };
  const asked = async (browser: Browser) =>
    (await (await browser.side.fetch(`/api/thread?page=${encodeURIComponent(PAGE)}`)).json()) as Thread;

  // They took comments for ever: the list has pages with comments only, and closing by age counts from the first.
  it('is closed by its address, listed by it, and opened again', async () => {
    const browser = await desk();
    await close(browser, `${PAGE}/?utm_source=mail`);
    expect(browser.text).toContain('Closed. It shows on the page within about a minute.');
    expect(await asked(browser)).toMatchObject({ open: false, page: PAGE, comments: [] });
    const { thread } = await asked(browser);
    await browser.open('/admin/threads');
    expect(browser.text).toMatch(/blog\.example\/old-post Closed 0 comments/);
    browser.side.now += MINUTE;
    await browser.post(`/admin/threads/${thread}`, [['open', '1']]);
    expect(await asked(browser)).toMatchObject({ open: true, page: PAGE });
  });

  it('keeps its address when its view is thrown away, and gets its title from the first comment', async () => {
    const browser = await desk();
    await close(browser, PAGE);
    const { thread } = await asked(browser);
    await browser.open('/admin/threads');
    browser.side.now += MINUTE;
    await browser.post(`/admin/threads/${thread}`, [['open', '1']]);
    await kv.delete(`view:${thread}`);
    await republish(kv, thread, browser.side.now);
    expect(await head(thread)).toMatchObject({ page: PAGE, title: '' });
    const fact = { ...(await postFact(1)), page: PAGE };
    await acceptPost(kv, thread, idOf(1), fact, fact.at);
    await publish(kv, thread, [{ id: idOf(1), fact }], browser.side.now);
    expect(await head(thread)).toMatchObject({ page: PAGE, title: 'A post', count: 1 });
  });

  it('that is no page of the sites is refused, with what was typed, and nothing is written', async () => {
    const browser = await desk();
    for (const [page, sentence] of [
      ['', 'Please write the address of the page.'],
      ['old-post', 'A web address starts with https://'],
      ['https://elsewhere.example/', 'That address is not on one of your sites.'],
    ] as const) {
      await close(browser, page);
      expect(browser.status).toBe(400);
      expect(browser.text).toContain(sentence);
      expect(browser.html).toContain(`value="${page}" placeholder="https://"`);
    }
    expect(Object.keys(await everything()).filter((name) => name.startsWith('fact:'))).toEqual([]);
  });
});
