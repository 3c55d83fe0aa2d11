// Verdicts in the store: what is put in which order, and what each of the owner’s tabs holds then.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../../worker/contract/index.ts';
import { metaOf } from '../../../../worker/rules/comment/facts.ts';
import { HOUR, MINUTE } from '../../../../worker/rules/time.ts';
import { putWrites } from '../../../../worker/store/backup/move-in.ts';
import { readBeforePost } from '../../../../worker/store/facts/before-post.ts';
import { writesOfBundle } from '../../../../worker/store/facts/bundles.ts';
import { acceptVerdicts, type VerdictFlags } from '../../../../worker/store/facts/verdicts.ts';
import { countPending, listInbox } from '../../../../worker/store/inbox/inbox.ts';
import { keyOfFact, keys } from '../../../../worker/store/kv/keys.ts';
import { put } from '../../../../worker/store/kv/kv.ts';
import { readThreadView } from '../../../../worker/store/views/head.ts';
import { publish } from '../../../../worker/store/views/publish.ts';
import { editFact, idOf, names, postFact, START, say, shown, THREAD } from '../../help/store-with.ts';

const kv = env.COMMENTS;
async function judge(verdict: Verdict, target: { n: number; words?: string }, at: number, flags: VerdictFlags = {}) {
  const words = target.words === undefined ? {} : { words: target.words };
  const outcome = await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(target.n), ...words }], verdict, flags, at);
  for (const [thread, changes] of outcome.changes) await publish(kv, thread, changes, at);
  return outcome;
}

const tab = async (status: 'approved' | 'pending' | 'spam' | 'removed') =>
  (await listInbox(kv, { status })).comments.map((comment) => comment.source);

