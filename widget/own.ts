// The author's own comments, kept in this browser until everybody can read them: an author never sees her comment
// vanish, not while it waits and not while a view lags behind. Pure but for the memory handed in.

import type { PublicComment, Thread } from '../worker/contract/index.ts';
import type { Memory } from './storage.ts';
import { type Own, readComment } from './thread.ts';

const DAY = 24 * 60 * 60_000;
const MOST = 50;

export function readOwn(memory: Memory, thread: string): Own[] {
  const kept = memory.read(`own:${thread}`);
  return (Array.isArray(kept) ? kept : [])
    .map((own) => ({ ...own, comment: readComment(own?.comment) }))
    .filter((own) => own.id && own.id === own.comment.id);
}

export function keepOwn(memory: Memory, thread: string, own: Own[]): void {
  memory.keep(`own:${thread}`, own.length > 0 ? own.slice(-MOST) : undefined);
}

/** Those that still have to be kept, now that this was read. */
export function stillOwn(own: Own[], read: Thread, now: number): Own[] {
  const seen = new Set([...read.comments.map((comment) => comment.id), ...read.gone.map(([id]) => id)]);
  // An approved one that a hundred newer comments have pushed out of the head is in its part.
  return own.filter(({ id, status, at }) => !seen.has(id) && (status === 'pending' || now - at < DAY));
}

export function withOwn(loaded: PublicComment[], own: Own[]): PublicComment[] {
  const ids = new Set(loaded.map((comment) => comment.id));
  return [...loaded, ...own.filter(({ id }) => !ids.has(id)).map(({ comment }) => comment)];
}
