// A comment as its own author gets it back: the newest words, whether others see them or not. Spam is said to wait, like
// anything else that is not public.

import type { CommentAnswer, PublicComment } from '../contract/index.ts';
import { publicComment, tombstone } from '../rules/comment/public.ts';
import { reasonsForReader } from '../rules/screening/checks.ts';
import { type CommentState, wordsOf } from '../store/facts/comments.ts';

export function asAuthorSees(state: CommentState): PublicComment {
  const { status, newest } = state.settled;
  if (status === 'removed' || status === 'withdrawn') {
    return tombstone(state.id, state.entry.post.p, state.entry.post.at, status);
  }
  const comment = publicComment(state.id, state.entry, wordsOf(state, newest), newest);
  return isPublic(state) ? comment : { ...comment, status: 'pending' };
}

export function answerOf(state: CommentState): CommentAnswer {
  const comment = asAuthorSees(state);
  if (isPublic(state)) return { comment, status: 'approved', reasons: [] };
  const { screening } = state.settled.newest.source === 'edit' ? state.edit! : state.post;
  return { comment, status: 'pending', reasons: reasonsForReader(screening.reasons) };
}

/** Whether others see the newest words. */
function isPublic({ settled: { status, newest, shown } }: CommentState): boolean {
  return status === 'approved' && shown?.hash === newest.hash;
}
