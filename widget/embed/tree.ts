// Comments travel flat; here they become branches. Pure. Three levels, then flat: a reply to a comment of the
// third level stands beside it and says whom it answers.
// Iterative where threads can be deep: ten thousand replies in one chain must not overflow the stack.

import type { PublicComment } from '../../worker/contract/index.ts';
import { text } from './read-thread.ts';

export const LEVELS = 3;

/** In the place of `gone`, and what stands in the place of its words: a comment that is not loaded, for many replies that are. */
export const ABSENT = 'replyToEarlier';

/** More replies than this to one comment are shown when asked for. */
export const FIRST = 5;

export interface Branch {
  comment: PublicComment;
  /** 1 is a comment of its own, LEVELS is the deepest. */
  level: number;
  replies: Branch[];
  /** Every comment below this one. */
  size: number;
  /** Whom it answers, where the indent does not show it; null when that comment is not loaded. */
  answers?: PublicComment | null | undefined;
}

export type Sort = 'oldest' | 'newest' | 'liked';

interface Placed extends Branch {
  /** Hangs below it; undefined until it is placed. */
  under?: Placed | null | undefined;
}

/** `comments` in order of publication; of two with one id the first counts. A parent may come after its reply: it was approved later. */
export function grow(comments: PublicComment[], sort: Sort): Branch[] {
  const all = new Map<string, Placed>();
  for (const comment of [...absent(comments), ...comments]) {
    if (!all.has(comment.id)) all.set(comment.id, { comment, level: 1, replies: [], size: 0 });
  }
  const roots: Placed[] = [];
  for (const branch of all.values()) {
    const chain: Placed[] = [];
    // `under` is null while it is being placed: a circle of parents ends there.
    for (let next: Placed | undefined = branch; next && next.under === undefined; ) {
      next.under = null;
      chain.unshift(next);
      next = all.get(next.comment.parent as string);
    }
    for (const link of chain) {
      const parent = all.get(link.comment.parent as string);
      if (!parent || parent === link || (chain[0] === link && chain.includes(parent))) {
        link.answers = link.comment.parent ? null : undefined;
      } else {
        const isBeside = parent.level >= LEVELS;
        link.under = isBeside ? parent.under : parent;
        link.level = (link.under?.level ?? 0) + 1;
        link.answers = isBeside ? parent.comment : undefined;
      }
    }
  }
  for (const branch of all.values()) (branch.under?.replies ?? roots).push(branch);

  const trunk = prune(roots);
  if (sort === 'newest') trunk.reverse();
  if (sort === 'liked') trunk.sort((a, b) => b.comment.likes - a.comment.likes);
  return trunk.sort((a, b) => +!!b.comment.pinned - +!!a.comment.pinned);
}

/**
 * Stand-ins for comments that are not loaded and have many replies that are: these fold below it as they would below the
 * comment itself. Ten thousand answers to one comment would else stand side by side until it is fetched.
 */
function absent(comments: PublicComment[]): PublicComment[] {
  const replies = new Map<string | null, number>();
  for (const { parent } of comments) replies.set(parent, (replies.get(parent) ?? 0) + 1);
  for (const { id } of comments) replies.delete(id);
  return [...replies].flatMap(([id, n]) =>
    text(id) && n > FIRST ? [{ id, parent: null, gone: ABSENT, author: {}, likes: 0 } as never] : [],
  );
}

/** A tombstone is there for its replies only. */
function prune(branches: Branch[]): Branch[] {
  return branches.filter((branch) => {
    branch.replies = prune(branch.replies);
    branch.size = branch.replies.reduce((sum, reply) => sum + 1 + reply.size, 0);
    return !branch.comment.gone || branch.size > 0;
  });
}
