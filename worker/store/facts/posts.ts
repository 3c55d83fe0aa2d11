// Accepts what a reader writes: a new comment, an edit, a withdrawal.
// Read next: store/facts/accept.ts for the order of what is put, and why.

import {
  type EditFact,
  type GoneFact,
  type PostFact,
  SCHEMA_VERSION,
  type Screening,
  type Words,
} from '../../rules/comment/facts.ts';
import { DROP_WORDS_AFTER } from '../../rules/comment/words-go.ts';
import { accept, after, settledWith, writeOfFact } from './accept.ts';
import { type CommentState, wordsOf } from './comments.ts';
import { rowMeta, writeOfRow } from './rows.ts';
import { putAddress, removeSubscription } from './subscribers.ts';
import { putTouch } from './touches.ts';

/** Who is to be told of a comment. */
export interface Told {
  owner?: boolean;
  /** Where readers are told of replies: their address, sealed, or null where they gave none. */
  readers?: { address: string | null };
}

/**
 * Two writes when it waits, three when it is approved (and a view then, by publish) or spam, one more when the owner is
 * to be told of it, for an address, and for each mail to a reader. Throws StoreError: nothing is acknowledged.
 */
export async function acceptPost(
  kv: KVNamespace,
  thread: string,
  id: string,
  fact: PostFact,
  now: number,
  { owner, readers }: Told = {},
): Promise<void> {
  const { status } = fact.screening;
  const ref = { thread, id };
  await accept(kv, ref, [writeOfFact(ref, fact)], {
    now,
    row: writeOfRow(ref, status, rowMeta(fact)),
    touches: [status === 'approved' && { kind: 'publish' }, owner && { kind: 'notice' }],
    due: status,
    readers: readers !== undefined && status === 'approved' && fact,
    others: [readers?.address && putAddress(kv, ref, { to: readers.address, authorId: fact.authorId }, now)],
  });
}

/**
 * The edit that its author makes of a comment: later than what it replaces by any clock, and carrying the approved
 * words along.
 */
export function editOf(
  state: CommentState,
  authorId: string,
  { words, hash, screening }: { words: Words; hash: string; screening: Screening },
  now: number,
): EditFact {
  const { shown, newest, publishedAt } = state.settled;
  return {
    v: SCHEMA_VERSION,
    kind: 'edit',
    at: after(now, newest.at),
    hash,
    words,
    screening,
    authorId,
    ...(shown && {
      before: { hash: shown.hash, at: shown.at, words: wordsOf(state, shown), first: shown.hash === state.post.hash },
    }),
    ...(publishedAt !== null && { publishedAt }),
    edits: (state.edit?.edits ?? 0) + 1,
  };
}

/**
 * Two or three writes (and a view then), one more where the owner is told of it, and one for each mail to a reader.
 * Throws StoreError: nothing is acknowledged. `readers`: they are told of replies.
 */
export async function acceptEdit(
  kv: KVNamespace,
  state: CommentState,
  fact: EditFact,
  now: number,
  { owner = false, readers = false }: { owner?: boolean; readers?: boolean } = {},
): Promise<void> {
  const was = state.settled.status;
  const is = settledWith(state, [fact]).settled.status;
  const wasPublic = state.settled.publishedAt !== null;
  const waitsBehind = is === 'approved' && fact.screening.status !== 'approved';
  const meta = { ...rowMeta(state.post, wasPublic), e: fact.edits ?? 0, at: now };
  // Also of an edit that waits behind public words: the sweep may just be deleting the row of what was judged before.
  const isSeen = was !== is || is === 'approved';
  await accept(kv, state, [writeOfFact(state, fact)], {
    now,
    row: writeOfRow(state, waitsBehind ? 'pending' : is, meta),
    touches: [isSeen && { kind: 'publish', left: was === is ? 'pending' : was }, owner && { kind: 'notice' }],
    due: was !== is && is,
    readers: readers && is === 'approved' && !wasPublic && state.post,
  });
}

/**
 * Withdraws a comment for good, and its author's wish to be told of replies. Three writes (and a view then), and two
 * deletes where there is an address. What never was public is two writes: nobody's page shows it, and its row, which no
 * tab shows from now on, goes with its words. Throws StoreError: nothing is acknowledged.
 */
export async function acceptWithdrawal(kv: KVNamespace, state: CommentState, now: number): Promise<GoneFact> {
  const fact: GoneFact = { v: SCHEMA_VERSION, kind: 'gone', at: now };
  const { status: left, publishedAt } = state.settled;
  const isSeen = publishedAt !== null;
  const { thread, id } = state;
  await accept(kv, state, [writeOfFact(state, fact)], {
    now,
    touches: [isSeen && { kind: 'publish', left }],
    due: isSeen && 'withdrawn',
    others: [
      !isSeen && putTouch(kv, { time: now + DROP_WORDS_AFTER, thread, id, kind: 'due' }, left),
      state.post.notify && removeSubscription(kv, state),
    ],
  });
  return fact;
}
