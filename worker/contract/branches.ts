// Comments travel flat; here they become branches, in the order they came. Three levels, then flat: a reply to a
// comment of the third level stands beside it and says whom it answers. Used by the widget, which adds stand-ins and an
// order of its own (widget/embed/tree.ts), and by the worker's page of a thread (worker/views/thread/thread-page.ts).
// Pure. Iterative where threads can be deep: ten thousand replies in one chain must not overflow the stack.

import type { PublicComment } from './thread.ts';

export const LEVELS = 3;

export interface Branch {
  comment: PublicComment;
  /** 1 is a comment of its own, LEVELS is the deepest. */
  level: number;
  replies: Branch[];
  /** Every comment below this one. */
  size: number;
  /** Whom it answers, where the indent does not show it; null when that comment is not among these. */
  answers?: PublicComment | null | undefined;
}

interface Placed extends Branch {
  /** Hangs below it; undefined until it is placed. */
  under?: Placed | null | undefined;
}

/**
 * `comments` in order of publication; of two with one id the first counts. A parent may come after its reply: it was
 * approved later. Tombstones are kept for their replies only.
 */
export function branchesOf(comments: readonly PublicComment[]): Branch[] {
  const all = new Map<string, Placed>();
  for (const comment of comments) {
    if (!all.has(comment.id)) all.set(comment.id, { comment, level: 0, replies: [], size: 0 });
  }
  const roots: Placed[] = [];
  for (const branch of all.values()) {
    const chain: Placed[] = [];
    // `under` is null and `level` 0 while it is being placed: a circle of parents ends there.
    for (let next: Placed | undefined = branch; next && next.under === undefined; ) {
      next.under = null;
      chain.unshift(next);
      next = all.get(next.comment.parent as string);
    }
    for (const link of chain) {
      const parent = all.get(link.comment.parent as string);
      if (!parent?.level) {
        link.level = 1;
        if (link.comment.parent) link.answers = null;
      } else if (parent.level < LEVELS) {
        link.under = parent;
        link.level = parent.level + 1;
      } else {
        link.under = parent.under;
        link.level = LEVELS;
        link.answers = parent.comment;
      }
    }
  }
  for (const branch of all.values()) (branch.under?.replies ?? roots).push(branch);
  return prune(roots);
}

/** Takes out the tombstones without replies, and counts. No deeper than LEVELS. */
function prune(branches: Branch[]): Branch[] {
  return branches.filter((branch) => {
    branch.replies = prune(branch.replies);
    branch.size = branch.replies.reduce((sum, reply) => sum + 1 + reply.size, 0);
    return !branch.comment.gone || branch.size > 0;
  });
}
