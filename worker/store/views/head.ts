// Readers' side of the store: a view is exactly the bytes that readers get. GET /api/thread streams them unread; the
// pages and feeds that are drawn from a view take it as an object. Nothing here lists or writes.
// Read next: store/views/publish.ts, the only way a view is written.

import type { Thread } from '../../contract/index.ts';
import { keys } from '../kv/keys.ts';
import { readManyWithMeta, readMeta, readStream } from '../kv/kv.ts';
import { readThread, readViewMeta, type ViewMeta } from '../kv/records.ts';

/** The head, or one part; null where there is none. One KV read, whatever the size of the thread. */
export async function readView(
  kv: KVNamespace,
  thread: string,
  part?: number,
): Promise<{ body: ReadableStream; meta: ViewMeta } | null> {
  const found = await readStream<ViewMeta>(kv, keys.view(thread, part));
  if (!found) return null;
  const meta = readViewMeta(found.meta);
  if (meta) return { body: found.body, meta };
  await found.body.cancel();
  return null;
}

/** The same, parsed. One KV read. */
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

/** How many approved comments a thread has; null where it has no head. One KV read; its body is not read. */
export async function readCount(kv: KVNamespace, thread: string): Promise<number | null> {
  return readViewMeta(await readMeta<unknown>(kv, keys.view(thread)))?.count ?? null;
}
