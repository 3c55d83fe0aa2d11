// What the owner does to one comment beside judging it: a reply, other words, a pin, erasure; and the erasure of all
// that one author wrote. Each writes, and publishes in the background what changed.
// Read next: store/facts/owner-words.ts, store/facts/erase.ts; actions/judge.ts for verdicts.

import type { CommentChange, PublicComment, ReplyRequest } from '../contract/index.ts';
import type { Scope } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { type CommentFact, type PostFact, SCHEMA_VERSION, type Words } from '../rules/comment/facts.ts';
import { hashWords } from '../rules/comment/hash.ts';
import { publicPost } from '../rules/comment/public.ts';
import { TICKET_MIN_AGE } from '../rules/limits.ts';
import { asksOf } from '../rules/page/asks.ts';
import type { WithTree } from '../rules/requests/field-reader.ts';
import { readTicket } from '../rules/signed/ticket.ts';
import { readBeforePost } from '../store/facts/before-post.ts';
import { type CommentRef, type CommentState, readComment, wordsOf } from '../store/facts/comments.ts';
import { ERASED_AT_ONCE, eraseComment, findByAuthor, forgetName, isErased } from '../store/facts/erase.ts';
import type { Change } from '../store/facts/list.ts';
import { acceptOwnerWords, acceptPin, ownerWordsOf } from '../store/facts/owner-words.ts';
import { acceptPost } from '../store/facts/posts.ts';
import { publishBehind } from './publish-behind.ts';
import { isOnSite } from './sites.ts';
import { ticketKeys } from './tickets.ts';

/** Publishing costs a handful of operations a thread; the sweep does the others. */
const THREADS_AT_ONCE = 10;

/**
 * Throws `bad_ticket`, `expired_ticket`, `forbidden_origin`, and `invalid_request` where the comment that it answers
 * is not public.
 */
export async function reply(scope: Scope, request: ReplyRequest & WithTree): Promise<PublicComment> {
  const { kv, now } = scope;
  const { verify } = await ticketKeys(scope);
  // The owner needs no time to be told from a program.
  const read = await readTicket(request.ticket, verify, now + TICKET_MIN_AGE);
  if (!read.ok) throw new ApiError(read.error.code);
  const { id, thread, address, title } = read.value;
  if (!(await isOnSite(scope, address))) throw new ApiError('forbidden_origin');

  const settings = await scope.settings();
  const { parent, body: source, tree } = request;
  const words: Words = { name: settings.ownerName || new URL(address).host, parent, source, body: tree };
  const hash = await hashWords(words);
  const before = await readBeforePost(kv, { thread, id, parent, authorId: null, body: words.body });
  if (before.own) return answerAgain(before.own, hash);
  if (before.parent !== 'public') throw new ApiError('invalid_request', { fields: { parent: 'unknown' } });
  const fact: PostFact = {
    v: SCHEMA_VERSION,
    kind: 'post',
    at: now,
    hash,
    words,
    screening: { status: 'approved', reasons: [] },
    authorId: null,
    owner: true,
    page: address,
    title,
  };
  await acceptPost(kv, before.thread, id, fact, now, { ...(settings.readers && { readers: { address: null } }) });
  publishBehind(scope, before.thread, [{ id, fact }], asksOf(settings));
  return publicPost(id, fact, 'approved');
}

function answerAgain({ id, post, settled }: CommentState, hash: string): PublicComment {
  if (post.hash !== hash || !post.owner) throw new ApiError('bad_ticket');
  return publicPost(id, post, settled.status);
}

/** New words of the owner's own, a pin, or both. Throws `not_found` and `stale`. */
export async function change(
  scope: Scope,
  ref: CommentRef,
  { body, tree = [], pinned, words: seen }: CommentChange & Partial<WithTree>,
): Promise<void> {
  const { kv, now } = scope;
  const state = await requireComment(kv, ref);
  const facts: CommentFact[] = [];
  if (body !== undefined) {
    const { newest } = state.settled;
    if (seen !== undefined && seen !== newest.hash) throw new ApiError('stale');
    const words: Words = { ...wordsOf(state, newest), source: body, body: tree };
    const hash = await hashWords(words);
    if (hash !== newest.hash) {
      const fact = ownerWordsOf(state, words, hash, now);
      const { readers } = await scope.settings();
      await acceptOwnerWords(kv, state, fact, now, readers);
      facts.push(fact);
    }
  }
  // Also where it seems to stand already: that read may be old, and the owner have changed it since elsewhere.
  if (pinned !== undefined) facts.push(await acceptPin(kv, state, pinned, now));
  if (facts.length > 0) {
    const changes = facts.map((fact) => ({ id: ref.id, fact, known: state }));
    publishBehind(scope, ref.thread, changes);
  }
}

/** For good. Throws `not_found`. */
export async function erase(scope: Scope, ref: CommentRef): Promise<void> {
  const state = await requireComment(scope.kv, ref, true);
  const fact = await eraseComment(scope.kv, state, scope.now);
  publishBehind(scope, ref.thread, [{ id: ref.id, fact, known: state }]);
}

/** All comments of an author, up to a hundred at once; returns how many were erased and how many are left. */
export async function eraseAuthor(scope: Scope, authorId: string): Promise<{ erased: number; left: number }> {
  const { kv, now } = scope;
  const all = (await findByAuthor(kv, authorId)).filter((state) => !isErased(state));
  const changes = new Map<string, Change[]>();
  const first = all.slice(0, ERASED_AT_ONCE);
  for (const state of first) {
    const { thread, id } = state;
    const fact = await eraseComment(kv, state, now);
    changes.set(thread, [...(changes.get(thread) ?? []), { id, fact, known: state }]);
  }
  await forgetName(kv, authorId);
  for (const [thread, facts] of [...changes].slice(0, THREADS_AT_ONCE)) publishBehind(scope, thread, facts);
  return { erased: first.length, left: all.length - first.length };
}

async function requireComment(kv: Scope['kv'], ref: CommentRef, withdrawnToo = false): Promise<CommentState> {
  const state = await readComment(kv, ref);
  if (state === null || (state.settled.status === 'withdrawn' && !withdrawnToo)) throw new ApiError('not_found');
  return state;
}
