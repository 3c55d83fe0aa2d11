// What the owner does to one comment beside judging it: words of their own in place of the author's, and a pin. Each is a
// fact of its own key, put last, after the row and the touch that go with it.
// Read next: rules/comment/settle.ts for what the owner's wording means, verdicts.ts for verdicts, erase.ts.

import {
  type CommentFact,
  metaOf,
  type OwnerWordsFact,
  type PinFact,
  SCHEMA_VERSION,
  type Words,
} from '../../rules/comment/facts.ts';
import { addMeta, type Settled, settle } from '../../rules/comment/settle.ts';
import { keyOfFact, keys } from '../kv/keys.ts';
import { put } from '../kv/kv.ts';
import type { CommentState } from './comments.ts';
import { rowMeta } from './rows.ts';
import { touchReaders } from './subscribers.ts';
import { putTouch } from './touches.ts';

/** The owner's wording of a comment; it counts as approved, so on one that waits it publishes. */
export function ownerWordsOf(state: CommentState, words: Words, hash: string, now: number): OwnerWordsFact {
  return { v: SCHEMA_VERSION, kind: 'owner', at: Math.max(now, state.settled.newest.at + 1), hash, words };
}

/**
 * Two writes, or three where its status changes (and a view then), and one for each mail to a reader. Throws StoreError:
 * nothing is acknowledged. `readers`: they are told of replies.
 */
export async function acceptOwnerWords(
  kv: KVNamespace,
  state: CommentState,
  fact: OwnerWordsFact,
  now: number,
  readers = false,
): Promise<void> {
  const { thread, id } = state;
  const was = state.settled.status;
  const is = settledWith(state, fact).status;
  await Promise.all([
    is !== was && put(kv, keys.inboxRow(is, thread, id), 1, rowMeta(state.post)),
    // An edit that waited is replaced: its row in the waiting tab no longer agrees.
    putTouch(kv, { time: now, thread, id, kind: 'publish' }, is === was ? 'pending' : was),
    readers && is === 'approved' && state.settled.publishedAt === null && touchReaders(kv, state, now),
  ]);
  await put(kv, keyOfFact(thread, id, fact), fact, metaOf(fact));
}

/** Two writes (and a view then). Throws StoreError: nothing is acknowledged. */
export async function acceptPin(kv: KVNamespace, state: CommentState, on: boolean, now: number): Promise<PinFact> {
  const { thread, id } = state;
  const fact: PinFact = { v: SCHEMA_VERSION, kind: 'pin', at: Math.max(now, (state.entry.pin?.at ?? 0) + 1), on };
  await putTouch(kv, { time: now, thread, id, kind: 'publish' });
  await put(kv, keyOfFact(thread, id, fact), fact, metaOf(fact));
  return fact;
}

/** What would follow from the comment's facts and this one. */
export function settledWith(state: CommentState, fact: CommentFact): Settled {
  const entry = { ...state.entry, ok: new Map(state.entry.ok) };
  addMeta(entry, metaOf(fact));
  return settle(entry)!;
}
