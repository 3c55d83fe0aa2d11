// The inbox: what it shows, what is found in it, and what it says when the store does not answer.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { Thread } from '../../../../worker/contract/index.ts';
import { MINUTE } from '../../../../worker/rules/time.ts';
import { Browser, ORIGIN, OwnerSide } from '../../help/as-owner.ts';
import { everything, idOf, say, THREAD } from '../../help/store-with.ts';

const kv = env.COMMENTS;

async function desk(side = new OwnerSide()): Promise<Browser> {
  return new Browser(side).signIn();
}

/** The texts that readers get. */
async function readable(): Promise<string[]> {
  const { comments } = JSON.parse((await kv.get(`view:${THREAD}`)) ?? '{"comments":[]}') as Thread;
  return comments.filter(({ gone }) => gone === undefined).map(({ body }) => JSON.stringify(body));
}

/** Presses a button a minute later: KV takes one write a second to a key. */
async function press(browser: Browser, value: string, has: string): Promise<void> {
  browser.side.now += MINUTE;
  await browser.press(value, has);
  expect(browser.status).toBe(200);
}

describe('the inbox', () => {
  it('shows what waits: whose, where, since when, why, and the words', async () => {
    await say(kv, 1, { status: 'pending', name: 'Jo', text: 'Good vibes' });
    const browser = await desk();
    for (const words of ['Waiting 1', 'Jo', '59 minutes ago', 'on A post', 'Good vibes']) {
      expect(browser.text).toContain(words);
    }
    expect(browser.html).toContain('<title>(1) Waiting · blog.example</title>');
    expect(browser.html).toContain('href="https://blog.example/post"');
  });

  it('says why a comment waits, in words, and only where the site’s rules do not say it of all', async () => {
    await say(kv, 1, { status: 'pending', reasons: ['first comment', 'has links'] });
    await say(kv, 2, { status: 'pending', reasons: ['first comment'] });
    const browser = await desk();
    expect(browser.text.match(/Waiting: [^A-Z]*/g)).toEqual(['Waiting: first comment · has links ']);
    await kv.put('settings:moderation', JSON.stringify({ v: 1, value: 'open' }));
    browser.side.now += 5 * MINUTE;
    await browser.open('/admin');
    expect(browser.text.match(/Waiting: /g)).toHaveLength(2);
  });

  it('tells of the newest comment, and leads to it, where nothing waits; there is nothing to search then', async () => {
    await say(kv, 1, { name: 'Ben' });
    await say(kv, 2, { name: 'Priya' });
    const browser = await desk();
    expect(browser.text).toContain('Nothing is waiting. The latest: Priya , 59 minutes ago');
    expect(browser.html).toContain(`href="/admin?status=approved#comment-${idOf(2)}"`);
    expect(browser.html).not.toContain('type="search"');
    await browser.open('/admin?q=zebra');
    expect(browser.html, 'what was sought can be sought in other words').toContain('type="search"');
  });

  it('says what a reply answers', async () => {
    await say(kv, 1, { name: 'Ben', text: 'The first word' });
    await say(kv, 2, { status: 'pending', parent: idOf(1) });
    expect((await desk()).text).toContain('in reply to Ben: The first word');
  });

  it('has a tab for each status, and only counts what waits', async () => {
    await say(kv, 1, { text: 'Published words' });
    await say(kv, 2, { status: 'spam', text: 'Spam words' });
    await say(kv, 3, { status: 'pending', text: 'Waiting words' });
    const browser = await desk();
    expect(browser.text).toContain('Waiting words');
    await browser.open('/admin?status=approved');
    expect(browser.text).toContain('Published words');
    expect(browser.text).toContain('Waiting 1 Published Spam Removed');
    await browser.open('/admin?status=spam');
    expect(browser.text).toContain('Spam words');
    await browser.open('/admin?status=nonsense');
    expect(browser.text).toContain('Waiting words');
  });

  it('says so in words where a tab is empty', async () => {
    const browser = await desk();
    expect(browser.text).toContain('Nothing is waiting.');
    for (const [tab, words] of [
      ['approved', 'Nothing published yet.'],
      ['spam', 'No spam. Long may it last.'],
      ['removed', 'Nothing removed.'],
    ]) {
      await browser.open(`/admin?status=${tab}`);
      expect(browser.text).toContain(words);
    }
  });

  it('shows the first steps with the tag to paste, until something was published', async () => {
    const browser = await desk();
    expect(browser.html).toContain(`&lt;script async src=&quot;${ORIGIN}/embed.js&quot;&gt;&lt;/script&gt;`);
    expect(browser.html, 'there is nothing to search').not.toContain('type="search"');
    await say(kv, 1, { status: 'pending' });
    await browser.open('/admin');
    expect(browser.text).toContain('Paste this under your posts.');
    expect(browser.html).toContain('type="search"');
    await press(browser, 'approve', idOf(1));
    await browser.open('/admin');
    expect(browser.text).not.toContain('Paste this under your posts.');
  });

  it('goes on with what is left when all of its first page was judged just now', async () => {
    for (let n = 1; n <= 60; n++) await say(kv, n, { status: 'pending' });
    const browser = await desk();
    const rows = [...browser.html.matchAll(/type="checkbox" name="row" value="([^"]*)"/g)];
    browser.side.now += MINUTE;
    await browser.post('/admin/verdicts', [
      ['place', ''],
      ...rows.map(([, value = '']): [string, string] => ['row', value]),
      ['verdict', 'spam'],
    ]);
    expect(browser.text).toContain('Marked 50 comments as spam.');
    await browser.open('/admin');
    expect(browser.html.match(/<article/g)).toHaveLength(10);
    expect(browser.text).toContain('Waiting 10');
    expect(browser.text).not.toContain('Nothing');
  });

  it('goes on with older comments', async () => {
    for (let n = 1; n <= 55; n++) await say(kv, n, { status: 'pending' });
    const browser = await desk();
    expect(browser.html.match(/<article/g)).toHaveLength(50);
    const older = /href="(\/admin\?cursor=[^"]+)"/.exec(browser.html)?.[1] ?? '';
    await browser.open(older.replaceAll('&amp;', '&'));
    expect(browser.html.match(/<article/g)).toHaveLength(5);
    await press(browser, 'spam', idOf(1));
    expect(browser.address).toContain('cursor=');
    expect(browser.html.match(/<article/g)).toHaveLength(4);
  });

  // The pages cut it once, and showed another page of the list than was asked for.
  it.each(['/admin', '/admin/threads', '/admin/authors'])(
    'refuses a cursor longer than any of ours: %s',
    async (path) => {
      const browser = await desk();
      await browser.open(`${path}?cursor=${'x'.repeat(1001)}`);
      expect(browser.status).toBe(400);
      expect(browser.text).toContain('Nothing has changed. Back to the inbox');
    },
  );

  it('does nothing that a form asks for which was sent from such a page', async () => {
    await say(kv, 1, { status: 'pending' });
    const browser = await desk();
    const before = await everything(kv);
    const place = `cursor=${'x'.repeat(1001)}`;
    for (const [path, field] of [
      ['/admin/verdicts', ['verdict', 'spam']],
      ['/admin/pins', ['pinned', '1']],
      ['/admin/erase', ['next', '']],
      ['/admin/edits', ['body', 'Other words']],
    ] as [string, [string, string]][]) {
      await browser.post(path, [['row', `${THREAD}.${idOf(1)}`], ['place', place], field]);
      expect([path, browser.status]).toEqual([path, 400]);
    }
    expect(await everything(kv)).toEqual(before);
  });

  it('draws hostile names and words as what they are: text', async () => {
    const evil = `"><script>alert(1)</script><img src=x onerror='alert(2)'>`;
    await say(kv, 1, { status: 'pending', name: evil, text: evil });
    const browser = await desk();
    for (const html of [browser.html, (await browser.press('approve', idOf(1))).html]) {
      expect(html).not.toMatch(/<script>|<img/);
      expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    }
    expect(browser.text).toContain('It shows on the page within about a minute.');
  });

  it('changes nothing by looking', async () => {
    await say(kv, 1, { status: 'pending' });
    const browser = await desk();
    const before = await everything();
    for (const query of ['', `?verdict=approve&thread=${THREAD}&id=${idOf(1)}`, '?problem=stale', '?cursor=nonsense']) {
      await browser.open(`/admin${query}`);
    }
    await browser.open(`/admin/verdicts?verdict=approve&thread=${THREAD}&id=${idOf(1)}`);
    expect(await everything()).toEqual(before);
  });
});

