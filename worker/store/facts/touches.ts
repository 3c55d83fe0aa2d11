// A touch says that the sweep has something to do about a comment, now or later. A key for every write, so that it can
// be deleted without a race; future times sort last, so that one list shows all there is to do.
// Read next: store/sweep/sweep.ts.

import { type Status, TABS } from '../../contract/index.ts';
import type { Shares } from '../../rules/screening/spending.ts';
import { DAY, MINUTE } from '../../rules/time.ts';
import { keys, readShareKey, readTouchKey, type Touch } from '../kv/keys.ts';
import { type Listed, listPage, put, readMany } from '../kv/kv.ts';
import { isRecord, readRecord } from '../kv/records.ts';

/**
 * By then every list and every cached read shows what was written, though they be five minutes old and the clocks of
 * who wrote and who looks ten minutes apart: what is published is final, and a comment that is not there never came to
 * be.
 */
export const SETTLED_AFTER = 16 * MINUTE;

/** What a touch may carry: the tab whose inbox row no longer agrees with the facts. */
interface TouchMeta {
  left?: Status;
}

export type ListedTouch = Touch & TouchMeta;

export function putTouch(kv: KVNamespace, touch: Omit<Touch, 'name'>, left?: Status): Promise<void> {
  const { time, thread, id, kind } = touch;
  return put(kv, keys.touch(time, thread, id, kind), 1, left === undefined ? undefined : { left });
}

/**
 * The oldest thousand, oldest first. One list; another where the page holds none of ours and there are more: the
 * touches that were deleted all lie in front, and a list walks over them.
 */
export async function listTouches(kv: KVNamespace): Promise<ListedTouch[]> {
  return (await listToDo(kv)).touches;
}

/** The same list, and what it says besides: of each isolate, what strangers have spent by it, day by day. */
export async function listToDo(
  kv: KVNamespace,
): Promise<{ touches: ListedTouch[]; sharesOf: (day: number) => Shares }> {
  const listed: Listed<unknown>[] = [];
  let touches: ListedTouch[] = [];
  let cursor: string | null = null;
  do {
    const page: { keys: Listed<unknown>[]; cursor: string | null } = await listPage(kv, keys.touches, cursor);
    listed.push(...page.keys);
    touches = page.keys.flatMap(({ name, meta }) => {
      const touch = readTouchKey(name);
      return touch ? [{ ...touch, ...readLeft(meta) }] : [];
    });
    cursor = page.cursor;
  } while (touches.length === 0 && cursor !== null);
  return { touches, sharesOf: (day) => sharesIn(listed, day + DAY) };
}

function sharesIn(listed: Listed<unknown>[], until: number): Shares {
  const shares: Shares = {};
  for (const { name, meta } of listed) {
    const key = readShareKey(name);
    if (key?.until !== until || !isRecord(meta)) continue;
    const { u, r } = meta;
    if (typeof u === 'number' && typeof r === 'number') shares[key.isolate] = { units: u, looks: r };
  }
  return shares;
}

// ---- whether there is anything to list ----

/** A write for each half hour in which something happens. */
const WOKEN_AGAIN_AFTER = 30 * MINUTE;
/** Longer than that and the time to settle, by clocks that are apart. */
const AWAKE_FOR = 90 * MINUTE;

/**
 * Tells the sweep that something was left for it. A sweep that was told nothing for long reads this one key and lists
 * nothing, for lists are the scarcest thing on the free plan. A read, and a write at most twice an hour. What fails
 * here is no failure: once an hour the sweep lists whatever it was told.
 */
export async function wakeSweep(kv: KVNamespace, now: number): Promise<void> {
  try {
    if (now - (await wokenAt(kv)) >= WOKEN_AGAIN_AFTER) await put(kv, keys.wake, { v: 1, at: now });
  } catch {
    // The touch itself is what counts.
  }
}

/** One read. */
export async function isAwake(kv: KVNamespace, now: number): Promise<boolean> {
  return now - (await wokenAt(kv)) < AWAKE_FOR;
}

async function wokenAt(kv: KVNamespace): Promise<number> {
  const at = readRecord((await readMany(kv, [keys.wake])).get(keys.wake), 'wake')?.at;
  return typeof at === 'number' ? at : 0;
}

const STATUSES: Status[] = [...TABS, 'withdrawn'];

function readLeft(meta: unknown): TouchMeta {
  const left = isRecord(meta) ? STATUSES.find((status) => status === meta.left) : undefined;
  return left === undefined ? {} : { left };
}
