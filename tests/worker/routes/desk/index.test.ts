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
    for (const words of [
      'Waiting 1',
      'Jo',
      '59 minutes ago',
      'on A post',
      'Good vibes',
      'Waiting because first comment',
    ]) {
      expect(browser.text).toContain(words);
    }
    expect(browser.html).toContain('<title>(1) Waiting · blog.example</title>');
    expect(browser.html).toContain('href="https://blog.example/post"');
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

describe('a verdict', () => {
  it('publishes, says so, and can be taken back', async () => {
    await say(kv, 1, { status: 'pending', name: 'Jo', text: 'Good vibes' });
    const browser = await desk();
    await press(browser, 'approve', idOf(1));
    expect(browser.text).toContain('Approved Jo’s comment. It shows on the page within about a minute.');
    expect(browser.html).toContain('<title>Waiting · blog.example</title>');
    expect(browser.text).toContain('Nothing is waiting.');
    expect(await readable()).toHaveLength(1);

    await press(browser, 'undo', idOf(1));
    expect(browser.text).toContain('Undone. It is waiting again.');
    expect(browser.text).toContain('Good vibes');
    expect(await readable()).toEqual([]);
  });

  it('takes away what is public, and brings it back', async () => {
    await say(kv, 1);
    const browser = await desk();
    for (const [verdict, said] of [
      ['spam', 'Marked as spam.'],
      ['remove', 'Removed.'],
    ] as const) {
      await browser.open('/admin?status=approved');
      await press(browser, verdict, idOf(1));
      expect(browser.text).toContain(said);
      expect(await readable()).toEqual([]);
      await press(browser, 'undo', idOf(1));
      expect(browser.text).toContain('Undone. It is published again.');
      expect(await readable()).toHaveLength(1);
    }
  });

  it('brings back what was spam, and what was removed', async () => {
    await say(kv, 1, { status: 'spam' });
    const browser = await desk();
    await browser.open('/admin?status=spam');
    await press(browser, 'approve', idOf(1));
    expect(await readable()).toHaveLength(1);
    await browser.open('/admin?status=approved');
    await press(browser, 'remove', idOf(1));
    await browser.open('/admin?status=removed');
    await press(browser, 'approve', idOf(1));
    expect(await readable()).toHaveLength(1);
    await press(browser, 'undo', idOf(1));
    expect(browser.text).toContain('Undone. It is removed again.');
    expect(await readable()).toEqual([]);
  });

  it('never publishes by undoing what was not public before', async () => {
    await say(kv, 1, { status: 'pending' });
    const browser = await desk();
    await press(browser, 'approve', idOf(1));
    await press(browser, 'undo', idOf(1));
    await press(browser, 'spam', idOf(1));
    await press(browser, 'undo', idOf(1));
    expect(browser.text).toContain('Undone. It is waiting again.');
    expect(await readable()).toEqual([]);
  });

  it('offers no Undo of what was never done, whatever address the owner was led to', async () => {
    await say(kv, 1, { status: 'spam', name: 'Mallory' });
    const browser = await desk();
    const lure = `done=approve&items=${THREAD}.${idOf(1)}.approve&signature=${'A'.repeat(43)}`;
    await browser.open(`/admin?${lure}`);
    expect(browser.text).not.toContain('Mallory');
    expect(browser.text).not.toContain('Undo');

    await browser.open('/admin?status=spam');
    await press(browser, 'approve', idOf(1));
    expect(browser.text).toContain('Approved Mallory’s comment.');
    await browser.open(browser.address.replace('.spam', '.restore'));
    expect(browser.text).not.toContain('Undo');
  });

  it('does no harm when its form is sent twice', async () => {
    await say(kv, 1, { status: 'pending' });
    const browser = await desk();
    const html = browser.html;
    await press(browser, 'approve', idOf(1));
    const before = await everything();
    browser.html = html;
    await press(browser, 'approve', idOf(1));
    expect(await everything()).toEqual(before);
    expect(browser.text).toContain('It shows on the page within about a minute.');
    await press(browser, 'undo', idOf(1));
    expect(await readable()).toEqual([]);
  });

  it('is refused where the words have changed or the comment is gone', async () => {
    const { hash } = await say(kv, 1, { status: 'pending' });
    const browser = await desk();
    const before = await everything();
    browser.html = browser.html.replaceAll(hash, 'AAAAAAAAAAAAAAAAAAAAAA');
    await press(browser, 'approve', idOf(1));
    expect(browser.text).toContain('These words have changed since you read them. Please look again.');
    browser.html = browser.html.replaceAll(idOf(1), idOf(2));
    await press(browser, 'approve', idOf(2));
    expect(browser.text).toContain('That comment is no longer here.');
    await browser.post('/admin/verdicts', [['verdict', 'nonsense']]);
    expect(browser.text).toContain('That was not understood, so nothing was done.');
    expect(await everything()).toEqual(before);
  });

  it('makes the owner known by one press of “This is me”, and can be taken back', async () => {
    const { authorId } = await say(kv, 1, { status: 'pending' });
    const browser = await desk();
    await press(browser, 'me', idOf(1));
    expect(browser.text).toContain('This is you. Your comments carry the Author badge from now on.');
    expect(await kv.get(`me:${authorId}`)).toContain('"on":true');
    expect(await readable()).toHaveLength(1);
    await press(browser, 'undo', idOf(1));
    expect(await kv.get(`me:${authorId}`)).toContain('"on":false');
    expect(await readable()).toEqual([]);
  });

  it('waits at the sign-in when the session has ended, and loses nothing', async () => {
    await say(kv, 1, { status: 'pending' });
    const browser = await desk();
    const before = await everything();
    browser.side.now += 13 * 60 * MINUTE;
    await browser.press('approve', idOf(1));
    expect(browser.status).toBe(401);
    expect(browser.text).toContain('You have been signed out.');
    expect(await everything()).toEqual(before);
    await browser.signIn();
    expect(browser.text).toContain('Waiting 1');
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

describe('the desk’s files', () => {
  it('may be kept for a year under the name that the pages use', async () => {
    const browser = await desk();
    const address = /href="(\/admin\/desk\.svg\?v=\w+)"/.exec(browser.html)?.[1] ?? '';
    const file = await browser.side.fetch(address);
    expect(file.status).toBe(200);
    expect(file.headers.get('Content-Type')).toContain('image/svg+xml');
    expect(file.headers.get('Cache-Control')).toBe('public, max-age=31536000, immutable');
    expect((await browser.side.fetch('/admin/desk.svg?v=old')).headers.get('Cache-Control')).toBe('no-cache');
  });

  it('are all there is of style and script: no page has any of its own', async () => {
    await say(kv, 1, { status: 'pending' });
    const browser = await desk();
    for (const path of ['/admin', '/admin?status=spam', '/admin/nothing']) {
      const html = (await browser.open(path)).html.replace(
        /<script type="module" src="\/desk\/desk\.js"><\/script>/,
        '',
      );
      expect(html).not.toMatch(/<style|<script|\sstyle=|\son\w+=|javascript:/);
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

async function fieldsOf(html: string): Promise<[string, string][]> {
  return [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
    name,
    value,
  ]);
}
