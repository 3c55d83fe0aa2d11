// What each comment of another system answers, and which of them stay. Pure.

import type { PageSource } from './content/page-source.ts';
import { type IncomingComment, NOTHING } from './incoming.ts';
import type { Tally } from './report.ts';

/** Gives every comment a parent that will be there, and leaves out those that no one would miss. */
export function linkReplies(
  comments: Map<string, IncomingComment>,
  places: Map<IncomingComment, PageSource>,
  tally: Tally,
): void {
  const threadOf = (comment: IncomingComment) => places.get(comment)!.thread;
  const skip = (comment: IncomingComment, reason: 'no-text' | 'removed-without-replies') => {
    const place = places.get(comment)!;
    tally.skip(reason, comment.id, place.from, place.page);
    comments.delete(comment.id);
  };

  for (const comment of [...comments.values()]) {
    if (comment.parent === null) continue;
    const parent = comments.get(comment.parent);
    if (!parent) {
      const standIn: IncomingComment = {
        id: comment.parent,
        page: comment.page,
        parent: null,
        name: '',
        url: null,
        body: NOTHING,
        isEmpty: true,
        at: null,
        status: 'removed',
        likes: 0,
        isPinned: false,
        isOwner: false,
        isStandIn: true,
      };
      comments.set(standIn.id, standIn);
      places.set(standIn, places.get(comment)!);
    } else if (threadOf(parent) !== threadOf(comment)) {
      comment.parent = null;
      tally.note('other-page');
    }
  }
  breakCircles(comments);

  // Words without a text say nothing; what was answered keeps a place, as if it had been deleted.
  for (const comment of comments.values()) {
    if (!comment.isEmpty || comment.status === 'removed' || comment.status === 'spam') continue;
    comment.status = 'removed';
    comment.isWordless = true;
  }
  // Spam is shown to nobody, so it cannot hold a reply: that goes to the next one above that can.
  for (const comment of comments.values()) {
    const before = comment.parent;
    while (comment.parent !== null && comments.get(comment.parent)!.status === 'spam' && comment.status !== 'spam') {
      comment.parent = comments.get(comment.parent)!.parent;
    }
    if (comment.parent !== before) tally.note('moved-up');
  }

  // From the leaves up: a removed comment stays while it has a reply that stays.
  const replies = new Map<string, number>();
  for (const { parent } of comments.values()) if (parent !== null) replies.set(parent, (replies.get(parent) ?? 0) + 1);
  const toLookAt = [...comments.values()];
  while (toLookAt.length > 0) {
    const comment = toLookAt.pop()!;
    const isNeeded = comment.status !== 'removed' && !(comment.status === 'spam' && comment.isEmpty);
    if (isNeeded || (replies.get(comment.id) ?? 0) > 0 || !comments.has(comment.id)) continue;
    if (comment.isStandIn) comments.delete(comment.id);
    else skip(comment, comment.isWordless || comment.status === 'spam' ? 'no-text' : 'removed-without-replies');
    if (comment.parent === null) continue;
    replies.set(comment.parent, replies.get(comment.parent)! - 1);
    const parent = comments.get(comment.parent);
    if (parent) toLookAt.push(parent);
  }
  for (const comment of comments.values()) if (comment.isStandIn) tally.note('stand-in');
}

/** A comment that answers itself by way of others would be drawn by nobody. Chains may be thousands long. */
function breakCircles(comments: ReadonlyMap<string, IncomingComment>): void {
  const safe = new Set<string>();
  for (const start of comments.values()) {
    const trail = new Set<string>();
    for (let comment: IncomingComment | undefined = start; comment && !safe.has(comment.id); ) {
      trail.add(comment.id);
      if (comment.parent !== null && trail.has(comment.parent)) comment.parent = null;
      comment = comment.parent === null ? undefined : comments.get(comment.parent);
    }
    for (const id of trail) safe.add(id);
  }
}
