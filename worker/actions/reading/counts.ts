// How many comments each of some pages has, for a list of posts. One KV read a page of SITES, at most once a minute in
// this isolate; no body is read.

import type { Scope } from '../../deps.ts';
import { readCount } from '../../store/views/head.ts';
import { findThread, type PageQuestion } from '../find-thread.ts';

/** In the order asked. One bad link among a hundred is a page without comments, not an index without counts. */
export async function readCounts(
  scope: Pick<Scope, 'kv' | 'env' | 'sites' | 'mayLook' | 'memory' | 'now'>,
  asked: PageQuestion[],
): Promise<number[]> {
  const { kv, memory, now } = scope;
  // A page of links often names one post twice, too.
  const countOf = (thread: string) => memory.counts.get(thread, now, () => readCount(kv, thread));
  const pages = await Promise.all(asked.map((each) => findThread(scope, each, countOf)));
  return pages.map((page) => (page.ok && page.value.found) || 0);
}
