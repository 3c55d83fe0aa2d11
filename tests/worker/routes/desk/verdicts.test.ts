// The inbox beyond a single verdict: many at once, searching, filters, replies, other words, pins, authors.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { Thread } from '../../../../worker/contract/index.ts';
import { metaOf } from '../../../../worker/rules/comment/facts.ts';
import { MINUTE } from '../../../../worker/rules/time.ts';
import { acceptPost } from '../../../../worker/store/facts/posts.ts';
import { keys } from '../../../../worker/store/kv/keys.ts';
import { Browser, OwnerSide } from '../../help/as-owner.ts';
import { editFact, everything, idOf, postFact, say, THREAD } from '../../help/store-with.ts';

const kv = env.COMMENTS;
async function desk(side = new OwnerSide()): Promise<Browser> {
  return new Browser(side).signIn();
}

async function head(): Promise<Thread> {
  return JSON.parse((await kv.get(`view:${THREAD}`)) ?? '{"comments":[]}') as Thread;
}

/** The texts that readers get. */
async function readable(): Promise<string[]> {
  const { comments } = await head();
  return comments.filter(({ gone }) => gone === undefined).map(({ body }) => JSON.stringify(body));
}

async function press(browser: Browser, value: string, has: string, more: [string, string][] = []): Promise<void> {
  browser.side.now += MINUTE;
  await browser.press(value, has, more);
}

/** The address of a link with this text in it. */
function link(browser: Browser, text: string): string {
  const links = [...browser.html.matchAll(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs)];
  return (links.find(([, , inner]) => inner?.includes(text))?.[1] ?? '').replaceAll('&amp;', '&');
}

/** What the boxes of these rows say. */
function boxes(browser: Browser, ns: number[]): [string, string][] {
  const values = [...browser.html.matchAll(/type="checkbox" name="row" value="([^"]*)"/g)].map(
    ([, value = '']) => value,
  );
  return ns.map((n) => ['row', values.find((value) => value.includes(idOf(n))) ?? '']);
}

async function judgeMany(browser: Browser, verdict: string, ns: number[]): Promise<void> {
  browser.side.now += MINUTE;
  await browser.post('/admin/verdicts', [['place', ''], ...boxes(browser, ns), ['verdict', verdict]]);
}

// A public comment waits in the first tab because of a report or an edit. Undoing that approval made the whole comment
// wait, so that readers lost what nobody had objected to.
it('offers no Undo of approving what stands already, for it could only hide it', async () => {
  const post = await say(kv, 1);
  const edit = await editFact(1, 'Other words', post.at + MINUTE, 'pending', post);
  await kv.put(`fact:${THREAD}:${idOf(1)}:edit`, JSON.stringify(edit), { metadata: metaOf(edit) });
  await kv.put(keys.inboxRow('pending', THREAD, idOf(1)), '1');
  const browser = await desk();
  await press(browser, 'approve', idOf(1));
  expect(browser.text).toContain('Approved');
  expect(browser.text).not.toContain('Undo');
  expect(await readable()).toEqual([JSON.stringify(edit.words.body)]);
});

