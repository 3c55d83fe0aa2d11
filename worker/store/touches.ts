// A touch says that the sweep has something to do about a comment, now or later. A key for every write, so that it can be
// deleted without a race; future times sort last, so that one list shows all there is to do.

import type { Status } from '../contract/index.ts';
import { keys, readTouchKey, type Touch } from './keys.ts';
import { listSome, put } from './kv.ts';

const HOUR = 60 * 60_000;

/** Words of removed and withdrawn comments: by then no ticket and no edit can bring them back. */
export const DROP_WORDS_AFTER = 25 * HOUR;
export const DROP_SPAM_AFTER = 30 * 24 * HOUR;

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
 * The oldest thousand, oldest first. One list; another where the page is empty and there are more: the touches that were
 * deleted all lie in front, and a list walks over them.
 */
export async function listTouches(kv: KVNamespace): Promise<ListedTouch[]> {
  const page = await listSome<TouchMeta>(kv, keys.touches, null);
  return page.keys.flatMap(({ name, meta }) => {
    const touch = readTouchKey(name);
    return touch ? [{ ...touch, ...(meta?.left && { left: meta.left }) }] : [];
  });
}
