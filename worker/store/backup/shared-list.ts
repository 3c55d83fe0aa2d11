// One list in the place of many: an import of twenty threads into a store that holds little would ask for twenty lists,
// of the 1,000 that the free plan has a day.
// Read next: store/backup/move-in.ts, which asks for them.

import { keys, threadOfKey } from '../kv/keys.ts';
import { type Listed, listAll, listPage } from '../kv/kv.ts';

/** The keys of a thread's facts. */
export type ListFacts = (thread: string) => Promise<Listed<unknown>[]>;

/** One list for each 1,000 facts of the thread. */
export function listOfFacts(kv: KVNamespace): ListFacts {
  return (thread) => listAll(kv, keys.facts(thread));
}

/**
 * The same, answered from a list of all facts, where that costs fewer lists than so many threads would. It is as fresh
 * as it was made, so it is for one request.
 */
export async function sharedListOfFacts(kv: KVNamespace, threads: number): Promise<ListFacts> {
  const listed: Listed<unknown>[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < Math.floor(threads / 3); page++) {
    const next: { keys: Listed<unknown>[]; cursor: string | null } = await listPage(kv, keys.allFacts, cursor);
    listed.push(...next.keys);
    cursor = next.cursor;
    if (cursor === null) {
      const byThread = Map.groupBy(listed, ({ name }) => threadOfKey(name));
      return async (thread) => byThread.get(thread) ?? [];
    }
  }
  return listOfFacts(kv);
}
