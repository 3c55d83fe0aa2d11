// Bundles of imported comments: they read like single ones, cost a few writes, and are emptied by erasing.

import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { metaOf, type PostFact } from '../../../../worker/rules/comment/facts.ts';
import { DAY, HOUR, MINUTE } from '../../../../worker/rules/time.ts';
import { type Arrived, planArrival, putWrites } from '../../../../worker/store/backup/move-in.ts';
import { readBeforePost } from '../../../../worker/store/facts/before-post.ts';
import { readComment } from '../../../../worker/store/facts/comments.ts';
import { acceptVerdicts } from '../../../../worker/store/facts/verdicts.ts';
import { listInbox } from '../../../../worker/store/inbox/inbox.ts';
import { keys } from '../../../../worker/store/kv/keys.ts';
import { put } from '../../../../worker/store/kv/kv.ts';
import { sweep } from '../../../../worker/store/sweep/sweep.ts';
import { publish, republish } from '../../../../worker/store/views/publish.ts';
import { idOf, names, postFact, START, say, shown, THREAD, view } from '../../help/store-with.ts';

const kv = env.COMMENTS;
/** What importing the comments from..to would write; the time of importing is an hour after the last. */
async function planned(from: number, to: number, said: Parameters<typeof postFact>[1] = {}): Promise<Arrived> {
  const posts: { id: string; fact: PostFact; bundle: string }[] = [];
  for (let i = from; i < to; i++) {
    posts.push({ id: idOf(i), fact: { ...(await postFact(i, said)), authorId: null }, bundle: 'new' });
  }
  const arrival = { thread: THREAD, posts, facts: [], page: [], likes: [], reports: [] };
  return planArrival(kv, arrival, START + HOUR);
}

async function bring(from: number, to: number, said: Parameters<typeof postFact>[1] = {}): Promise<void> {
  await putWrites(kv, (await planned(from, to, said)).writes);
}

/** The names of the bundles, as the directory has them. */
async function bundles(): Promise<string[]> {
  return (await kv.get<{ names: string[] }>(keys.bundles(THREAD), 'json'))!.names;
}

