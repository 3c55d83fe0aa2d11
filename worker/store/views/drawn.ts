// The forms that a view draws: from the former view where its words are still the fact's, else from the facts' values.
// A form's version comes from the value it was made of, never from the list: a list may be newer than a cached get.

import type { PublicComment } from '../../contract/index.ts';
import type { CommentFact, PostMeta, Words } from '../../rules/comment/facts.ts';
import { hashWords } from '../../rules/comment/hash.ts';
import { publicComment, tombstone } from '../../rules/comment/public.ts';
import type { Entry, WordsSource, WordsVersion } from '../../rules/comment/settle.ts';
import type { Place } from '../../rules/thread/outline.ts';
import { factIn, hasComment, readBundle } from '../facts/bundles.ts';
import type { ThreadFacts } from '../facts/list.ts';
import { keys } from '../kv/keys.ts';
import { readMany } from '../kv/kv.ts';
import { readFact } from '../kv/records.ts';

export interface GatheredForms {
  forms: Map<string, PublicComment | null>;
  /** Places whose words could not be read as the list names them; some still have an older approved form. */
  stale: Set<string>;
  /** Places whose words are there and are none of ours: they keep their position. */
  unread: Map<string, string>;
}

type Known = Entry & { post: PostMeta };

/** Reads the words that no former view has. */
export async function gatherForms(
  kv: KVNamespace,
  thread: string,
  facts: ThreadFacts,
  places: Place[],
  former: ReadonlyMap<string, PublicComment>,
): Promise<GatheredForms> {
  const forms = new Map<string, PublicComment | null>();
  const stale = new Set<string>();
  const unread = new Map<string, string>();
  const toFetch: { place: Place; entry: Known; version: WordsVersion; key: string }[] = [];

  for (const place of places) {
    if (place.gone) continue;
    const entry = facts.entries.get(place.id);
    if (place.keep || !place.shown || !entry?.post) forms.set(place.id, place.keep ?? null);
    else {
      const known = { ...entry, post: entry.post };
      const form = former.get(place.id);
      const words = form && (await wordsWithHash(form, place.shown.hash));
      if (words) forms.set(place.id, publicComment(place.id, known, words, place.shown));
      else {
        const isBundled = place.shown.source === 'post' && entry.bundle !== undefined;
        const key = isBundled
          ? keys.bundle(thread, entry.bundle!)
          : keys.fact(thread, place.id, KIND_OF_SOURCE[place.shown.source]);
        toFetch.push({ place, entry: known, version: place.shown, key });
      }
    }
  }

  const missing = new Set(toFetch.filter(({ key }) => !facts.values.has(key)).map(({ key }) => key));
  const values = await readMany(kv, [...missing]);

  for (const { place, entry, version, key } of toFetch) {
    const kind = KIND_OF_SOURCE[version.source];
    const value = facts.values.get(key) ?? values.get(key);
    const fact = factIn(value, place.id) ?? readFact(value, kind);
    const found = fact && approvedWords(fact, version, entry);
    const older = former.get(place.id) ?? null;
    if (found) forms.set(place.id, publicComment(place.id, entry, found.words, found.version));
    else if (fact === null && isNotOurs(value, place.id)) {
      // Waiting for a newer value would be waiting for ever.
      unread.set(place.id, key);
      forms.set(place.id, older ?? tombstone(place.id, place.parent, place.createdAt, 'removed'));
      continue;
    } else forms.set(place.id, older);
    if (found?.version.hash !== version.hash) stale.add(place.id);
  }
  return { forms, stale, unread };
}

const KIND_OF_SOURCE = { post: 'post', edit: 'edit', before: 'edit', owner: 'owner' } as const satisfies Record<
  WordsSource,
  CommentFact['kind']
>;

/** There is a value, and no comment of ours in it; of a bundle, not one that was taken out of it. */
function isNotOurs(value: unknown, id: string): boolean {
  return value != null && (readBundle(value) === null || hasComment(value, id));
}

async function wordsWithHash(form: PublicComment, hash: string): Promise<Words | null> {
  if (form.gone) return null;
  const { author, parent, body } = form;
  const words = { name: author.name, ...(author.url !== undefined && { url: author.url }), parent, body };
  return (await hashWords(words)) === hash ? { ...words, source: '' } : null;
}

// The words that were asked for; else, where the value read is another version than the list's, those of it that are approved.
function approvedWords(
  fact: Extract<CommentFact, { kind: 'post' | 'edit' | 'owner' }>,
  version: WordsVersion,
  entry: Known,
): { words: Words; version: WordsVersion } | null {
  // Its words were deleted, and the list does not say so yet.
  if (fact.stub) return null;
  if (fact.hash === version.hash) return { words: fact.words, version };
  if (fact.kind === 'edit') {
    const { before } = fact;
    if (before?.hash === version.hash) return { words: before.words, version };
    const isApproved = fact.screening.status === 'approved' || entry.ok.has(fact.hash);
    if (isApproved) return { words: fact.words, version: { source: 'edit', hash: fact.hash, at: fact.at } };
    if (before) return { words: before.words, version: { source: 'before', hash: before.hash, at: before.at } };
  }
  return null;
}
