// What other systems take of a thread. Their importers break on a removed comment, publish it, or lose the replies to
// it, so it stays behind and its replies answer what it answered. Two threads of one address are one page there. A
// reply stands behind what it answers, also where a clock was wrong: some look for parents only among what they have
// read. Pure.

import type { OutComment, OutThread } from './comments.ts';

/** Threads without any comment that is taken are left out. */
export function forElsewhere(threads: readonly OutThread[], takes: readonly OutComment['status'][]): OutThread[] {
  const byPage = Map.groupBy(threads, ({ page }) => page);
  return [...byPage.values()].flatMap((ofPage): OutThread[] => {
    const comments = ofPage.flatMap((thread) => kept(thread.comments, takes));
    const first = ofPage.find(({ title }) => title !== '') ?? ofPage[0]!;
    return comments.length === 0 ? [] : [{ ...first, comments: parentsFirst(comments) }];
  });
}

function kept(comments: readonly OutComment[], takes: readonly OutComment['status'][]): OutComment[] {
  const byId = new Map(comments.map((comment) => [comment.id, comment]));
  const isKept = (comment: OutComment) => takes.includes(comment.status);
  const above = ({ parent }: OutComment): string | null => {
    // A file that was edited may go round in a circle.
    const seen = new Set<string>();
    for (let id = parent; id !== null && !seen.has(id); id = byId.get(id)?.parent ?? null) {
      const found = byId.get(id);
      if (found && isKept(found)) return id;
      seen.add(id);
    }
    return null;
  };
  return comments.filter(isKept).map((comment) => ({ ...comment, parent: above(comment) }));
}

function parentsFirst(comments: readonly OutComment[]): OutComment[] {
  const byId = new Map(comments.map((comment) => [comment.id, comment]));
  const placed = new Map<string, OutComment>();
  const begun = new Set<string>();
  const place = (comment: OutComment): void => {
    if (begun.has(comment.id)) return;
    begun.add(comment.id);
    const parent = comment.parent === null ? undefined : byId.get(comment.parent);
    if (parent) place(parent);
    placed.set(comment.id, { ...comment, parent: parent && placed.has(parent.id) ? parent.id : null });
  };
  for (const comment of [...comments].sort((a, b) => a.at - b.at)) place(comment);
  return [...placed.values()];
}
