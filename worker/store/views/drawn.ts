// Draws the comments of a view: as the former view has them where their words are still the facts', else from the
// facts' values. Which version of the words was drawn is told by the value they were read from, never by the list: a
// list may be newer than a cached get.
// Read next: store/views/publish.ts.

import type { PublicComment } from '../../contract/index.ts';
import type { CommentFact, PostMeta, Words } from '../../rules/comment/facts.ts';
import { hashWords } from '../../rules/comment/hash.ts';
import { publicComment, tombstone } from '../../rules/comment/public.ts';
import type { Entry, WordsSource, WordsVersion } from '../../rules/comment/settle.ts';
import type { Position } from '../../rules/thread/outline.ts';
import { factIn, hasComment, readBundle } from '../facts/bundles.ts';
import type { ThreadFacts } from '../facts/list.ts';
import { keys } from '../kv/keys.ts';
import { readMany } from '../kv/kv.ts';
import { readFact } from '../kv/records.ts';

export interface DrawnComments {
  drawn: Map<string, PublicComment | null>;
  /**
   * Ids of those whose words could not be read as the list names them; some are drawn with older words that were
   * approved.
   */
  stale: Set<string>;
  /** By id, the key of words that are there and are none of ours: the comment keeps its position. */
  unread: Map<string, string>;
}

type Known = Entry & { post: PostMeta };

/** What former views show, by id. Of those in `sure` it is known that their words are the ones that are listed. */
interface FormerComments {
  comments: ReadonlyMap<string, PublicComment>;
  sure: ReadonlySet<string>;
}

/** Reads the words that no former view has. */
export async function drawComments(
  kv: KVNamespace,
  thread: string,
  facts: ThreadFacts,
  positions: Position[],
  { comments: former, sure }: FormerComments,
): Promise<DrawnComments> {
  const drawn = new Map<string, PublicComment | null>();
  const stale = new Set<string>();
  const unread = new Map<string, string>();
  const toFetch: { position: Position; entry: Known; version: WordsVersion; key: string }[] = [];

  for (const position of positions) {
    if (position.gone) continue;
    const entry = facts.entries.get(position.id);
    if (position.keep || !position.shown || !entry?.post) drawn.set(position.id, position.keep ?? null);
    else {
      const known = { ...entry, post: entry.post };
      const comment = former.get(position.id);
      const words =
        comment && (sure.has(comment.id) ? wordsIn(comment) : await wordsWithHash(comment, position.shown.hash));
      if (words) drawn.set(position.id, publicComment(position.id, known, words, position.shown));
      else {
        const isBundled = position.shown.source === 'post' && entry.bundle !== undefined;
        const key = isBundled
          ? keys.bundle(thread, entry.bundle!)
          : keys.fact(thread, position.id, KIND_OF_SOURCE[position.shown.source]);
        toFetch.push({ position, entry: known, version: position.shown, key });
      }
    }
  }

  const missing = new Set(toFetch.filter(({ key }) => !facts.values.has(key)).map(({ key }) => key));
  const values = await readMany(kv, [...missing]);

  for (const { position, entry, version, key } of toFetch) {
    const kind = KIND_OF_SOURCE[version.source];
    const value = facts.values.get(key) ?? values.get(key);
    const fact = factIn(value, position.id) ?? readFact(value, kind);
    const found = fact && approvedWords(fact, version, entry);
    const older = former.get(position.id) ?? null;
    if (found) drawn.set(position.id, publicComment(position.id, entry, found.words, found.version));
    else if (fact === null && isNotOurs(value, position.id)) {
      // Waiting for a newer value would be waiting for ever.
      unread.set(position.id, key);
      drawn.set(position.id, older ?? tombstone(position.id, position.parent, position.createdAt, 'removed'));
      continue;
    } else drawn.set(position.id, older);
    if (found?.version.hash !== version.hash) stale.add(position.id);
  }
  return { drawn, stale, unread };
}

const KIND_OF_SOURCE = { post: 'post', edit: 'edit', before: 'edit', owner: 'owner' } as const satisfies Record<
  WordsSource,
  CommentFact['kind']
>;

/** There is a value, and no comment of ours in it; of a bundle, not one that was taken out of it. */
function isNotOurs(value: unknown, id: string): boolean {
  return value != null && (readBundle(value) === null || hasComment(value, id));
}

async function wordsWithHash(comment: PublicComment, hash: string): Promise<Words | null> {
  const words = wordsIn(comment);
  return words && (await hashWords(words)) === hash ? words : null;
}

function wordsIn({ author, parent, body, gone }: PublicComment): Words | null {
  if (gone) return null;
  return { name: author.name, ...(author.url !== undefined && { url: author.url }), parent, body, source: '' };
}

// The words that were asked for; else, where the value read is another version than the list's, those of it that are
// approved.
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
