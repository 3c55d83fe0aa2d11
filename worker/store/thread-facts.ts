// A thread's facts without their words: one list for each 1,000 of them, and the facts just written.

import { type CommentFact, type CommentMeta, FRESH_PAGE, metaOf, type PageState } from '../rules/facts.ts';
import { addMeta, type Entry, emptyEntry } from '../rules/settle.ts';
import { keyOfFact, keys, readFactKey } from './keys.ts';
import { listAll } from './kv.ts';
import { readMeta, readPageField } from './records.ts';

/** A fact that was just written, and the comment it is about. */
export interface Change {
  id: string;
  fact: CommentFact;
}

export interface ThreadFacts {
  entries: Map<string, Entry>;
  state: PageState;
  /** The facts at hand, by key: their values need no reading. */
  values: Map<string, CommentFact>;
}

/** The list may lag by a minute or more: the changes are added explicitly. */
export async function readThreadFacts(kv: KVNamespace, thread: string, changes: Change[]): Promise<ThreadFacts> {
  const entries = new Map<string, Entry>();
  const state: PageState = { ...FRESH_PAGE };
  const add = (id: string, meta: CommentMeta) => {
    const entry = entries.get(id) ?? emptyEntry();
    addMeta(entry, meta);
    entries.set(id, entry);
  };
  for (const { name, meta } of await listAll<unknown>(kv, keys.facts(thread))) {
    const key = readFactKey(name);
    if (key === null) continue;
    if ('field' in key) readPageField(state, key.field, meta);
    else {
      const known = readMeta(meta, key.kind);
      if (known) add(key.id, known);
    }
  }
  const values = new Map<string, CommentFact>();
  for (const { id, fact } of changes) {
    add(id, metaOf(fact));
    values.set(keyOfFact(thread, id, fact), fact);
  }
  return { entries, state, values };
}
