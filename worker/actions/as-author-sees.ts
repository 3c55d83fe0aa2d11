// Comments as their own author gets them back: the newest words, whether others see them or not. Spam is said to wait,
// like anything else that is not public.

import type { CommentAnswer, MineAnswer, MineRequest, PublicComment } from '../contract/index.ts';
import type { Scope } from '../deps.ts';
import { authorIdOf } from '../rules/comment/hash.ts';
import { publicComment, tombstone } from '../rules/comment/public.ts';
import { reasonsForReader } from '../rules/screening/checks.ts';
import { type CommentState, readComments, wordsOf, writtenBy } from '../store/facts/comments.ts';

/** What became of those that this browser wrote; of the others that are asked for nothing is said. */
export async function readMine(
  { kv }: Pick<Scope, 'kv'>,
  { thread, key, ids, sources }: MineRequest,
): Promise<MineAnswer> {
  const author = await authorIdOf(key);
  const refs = await writtenBy(kv, thread, [...new Set(ids)], author);
  const states = await readComments(kv, refs);
  const mine = states.filter((state) => state?.post.authorId === author).filter((state) => state !== null);
  const written = mine
    .filter(({ settled: { status } }) => status !== 'removed' && status !== 'withdrawn')
    .map((state) => [state.id, wordsOf(state, state.settled.newest).source] as const);
  return { comments: mine.map(asAuthorSees), author, ...(sources && { sources: Object.fromEntries(written) }) };
}

/** The answer to a write of theirs. */
export function answerOf(state: CommentState): CommentAnswer {
  const comment = asAuthorSees(state);
  if (isPublic(state)) return { comment, status: 'approved', reasons: [] };
  const { screening } = state.settled.newest.source === 'edit' ? state.edit! : state.post;
  return { comment, status: 'pending', reasons: reasonsForReader(screening.reasons) };
}

function asAuthorSees(state: CommentState): PublicComment {
  const { status, newest } = state.settled;
  if (status === 'removed' || status === 'withdrawn') {
    return tombstone(state.id, state.entry.post.p, state.entry.post.at, status);
  }
  const comment = publicComment(state.id, state.entry, wordsOf(state, newest), newest);
  return isPublic(state) ? comment : { ...comment, status: 'pending' };
}

/** Whether others see the newest words. */
function isPublic({ settled: { status, newest, shown } }: CommentState): boolean {
  return status === 'approved' && shown?.hash === newest.hash;
}
