// A touch says that the sweep has something to do about a comment, now or later. A key for every write, so that it can
// be deleted without a race; future times sort last, so that one list shows all there is to do.
// Read next: store/sweep/sweep.ts.

import { type Status, TABS } from '../../contract/index.ts';
import { MINUTE } from '../../rules/time.ts';
import { keys, readTouchKey, type Touch } from '../kv/keys.ts';
import { type Listed, listPage, put } from '../kv/kv.ts';
import { isRecord } from '../kv/records.ts';

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
  let cursor: string | null = null;
  do {
    const page: { keys: Listed<unknown>[]; cursor: string | null } = await listPage(kv, keys.touches, cursor);
    const touches = page.keys.flatMap(({ name, meta }) => {
      const touch = readTouchKey(name);
      return touch ? [{ ...touch, ...readLeft(meta) }] : [];
    });
    if (touches.length > 0) return touches;
    cursor = page.cursor;
  } while (cursor !== null);
  return [];
}

const STATUSES: Status[] = [...TABS, 'withdrawn'];

function readLeft(meta: unknown): TouchMeta {
  const left = isRecord(meta) ? STATUSES.find((status) => status === meta.left) : undefined;
  return left === undefined ? {} : { left };
}
