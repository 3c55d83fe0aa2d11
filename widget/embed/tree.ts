// The branches that a reader sees: of the comments that are loaded, with stand-ins for some that are not, in the order
// that was chosen. Pure. What branches are: worker/contract/branches.ts.

import { type Branch, branchesOf, type PublicComment } from '../../worker/contract/index.ts';
import { text } from './read-thread.ts';
import { FIRST_REPLIES } from './sizes.ts';

/**
 * In the place of `gone`, and what stands in the place of its words: a comment that is not loaded, for many replies
 * that are.
 */
export const ABSENT = 'replyToEarlier';

export type Sort = 'oldest' | 'newest' | 'liked';

/**
 * `comments` in order of publication; of two with one id the first counts. `sort` is of the threads, never of replies.
 */
export function grow(comments: PublicComment[], sort: Sort): Branch[] {
  const trunk = branchesOf([...absent(comments), ...comments]);
  if (sort === 'newest') trunk.reverse();
  if (sort === 'liked') trunk.sort((a, b) => b.comment.likes - a.comment.likes);
  return trunk.sort((a, b) => +!!b.comment.pinned - +!!a.comment.pinned);
}

/**
 * Stand-ins for comments that are not loaded and have many replies that are: these fold below it as they would below
 * the comment itself. Ten thousand answers to one comment would else stand side by side until it is fetched.
 */
function absent(comments: PublicComment[]): PublicComment[] {
  const replies = new Map<string | null, number>();
  for (const { parent } of comments) replies.set(parent, (replies.get(parent) ?? 0) + 1);
  for (const { id } of comments) replies.delete(id);
  return [...replies].flatMap(([id, n]) =>
    text(id) && n > FIRST_REPLIES ? [{ id, parent: null, gone: ABSENT, author: {}, likes: 0 } as never] : [],
  );
}