describe('a verdict', () => {
  it('approves the words that were looked at, and makes their author known', async () => {
    const post = await say(kv, 1, { status: 'pending' });
    expect(await judge('approve', { n: 1, words: post.hash }, START + MINUTE)).toMatchObject({
      done: [idOf(1)],
      failed: [],
    });
    expect(await shown(kv)).toEqual(['Words 1']);
    const before = await readBeforePost(kv, {
      thread: THREAD,
      id: idOf(9),
      parent: idOf(1),
      authorId: post.authorId,
      body: [],
    });
    expect(before).toMatchObject({
      author: { known: true, trusted: false, blocked: false },
      parent: 'public',
      own: null,
    });
  });

  // The undo of an approval left "gone" in the view, and “Approve and reply” a moment later was refused by that.
  it('counts at once for who answers, though the view still says that the comment is gone', async () => {
    await say(kv, 1);
    await say(kv, 2, { parent: idOf(1) });
    await judge('wait', { n: 1 }, START + MINUTE);
    await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(1) }], 'approve', {}, START + 2 * MINUTE);
    expect((await readThreadView(kv, THREAD))?.thread.comments.find(({ id }) => id === idOf(1))?.gone).toBeTruthy();
    const ask = { thread: THREAD, id: idOf(9), parent: idOf(1), authorId: null, body: [] };
    expect((await readBeforePost(kv, ask)).parent).toBe('public');
  });

  it('comes too late once the words may be going, and nothing is written; hiding it once more does not', async () => {
    await say(kv, 1);
    await judge('remove', { n: 1 }, START + MINUTE);
    const late = START + MINUTE + 25 * HOUR;
    const before = await names(kv, '');
    for (const verdict of ['restore', 'approve', 'wait'] as const) {
      expect(await judge(verdict, { n: 1 }, late)).toMatchObject({ failed: [{ id: idOf(1), code: 'not_found' }] });
    }
    expect(await names(kv, '')).toEqual(before);
    expect(await judge('remove', { n: 1 }, late)).toMatchObject({ done: [idOf(1)] });
  });

  it('is refused as stale when the words were edited since, and nothing is written', async () => {
    const post = await say(kv, 1, { status: 'pending' });
    const edit = await editFact(1, 'Other words', START + 1000, 'pending', post);
    await put(kv, keyOfFact(THREAD, idOf(1), edit), edit, metaOf(edit));
    const before = await names(kv, '');
    expect(await judge('approve', { n: 1, words: post.hash }, START + MINUTE)).toMatchObject({
      done: [],
      failed: [{ id: idOf(1), code: 'stale' }],
    });
    expect(await names(kv, '')).toEqual(before);
  });

  // An edit waits while the owner has the published words in front of them, and those are what must go.
  it('hides what is public by the hash of the public words, and approves only the newest', async () => {
    const post = await say(kv, 1);
    const edit = await editFact(1, 'Other words', START + 1000, 'pending', post);
    await put(kv, keyOfFact(THREAD, idOf(1), edit), edit, metaOf(edit));
    expect((await judge('approve', { n: 1, words: post.hash }, START + MINUTE)).failed).toEqual([
      { id: idOf(1), code: 'stale' },
    ]);
    expect((await judge('remove', { n: 1, words: post.hash }, START + MINUTE)).done).toEqual([idOf(1)]);
    expect(await shown(kv)).toEqual(['(removed)']);
  });

  it('is refused for a comment that is not there', async () => {
    expect(await judge('approve', { n: 1 }, START)).toMatchObject({
      done: [],
      failed: [{ id: idOf(1), code: 'not_found' }],
    });
  });

  it('takes a comment away, and a restore brings it back to its place', async () => {
    await say(kv, 1);
    await say(kv, 2);
    await judge('spam', { n: 1 }, START + MINUTE);
    expect(await shown(kv)).toEqual(['(removed)', 'Words 2']);
    await judge('restore', { n: 1 }, START + 2 * MINUTE);
    expect(await shown(kv)).toEqual(['Words 1', 'Words 2']);
  });

  it('approved again after a removal is public again', async () => {
    await say(kv, 1, { status: 'pending' });
    await judge('approve', { n: 1 }, START + MINUTE);
    await judge('remove', { n: 1 }, START + 2 * MINUTE);
    await judge('approve', { n: 1 }, START + 3 * MINUTE);
    expect(await shown(kv)).toEqual(['Words 1']);
  });

  it('counts from the later clock when two are given near each other', async () => {
    await say(kv, 1);
    await judge('remove', { n: 1 }, START + 5 * MINUTE);
    await judge('restore', { n: 1 }, START + MINUTE);
    expect(await shown(kv)).toEqual(['Words 1']);
  });

  it('undoes an approval', async () => {
    await say(kv, 1, { status: 'pending' });
    await judge('approve', { n: 1 }, START + MINUTE);
    await judge('wait', { n: 1 }, START + 2 * MINUTE);
    expect(await shown(kv)).toEqual(['(removed)']);
    expect(await tab('pending')).toEqual(['Words 1']);
  });

  it('given twice writes nothing the second time', async () => {
    await say(kv, 1, { status: 'pending' });
    await judge('approve', { n: 1 }, START + MINUTE);
    const before = await names(kv, '');
    expect(await judge('approve', { n: 1 }, START + 2 * MINUTE)).toMatchObject({ done: [idOf(1)], failed: [] });
    expect(await names(kv, '')).toEqual(before);
  });

  it('blocks an author who seems to be blocked: the read may be old, and another tab have lifted it since', async () => {
    const post = await say(kv, 1);
    for (const minutes of [1, 2]) await judge('remove', { n: 1 }, START + minutes * MINUTE, { block: true });
    const record = await kv.get<{ at: number }>(keys.block(post.authorId!), 'json');
    expect(record).toMatchObject({ on: true, at: START + 2 * MINUTE });
  });

  it('can trust or block the author, and say that it is the owner', async () => {
    const post = await say(kv, 1, { status: 'pending' });
    await judge('approve', { n: 1 }, START + MINUTE, { trust: true, me: true });
    const ask = { thread: THREAD, id: idOf(9), parent: null, authorId: post.authorId, body: [] };
    expect((await readBeforePost(kv, ask)).author).toEqual({
      known: true,
      site: null,
      trusted: true,
      blocked: false,
      owner: true,
    });
    await judge('spam', { n: 1 }, START + 2 * MINUTE, { block: true, trust: false });
    expect((await readBeforePost(kv, ask)).author).toEqual({
      known: true,
      site: null,
      trusted: false,
      blocked: true,
      owner: true,
    });
  });
});

