// What the owner does to one comment beside judging it: words of their own in place of the author's, and a pin. Each is
// a fact of its own key.
// Read next: rules/comment/settle.ts for what the owner's wording means, store/facts/accept.ts,
// store/facts/verdicts.ts.

import { type OwnerWordsFact, type PinFact, SCHEMA_VERSION, type Words } from '../../rules/comment/facts.ts';
import { accept, after, settledWith, writeOfFact } from './accept.ts';
import type { CommentState } from './comments.ts';
import { rowMeta, writeOfRow } from './rows.ts';

/** The owner's wording of a comment; it counts as approved, so on one that waits it publishes. */
export function ownerWordsOf(state: CommentState, words: Words, hash: string, now: number): OwnerWordsFact {
  return { v: SCHEMA_VERSION, kind: 'owner', at: after(now, state.settled.newest.at), hash, words };
}

/**
 * Two writes, or three where its status changes (and a view then), and one for each mail to a reader. Throws
 * StoreError: nothing is acknowledged. `readers`: they are told of replies.
 */
export async function acceptOwnerWords(
  kv: KVNamespace,
  state: CommentState,
  fact: OwnerWordsFact,
  now: number,
  readers = false,
): Promise<void> {
  const was = state.settled.status;
  const is = settledWith(state, [fact]).settled.status;
  await accept(kv, state, [writeOfFact(state, fact)], {
    now,
    row: is !== was && writeOfRow(state, is, rowMeta(state.post)),
    // An edit that waited is replaced: its row in the waiting tab no longer agrees.
    touches: [{ kind: 'publish', left: is === was ? 'pending' : was }],
    readers: readers && is === 'approved' && state.settled.publishedAt === null && state.post,
  });
}

/** Two writes (and a view then). Throws StoreError: nothing is acknowledged. */
export async function acceptPin(kv: KVNamespace, state: CommentState, on: boolean, now: number): Promise<PinFact> {
  const fact: PinFact = { v: SCHEMA_VERSION, kind: 'pin', at: after(now, state.entry.pin?.at), on };
  await accept(kv, state, [writeOfFact(state, fact)], { now, touches: [{ kind: 'publish' }] });
  return fact;
}