describe('many at once', () => {
  it('are approved by one form, and taken back together', async () => {
    for (let n = 1; n <= 3; n++) await say(kv, n, { status: 'pending' });
    const browser = await desk();
    await judgeMany(browser, 'approve', [1, 3]);
    expect(browser.text).toContain('Approved 2 comments. They show on the page within about a minute.');
    expect(await readable()).toHaveLength(2);
    expect(browser.html.match(/<article/g)).toHaveLength(1);
    await press(browser, 'undo', idOf(1));
    expect(browser.text).toContain('Undone. They are waiting again.');
    expect(await readable()).toHaveLength(0);
    expect(browser.html.match(/<article/g)).toHaveLength(3);
  });

  it('are taken back each to what it was', async () => {
    await say(kv, 1, { text: 'Public' });
    await say(kv, 2, { text: 'Public, with an edit that waits' });
    const before = await kv.get<never>(`fact:${THREAD}:${idOf(2)}`, 'json');
    await kv.put(
      `fact:${THREAD}:${idOf(2)}:edit`,
      JSON.stringify(await editFact(2, 'Changed', Date.now(), 'pending', before!)),
    );
    const browser = await desk();
    await browser.open('/admin?status=approved');
    browser.side.now += MINUTE;
    const rows = boxes(browser, [1, 2]);
    await browser.post('/admin/verdicts', [['place', 'status=approved'], ...rows, ['verdict', 'remove']]);
    expect(browser.text).toContain('Removed 2 comments.');
    expect(await readable()).toEqual([]);
    await press(browser, 'undo', idOf(1));
    expect(browser.text).toContain('Undone. They are published again.');
    expect(await readable()).toHaveLength(2);
  });

  it('tell which of them were not done, and mark them', async () => {
    for (let n = 1; n <= 2; n++) await say(kv, n, { status: 'pending' });
    const browser = await desk();
    const [first, second] = boxes(browser, [1, 2]);
    browser.side.now += MINUTE;
    const stale = `${THREAD}.${idOf(2)}.AAAAAAAAAAAAAAAAAAAAAA`;
    await browser.post('/admin/verdicts', [first!, ['row', stale], ['verdict', 'approve']]);
    expect(second?.[1]).not.toBe(stale);
    expect(browser.text).toContain('1 done, 1 not: it is marked below.');
    expect(browser.text).toContain('These words have changed since you read them.');
    expect(await readable()).toHaveLength(1);
  });

  it('are nothing at all where no box is ticked', async () => {
    await say(kv, 1, { status: 'pending' });
    const browser = await desk();
    const before = await everything();
    await judgeMany(browser, 'approve', []);
    expect(browser.text).toContain('That was not understood, so nothing was done.');
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

describe('a reply by the owner', () => {
  it('is public at once, under the owner’s name, with the badge', async () => {
    await say(kv, 1, { name: 'Jo', text: 'Any news?' });
    const browser = await desk(new OwnerSide({ OWNER_NAME: 'Hannah' }));
    await browser.open('/admin?status=approved');
    await browser.open(link(browser, 'Reply'));
    expect(browser.text).toContain('Reply to Jo');
    expect(browser.text).toContain('as Hannah, with the Author badge');
    browser.side.now += 1_000;
    await browser.send('/admin/replies', [['body', 'Not *yet*.']]);
    expect(browser.text).toContain('Your reply is on the page within about a minute.');
    const [, reply] = (await head()).comments;
    expect(reply).toMatchObject({ parent: idOf(1), author: { id: null, name: 'Hannah', owner: true } });
    expect(reply?.body).toEqual([{ t: 'p', c: ['Not ', { t: 'i', c: ['yet'] }, '.'] }]);
  });

  it('approves what waits, in the words that were looked at', async () => {
    await say(kv, 1, { status: 'pending', name: 'Jo' });
    const browser = await desk();
    await browser.open(link(browser, 'Reply'));
    expect(browser.text).toContain('Approve and reply');
    browser.side.now += MINUTE;
    await browser.send('/admin/replies', [['body', 'Welcome']]);
    expect(await readable()).toHaveLength(2);
  });

  it('is one reply, however often its form is sent', async () => {
    await say(kv, 1);
    const browser = await desk();
    await browser.open('/admin?status=approved');
    await browser.open(link(browser, 'Reply'));
    const { html } = browser;
    for (let i = 0; i < 2; i++) {
      browser.html = html;
      browser.side.now += MINUTE;
      await browser.send('/admin/replies', [['body', 'Once']]);
      expect(browser.text).toContain('Your reply is on the page');
    }
    expect(await readable()).toHaveLength(2);
  });

  it('keeps the words where they are refused, and says why', async () => {
    await say(kv, 1);
    const browser = await desk();
    await browser.open('/admin?status=approved');
    await browser.open(link(browser, 'Reply'));
    await browser.send('/admin/replies', [['body', '   ']]);
    expect(browser.status).toBe(400);
    expect(browser.text).toContain('Please write a few words.');
    await browser.send('/admin/replies', [['body', `Long ${'x'.repeat(5_000)}`]]);
    expect(browser.text).toContain('That is more than 5,000 characters.');
    expect(browser.html).toContain('Long xxxx');
    await browser.send('/admin/replies', [['body', 'Short enough']]);
    expect(await readable()).toHaveLength(2);
  });

  it('is written, as other words are, under the address of a page that has no title', async () => {
    const fact = { ...(await postFact(1)), title: '' };
    await acceptPost(kv, THREAD, idOf(1), fact, fact.at);
    const browser = await desk();
    for (const name of ['Reply', 'Edit']) {
      await browser.open('/admin?status=approved');
      await browser.open(link(browser, name));
      expect(browser.text).toContain('on https://blog.example/post');
    }
  });

  // The cookie ends with the session: a browser that was left open over night sends none, and what was typed was lost.
  it.each([
    ['has ended', false],
    ['has ended, and its cookie with it', true],
  ])('waits at the sign-in when the session %s, and is sent after it', async (_, isCookieGone) => {
    await say(kv, 1);
    const browser = await desk();
    await browser.open('/admin?status=approved');
    await browser.open(link(browser, 'Reply'));
    browser.side.now += 13 * 60 * MINUTE;
    if (isCookieGone) browser.cookie = '';
    await browser.send('/admin/replies', [['body', 'Typed <b>before</b>']]);
    expect(browser.status).toBe(401);
    expect(browser.text).toContain('You have been signed out. What you typed is kept.');
    await browser.send('/admin/sign-in', [['token', browser.side.env.ADMIN_TOKEN ?? '']]);
    expect(browser.text).toContain('What you typed has not been sent yet.');
    await browser.send('/admin/replies', []);
    expect(browser.text).toContain('Your reply is on the page');
    expect((await readable())[1]).toContain('<b>before</b>');
  });

  it('is not sent to where a forged sign-in form says', async () => {
    const browser = new Browser(new OwnerSide());
    for (const action of ['https://evil.example/', '//evil.example/admin', '/api/tickets', 'javascript:1']) {
      const kept = JSON.stringify({ action, fields: [] });
      await browser.signIn(undefined, [['kept', kept]]);
      expect(browser.html).not.toContain('evil.example');
      expect(browser.text).not.toContain('Send it now');
    }
  });
});

describe('other words by the owner', () => {
  it('take the place of the author’s, who can no longer change them unseen', async () => {
    await say(kv, 1, { text: 'Teh first words' });
    const browser = await desk();
    await browser.open('/admin?status=approved');
    await browser.open(link(browser, 'Edit'));
    expect(browser.html).toContain('Teh first words</textarea>');
    browser.side.now += MINUTE;
    await browser.send('/admin/edits', [['body', 'The first words']]);
    expect(browser.text).toContain('Saved. It shows on the page within about a minute.');
    const [comment] = (await head()).comments;
    expect(comment?.body).toEqual([{ t: 'p', c: ['The first words'] }]);
    expect(comment?.editedAt).toBeDefined();
    expect(comment?.author.name).toBe('Reader 1');
  });

  it('publish what waited, and say so on the button', async () => {
    await say(kv, 1, { status: 'pending' });
    const browser = await desk();
    await browser.open(link(browser, 'Edit'));
    expect(browser.text).toContain('Save and publish');
    browser.side.now += MINUTE;
    await browser.send('/admin/edits', [['body', 'Better']]);
    expect(await readable()).toEqual([expect.stringContaining('Better')]);
    expect(browser.text).toContain('Nothing is waiting.');
  });

  it('are refused where the author’s have changed meanwhile, and stay in the box', async () => {
    await say(kv, 1, { status: 'pending' });
    const browser = await desk();
    await browser.open(link(browser, 'Edit'));
    const edit = await editFact(1, 'Changed by Jo', browser.side.now, 'pending');
    await kv.put(`fact:${THREAD}:${idOf(1)}:edit`, JSON.stringify(edit));
    await browser.send('/admin/edits', [['body', 'Mine']]);
    expect(browser.status).toBe(400);
    expect(browser.text).toContain('These words have changed since you read them.');
    expect(browser.text).toContain('Changed by Jo');
    expect(browser.html).toContain('Mine</textarea>');
    browser.side.now += MINUTE;
    await browser.send('/admin/edits', [['body', 'Mine']]);
    expect(await readable()).toEqual([expect.stringContaining('Mine')]);
  });
});

describe('a pin', () => {
  it('is put and taken off, and shows', async () => {
    await say(kv, 1);
    const browser = await desk();
    await browser.open('/admin?status=approved');
    await press(browser, '1', idOf(1));
    expect(browser.text).toContain('Pinned above the other comments.');
    expect((await head()).comments[0]?.pinned).toBe(true);
    await press(browser, '0', idOf(1));
    expect(browser.text).toContain('No longer pinned.');
    expect((await head()).comments[0]?.pinned).toBeUndefined();
  });
});

describe('authors', () => {
  it('are trusted and blocked from a row, and shown as that', async () => {
    const { authorId } = await say(kv, 1, { status: 'pending', name: 'Jo' });
    const browser = await desk();
    await press(browser, 'trust', idOf(1));
    expect(browser.text).toContain('Trusted. Comments with links by this writer are no longer held.');
    expect(await kv.get(`trust:${authorId}`)).toContain('"on":true');
    await press(browser, 'block', idOf(1));
    expect(browser.text).toContain('Blocked. New comments from this browser are refused.');
    await browser.open('/admin/authors');
    expect(browser.text).toMatch(/Blocked .*Jo trusted blocked/);
    await press(browser, 'unblock', authorId ?? '');
    expect(browser.text).toContain('No longer blocked.');
    expect(await kv.get(`block:${authorId}`)).toContain('"on":false');
    await press(browser, 'untrust', authorId ?? '');
    expect(await kv.get(`trust:${authorId}`)).toContain('"on":false');
  });

  it('are known by the name they were approved under', async () => {
    await say(kv, 1, { status: 'pending', name: 'Jo' });
    const browser = await desk();
    await browser.open('/admin/authors');
    expect(browser.text).toContain('Nobody yet.');
    await browser.open('/admin');
    await press(browser, 'approve', idOf(1));
    await browser.open('/admin/authors');
    expect(browser.text).toContain('Jo known');
  });

  it('have all their comments erased, after a question, and nobody else’s', async () => {
    const { authorId } = await say(kv, 1, { name: 'Jo Secret', text: 'Secret words' });
    await say(kv, 2, { name: 'Jo Secret', text: 'More secret words', status: 'pending', authorId: authorId! });
    await say(kv, 3, { text: 'By somebody else' });
    const browser = await desk();
    await press(browser, 'approve', idOf(2));
    await browser.open(`/admin/authors/${authorId}`);
    expect(browser.text).toContain('Erase all 2 comments by this writer? They cannot be brought back.');
    browser.side.now += MINUTE;
    await browser.send(`/admin/authors/${authorId}`, []);
    expect(browser.text).toContain('Erased 2 comments for good.');
    expect(await readable()).toEqual([expect.stringContaining('By somebody else')]);
    const kept = JSON.stringify(await everything()) + JSON.stringify((await kv.list()).keys);
    expect(kept).not.toMatch(/[Ss]ecret/);
    // Names are packed in metadata, where a search for words would not see them.
    const { metadata } = await kv.getWithMetadata(`known:${authorId}`);
    expect(metadata).toEqual({ on: 1, name: '' });
    await browser.open(`/admin/authors/${authorId}`);
    expect(browser.text).toContain('Nothing to erase');
  });
});

describe('erasing one comment', () => {
  it('takes its words away for good', async () => {
    await say(kv, 1, { status: 'spam', text: 'Gone for good' });
    const browser = await desk();
    await browser.open('/admin?status=spam');
    browser.side.now += MINUTE;
    await browser.post('/admin/erase', [...boxes(browser, [1]), ['place', 'status=spam']]);
    expect(browser.text).toContain('Erased for good.');
    expect(JSON.stringify(await everything())).not.toContain('Gone for good');
    await browser.open('/admin?status=removed');
    expect(browser.text).toContain('Nothing removed.');
  });
});
