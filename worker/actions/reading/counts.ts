// How many comments each of some pages has, for a list of posts. One KV read a page of SITES; no body is read.

import type { Scope } from '../../deps.ts';
import { readCount } from '../../store/views/head.ts';
import { findThread, type PageQuestion } from '../find-thread.ts';

/** In the order asked. One bad link among a hundred is a page without comments, not an index without counts. */
export async function readCounts(scope: Pick<Scope, 'kv' | 'env' | 'sites'>, asked: PageQuestion[]): Promise<number[]> {
  // A page of links often names one post twice.
  const read = new Map<string, Promise<number | null>>();
  const countOf = (thread: string) => {
    const count = read.get(thread) ?? readCount(scope.kv, thread);
    read.set(thread, count);
    return count;
  };
  const pages = await Promise.all(asked.map((each) => findThread(scope, each, countOf)));
  return pages.map((page) => (page.ok && page.value.found) || 0);
}