describe('a bundle of imported comments', () => {
  it('costs a few writes, and the sweep publishes it', async () => {
    await bring(0, 150);
    expect(await names(kv, '')).toHaveLength(5);
    await sweep(kv, START + HOUR + MINUTE);
    expect(await view(kv)).toMatchObject({ count: 150, total: 150, parts: 2 });
    expect(await shown(kv, 0)).toHaveLength(100);
  });

  it('stands among the comments of here in the order of their own times', async () => {
    await say(kv, 5);
    await bring(1, 3);
    await bring(8, 10);
    await republish(kv, THREAD, START + 2 * HOUR);
    expect(await shown(kv)).toEqual(['Words 1', 'Words 2', 'Words 5', 'Words 8', 'Words 9']);
  });

  it('can be answered', async () => {
    await bring(0, 120);
    await republish(kv, THREAD, START + 2 * HOUR);
    const before = await readBeforePost(kv, {
      thread: THREAD,
      id: idOf(200),
      parent: idOf(3),
      authorId: null,
      body: [],
    });
    expect(before.parent, 'a parent that the head does not hold').toBe('public');
  });

  it('is judged comment by comment', async () => {
    await bring(0, 3, { status: 'pending' });
    const { changes } = await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(1) }], 'approve', {}, START + 2 * HOUR);
    await publish(kv, THREAD, changes.get(THREAD)!, START + 2 * HOUR);
    expect(await shown(kv)).toEqual(['Words 1']);
    expect((await listInbox(kv, { status: 'pending' })).comments.map((each) => each.source)).toEqual([
      'Words 2',
      'Words 0',
    ]);
  });

  it('is listed once, also a comment that left its tab and came back, or came in another bundle as well', async () => {
    const [first, later] = [await planned(0, 3), await planned(0, 4)];
    for (const { writes } of [first, later]) await putWrites(kv, writes);
    for (const [hours, verdict] of [
      ['2', 'wait'],
      ['3', 'approve'],
    ] as const) {
      await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(2) }], verdict, {}, START + Number(hours) * HOUR);
    }
    for (const limit of [1, 2, 50]) {
      const seen: string[] = [];
      for (let cursor: string | null = ''; cursor !== null; ) {
        const page = await listInbox(kv, { status: 'approved', limit, cursor });
        seen.push(...page.comments.map((each) => each.source));
        cursor = page.cursor;
      }
      expect(seen.sort(), `${limit} a page`).toEqual(['Words 0', 'Words 1', 'Words 2', 'Words 3']);
    }
  });

  it('fills a tab page by page, though it has one row', async () => {
    await bring(0, 120, { status: 'pending' });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await listInbox(kv, { status: 'pending', cursor });
      expect(page.comments.length).toBeLessThanOrEqual(50);
      seen.push(...page.comments.map((comment) => comment.source));
      cursor = page.cursor;
    } while (cursor !== null);
    expect(seen).toEqual(Array.from({ length: 120 }, (_, i) => `Words ${119 - i}`));
  });

  it('writes no view while its index is listed and not there yet', async () => {
    await bring(0, 3);
    await republish(kv, THREAD, START + 2 * HOUR);
    const missing = new Proxy(kv, {
      get: (target, method: keyof KVNamespace) =>
        method === 'get'
          ? async (names: string[]) => new Map(names.map((name) => [name, null]))
          : target[method].bind(target),
    });
    await expect(republish(missing, THREAD, START + 3 * HOUR)).rejects.toThrow('index of a bundle');
    expect(await shown(kv)).toHaveLength(3);
  });

  it('is read by its words where its index is damaged', async () => {
    await bring(0, 3);
    await kv.put(keys.bundleIndex(THREAD, (await bundles())[0]!), 'not JSON');
    await republish(kv, THREAD, START + 2 * HOUR);
    expect(await shown(kv)).toEqual(['Words 0', 'Words 1', 'Words 2']);
    expect((await readComment(kv, { thread: THREAD, id: idOf(1) }))?.settled.status).toBe('approved');
  });

  it('loses the words of a removed comment, and of no other', async () => {
    await bring(0, 3);
    const { changes } = await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(1) }], 'remove', {}, START + 2 * HOUR);
    await publish(kv, THREAD, changes.get(THREAD)!, START + 2 * HOUR);
    for (const hours of [28, 29]) await sweep(kv, START + hours * HOUR);
    expect(await kv.get(keys.bundle(THREAD, (await bundles())[0]!))).not.toContain('Words 1');
    expect((await readComment(kv, { thread: THREAD, id: idOf(1) }))?.settled.status).toBe('removed');
    await kv.delete(keys.view(THREAD));
    await republish(kv, THREAD, START + 30 * HOUR);
    expect(await shown(kv)).toEqual(['Words 0', '(removed)', 'Words 2']);
  });

  it('loses its spam after thirty days, but for what the owner has taken back', async () => {
    await bring(0, 2);
    await bring(2, 5, { status: 'spam' });
    const spam = () => listInbox(kv, { status: 'spam' });
    await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(3) }], 'approve', {}, START + 2 * HOUR);
    await sweep(kv, START + 29 * DAY);
    expect((await spam()).comments).toHaveLength(2);

    for (const minutes of [0, 5, 10]) await sweep(kv, START + 31 * DAY + minutes * MINUTE);
    const values = await Promise.all((await bundles()).map((name) => kv.get(keys.bundle(THREAD, name))));
    const words = values.find((value) => !value?.includes('Words 0'));
    expect(['Words 2', 'Words 3', 'Words 4'].map((each) => words?.includes(each))).toEqual([false, true, false]);
    expect((await spam()).comments).toEqual([]);
    expect(await names(kv, 'inbox:spam:')).toEqual([]);
    expect((await names(kv, 'touch:')).filter((name) => name.endsWith(':due'))).toEqual([]);
    await republish(kv, THREAD, START + 32 * DAY);
    expect(await shown(kv)).toEqual(['Words 0', 'Words 1', 'Words 3']);
  });

  it('is dropped again when a late read has put its spam back', async () => {
    await bring(0, 3, { status: 'spam' });
    const bundle = keys.bundle(THREAD, (await bundles())[0]!);
    const before = await kv.get(bundle);
    await sweep(kv, START + 31 * DAY);
    await kv.put(bundle, before!);
    for (const minutes of [5, 10]) await sweep(kv, START + 31 * DAY + minutes * MINUTE);
    expect(await kv.get(bundle)).not.toContain('Words');
    expect((await names(kv, 'touch:')).filter((name) => name.endsWith(':due'))).toEqual([]);
  });

  it('is the same when it comes again before any list shows it, and hides no other that comes as soon', async () => {
    const [first, again, other] = [await planned(0, 3), await planned(0, 3), await planned(3, 6)];
    expect(again).toEqual(first);
    for (const { writes } of [first, other, again]) await putWrites(kv, writes);
    await republish(kv, THREAD, START + 2 * HOUR);
    expect(await shown(kv)).toEqual([0, 1, 2, 3, 4, 5].map((n) => `Words ${n}`));
    expect((await readComment(kv, { thread: THREAD, id: idOf(1) }))?.settled.status).toBe('approved');
    expect((await readComment(kv, { thread: THREAD, id: idOf(4) }))?.settled.status, 'by the directory').toBe(
      'approved',
    );
    expect(await bundles()).toHaveLength(2);
  });

  it('that overlaps another loses a removed comment’s words in both', async () => {
    const [first, later] = [await planned(0, 3), await planned(0, 4)];
    for (const { writes } of [first, later]) await putWrites(kv, writes);
    const { changes } = await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(1) }], 'remove', {}, START + 2 * HOUR);
    await publish(kv, THREAD, changes.get(THREAD)!, START + 2 * HOUR);
    for (const hours of [28, 29]) await sweep(kv, START + hours * HOUR);
    expect(await shown(kv)).toEqual(['Words 0', '(removed)', 'Words 2', 'Words 3']);
    for (const name of await bundles()) expect(await kv.get(keys.bundle(THREAD, name))).not.toContain('Words 1');
  });

  it('is found by its number where an older version put it', async () => {
    const comments = await Promise.all([0, 1, 2].map(async (n) => ({ id: idOf(n), fact: await postFact(n) })));
    for (const n of [0, 1]) {
      const here = comments.slice(n, n + (n === 0 ? 1 : 2));
      await put(kv, keys.bundle(THREAD, `${n}`), {
        v: 1,
        comments: Object.fromEntries(here.map((c) => [c.id, c.fact])),
      });
      await put(kv, keys.bundleIndex(THREAD, `${n}`), { v: 1, comments: here.map((c) => [c.id, metaOf(c.fact)]) });
    }
    expect((await readComment(kv, { thread: THREAD, id: idOf(2) }))?.settled.status).toBe('approved');
    await bring(0, 5);
    await republish(kv, THREAD, START + 2 * HOUR);
    expect(await shown(kv)).toEqual([0, 1, 2, 3, 4].map((n) => `Words ${n}`));
    expect((await readComment(kv, { thread: THREAD, id: idOf(2) }))?.settled.status).toBe('approved');
    expect(await bundles()).toHaveLength(3);
  });

  it('is complete on a second try, wherever the first one stopped', async () => {
    const { writes } = await planned(0, 3, { status: 'pending' });
    for (let done = 0; done < writes.length; done++) {
      await reset();
      await putWrites(kv, writes.slice(0, done));
      await bring(0, 3, { status: 'pending' });
      expect((await listInbox(kv, { status: 'pending' })).comments, `after ${done} writes`).toHaveLength(3);
      expect(await names(kv, 'touch:')).toHaveLength(1);
    }
  });
});
