// What an import sends from the browser, taken by the worker: what it costs, and that sending it again adds nothing.

import { describe, expect, test } from 'vitest';
import type { OwnerThreads } from '../../../worker/contract/index.ts';
import { arrivalOf } from '../../../worker/transfer/arrival.ts';
import { type Batch, batchesOf } from '../../../worker/transfer/batches.ts';
import type { OwnThread } from '../../../worker/transfer/gather.ts';
import { NO_SITE } from '../../../worker/transfer/gather.ts';
import { kv, TestWorker, TOKEN } from '../help/as-reader.ts';
import { batchesFor, bring, each, presentIn, send } from '../help/import-by-browser.ts';
import { moveIn } from '../help/moving-in.ts';
import { everything } from '../help/store-with.ts';

/** A dump of Isso's tables: so many comments on each of so many pages, in branches of ten. */
async function isso(pages: number, size: number, more: (n: number) => object = () => ({})): Promise<OwnThread[]> {
  const threads = Array.from({ length: pages }, (_, id) => ({ id, uri: `/post-${id}/`, title: `Post ${id}` }));
  const comments = threads.flatMap(({ id: tid }) =>
    Array.from({ length: size }, (_, n) => ({
      tid,
      id: tid * 100_000 + n + 1,
      parent: n % 10 === 0 ? null : tid * 100_000 + n,
      created: 1.6e9 + n,
      mode: 1,
      author: 'Ada',
      text: `Words *${n}* of ${tid}`,
      ...more(n),
    })),
  );
  const { plan } = await moveIn({ threads, comments });
  return plan.threads.map(arrivalOf);
}

/** Counts what is asked of KV. */
function counting(worker: TestWorker): Record<string, number> {
  const counts: Record<string, number> = {};
  worker.env.COMMENTS = new Proxy(kv, {
    get(target, name) {
      const value = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        counts[String(name)] = (counts[String(name)] ?? 0) + 1;
        return value.apply(target, args);
      };
    },
  });
  return counts;
}

