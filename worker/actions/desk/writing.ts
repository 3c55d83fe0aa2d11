// Where the owner writes: what stands beside the box of a reply or of other words, and the reply to a comment that
// waits, which is approved with it.
// Read next: actions/owner-comment.ts, routes/desk/writing.ts.

import type { Node, ReplyRequest, VerdictTarget } from '../../contract/index.ts';
import type { Scope } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import type { WordsVersion } from '../../rules/comment/settle.ts';
import type { WithTree } from '../../rules/requests/field-reader.ts';
import { settledWith } from '../../store/facts/accept.ts';
import { type CommentRef, type CommentState, readComment, wordsOf } from '../../store/facts/comments.ts';
import { ownerWordsOf } from '../../store/facts/owner-words.ts';
import { judge } from '../judge.ts';
import { reply } from '../owner-comment.ts';

/** A comment beside the box. */
export interface Quoted {
  name: string;
  /** Of its page, or the page's address. */
  title: string;
  body: Node[];
}

/** Throws `not_found` where it has no words any more. */
export async function readWritten({ kv }: Pick<Scope, 'kv'>, ref: CommentRef | null): Promise<CommentState> {
  const state = ref && (await readComment(kv, ref));
  if (!state || state.settled.status === 'withdrawn' || state.post.stub) throw new ApiError('not_found');
  return state;
}

/** `approves`: it is not public, so answering it publishes it first. */
export function quoteForReply(state: CommentState): Quoted & { approves: boolean } {
  const { status, newest, shown } = state.settled;
  const approves = status !== 'approved';
  return { ...quote(state, approves ? newest : (shown ?? newest)), approves };
}

/** `publishes`: it is not public, and the owner's words need nobody's approval. */
export function quoteForEdit(state: CommentState): Quoted & { source: string; publishes: boolean } {
  const { newest, status } = state.settled;
  const words = wordsOf(state, newest);
  const after = settledWith(state, [ownerWordsOf(state, words, 'other words', newest.at)]).settled;
  const publishes = status !== 'approved' && after.status === 'approved';
  return { ...quote(state, newest), source: words.source, publishes };
}

/**
 * Null where the reply is written. Else why it is not: the words that it answers changed (`stale`), the comment is not
 * there any more (`gone`), or the ticket is too old, or was used by a form that was sent before and then changed
 * (`ticket`). Throws `unavailable` and whatever else `reply` throws.
 */
export async function answerComment(
  scope: Scope,
  request: ReplyRequest & WithTree,
  approved: VerdictTarget | null,
): Promise<'stale' | 'gone' | 'ticket' | null> {
  if (approved !== null) {
    const { failed } = await judge(scope, { comments: [approved], verdict: 'approve' });
    const code = failed[0]?.code;
    if (code === 'unavailable') throw new ApiError('unavailable');
    if (code !== undefined) return code === 'stale' ? 'stale' : 'gone';
  }
  try {
    await reply(scope, request);
    return null;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 'invalid_request' && error.details.fields?.parent) return 'gone';
    if (error.code === 'expired_ticket' || error.code === 'bad_ticket') return 'ticket';
    throw error;
  }
}

function quote(state: CommentState, version: WordsVersion): Quoted {
  const { name, body } = wordsOf(state, version);
  return { name, title: state.post.title || state.post.page, body };
}
