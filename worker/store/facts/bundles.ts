// Imported comments: up to 500 of one thread in one value, with an index of what a list of facts would say of them, so
// that moving in with 5,000 comments costs dozens of writes and not days of the free plan's. A bundle is put once, by
// the importer; only the sweep changes it, to take words out whose time has come. Later facts about its comments are as
// usual.
// Read next: store/backup/move-in.ts, the importer.

import { metaOf, type PostFact, type PostMeta, SCHEMA_VERSION } from '../../rules/comment/facts.ts';
import { addMeta, type Entry, emptyEntry } from '../../rules/comment/settle.ts';
import { DROP_SPAM_AFTER } from '../../rules/comment/words-go.ts';
import { digest } from '../../rules/hash.ts';
import { ID_PATTERN } from '../../rules/paths.ts';
import { StoreError } from '../kv/errors.ts';
import { keys } from '../kv/keys.ts';
import { put, readMany, type Write } from '../kv/kv.ts';
import { isRecord, readFact, readMeta, readRecord } from '../kv/records.ts';
import type { CommentRef } from './comments.ts';

/** Bundles of old were numbered from 0 without gaps: a thread without a directory may have some. */
const LOOKED_AT_ONCE = 4;

/**
 * Everything that a bundle puts, in the order of doing: a touch, and where there is spam another one for the day on
 * which it is dropped; a row for each status among its comments, the words, and the index last, which is what lists
 * show. Its name is the hash of what is in it: the same import again, before any list shows the first, puts the same
 * keys, and two different ones never put one key. A count would be taken from a list that lags.
 */
export async function writesOfBundle(
  thread: string,
  comments: { id: string; fact: PostFact }[],
  now: number,
): Promise<{ name: string; writes: Write[] }> {
  const newest = comments.reduce((last, { id }) => (id > last ? id : last), comments[0]!.id);
  const statuses = new Set(comments.map(({ fact }) => fact.screening.status));
  const index = comments.map(({ id, fact }) => [id, metaOf(fact)]);
  const name = await digest(JSON.stringify(index), 22);
  const writes = [
    { key: keys.touch(now, thread, bundleId(name), 'publish'), value: 1 },
    ...(statuses.has('spam')
      ? [{ key: keys.touch(now + DROP_SPAM_AFTER, thread, bundleId(name), 'due'), value: 1 }]
      : []),
    ...[...statuses].map((status) => ({ key: keys.bundleRow(status, thread, newest, name), value: 1 })),
    {
      key: keys.bundle(thread, name),
      value: { v: SCHEMA_VERSION, comments: Object.fromEntries(comments.map(({ id, fact }) => [id, fact])) },
    },
    { key: keys.bundleIndex(thread, name), value: { v: SCHEMA_VERSION, comments: index } },
  ];
  return { name, writes };
}

/** A bundle in the place of a comment's id, in touches. */
export function bundleId(name: string): string {
  return `+${name}`;
}

/** The bundle that a touch is about; null where it is about one comment. */
export function bundleOfTouch(id: string): string | null {
  return id.startsWith('+') ? id.slice(1) : null;
}

/** The directory: made of a list, so it may lack what another import is putting. The sweep sees to that. */
export function writeOfDirectory(thread: string, names: Iterable<string>): Write {
  return { key: keys.bundles(thread), value: { v: SCHEMA_VERSION, names: [...new Set(names)].sort() } };
}

/**
 * For the sweep: one read of a thread that has bundles, and one write where the directory lacks one of those listed.
 */
export async function keepDirectory(kv: KVNamespace, thread: string, listed: Iterable<string>): Promise<void> {
  const names = [...listed];
  if (names.length === 0) return;
  const key = keys.bundles(thread);
  const known = namesIn((await readMany(kv, [key])).get(key));
  if (known && names.every((name) => known.includes(name))) return;
  const { value } = writeOfDirectory(thread, [...names, ...(known ?? [])]);
  await put(kv, key, value);
}

/** What a bundle's index says of each comment. */
type IndexOf = Map<string, PostMeta>;

export interface BundleIndex {
  comments: IndexOf;
  /** It could not be read: this is what the words say, or nothing where they cannot be read either. */
  isUnread: boolean;
}

/** What the index says of each comment; null where it is not there: it was listed, so this is a stale miss. */
export async function readIndex(kv: KVNamespace, thread: string, name: string): Promise<BundleIndex | null> {
  const key = keys.bundleIndex(thread, name);
  const value = (await readMany(kv, [key])).get(key) ?? null;
  return value === null ? null : readIndexValue(kv, thread, name, value);
}

/** A damaged index says what the words themselves say: one more read. */
async function readIndexValue(kv: KVNamespace, thread: string, name: string, value: unknown): Promise<BundleIndex> {
  const comments = indexIn(value);
  if (comments !== null) return { comments, isUnread: false };
  const key = keys.bundle(thread, name);
  const words = (await readMany(kv, [key])).get(key);
  const metas = Object.keys(readBundle(words) ?? {}).flatMap((id) => {
    const fact = factIn(words, id);
    return fact ? [[id, metaOf(fact) as PostMeta] as const] : [];
  });
  return { comments: new Map(metas), isUnread: true };
}

