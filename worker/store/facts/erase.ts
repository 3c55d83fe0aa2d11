// Erasure: words, names, addresses and e-mails are deleted at once and for good, and once more when every ticket and
// every cached copy has expired. A stub keeps the comment's place; nothing of it can be restored.
// Read next: store/facts/accept.ts, store/sweep/drop.ts for what the sweep deletes, store/SCHEMA.md for the keys.

import { TABS } from '../../contract/index.ts';
import {
  AUTHOR_KINDS,
  type CommentFact,
  type EditFact,
  type HideFact,
  type OwnerWordsFact,
  type PostFact,
  SCHEMA_VERSION,
  type Words,
} from '../../rules/comment/facts.ts';
import { keys, readInboxKey } from '../kv/keys.ts';
import { listAll, put, putWrite, readManyWithMeta, remove } from '../kv/kv.ts';
import { isRecord } from '../kv/records.ts';
import { accept, after, writeOfFact } from './accept.ts';
import { bundleOf, type CommentRef, type CommentState, readComments } from './comments.ts';
import { type RowMeta, rowMeta, writeOfRow } from './rows.ts';
import { removeSubscription } from './subscribers.ts';

/** Six operations each: many more would be too much for one request. */
export const ERASED_AT_ONCE = 100;

/** Whether there is nothing left to be erased. */
export function isErased(state: CommentState): boolean {
  return state.entry.hide?.d === 'erase' && wordsLeft(state).length === 0;
}

/** Its facts that are no stubs yet. */
export function wordsLeft({ post, edit, owner }: CommentState): (PostFact | EditFact | OwnerWordsFact)[] {
  return [post, edit, owner].filter((fact) => fact !== null).filter(({ stub }) => !stub);
}

/** Five writes or more. Throws StoreError: doing it again does the rest. */
export async function eraseComment(kv: KVNamespace, state: CommentState, now: number): Promise<HideFact> {
  const { thread, id, entry, post } = state;
  const was = state.settled.status;
  const fact: HideFact = { v: SCHEMA_VERSION, kind: 'hide', at: after(now, entry.hide?.at), act: 'erase' };
  await accept(kv, state, [writeOfFact(state, fact)], {
    now,
    row: was !== 'removed' && writeOfRow(state, 'removed', rowMeta(post)),
    touches: [
      { kind: 'publish', left: was === 'removed' ? undefined : was },
      // What a request that has not seen this yet still writes goes at the sweep's next run; so do an imported
      // comment's words, which lie in a bundle too, that only the sweep may change.
      { kind: 'due' },
    ],
    due: 'removed',
  });
  const reports = state.reported === null ? [] : await listAll(kv, keys.reportsOf(thread, id));
  await Promise.all([dropWords(kv, state), ...reports.map(({ name }) => remove(kv, name))]);
  return fact;
}

/** Puts stubs in the place of all its words. */
export async function dropWords(kv: KVNamespace, state: CommentState): Promise<void> {
  const bundle = bundleOf(state);
  await Promise.all([
    ...wordsLeft(state).map((fact) => {
      const stub = stubOf(fact.kind === 'post' && bundle !== undefined ? { ...fact, bundle } : fact);
      return putWrite(kv, writeOfFact(state, stub));
    }),
    state.post.notify && removeSubscription(kv, state),
  ]);
}

/**
 * Hash, times and statuses stay: order and positions follow from them. Name, address and e-mail go with the words, and
 * so does what the ticket said of the page.
 */
function stubOf(fact: PostFact | EditFact | OwnerWordsFact): CommentFact {
  const words: Words = { name: '', parent: fact.words.parent, source: '', body: [] };
  switch (fact.kind) {
    case 'post': {
      const { email: _, notify: __, ending: ___, ...rest } = fact;
      return { ...rest, page: '', title: '', words, screening: { ...fact.screening, reasons: [] }, stub: true };
    }
    case 'edit': {
      const before = fact.before && { before: { ...fact.before, words } };
      return { ...fact, ...before, words, screening: { ...fact.screening, reasons: [] }, stub: true };
    }
    case 'owner':
      return { ...fact, words, stub: true };
  }
}

/** All comments of an author that are in some tab: one list for each thousand rows. */
export async function findByAuthor(kv: KVNamespace, authorId: string): Promise<CommentState[]> {
  const lists = await Promise.all(TABS.map((tab) => listAll<RowMeta>(kv, keys.inbox(tab))));
  const refs = new Map<string, CommentRef>();
  for (const { name, meta } of lists.flat()) {
    const ref = readInboxKey(name);
    if (ref && 'id' in ref && meta?.a === authorId) refs.set(`${ref.thread} ${ref.id}`, ref);
  }
  const states = await readComments(kv, [...refs.values()]);
  return states.filter((state) => state?.post.authorId === authorId).filter((state) => state !== null);
}

/** Name and website go from what the owner holds of the author; that they are blocked or trusted stays. */
export async function forgetName(kv: KVNamespace, authorId: string): Promise<void> {
  const stored = await readManyWithMeta(
    kv,
    AUTHOR_KINDS.map((kind) => keys[kind](authorId)),
  );
  await Promise.all(
    [...stored].map(([key, { value, meta }]) => {
      if (!isRecord(value) || !isRecord(meta)) return null;
      const { url, ...rest } = value;
      return (meta.name !== '' || url !== undefined) && put(kv, key, rest, { ...meta, name: '' });
    }),
  );
}
