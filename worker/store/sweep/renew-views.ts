// After an update, or a setting that every view tells of, there are views of another version. They are served as they
// are, and the sweep draws them anew, a few threads a run: a thread that is written in meanwhile is drawn anew by that
// anyway. One record says that all are done; only the sweep writes it, and a stale one costs looking again.
// Read next: store/views/version.ts, store/views/publish.ts.

import type { Ask } from '../../contract/index.ts';
import { SCHEMA_VERSION } from '../../rules/comment/facts.ts';
import { asksOf } from '../../rules/page/asks.ts';
import { THREAD_PATTERN } from '../../rules/paths.ts';
import { keys } from '../kv/keys.ts';
import { type Listed, listPage, put, readMany } from '../kv/kv.ts';
import { isRecord, readRecord, readViewMeta } from '../kv/records.ts';
import { viewVersionOf } from '../views/version.ts';
import { ALL_SLOTS } from './slots.ts';

/** Each costs a list and a write; four runs an hour leave most of the free plan's day to readers. */
export const THREADS_RENEWED = 3;

/**
 * A few threads that have a view of another version, and what the site asks for. Two reads; while there are any, also a
 * list, and a write for each thousand views that are done with.
 */
export async function viewsToRenew(
  kv: KVNamespace,
  now: number,
  most: number,
): Promise<{ threads: string[]; asks: Ask[] }> {
  const readers = keys.setting('readers');
  const stored = await readMany(kv, [keys.views, readers]);
  const asks = asksOf({ readers: readRecord(stored.get(readers), 'setting')?.value === true });
  const version = viewVersionOf(asks);
  const record = readRecord(stored.get(keys.views), 'views');
  const isRunning = record?.form === version;
  if ((isRunning && record.cursor === null) || most <= 0) return { threads: [], asks };

  const cursor = isRunning && typeof record.cursor === 'string' ? record.cursor : null;
  const page = await listPage<unknown>(kv, keys.view(''), cursor);
  const threads = [...new Set(page.keys.flatMap((key) => threadOf(key, version) ?? []))];
  // Looked at once more after the last of them was drawn, by a list that shows it. Where there are no views yet, there
  // is nothing to remember.
  if (threads.length === 0 && page.keys.length > 0) {
    await put(kv, keys.views, { v: SCHEMA_VERSION, form: version, cursor: page.cursor });
  }
  // Others first in another run: one that cannot be drawn just now must not hold up the rest.
  const first = Math.floor(now / ALL_SLOTS) % Math.max(1, threads.length);
  return { threads: [...threads.slice(first), ...threads.slice(0, first)].slice(0, most), asks };
}

/**
 * The thread whose head this is, under its own name or that of an address it moved to, where its version is another.
 */
function threadOf({ name, meta }: Listed<unknown>, version: string): string | null {
  const thread = name.slice(keys.view('').length);
  if (!THREAD_PATTERN.test(thread) || readViewMeta(meta)?.version === version) return null;
  return isRecord(meta) && typeof meta.t === 'string' && THREAD_PATTERN.test(meta.t) ? meta.t : thread;
}
