// Comments travel flat; for a page that is drawn once they become branches, in the order they came. Three levels, then
// flat: a reply to one of the third level stands beside it and says whom it answers. The widget grows its own, which it
// also sorts and folds (widget/embed/tree.ts). Pure, and no deeper than the levels, however deep the replies go.

import type { PublicComment } from '../../contract/index.ts';

export const LEVELS = 3;

export interface Branch {
  comment: PublicComment;
  replies: Branch[];
  /** Whom it answers, where the indent does not show it; null when that comment is not among these. */
  answers?: PublicComment | null;
}

interface Placed extends Branch {
  level: number;
  under: Placed | null;
}

/** A parent may come after its reply: it was approved later. Tombstones are kept for their replies only. */
export function branchesOf(comments: readonly PublicComment[]): Branch[] {
  const byId = new Map(comments.map((comment) => [comment.id, comment]));
  const placed = new Map<string, Placed>();
  for (const comment of byId.values()) place(comment, byId, placed);

  const roots: Placed[] = [];
  for (const id of byId.keys()) {
    const branch = placed.get(id)!;
    (branch.under?.replies ?? roots).push(branch);
  }
  return prune(roots);
}

function place(comment: PublicComment, byId: ReadonlyMap<string, PublicComment>, placed: Map<string, Placed>): void {
  const chain = new Set<PublicComment>();
  let next: PublicComment | undefined = comment;
  // A circle of parents ends where it began.
  while (next && !placed.has(next.id) && !chain.has(next)) {
    chain.add(next);
    next = next.parent === null ? undefined : byId.get(next.parent);
  }
  for (const link of [...chain].reverse()) {
    const parent = (link.parent !== null && placed.get(link.parent)) || null;
    const isBeside = parent !== null && parent.level >= LEVELS;
    const under = isBeside ? parent.under : parent;
    const answers = isBeside ? { answers: parent.comment } : link.parent !== null && !parent && { answers: null };
    placed.set(link.id, { comment: link, replies: [], level: (under?.level ?? 0) + 1, under, ...answers });
  }
}

function prune(branches: Branch[]): Branch[] {
  return branches
    .map((branch) => ({ ...branch, replies: prune(branch.replies) }))
    .filter(({ comment, replies }) => !comment.gone || replies.length > 0);
}
