// Comments travel flat; here they become branches. Pure. Three levels, then flat: a reply to a comment of the
// third level stands beside it and says whom it answers.
// Iterative where threads can be deep: ten thousand replies in one chain must not overflow the stack.

import type { PublicComment } from '../worker/contract/index.ts';

export const LEVELS = 3;

export interface Branch {
  comment: PublicComment;
  /** 1 is a comment of its own, LEVELS is the deepest. */
  level: number;
  replies: Branch[];
  /** Every comment below this one. */
  size: number;
  /** Whom it answers, where the indent does not show it; null when that comment is not loaded. */
  answers?: PublicComment | null;
}

export type Sort = 'oldest' | 'newest' | 'liked';

interface Placed extends Branch {
  parent: Placed | null;
}

/** `comments` in order of publication; of two with one id the first counts. A parent may come after its reply: it was approved later. */
export function grow(comments: PublicComment[], sort: Sort): Branch[] {
  const byId = new Map<string, PublicComment>();
  for (const comment of comments) if (!byId.has(comment.id)) byId.set(comment.id, comment);
  const placed = new Map<string, Placed | null>();

  for (const comment of byId.values()) {
    const chain: PublicComment[] = [];
    for (let next: PublicComment | undefined = comment; next && !placed.has(next.id); ) {
      placed.set(next.id, null); // being placed; a circle of parents ends here
      chain.push(next);
      next = next.parent ? byId.get(next.parent) : undefined;
    }
    for (const link of chain.reverse()) {
      const parent = (link.parent && placed.get(link.parent)) || null;
      const beside = parent && parent.level >= LEVELS;
      const under = beside ? parent.parent : parent;
      placed.set(link.id, {
        comment: link,
        level: under ? under.level + 1 : 1,
        replies: [],
        size: 0,
        parent: under,
        ...(beside ? { answers: parent.comment } : link.parent && !parent ? { answers: null } : {}),
      });
    }
  }

  const roots: Placed[] = [];
  for (const id of byId.keys()) {
    const branch = placed.get(id) as Placed;
    (branch.parent?.replies ?? roots).push(branch);
  }

  const trunk = prune(roots);
  if (sort === 'newest') trunk.reverse();
  if (sort === 'liked') trunk.sort((a, b) => b.comment.likes - a.comment.likes);
  return trunk.sort((a, b) => Number(b.comment.pinned ?? 0) - Number(a.comment.pinned ?? 0));
}

/** A tombstone is there for its replies only. */
function prune(branches: Branch[]): Branch[] {
  return branches.filter((branch) => {
    branch.replies = prune(branch.replies);
    branch.size = branch.replies.reduce((sum, reply) => sum + 1 + reply.size, 0);
    return !branch.comment.gone || branch.size > 0;
  });
}
