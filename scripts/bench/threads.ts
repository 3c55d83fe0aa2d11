// Threads to measure: pages with so many comments each, as the writes that put them, and one more remark for who posts.
// The author who posts is the owner, so that everything is published at once.

import { metaOf, type PostFact } from '../../worker/rules/comment/facts.ts';
import { authorIdOf, hashWords, threadIdOf } from '../../worker/rules/comment/hash.ts';
import { makeId } from '../../worker/rules/comment/id.ts';
import { pageOf } from '../../worker/rules/page/page.ts';
import { parseSites } from '../../worker/rules/page/sites.ts';
import { keys } from '../../worker/store/kv/keys.ts';
import type { Write } from './worker.ts';

export const SITE = 'https://bench.example';
export const KEY = 'bench-bench-bench-bench';

/** `name`: where there are several pages of one size. */
export const pageAt = (size: number, name = '') => `${SITE}/${size}${name}`;

export function threadOf(page: string): Promise<string> {
  return threadIdOf(pageOf(page, undefined, parseSites(SITE))!.key);
}

/** Pages and the comments of each, the newest a while before `now`; the sweep has still to make their views. */
export async function threadWrites(pages: { page: string; size: number }[], now: number): Promise<Write[]> {
  const writes: Write[] = [];
  const add = (key: string, value: unknown, metadata?: object) =>
    writes.push({ key, value: JSON.stringify(value), ...(metadata && { metadata }) });
  add(keys.me(await authorIdOf(KEY)), { v: 1, on: true, at: 0 });
  // As every act of a reader's does: a sweep that was told nothing looks at nothing.
  add(keys.wake, { v: 1, at: now });
  const start = now - 90 * 24 * 60 * 60_000;
  for (const { page, size } of pages) {
    const thread = await threadOf(page);
    for (let n = 0; n < size; n++) {
      const fact = await postFact(n, start + n * 60_000, page);
      const id = makeId(fact.at, new Uint8Array(10).fill(n % 256));
      add(keys.fact(thread, id, 'post'), fact, metaOf(fact));
    }
    add(keys.touch(start, thread, 'bench', 'publish'), 1);
  }
  return writes;
}

/** About 300 characters, as people write. */
async function postFact(n: number, at: number, page: string): Promise<PostFact> {
  const source = `${sentence(n)} ${sentence(n + 7)} ${sentence(n + 13)}`;
  const words = { name: `Reader ${n}`, parent: null, source, body: [{ t: 'p' as const, c: [source] }] };
  return {
    v: 1,
    kind: 'post',
    at,
    hash: await hashWords(words),
    words,
    screening: { status: 'approved', reasons: [] },
    authorId: `reader${n}`.padEnd(16, '0'),
    page,
    title: 'A page to measure',
  };
}

export function sentence(n: number): string {
  return `This is remark number ${n}, and like most remarks it says a little less than it takes to say it, which is ${n * 31} letters.`;
}
