// Readers' side of the store: a view is exactly the bytes that readers get. Nothing here lists or writes.

import { keys } from './keys.ts';
import { readMeta, readStream } from './kv.ts';
import { readViewMeta, type ViewMeta } from './records.ts';

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

/** How many approved comments each thread has, in the order asked. One KV read each; the bodies are not read. */
export async function readCounts(kv: KVNamespace, threads: string[]): Promise<number[]> {
  // A page of links often names one post twice.
  const distinct = [...new Set(threads)];
  const metas = await Promise.all(distinct.map((thread) => readMeta<unknown>(kv, keys.view(thread))));
  const counts = new Map(distinct.map((thread, i) => [thread, readViewMeta(metas[i])?.count ?? 0]));
  return threads.map((thread) => counts.get(thread)!);
}
