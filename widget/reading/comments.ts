// Everything there is to see, and how much that is. Pure.

import type { PublicComment, Thread } from '../../worker/contract/index.ts';
import type { State } from '../kit.ts';

/** What was read, with the author's own as she sees them. */
export function commentsOf({ loaded, thread, own = [] }: State): PublicComment[] {
  const hers = new Map(own.map((comment) => [comment.id, comment]));
  const read = [...loaded, ...(thread?.pinned ?? [])];
  return [...read.map((comment) => hers.get(comment.id) ?? comment), ...own];
}

/** With what she posted and no view holds yet. */
export function countOf({ loaded, thread, own = [] }: State): number {
  const read = new Set(loaded.map(({ id }) => id));
  return thread ? thread.count + own.filter(({ id, status, gone }) => !status && !gone && !read.has(id)).length : 0;
}

/** What was just read joins what is loaded: earlier parts stay, and what is gone goes. */
export function take({ thread, loaded }: State, { comments, gone, from }: Thread): Partial<State> {
  // More than a hundred have come meanwhile: what was loaded no longer joins on.
  if (!thread || from > thread.total) return { loaded: comments, from, gaps: {} };
  const known = new Set([...comments.map(({ id }) => id), ...gone.map(([id]) => id)]);
  return { loaded: [...loaded.filter(({ id }) => !known.has(id)), ...comments] };
}
