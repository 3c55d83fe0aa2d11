// Deletes words when their time has come: of removed and withdrawn comments after 25 h, of spam after 30 days. A comment
// that ever had a position keeps a stub without words, so that no position moves; other spam goes altogether.

import {
  type CommentFact,
  type EditFact,
  metaOf,
  type OwnerWordsFact,
  type PostFact,
  type Words,
} from '../rules/facts.ts';
import { type CommentRef, type CommentState, readComment } from './comments.ts';
import { keyOfFact, keys } from './keys.ts';
import { put, remove } from './kv.ts';

/** What the facts say now decides, not what they said when the touch was put: the owner may have restored it. */
export async function dropDue(kv: KVNamespace, ref: CommentRef): Promise<void> {
  const state = await readComment(kv, ref);
  if (!state) return;
  const { status, publishedAt } = state.settled;
  if (status === 'spam' && publishedAt === null) await dropComment(kv, state);
  else if (status === 'spam' || status === 'removed' || status === 'withdrawn') await dropWords(kv, state);
}

async function dropWords(kv: KVNamespace, state: CommentState): Promise<void> {
  const { thread, id, post, edit, owner } = state;
  const stubs = [stubOf(post), edit && stubOf(edit), owner && stubOf(owner)].filter((stub) => stub !== null);
  await Promise.all(stubs.map((stub) => put(kv, keyOfFact(thread, id, stub), stub, metaOf(stub))));
}

/** Hash, times and statuses stay: order and positions follow from them. Name, address and e-mail go with the words. */
function stubOf(fact: PostFact | EditFact | OwnerWordsFact): CommentFact {
  const words: Words = { name: '', parent: fact.words.parent, source: '', body: [] };
  switch (fact.kind) {
    case 'post': {
      const { email: _, ...rest } = fact;
      return { ...rest, words, screening: { ...fact.screening, reasons: [] }, stub: true };
    }
    case 'edit': {
      const before = fact.before && { before: { ...fact.before, words } };
      return { ...fact, ...before, words, screening: { ...fact.screening, reasons: [] }, stub: true };
    }
    case 'owner':
      return { ...fact, words, stub: true };
  }
}

async function dropComment(kv: KVNamespace, { thread, id, entry }: CommentState): Promise<void> {
  const kinds = (['edit', 'hide', 'pin', 'owner', 'me', 'post'] as const).filter((kind) => entry[kind]);
  const names = kinds.map((kind) => keys.fact(thread, id, kind));
  await Promise.all([...names, keys.inboxRow('spam', thread, id)].map((name) => remove(kv, name)));
}
