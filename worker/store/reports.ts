// Readers' reports: a key for each comment and reason, and one row in the waiting tab that says when the newest came. A
// report hides nothing; a verdict that is newer settles it.

import type { CommentRef } from './comments.ts';
import { keys } from './keys.ts';
import { listPage, put, readMany } from './kv.ts';
import { isRecord, readReportedAt } from './records.ts';

const VERSION = 1;
/** Told to the owner; more of them say nothing new. */
const MOST = 10;

/** `hash` is the reason's. Two writes. Throws StoreError: nothing is acknowledged. */
export async function acceptReport(
  kv: KVNamespace,
  { thread, id }: CommentRef,
  { reason, hash }: { reason: string; hash: string },
  now: number,
): Promise<void> {
  await put(kv, keys.reportRow(thread, id), { v: VERSION, at: now });
  // Last: who finds it knows that the row was put before.
  await put(kv, keys.report(thread, id, hash), { v: VERSION, at: now, reason }, { at: now });
}

/** When just this was said against it last, or null. One read. */
export async function readReport(kv: KVNamespace, { thread, id }: CommentRef, hash: string): Promise<number | null> {
  const key = keys.report(thread, id, hash);
  return readReportedAt((await readMany(kv, [key])).get(key));
}

/** What was said against it after a time, the newest first. One list. */
export async function readReasons(kv: KVNamespace, { thread, id }: CommentRef, after: number): Promise<string[]> {
  const { keys: listed } = await listPage<unknown>(kv, keys.reportsOf(thread, id), null);
  const newer = listed
    .map(({ name, meta }) => ({ name, at: readReportedAt(meta) ?? 0 }))
    .filter(({ at }) => at > after)
    .sort((a, b) => b.at - a.at)
    .slice(0, MOST)
    .map(({ name }) => name);
  const values = await readMany(kv, newer);
  return newer.flatMap((name) => {
    const report = values.get(name);
    return isRecord(report) && typeof report.reason === 'string' ? [report.reason] : [];
  });
}