describe('searching', () => {
  it('finds words, names and pages in the tab, and leads back to the search after an action', async () => {
    await say(kv, 1, { status: 'pending', text: 'A map of the atlas' });
    await say(kv, 2, { status: 'pending', name: 'Atlas' });
    await say(kv, 3, { status: 'pending', text: 'Nothing of it' });
    const browser = await desk();
    await browser.open('/admin?q=ATLAS');
    expect(browser.html.match(/<article/g)).toHaveLength(2);
    await press(browser, 'spam', idOf(1));
    expect(browser.address).toContain('q=ATLAS');
    expect(browser.html.match(/<article/g)).toHaveLength(1);
    await browser.open('/admin?q=zebra');
    expect(browser.text).toContain('Nothing found for “zebra”. Clear');
  });

  it('looks through 200 comments at a time, and goes on from there', async () => {
    await say(kv, 1, { status: 'pending', text: 'The needle' });
    for (let n = 2; n <= 215; n++) await say(kv, n, { status: 'pending', text: 'Hay' });
    const browser = await desk();
    await browser.open('/admin?q=needle');
    expect(browser.text).toContain('Nothing found so far for “needle”.');
    await browser.open(link(browser, 'Search older comments'));
    expect(browser.text).toContain('The needle');
  });

  it('shows those by one author, or on one page, and says so', async () => {
    const { authorId } = await say(kv, 1, { status: 'pending', name: 'Jo', text: 'First of Jo' });
    await say(kv, 2, { status: 'pending', name: 'Kim', text: 'By Kim' });
    await say(kv, 3, { status: 'pending', name: 'Jo', text: 'Second of Jo', ...(authorId && { authorId }) });
    const browser = await desk();
    await browser.open(link(browser, 'All by this writer'));
    expect(browser.text).toContain('By Jo Clear');
    expect(browser.html.match(/<article/g)).toHaveLength(2);
    expect(browser.text).not.toContain('By Kim');
    await browser.open(`/admin?on=${THREAD}`);
    expect(browser.text).toContain('On A post Clear');
    expect(browser.html.match(/<article/g)).toHaveLength(3);
    await browser.open('/admin?on=BBBBBBBBBBBBBBBBBBBBBB');
    expect(browser.text).toContain('Nothing here.');
  });
});