/** The first words of bundled comments, by `thread id`. No list: the directory says which bundles there are. */
export async function findInBundles(
  kv: KVNamespace,
  refs: CommentRef[],
): Promise<Map<string, { fact: PostFact; bundle: string }>> {
  const found = new Map<string, { fact: PostFact; bundle: string }>();
  for (const thread of new Set(refs.map((ref) => ref.thread))) {
    const wanted = refs.filter((ref) => ref.thread === thread).map((ref) => ref.id);
    const bundles = await bundlesOf(kv, thread, wanted);
    const values = await readMany(
      kv,
      [...new Set(bundles.values())].map((name) => keys.bundle(thread, name)),
    );
    for (const [id, bundle] of bundles) {
      const fact = factIn(values.get(keys.bundle(thread, bundle)), id);
      if (fact) found.set(`${thread} ${id}`, { fact, bundle });
    }
  }
  return found;
}

async function bundlesOf(kv: KVNamespace, thread: string, ids: string[]): Promise<Map<string, string>> {
  const wanted = new Set(ids);
  const entries = new Map<string, Entry>();
  const look = async (names: string[], ...others: string[]) => {
    const values = await readMany(kv, [...others, ...names.map((name) => keys.bundleIndex(thread, name))]);
    const found = names.map((name) => values.get(keys.bundleIndex(thread, name)) ?? null);
    for (const [i, name] of names.entries()) {
      const index = found[i] === null ? null : await readIndexValue(kv, thread, name, found[i]);
      for (const [id, meta] of index?.comments ?? []) if (wanted.has(id)) addBundled(entries, id, meta, name);
    }
    return { isFull: !found.includes(null), values };
  };
  const numbers = (first: number) => Array.from({ length: LOOKED_AT_ONCE }, (_, i) => String(first + i));

  const directory = keys.bundles(thread);
  const first = await look(numbers(0), directory);
  const names = namesIn(first.values.get(directory));
  if (names) await look(names.filter((name) => !numbers(0).includes(name)));
  else
    for (let n = LOOKED_AT_ONCE, { isFull } = first; isFull; n += LOOKED_AT_ONCE) ({ isFull } = await look(numbers(n)));
  return new Map([...entries].map(([id, { bundle }]) => [id, bundle!]));
}

/**
 * Adds what an index says. Two imports at once may bring one comment in a bundle each: its words are those of its
 * metadata.
 */
export function addBundled(entries: Map<string, Entry>, id: string, meta: PostMeta, bundle: string): void {
  const entry = entries.get(id) ?? emptyEntry();
  addMeta(entry, meta);
  if (entry.post === meta || entry.bundle === undefined) entry.bundle = bundle;
  entries.set(id, entry);
}

function namesIn(value: unknown): string[] | null {
  const names = readRecord(value, 'bundles')?.names;
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : null;
}

/** One comment's first words in a bundle's value. */
export function factIn(value: unknown, id: string): PostFact | null {
  return hasComment(value, id) ? readFact(readBundle(value)?.[id], 'post') : null;
}

export function hasComment(value: unknown, id: string): boolean {
  return Object.hasOwn(readBundle(value) ?? {}, id);
}

/** The comments in it, unread; null where it is no bundle. */
export function readBundle(value: unknown): Record<string, unknown> | null {
  const comments = readRecord(value, 'bundle')?.comments;
  return isRecord(comments) ? comments : null;
}

function indexIn(value: unknown): IndexOf | null {
  const record = readRecord(value, 'index');
  if (!Array.isArray(record?.comments)) return null;
  const index: IndexOf = new Map();
  for (const entry of record.comments) {
    const [id, meta] = Array.isArray(entry) ? entry : [];
    const post = readMeta(meta, 'post');
    if (typeof id === 'string' && ID_PATTERN.test(id) && post?.k === 'post') index.set(id, post);
  }
  return index;
}

/**
 * For the sweep: takes these comments' words out. Their index stays, so no position moves. False: none of them was
 * there any more.
 */
export async function emptyInBundle(
  kv: KVNamespace,
  thread: string,
  name: string,
  ids: ReadonlySet<string>,
): Promise<boolean> {
  const key = keys.bundle(thread, name);
  const value = (await readMany(kv, [key])).get(key);
  if (value == null) throw new StoreError('a bundle cannot be read yet');
  const bundle = readBundle(value);
  // None of ours: there are no words in it to take out.
  if (bundle === null) return false;
  const kept = Object.entries(bundle).filter(([id]) => !ids.has(id));
  if (kept.length === Object.keys(bundle).length) return false;
  await put(kv, key, { v: SCHEMA_VERSION, comments: Object.fromEntries(kept) });
  return true;
}
