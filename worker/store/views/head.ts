// Readers' side of the store: a view is exactly the bytes that readers get. Nothing here lists or writes.

import { keys } from '../kv/keys.ts';
import { readMeta, readStream } from '../kv/kv.ts';
import { readViewMeta, type ViewMeta } from '../kv/records.ts';

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

/** How many approved comments a thread has; null where it has no head. One KV read; its body is not read. */
export async function readCount(kv: KVNamespace, thread: string): Promise<number | null> {
  return readViewMeta(await readMeta<unknown>(kv, keys.view(thread)))?.count ?? null;
}