describe('the brake', () => {
  it('is told of once it has set in', async () => {
    await say(kv, 1, { status: 'pending' });
    const side = new OwnerSide();
    const day = side.now - (side.now % (24 * 60 * MINUTE));
    await kv.put('level', JSON.stringify({ v: 1, value: 'work', day, likes: 0 }));
    expect((await desk(side)).text).toContain('of today’s 1,000 free writes are used.');
  });
});

describe('when the store does not answer', () => {
  it('says that nothing has changed, and offers the same form again', async () => {
    await say(kv, 1, { status: 'pending' });
    const browser = await desk();
    browser.side.env.COMMENTS = failing(kv, 'put');
    await browser.press('approve', idOf(1));
    expect(browser.status).toBe(503);
    expect(browser.text).toContain('Not saved: the store did not answer. Nothing has changed.');
    browser.side.env.COMMENTS = kv;
    await browser.post('/admin/verdicts', await fieldsOf(browser.html));
    expect(browser.text).toContain('It shows on the page within about a minute.');
    expect(await readable()).toHaveLength(1);
  });

  it('says so on a page of its own', async () => {
    const browser = await desk();
    browser.side.env.COMMENTS = failing(kv, 'list');
    for (const path of ['/admin', '/admin?status=spam&amp;q=x', '/admin/threads']) {
      await browser.open(path.replace('&amp;', '&'));
      expect(browser.status).toBe(503);
      expect(browser.text).toContain('The store did not answer.');
      expect(browser.html, 'which is asked again, and not the inbox').toContain(`<a href="${path}">Try again</a>`);
    }
  });
});

describe('first-time moderation, from the form to the page', () => {
  it('holds a first comment, and after its approval the author’s next is public at once', async () => {
    const side = new OwnerSide();
    const page = 'https://blog.example/post';
    const key = 'AAAAAAAAAAAAAAAAAAAAAAAAAAAA';
    const send = async (path: string, body: object) => {
      const headers = { 'Content-Type': 'application/json', Origin: 'https://blog.example' };
      const answer = await side.fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
      expect(answer.status).toBe(201);
      return answer.json<{ ticket: string; id: string; status: string }>();
    };
    const write = async (text: string) => {
      const { ticket, id } = await send('/api/tickets', { page, title: 'A post' });
      side.now += 3_000;
      const { status } = await send('/api/comments', { ticket, key, name: 'Mia', body: text });
      return { id, status };
    };
    const read = async () => {
      const answer = await side.fetch(`/api/thread?page=${encodeURIComponent(page)}`);
      return (await answer.json<Thread>()).comments.map(({ body }) => JSON.stringify(body));
    };

    const first = await write('My first');
    expect(first.status).toBe('pending');
    expect(await read()).toEqual([]);
    const browser = await desk(side);
    await press(browser, 'approve', first.id);
    expect(await read()).toHaveLength(1);
    side.now += MINUTE;
    expect((await write('My second')).status).toBe('approved');
    expect(await read()).toHaveLength(2);
  });
});

/** The namespace, one of whose operations fails. */
function failing(namespace: KVNamespace, operation: 'put' | 'list'): KVNamespace {
  return new Proxy(namespace, {
    get(target, name) {
      if (name === operation) return () => Promise.reject(new Error('KV is down'));
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** The address of a link with this text in it. */
function link(browser: Browser, text: string): string {
  const links = [...browser.html.matchAll(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs)];
  return (links.find(([, , inner]) => inner?.includes(text))?.[1] ?? '').replaceAll('&amp;', '&');
}

async function fieldsOf(html: string): Promise<[string, string][]> {
  return [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
}
