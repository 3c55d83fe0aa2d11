// Readers' reports: a key for each comment and reason, and one row in the waiting tab that says when the newest came. A
// report hides nothing; a verdict that is newer settles it.
// Read next: store/facts/accept.ts.

import { keys } from '../kv/keys.ts';
import { listPage, readMany, remove } from '../kv/kv.ts';
import { readRecord, readReported } from '../kv/records.ts';
import { accept } from './accept.ts';
import { type CommentRef, type CommentState, isReported } from './comments.ts';
import type { RowMeta } from './rows.ts';

const VERSION = 1;
/** Told to the owner; more of them say nothing new. */
const MOST = 10;
/** Of one comment, until the owner judges it. */
const ENOUGH = 20;

/**
 * `hash` is the reason's. Two writes, and one more where the owner is told of it. Throws StoreError: nothing is
 * acknowledged.
 */
export async function acceptReport(
  kv: KVNamespace,
  state: CommentState,
  { reason, hash }: { reason: string; hash: string },
  now: number,
  { owner = false }: { owner?: boolean } = {},
): Promise<void> {
  const { thread, id } = state;
  // Counted by reading and writing back, so two at once may count as one: it only has to end somewhere.
  const n = openReports(state) + 1;
  const meta: RowMeta = { r: n, at: now };
  const row = { key: keys.reportRow(thread, id), value: { v: VERSION, at: now, n }, metadata: meta };
  const report = { key: keys.report(thread, id, hash), value: { v: VERSION, at: now, reason }, metadata: { at: now } };
  await accept(kv, state, [report], { now, row, touches: [owner && { kind: 'notice' }] });
}

/** Whether the owner has been told often enough: more reports would only use up the day's writes. */
export function isReportedEnough(state: CommentState): boolean {
  return openReports(state) >= ENOUGH;
}

function openReports(state: CommentState): number {
  return isReported(state) ? state.reported!.n : 0;
}

/** When just this was said against it last, or null. One read. */
export async function readReport(kv: KVNamespace, { thread, id }: CommentRef, hash: string): Promise<number | null> {
  const key = keys.report(thread, id, hash);
  return readReported((await readMany(kv, [key])).get(key))?.at ?? null;
}

/** What readers said against it goes with its words. One list. */
export async function dropReports(kv: KVNamespace, { thread, id }: CommentRef): Promise<void> {
  const { keys: listed } = await listPage<unknown>(kv, keys.reportsOf(thread, id), null);
  await Promise.all(listed.map(({ name }) => remove(kv, name)));
}

/** What was said against it after a time, the newest first. One list. */
export async function readReasons(kv: KVNamespace, { thread, id }: CommentRef, after: number): Promise<string[]> {
  const { keys: listed } = await listPage<unknown>(kv, keys.reportsOf(thread, id), null);
  const newer = listed
    .map(({ name, meta }) => ({ name, at: readReported(meta)?.at ?? 0 }))
    .filter(({ at }) => at > after)
    .sort((a, b) => b.at - a.at)
    .slice(0, MOST)
    .map(({ name }) => name);
  const values = await readMany(kv, newer);
  return newer.flatMap((name) => {
    const reason = readRecord(values.get(name), 'report')?.reason;
    return typeof reason === 'string' ? [reason] : [];
  });
}