describe('the tabs', () => {
  it('hold what agrees with the facts, newest first', async () => {
    await say(kv, 1, { status: 'pending' });
    await say(kv, 2, { status: 'pending' });
    await say(kv, 3);
    await say(kv, 4, { status: 'spam' });
    expect(await tab('pending')).toEqual(['Words 2', 'Words 1']);
    expect(await countPending(kv)).toEqual({ count: 2, isAll: true });
    await judge('approve', { n: 1 }, START + MINUTE);
    await judge('remove', { n: 3 }, START + MINUTE);
    expect(await tab('pending')).toEqual(['Words 2']);
    expect(await tab('approved')).toEqual(['Words 1']);
    expect(await tab('spam')).toEqual(['Words 4']);
    expect(await tab('removed')).toEqual(['Words 3']);
    expect(await countPending(kv)).toEqual({ count: 1, isAll: true });
  });

  // Their rows go with the sweep, a quarter of an hour later: of a flood that the owner had judged half of, all still
  // waited.
  it('count what waits without what was judged just now, also beyond the first page', async () => {
    for (let n = 1; n <= 60; n++) await say(kv, n, { status: 'pending' });
    for (const n of [1, 2, 3, 58]) await judge('spam', { n }, START + MINUTE);
    expect(await countPending(kv)).toEqual({ count: 56, isAll: true });
    await judge('wait', { n: 2 }, START + 2 * MINUTE);
    expect(await countPending(kv)).toEqual({ count: 57, isAll: true });
  });

  // 78 waited after an import, and the desk said 4: the row of a bundle stands for all that came in it.
  it('count what waits of an import, without what was judged or has a row of its own', async () => {
    const bundle = async (from: number, to: number) => {
      const numbers = Array.from({ length: to - from }, (_, i) => from + i);
      const facts = numbers.map(async (n) => ({ id: idOf(n), fact: await postFact(n, { status: 'pending' }) }));
      const { name, writes } = await writesOfBundle(THREAD, await Promise.all(facts), START);
      await putWrites(kv, writes);
      await kv.put(keys.bundles(THREAD), JSON.stringify({ v: 1, names: [name] }));
    };
    await bundle(100, 174);
    for (const n of [1, 2]) await say(kv, n, { status: 'pending' });
    expect(await countPending(kv)).toEqual({ count: 76, isAll: true });
    await judge('approve', { n: 100 }, START + MINUTE);
    await judge('spam', { n: 101 }, START + MINUTE);
    await judge('wait', { n: 101 }, START + 2 * MINUTE);
    expect(await countPending(kv)).toEqual({ count: 75, isAll: true });
    await bundle(200, 400);
    const { count, isAll } = await countPending(kv);
    expect(isAll).toBe(false);
    expect(count).toBeGreaterThan(100);
  });

  it('say why a comment was held', async () => {
    await say(kv, 1, { status: 'pending' });
    const { comments } = await listInbox(kv, { status: 'pending' });
    expect(comments[0]).toMatchObject({
      status: 'pending',
      reasons: ['first comment'],
      page: 'https://blog.example/post',
      title: 'A post',
    });
  });

  it('are searched by words, name and page', async () => {
    await say(kv, 1, { status: 'pending', text: 'About an atlas' });
    await say(kv, 2, { status: 'pending', name: 'Atlas Weber' });
    await say(kv, 3, { status: 'pending' });
    expect((await listInbox(kv, { status: 'pending', query: 'ATLAS' })).comments).toHaveLength(2);
  });

  it('are read page by page', async () => {
    for (let n = 0; n < 60; n++) await say(kv, n, { status: 'pending' });
    const first = await listInbox(kv, { status: 'pending' });
    expect(first.comments).toHaveLength(50);
    const second = await listInbox(kv, { status: 'pending', cursor: first.cursor });
    expect(second.comments).toHaveLength(10);
    expect(second.cursor).toBeNull();
  });
});
