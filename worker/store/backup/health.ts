// What the doctor asks of the store: whether it takes and gives back, whether the sweep comes by, and what the day has
// cost so far. Read next: actions/doctor/index.ts.

import { TABS } from '../../contract/index.ts';
import { timeOf } from '../../rules/comment/id.ts';
import { COST, dayOf } from '../../rules/screening/brake.ts';
import { HOUR } from '../../rules/time.ts';
import { listTouches } from '../facts/touches.ts';
import { StoreError } from '../kv/errors.ts';
import { keys, readInboxKey } from '../kv/keys.ts';
import { listPage, put, readMany, remove } from '../kv/kv.ts';
import { readDay } from '../settings/level.ts';

/** A verdict costs about so much. */
const VERDICT = 5;

/**
 * Null when a record was written, read back and deleted; else which of them failed. One write, one read, one delete.
 */
export async function checkStore(kv: KVNamespace, nonce: string): Promise<'write' | 'read' | 'delete' | null> {
  const key = keys.check(nonce);
  let step: 'write' | 'read' | 'delete' = 'write';
  try {
    await put(kv, key, nonce);
    step = 'read';
    if ((await readMany(kv, [key])).get(key) !== nonce) return 'read';
    step = 'delete';
    await remove(kv, key);
    return null;
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    return step;
  }
}

/**
 * Since when the oldest thing has been waiting for the sweep; null when nothing is. A quiet sweep leaves no trace.
 * Words that are due are found within the hour: nothing wakes a sweep for them.
 */
export async function oldestWaiting(kv: KVNamespace, now: number): Promise<number | null> {
  const times = (await listTouches(kv)).map(({ kind, time }) => (kind === 'due' ? time + HOUR : time));
  const waiting = times.filter((time) => time <= now);
  return waiting.length === 0 ? null : Math.min(...waiting);
}

/** Of today, about: comments by the rows they left, and a verdict for each that was judged. Four lists. */
export async function useToday(
  kv: KVNamespace,
  now: number,
): Promise<{ writes: number; publishes: number; level: string }> {
  const midnight = dayOf(now);
  const [lists, level] = await Promise.all([
    Promise.all(TABS.map((tab) => listPage<unknown>(kv, keys.inbox(tab), null))),
    readMany(kv, [keys.level]),
  ]);
  const rows = new Map<string, number>();
  for (const { name } of lists.flatMap((page) => page.keys)) {
    const ref = readInboxKey(name);
    if (ref && 'id' in ref && timeOf(ref.id) >= midnight) rows.set(ref.id, (rows.get(ref.id) ?? 0) + 1);
  }
  let writes = 0;
  let publishes = 0;
  for (const tabs of rows.values()) {
    writes += COST.approved + (tabs - 1) * VERDICT;
    publishes += tabs;
  }
  return { writes, publishes, level: readDay(level.get(keys.level), now).value };
}
