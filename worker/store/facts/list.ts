// A thread's facts without their words: one list for each 1,000 of them, and the facts just written.
// Read next: rules/thread/outline.ts for what follows from them, store/views/publish.ts.

import { type CommentFact, type CommentMeta, FRESH_PAGE, metaOf, type PageState } from '../../rules/comment/facts.ts';
import { addMeta, type Entry, emptyEntry } from '../../rules/comment/settle.ts';
import { StoreError } from '../kv/errors.ts';
import { keyOfFact, keys, type PageField, readFactKey } from '../kv/keys.ts';
import { listAll } from '../kv/kv.ts';
import { isRecord, type PageMeta, readMeta, readPageField } from '../kv/records.ts';
import { addBundled, readIndex } from './bundles.ts';
import type { CommentState } from './comments.ts';

/** A fact that was just written: about a comment, or one field of the page's state. */
export type Change = FactChange | PageChange;

export interface FactChange {
  id: string;
  fact: CommentFact;
  /**
   * The comment as the request read it before. An edit a moment after its comment says nothing by itself while the list
   * does not show the comment yet: its author would see the old words until the sweep came by.
   */
  known?: KnownComment;
}

type KnownComment = Pick<CommentState, 'entry' | 'post' | 'edit' | 'owner'>;

export interface PageChange {
  field: PageField;
  meta: PageMeta;
}

export interface ThreadFacts {
  entries: Map<string, Entry>;
  state: PageState;
  /** Imported comments: the ids in each bundle. */
  bundles: Map<string, ReadonlySet<string>>;
  /** Bundles whose words are there and whose index is not, or not listed yet: an import died between the two. */
  unindexed: string[];
  /** The facts at hand, by key: their values need no reading. */
  values: Map<string, CommentFact>;
  /** The owner has given it a title, or taken it back: what a former view says may not be the page's own. */
  wasRenamed: boolean;
  /**
   * Listed, and none of ours as far as the list tells. They are skipped, and counted in the head
   * (store/views/cards.ts).
   */
  unread: string[];
}

/**
 * The list may lag by a minute or more: the changes are added explicitly. Of imported comments, one read for each 500.
 */
export async function readThreadFacts(kv: KVNamespace, thread: string, changes: Change[]): Promise<ThreadFacts> {
  const entries = new Map<string, Entry>();
  const page = new Map<string, { field: PageField; meta: unknown }>();
  const add = (id: string, meta: CommentMeta) => {
    const entry = entries.get(id) ?? emptyEntry();
    addMeta(entry, meta);
    entries.set(id, entry);
  };
  const names: string[] = [];
  const withWords: string[] = [];
  const unread: string[] = [];
  for (const { name, meta } of await listAll<unknown>(kv, keys.facts(thread))) {
    const key = readFactKey(name);
    if (key === null) unread.push(name);
    else if ('bundle' in key) names.push(key.bundle);
    else if ('words' in key) withWords.push(key.words);
    else if ('field' in key) page.set(name, { field: key.field, meta });
    else if ('id' in key) {
      const known = readMeta(meta, key.kind);
      if (known) add(key.id, known);
      else unread.push(name);
    }
  }
  const bundles = new Map<string, ReadonlySet<string>>();
  for (const bundle of names) {
    const index = await readIndex(kv, thread, bundle);
    // Without them every position would be another: better no view now than a wrong one.
    if (index === null) throw new StoreError('the index of a bundle cannot be read yet');
    if (index.isUnread) unread.push(keys.bundleIndex(thread, bundle));
    for (const [id, meta] of index.comments) addBundled(entries, id, meta, bundle);
    bundles.set(bundle, new Set(index.comments.keys()));
  }
  const values = new Map<string, CommentFact>();
  for (const change of changes) {
    if ('field' in change) {
      const name = keyOfPageChange(thread, change);
      const listed = page.get(name)?.meta;
      if (!isRecord(listed) || Number(listed.at) <= change.meta.at) page.set(name, change);
    } else {
      for (const meta of change.known ? metasOf(change.known.entry) : []) add(change.id, meta);
      add(change.id, metaOf(change.fact));
      values.set(keyOfFact(thread, change.id, change.fact), change.fact);
    }
  }
  for (const change of changes) {
    if ('field' in change || !change.known) continue;
    for (const fact of [change.known.post, change.known.edit, change.known.owner]) {
      // A list may know of newer words than the request read.
      if (fact && entries.get(change.id)?.[fact.kind]?.h === fact.hash) {
        const name = keyOfFact(thread, change.id, fact);
        if (!values.has(name)) values.set(name, fact);
      }
    }
  }
  const state: PageState = { ...FRESH_PAGE };
  for (const [name, { field, meta }] of page) if (!readPageField(state, field, meta)) unread.push(name);
  const wasRenamed = [...page.values()].some(({ field }) => field === 'title');
  const unindexed = withWords.filter((bundle) => !bundles.has(bundle));
  return { entries, state, bundles, unindexed, values, wasRenamed, unread };
}

function metasOf(entry: Entry): CommentMeta[] {
  const { ok, bundle: _, ...metas } = entry;
  const oks = [...ok].map(([h, at]): CommentMeta => ({ k: 'ok', at, h }));
  return [...Object.values(metas), ...oks];
}

/** A move's key names where it went. */
export function keyOfPageChange(thread: string, { field, meta }: PageChange): string {
  return keys.page(thread, field, field === 'moved' ? String(meta.value) : '');
}
