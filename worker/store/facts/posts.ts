// Accepts what a reader writes: a new comment, an edit, a withdrawal. Inbox row, touch and fact must all be written before
// anything is acknowledged, and the fact comes last: where an invocation dies between them there is a row or a touch about
// nothing, which harms nobody, and never a fact that no list shows and no sweep hears of.
// No key is ever read, changed and written back here.

import {
  type EditFact,
  type GoneFact,
  metaOf,
  type PostFact,
  SCHEMA_VERSION,
  type Screening,
  type Words,
} from '../../rules/comment/facts.ts';
import { keyOfFact, keys } from '../kv/keys.ts';
import { put } from '../kv/kv.ts';
import { type CommentState, withEdit, wordsOf } from './comments.ts';
import { rowMeta } from './rows.ts';
import { putAddress, removeSubscription, touchReaders } from './subscribers.ts';
import { DROP_SPAM_AFTER, DROP_WORDS_AFTER, putTouch } from './touches.ts';

/** Who is to be told of a comment. */
export interface Told {
  owner?: boolean;
  /** Where readers are told of replies: their address, sealed, or null where they gave none. */
  readers?: { address: string | null };
}

/**
 * Two writes when it waits, three when it is approved (and a view then, by publish) or spam, one more when the owner is to
 * be told of it, for an address, and for each mail to a reader. Throws StoreError: nothing is acknowledged.
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
  await Promise.all([
    put(kv, keys.inboxRow(status, thread, id), 1, rowMeta(fact)),
    status === 'approved' && putTouch(kv, { time: now, thread, id, kind: 'publish' }),
    status === 'spam' && putTouch(kv, { time: now + DROP_SPAM_AFTER, thread, id, kind: 'due' }),
    owner && putTouch(kv, { time: now, thread, id, kind: 'notice' }),
    readers?.address && putAddress(kv, { thread, id }, { to: readers.address, authorId: fact.authorId }, now),
    readers && status === 'approved' && touchReaders(kv, { thread, id, post: fact }, now),
  ]);
  await put(kv, keyOfFact(thread, id, fact), fact, metaOf(fact));
}

/** The edit that its author makes of a comment: later than what it replaces by any clock, and carrying the approved words along. */
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
    at: Math.max(now, newest.at + 1),
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
 * Two or three writes (and a view then), and one for each mail to a reader. Throws StoreError: nothing is acknowledged.
 * `readers`: they are told of replies.
 */
export async function acceptEdit(
  kv: KVNamespace,
  state: CommentState,
  fact: EditFact,
  now: number,
  readers = false,
): Promise<void> {
  const { thread, id } = state;
  const was = state.settled.status;
  const is = withEdit(state, fact).settled.status;
  const wasPublic = state.settled.publishedAt !== null;
  const waitsBehind = is === 'approved' && fact.screening.status !== 'approved';
  await Promise.all([
    put(kv, keys.inboxRow(waitsBehind ? 'pending' : is, thread, id), 1, {
      ...rowMeta(state.post, wasPublic),
      e: fact.edits,
      at: now,
    }),
    // Also of an edit that waits behind public words: the sweep may just be deleting the row of what was judged before.
    (was !== is || is === 'approved') &&
      putTouch(kv, { time: now, thread, id, kind: 'publish' }, was === is ? 'pending' : was),
    is === 'spam' && was !== 'spam' && putTouch(kv, { time: now + DROP_SPAM_AFTER, thread, id, kind: 'due' }),
    readers && is === 'approved' && !wasPublic && touchReaders(kv, state, now),
  ]);
  await put(kv, keyOfFact(thread, id, fact), fact, metaOf(fact));
}

/**
 * Withdraws a comment for good, and its author's wish to be told of replies. Three writes (and a view then), and two deletes
 * where there is an address. Throws StoreError: nothing is acknowledged.
 */
export async function acceptWithdrawal(kv: KVNamespace, state: CommentState, now: number): Promise<GoneFact> {
  const { thread, id } = state;
  const fact: GoneFact = { v: SCHEMA_VERSION, kind: 'gone', at: now };
  await Promise.all([
    putTouch(kv, { time: now, thread, id, kind: 'publish' }, state.settled.status),
    putTouch(kv, { time: now + DROP_WORDS_AFTER, thread, id, kind: 'due' }),
    state.post.notify && removeSubscription(kv, state),
  ]);
  await put(kv, keyOfFact(thread, id, fact), fact, metaOf(fact));
  return fact;
}
