// The state of a page, as the owner sets it: one key a field, so that two tabs do not undo each other, and one for each
// move.
// Read next: store/facts/accept.ts, store/sweep/after-move.ts.

import { keys, type PageField, readFactKey } from '../kv/keys.ts';
import { listAll } from '../kv/kv.ts';
import type { PageMeta } from '../kv/records.ts';
import { accept } from './accept.ts';
import { keyOfPageChange, type PageChange } from './list.ts';

/**
 * `null` takes a title or a closing time back. `page`: the address, for a page that has no comment to say it. Two
 * writes (and the views then). Throws StoreError: nothing is acknowledged.
 */
export async function acceptPageField(
  kv: KVNamespace,
  thread: string,
  field: Extract<PageField, 'open' | 'title' | 'closesAt'>,
  value: boolean | string | null,
  now: number,
  page?: string,
): Promise<PageChange> {
  return acceptPageChange(kv, thread, { field, meta: { at: now, value, ...(page && { page }) } }, now);
}

/**
 * The page moved: its comments keep their thread, and the new address leads to it. Null where the new address has
 * comments of its own, which would be hidden by it, or is where another thread moved to.
 */
export async function acceptMove(
  kv: KVNamespace,
  thread: string,
  to: { thread: string; page: string },
  now: number,
): Promise<PageChange | null> {
  if (to.thread !== thread) {
    for (const { name, meta } of await listAll<PageMeta>(kv, keys.facts(to.thread))) {
      const key = readFactKey(name);
      const isOurs = key !== null && 'field' in key && (key.field !== 'from' || meta?.value === thread);
      if (!isOurs) return null;
    }
    // The sweep looks there once all is settled: somebody may be writing at that address in this very minute.
    const from: PageChange = { field: 'from', meta: { at: now, value: thread, page: to.page } };
    await acceptPageChange(kv, to.thread, from, now);
  }
  return acceptPageChange(kv, thread, { field: 'moved', meta: { at: now, value: to.thread, page: to.page } }, now);
}

/** Two writes. Throws StoreError: nothing is acknowledged. */
export async function acceptPageChange(
  kv: KVNamespace,
  thread: string,
  change: PageChange,
  now: number,
): Promise<PageChange> {
  const fact = { key: keyOfPageChange(thread, change), value: 1, metadata: change.meta };
  await accept(kv, { thread, id: `~${change.field}` }, [fact], { now, touches: [{ kind: 'publish' }] });
  return change;
}
