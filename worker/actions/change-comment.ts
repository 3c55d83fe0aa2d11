// An author changes a comment, or withdraws it: the author key alone says whose it is. Order: comment, author, time,
// screening, write. Nothing is written before all of them have passed.
// Read next: rules/comment/editing.ts for how long, store/facts/posts.ts for what is put.

import { type CommentAnswer, EDIT_WINDOW, type EditRequest, type OwnRequest } from '../contract/index.ts';
import type { Scope } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { mayEdit } from '../rules/comment/editing.ts';
import type { Words } from '../rules/comment/facts.ts';
import { authorIdOf, hashWords } from '../rules/comment/hash.ts';
import { isNews } from '../rules/comment/tells-owner.ts';
import type { WithTree } from '../rules/requests/field-reader.ts';
import { screenEdit } from '../rules/screening/checks.ts';
import { looksLikeSpam } from '../rules/screening/filter.ts';
import { PRICE } from '../rules/screening/spending.ts';
import { settledWith } from '../store/facts/accept.ts';
import { readAuthor } from '../store/facts/before-post.ts';
import { type CommentRef, type CommentState, readComment, wordsOf } from '../store/facts/comments.ts';
import { acceptEdit, acceptWithdrawal, editOf } from '../store/facts/posts.ts';
import { answerOf } from './as-author-sees.ts';
import { requireBudget, requireLastBudget, requirePace, STRANGER } from './limits.ts';
import { publishBehind } from './publish-behind.ts';

/**
 * Other words for a comment. Throws `thread_closed`, `not_found`, `blocked`, `not_yours`, and what the limits throw.
 */
export async function editComment(
  scope: Scope,
  id: string,
  { thread, key, body: source, tree }: EditRequest & WithTree,
): Promise<CommentAnswer> {
  const { kv, now } = scope;
  const settings = await scope.settings();
  if (settings.stop) throw new ApiError('thread_closed');
  const { state, authorId } = await readOwn(kv, { thread, id }, key);
  const { status, newest, shown } = state.settled;
  if (status === 'withdrawn' || status === 'removed') throw new ApiError('not_found');
  const author = await readAuthor(kv, authorId);
  if (author.blocked) throw new ApiError('blocked');

  const words: Words = { ...wordsOf(state, newest), source, body: tree };
  const hash = await hashWords(words);
  const edits = state.edit?.edits ?? 0;
  if (!mayEdit({ status, judged: newest.judged, postedAt: state.post.at, edits }, now)) {
    // A retry that comes late: the fact is put last, so all of that edit was. While there is time the same words are
    // put again: this location may not have seen an edit made elsewhere since, which these words are meant to replace.
    if (hash === newest.hash) return answerOf(state);
    throw new ApiError('not_yours');
  }
  await requireBudget(scope, settings, author, PRICE.edit);
  requirePace(scope, authorId, author);

  const learnt = settings.lessons && looksLikeSpam(words, settings.lessons);
  // A waiting edit keeps a public comment open to changes; but what replaces its words that late, the owner sees first.
  const isLate = now - state.post.at > EDIT_WINDOW && status === 'approved';
  const screening = screenEdit({ ...words, author, seen: { learnt } }, settings, {
    isApproved: hash === shown?.hash,
    isOwnersWording: state.owner !== null,
    isLate,
  });
  const fact = editOf(state, authorId, { words, hash, screening }, now);
  const told = { owner: isNews(settings, screening.status, author), readers: settings.readers };
  await acceptEdit(kv, state, fact, now, told);
  const after = settledWith(state, [fact]);
  const isPublic = screening.status === 'approved' && after.settled.status === 'approved';
  if (isPublic) publishBehind(scope, thread, [{ id, fact, known: state }]);
  return answerOf(after);
}

/** Withdraws a comment for good. Throws `not_found`, `not_yours`, and what the limits throw. */
export async function withdrawComment(scope: Scope, id: string, { thread, key }: OwnRequest): Promise<void> {
  const { kv, now } = scope;
  const settings = await scope.settings();
  const { state, authorId } = await readOwn(kv, { thread, id }, key);
  // Withdrawn is withdrawn: the fact is put last, so what goes with it was put as well.
  if (state.settled.status === 'withdrawn') return;
  const { known = false, owner = false } = state.post;
  // Whoever was no stranger when they wrote is none now. The others are looked up where that matters.
  const author = known || owner || !settings.isShut ? { ...STRANGER, known, owner } : await readAuthor(kv, authorId);
  await requireLastBudget(scope, settings, author, PRICE.withdrawal);
  const fact = await acceptWithdrawal(kv, state, now);
  const change = { id: state.id, fact, known: state };
  if (state.settled.publishedAt !== null) publishBehind(scope, thread, [change]);
}

/** Throws `not_yours` where somebody else wrote it, and `not_found` where that would tell of what is not public. */
async function readOwn(
  kv: Scope['kv'],
  ref: CommentRef,
  key: string,
): Promise<{ state: CommentState; authorId: string }> {
  const [state, authorId] = await Promise.all([readComment(kv, ref), authorIdOf(key)]);
  if (state?.post.authorId === authorId) return { state, authorId };
  throw new ApiError(state?.settled.status === 'approved' ? 'not_yours' : 'not_found');
}
