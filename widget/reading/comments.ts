// Everything there is to see, and how much that is. Pure.

import type { Branch, PublicComment, Thread } from '../../worker/contract/index.ts';
import type { Like, State } from '../embed/state.ts';
import { grow } from '../embed/tree.ts';
import type { Seen } from './api.ts';

const made = new WeakMap<State, Seen & { of: unknown[] }>();

/**
 * What was read, with the author's own as she sees them, flat and as branches. While nothing of it has changed, the
 * last answer is given again: to make branches of ten thousand comments at every redraw would hold up who scrolls.
 */
export function seen(state: State): Seen {
  const { loaded, thread, own = [], sort } = state;
  const last = made.get(state);
  const of = [loaded, thread, state.own, sort];
  if (last && of.every((part, i) => part === last.of[i])) return last;
  const hers = new Map(own.map((comment) => [comment.id, comment]));
  const read = [...loaded, ...(thread?.pinned ?? [])];
  const comments = [...read.map((comment) => hers.get(comment.id) ?? comment), ...own];
  const now = { of, comments, branches: kept(grow(comments, sort), byId(last?.branches ?? [])) };
  made.set(state, now);
  return now;
}

/** Puts the branches of before in the place of those that are the same as they were: a redraw then passes over them. */
function kept(branches: Branch[], before: Map<string, Branch>): Branch[] {
  return branches.map((branch) => {
    branch.replies = kept(branch.replies, before);
    const { comment, level, answers, replies } = branch;
    const last = before.get(comment.id);
    const isSame =
      last?.comment === comment &&
      last.level === level &&
      last.answers === answers &&
      last.replies.length === replies.length &&
      last.replies.every((reply, i) => reply === replies[i]);
    return isSame ? last : branch;
  });
}

function byId(branches: Branch[], all = new Map<string, Branch>()): Map<string, Branch> {
  for (const branch of branches) {
    all.set(branch.comment.id, branch);
    byId(branch.replies, all);
  }
  return all;
}

/** The count of the thread, with what she posted and no view holds yet. */
export function countOf({ loaded, thread, own = [] }: State): number {
  const fresh = own.filter(({ id, status, gone }) => !status && !gone && !loaded.some((one) => one.id === id));
  return thread ? thread.count + fresh.length : 0;
}

/**
 * How many likes a comment shows. While the reader likes it, at least as many as that made: others may have come since.
 * Since she took it back, just as many as that left: the view that was read may still count hers.
 */
export function likesOf({ likes }: PublicComment, mine: Like | undefined): number {
  return mine && !mine.on ? mine.n : Math.max(likes, mine?.n ?? 0);
}

/** What was just read joins what is loaded: earlier parts stay, and what is gone goes. */
export function take({ thread, loaded }: State, { comments, gone, from }: Thread): Partial<State> {
  // More than a hundred have come meanwhile: there is a gap between what was loaded and what was read now.
  if (!thread || from > thread.total) return { loaded: comments, from, gaps: {} };
  const known = new Set([...comments.map(({ id }) => id), ...gone.map(([id]) => id)]);
  return { loaded: [...loaded.filter(({ id }) => !known.has(id)), ...comments] };
}
