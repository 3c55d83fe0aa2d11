// Verdicts from the desk: one, many at once, a pin and erasing, each with what is said of it and how it is undone.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { Thread } from '../../../../worker/contract/index.ts';
import { metaOf } from '../../../../worker/rules/comment/facts.ts';
import { MINUTE } from '../../../../worker/rules/time.ts';
import { keys } from '../../../../worker/store/kv/keys.ts';
import { Browser, OwnerSide } from '../../help/as-owner.ts';
import { editFact, everything, idOf, say, THREAD } from '../../help/store-with.ts';

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

/** Presses a button a minute later: KV takes one write a second to a key. */
async function press(browser: Browser, value: string, has: string, more: [string, string][] = []): Promise<void> {
  browser.side.now += MINUTE;
  await browser.press(value, has, more);
  expect(browser.status).toBe(200);
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
    expect(browser.text).toContain('comment is waiting again.');
    expect(browser.text).toContain('Good vibes');
    expect(await readable()).toEqual([]);
  });

  it('takes away what is public, and brings it back', async () => {
    await say(kv, 1);
    const browser = await desk();
    for (const [verdict, said] of [
      ['spam', 'Marked Reader 1’s comment as spam.'],
      ['remove', 'Removed Reader 1’s comment.'],
    ] as const) {
      await browser.open('/admin?status=approved');
      await press(browser, verdict, idOf(1));
      expect(browser.text).toContain(said);
      expect(await readable()).toEqual([]);
      await press(browser, 'undo', idOf(1));
      expect(browser.text).toContain('Undone. Reader 1’s comment is published again.');
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
    expect(browser.text).toContain('Undone. Reader 1’s comment is removed again.');
    expect(await readable()).toEqual([]);
  });

  it('never publishes by undoing what was not public before', async () => {
    await say(kv, 1, { status: 'pending' });
    const browser = await desk();
    await press(browser, 'approve', idOf(1));
    await press(browser, 'undo', idOf(1));
    await press(browser, 'spam', idOf(1));
    await press(browser, 'undo', idOf(1));
    expect(browser.text).toContain('comment is waiting again.');
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

// A public comment waits in the first tab because of a report or an edit. Undoing that approval made the whole comment
// wait, so that readers lost what nobody had objected to.
it('offers no Undo of approving what stands already, for it could only hide it', async () => {
  const post = await say(kv, 1);
  const edit = await editFact(1, 'Other words', post.at + MINUTE, 'pending', post);
  await kv.put(`fact:${THREAD}:${idOf(1)}:edit`, JSON.stringify(edit), { metadata: metaOf(edit) });
  await kv.put(keys.inboxRow('pending', THREAD, idOf(1)), '1');
  const browser = await desk();
  await press(browser, 'approve', idOf(1));
  // The sentence was made of what can be undone, so it named nobody: “Approved ’s comment.”
  expect(browser.text).toContain('Approved Reader 1’s comment.');
  expect(browser.text).not.toContain('Undo');
  expect(browser.html, 'it left the tab').not.toContain('<article');
  expect(await readable()).toEqual([JSON.stringify(edit.words.body)]);
});

it('counts all that were judged, those too that no Undo brings back', async () => {
  const post = await say(kv, 1);
  const edit = await editFact(1, 'Other words', post.at + MINUTE, 'pending', post);
  await kv.put(`fact:${THREAD}:${idOf(1)}:edit`, JSON.stringify(edit), { metadata: metaOf(edit) });
  await kv.put(keys.inboxRow('pending', THREAD, idOf(1)), '1');
  await say(kv, 2, { status: 'pending' });
  const browser = await desk();
  await judgeMany(browser, 'approve', [1, 2]);
  expect(browser.text).toContain('Approved 2 comments.');
  await press(browser, 'undo', idOf(2));
  expect(browser.text).toContain('Undone. Reader 2’s comment is waiting again.');
  expect(await readable(), 'what stood stays').toHaveLength(1);
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
    expect(browser.text).toContain('Undone. 2 comments are waiting again.');
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
    expect(browser.text).toContain('Undone. 2 comments are published again.');
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

describe('a pin', () => {
  it('is put and taken off, and shows', async () => {
    await say(kv, 1);
    const browser = await desk();
    await browser.open('/admin?status=approved');
    await press(browser, '1', idOf(1));
    expect(browser.text).toContain('Pinned Reader 1’s comment above the others.');
    expect((await head()).comments[0]?.pinned).toBe(true);
    await press(browser, '0', idOf(1));
    expect(browser.text).toContain('Unpinned Reader 1’s comment.');
    expect((await head()).comments[0]?.pinned).toBeUndefined();
  });
});

describe('erasing one comment', () => {
  it('takes its words away for good', async () => {
    await say(kv, 1, { status: 'spam', text: 'Gone for good' });
    const browser = await desk();
    await browser.open('/admin?status=spam');
    browser.side.now += MINUTE;
    await browser.post('/admin/erase', [...boxes(browser, [1]), ['place', 'status=spam']]);
    expect(browser.text).toContain('The comment is erased for good.');
    expect(JSON.stringify(await everything())).not.toContain('Gone for good');
    await browser.open('/admin?status=removed');
    expect(browser.text).toContain('Nothing removed.');
  });
});
