// Imported comments: up to 500 of one thread in one value, with an index of what a list of facts would say of them, so that
// moving in with 5,000 comments costs dozens of writes and not days of the free plan's. A bundle is put once, by the
// importer; only the sweep changes it, to take words out whose time has come. Later facts about its comments are as usual.

import { metaOf, type PostFact, type PostMeta, SCHEMA_VERSION } from '../rules/facts.ts';
import { digest } from '../rules/hash.ts';
import { addMeta, type Entry, emptyEntry } from '../rules/settle.ts';
import type { CommentRef } from './comments.ts';
import { StoreError } from './errors.ts';
import { keys } from './keys.ts';
import { put, readMany } from './kv.ts';
import { isRecord, readFact, readMeta } from './records.ts';
import { DROP_SPAM_AFTER } from './touches.ts';

/** One KV write, as `kv.put` and `wrangler kv bulk put` take it. */
export interface Write {
  key: string;
  value: unknown;
  metadata?: object;
}

/** Bundles of old were numbered from 0 without gaps: a thread without a directory may have some. */
const LOOKED_AT_ONCE = 4;

/**
 * Everything that a bundle puts, in the order of doing: a touch, and where there is spam another one for the day on which it
 * is dropped; a row for each status among its comments, the words, and the index last, which is what lists show. Its name
 * is the hash of what is in it: the same import again, before any list shows the first, puts the same keys, and two
 * different ones never put one key. A count would be taken from a list that lags.
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
function bundleId(name: string): string {
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

/** For the sweep: one read of a thread that has bundles, and one write where the directory lacks one of those listed. */
export async function keepDirectory(kv: KVNamespace, thread: string, listed: Iterable<string>): Promise<void> {
  const names = [...listed];
  if (names.length === 0) return;
  const key = keys.bundles(thread);
  const known = namesIn((await readMany(kv, [key])).get(key));
  if (known && names.every((name) => known.includes(name))) return;
  const { value } = writeOfDirectory(thread, [...names, ...(known ?? [])]);
  await put(kv, key, value);
}

/** What the index says of each comment; null where it cannot be read: it was listed, so this is a stale miss. */
export async function readIndex(kv: KVNamespace, thread: string, name: string): Promise<Map<string, PostMeta> | null> {
  const key = keys.bundleIndex(thread, name);
  return indexIn((await readMany(kv, [key])).get(key));
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
    const indexes = names.map((name) => indexIn(values.get(keys.bundleIndex(thread, name))));
    names.forEach((name, i) => {
      for (const [id, meta] of indexes[i] ?? []) if (wanted.has(id)) addBundled(entries, id, meta, name);
    });
    return { isFull: !indexes.includes(null), values };
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

/** Adds what an index says. Two imports at once may bring one comment in a bundle each: its words are those of its metadata. */
export function addBundled(entries: Map<string, Entry>, id: string, meta: PostMeta, bundle: string): void {
  const entry = entries.get(id) ?? emptyEntry();
  addMeta(entry, meta);
  if (entry.post === meta || entry.bundle === undefined) entry.bundle = bundle;
  entries.set(id, entry);
}

function namesIn(value: unknown): string[] | null {
  if (!isRecord(value) || !Array.isArray(value.names) || Number(value.v) > SCHEMA_VERSION) return null;
  return value.names.filter((name) => typeof name === 'string');
}

/** One comment's first words in a bundle's value. */
export function factIn(value: unknown, id: string): PostFact | null {
  const comments = isRecord(value) && isRecord(value.comments) ? value.comments : {};
  return Object.hasOwn(comments, id) ? readFact(comments[id], 'post') : null;
}

function indexIn(value: unknown): Map<string, PostMeta> | null {
  if (!isRecord(value) || !Array.isArray(value.comments) || Number(value.v) > SCHEMA_VERSION) return null;
  const index = new Map<string, PostMeta>();
  for (const entry of value.comments) {
    const [id, meta] = Array.isArray(entry) ? entry : [];
    const post = readMeta(meta, 'post');
    if (typeof id === 'string' && post?.k === 'post') index.set(id, post);
  }
  return index;
}

/**
 * For the sweep: takes these comments' words out. Their index stays, so no position moves. False: none of them was there
 * any more.
 */
export async function emptyInBundle(
  kv: KVNamespace,
  thread: string,
  name: string,
  ids: ReadonlySet<string>,
): Promise<boolean> {
  const key = keys.bundle(thread, name);
  const value = (await readMany(kv, [key])).get(key);
  if (!isRecord(value) || !isRecord(value.comments)) throw new StoreError('a bundle cannot be read yet');
  const kept = Object.entries(value.comments).filter(([id]) => !ids.has(id));
  if (kept.length === Object.keys(value.comments).length) return false;
  await put(kv, key, { ...value, comments: Object.fromEntries(kept) });
  return true;
}