describe('what is sent', { timeout: 60_000 }, () => {
  test('5,000 comments on one page cost some dozens of writes', async () => {
    const worker = new TestWorker();
    const threads = await isso(1, 5_000);
    const { added, writes, requests } = await bring(worker, threads);
    expect(added).toBe(5_000);
    expect(requests).toBeLessThanOrEqual(10);
    expect(writes, 'words, index, row and touch of ten bundles, and a directory with each request').toBe(40 + requests);
    const thread = await worker.thread('https://blog.example/post-0');
    expect(thread).toMatchObject({ count: 5_000, total: 5_000, parts: 50 });
  });

  test('pages are readable at once, and cost six writes each and few lists', async () => {
    const worker = new TestWorker();
    const threads = await isso(45, 3);
    const counts = counting(worker);
    expect(await bring(worker, threads)).toEqual({ added: 135, writes: 225, requests: 3 });
    for (const n of [0, 44]) {
      expect((await worker.thread(`https://blog.example/post-${n}`)).count).toBe(3);
    }
    // The worker's own view of each page on top, and the sweep is woken.
    expect(counts.put).toBe(225 + 45 + 1);
    // One to ask what is here, one for each request, one to publish each page.
    expect(counts.list).toBe(1 + 3 + 45);
  });

  test('pages stand among the threads like all others, with title, count and newest comment', async () => {
    const worker = new TestWorker();
    await bring(worker, await isso(3, 4));
    const answer = await worker.fetch('/api/admin/threads', { headers: { Authorization: `Bearer ${TOKEN}` } });
    const { threads } = (await answer.json()) as OwnerThreads;
    expect(threads.map(({ page, title, count, lastAt }) => [page, title, count, lastAt]).sort()).toEqual(
      [0, 1, 2].map((n) => [`https://blog.example/post-${n}`, `Post ${n}`, 4, '2020-09-13T12:26:43.000Z']),
    );
  });

  test('again, it adds nothing and writes nothing', async () => {
    const worker = new TestWorker();
    const threads = await isso(3, 700, (n) => (n === 5 ? { mode: 4 } : {}));
    await bring(worker, threads);
    const before = await everything();
    expect(await bring(worker, threads)).toEqual({ added: 0, writes: 0, requests: 0 });
    expect(await everything()).toEqual(before);
  });

  test('of a later export only what is new is sent, and in bundles too', async () => {
    const worker = new TestWorker();
    await bring(worker, await isso(1, 520));
    const batches = await batchesFor(worker, await isso(1, 1_200));
    expect(batches.map(({ comments }) => comments).reduce((a, b) => a + b)).toBe(680);
    expect(await bring(worker, await isso(1, 1_200))).toMatchObject({ added: 680, writes: 10 });
    expect((await worker.thread('https://blog.example/post-0')).count).toBe(1_200);
  });

  test('a piece whose answer was lost is sent again and puts the same keys', async () => {
    const worker = new TestWorker();
    const batches = await batchesFor(worker, await isso(1, 1_100));
    expect(batches.length).toBeGreaterThan(1);
    await send(worker, batches[0]!);
    const before = await everything();
    expect(await send(worker, batches[0]!)).toMatchObject({ added: 0, writes: 0 });
    expect(await everything()).toEqual(before);
    // Broken off, the whole of it begins anew, in the same bundles.
    const rest = await batchesFor(worker, await isso(1, 1_100));
    expect(rest.map(({ body }) => body)).toEqual(batches.slice(1).map(({ body }) => body));
  });

  test('the piece before may not be listed yet: nothing is written twice, and what was named is named so again', async () => {
    const worker = new TestWorker();
    const threads = await isso(1, 1_100);
    const stale = await presentIn(worker);
    await bring(worker, threads);
    const batches: Batch[] = [];
    for await (const batch of batchesOf(each(threads), NO_SITE, stale)) batches.push(batch);
    const before = await everything();
    for (const batch of batches) await send(worker, batch);
    expect(await everything()).toEqual(before);
  });

  // It stopped the import for good once, with words about the file, which was sound.
  test.each([
    ['no JSON', '{"v":1,"comm\nents":[["01'],
    ['of a newer version', '{"v":2,"comments":[]}'],
    ['of another shape', '{"v":1,\n"comments":{}}'],
    ['bytes', new Uint8Array([0xff, 0xfe, 0x00, 0x0a, 0xc3, 0x28])],
  ])('a bundle’s index that is damaged, %s, is skipped and counted, and nothing is added twice', async (_, damaged) => {
    const worker = new TestWorker();
    const threads = await isso(2, 3);
    await bring(worker, threads);
    const [index] = Object.keys(await everything()).filter((key) => key.endsWith(':index'));
    await kv.put(index!, damaged);
    const here = await presentIn(worker);
    expect(here.unread).toBe(1);
    const isHere = threads.map(({ thread, posts }) => posts.map(({ id }) => here.has(thread, id)));
    const harmed = threads.findIndex(({ thread }) => index!.includes(thread));
    expect(isHere[harmed]).toEqual([false, false, false]);
    expect(isHere[1 - harmed]).toEqual([true, true, true]);
    const before = await everything();
    const [batch, ...more] = await batchesFor(worker, threads);
    expect(more).toEqual([]);
    expect(await send(worker, batch!)).toMatchObject({ added: 0, same: 3, writes: 0 });
    expect(await everything()).toEqual(before);
  });

  test('no piece is larger than the worker takes, whatever is in it', async () => {
    const words = 'x'.repeat(40_000);
    const threads = await isso(2, 120, (n) => ({ text: `${n} ${words}` }));
    const batches = await batchesFor(new TestWorker(), threads);
    for (const { body } of batches) expect(body.length).toBeLessThan(2_000_000);
    expect(batches.reduce((sum, { comments }) => sum + comments, 0)).toBe(240);
  });
});
