// A view as an object, for the pages and feeds that are drawn from it. GET /api/thread streams the same bytes unread.

import type { Thread } from '../../contract/index.ts';
import { keys } from '../kv/keys.ts';
import { readManyWithMeta } from '../kv/kv.ts';
import { readThread, readViewMeta, type ViewMeta } from '../kv/records.ts';

/** The head, or one part; null where there is none. One KV read. */
export async function readThreadView(
  kv: KVNamespace,
  thread: string,
  part?: number,
): Promise<{ thread: Thread; meta: ViewMeta } | null> {
  const key = keys.view(thread, part);
  const found = (await readManyWithMeta(kv, [key])).get(key);
  const view = readThread(found?.value);
  const meta = readViewMeta(found?.meta);
  return view && meta ? { thread: view, meta } : null;
}
