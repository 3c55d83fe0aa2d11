// Likes: a key for each reader and comment, 1 or 0 (never deleted: a delete costs as much and would race), counted by
// the sweep into one value a thread. A publish reads the counts and never lists the likes.
// Read next: store/facts/accept.ts.

import { keys, readLikeKey } from '../kv/keys.ts';
import { listAll, put, readMany } from '../kv/kv.ts';
import { isRecord, readRecord } from '../kv/records.ts';
import { accept } from './accept.ts';
import type { CommentRef } from './comments.ts';

/** By the comment's id. */
export type Likes = Record<string, number>;

/** Two writes. Throws StoreError: nothing is acknowledged. */
export async function acceptLike(
  kv: KVNamespace,
  { thread, id, authorId, on }: CommentRef & { authorId: string; on: boolean },
  now: number,
): Promise<void> {
  const bit = on ? 1 : 0;
  const like = { key: keys.like(thread, id, authorId), value: bit, metadata: { on: bit } };
  // A like is counted, or its reader is told that it is not kept.
  await accept(kv, { thread, id }, [like], { now, touches: [{ kind: 'likes' }] });
}

export async function readLikes(kv: KVNamespace, thread: string): Promise<Likes> {
  const key = keys.likes(thread);
  const counts = readRecord((await readMany(kv, [key])).get(key), 'likes')?.counts;
  const likes: Likes = {};
  for (const [id, count] of Object.entries(isRecord(counts) ? counts : {})) {
    if (typeof count === 'number') likes[id] = count;
  }
  return likes;
}

/** For the sweep: one list for each 1,000 likes of the thread, and one write. */
export async function countLikes(kv: KVNamespace, thread: string): Promise<Likes> {
  const likes: Likes = {};
  for (const { name, meta } of await listAll<{ on?: number }>(kv, keys.likesOf(thread))) {
    const id = readLikeKey(name)?.id;
    if (id !== undefined && meta?.on === 1) likes[id] = (likes[id] ?? 0) + 1;
  }
  await put(kv, keys.likes(thread), { v: 1, counts: likes });
  return likes;
}
