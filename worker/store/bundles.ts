// Imported comments: up to 500 of one thread in one value, with an index of what a list of facts would say of them, so that
// moving in with 5,000 comments costs dozens of writes and not days of the free plan's. A bundle is put once, by the
// importer; only the sweep changes it, to take words out whose time has come. Later facts about its comments are as usual.

import { metaOf, type PostFact, type PostMeta, SCHEMA_VERSION } from '../rules/facts.ts';
import type { CommentRef } from './comments.ts';
import { StoreError } from './errors.ts';
import { keys } from './keys.ts';
import { put, readMany } from './kv.ts';
import { isRecord, readFact, readMeta } from './records.ts';
import { DROP_SPAM_AFTER } from './touches.ts';

export const BUNDLE_SIZE = 500;

/** One KV write, as `kv.put` and `wrangler kv bulk put` take it. */
export interface Write {
  key: string;
  value: unknown;
  metadata?: object;
}

/** Bundles of a thread are numbered from 0 without gaps, so that a reader of one comment finds them without a list. */
const LOOKED_AT_ONCE = 4;

/**
 * Everything that a bundle puts, in the order of doing: words, index, a row for each status among them, a touch, and where
 * there is spam another one, for the day on which it is dropped.
 */
export function writesOfBundle(
  thread: string,
  n: number,
  comments: { id: string; fact: PostFact }[],
  now: number,
): Write[] {
  const newest = comments.reduce((last, { id }) => (id > last ? id : last), comments[0]!.id);
  const statuses = new Set(comments.map(({ fact }) => fact.screening.status));
  return [
    {
      key: keys.bundle(thread, n),
      value: { v: SCHEMA_VERSION, comments: Object.fromEntries(comments.map(({ id, fact }) => [id, fact])) },
    },
    {
      key: keys.bundleIndex(thread, n),
      value: { v: SCHEMA_VERSION, comments: comments.map(({ id, fact }) => [id, metaOf(fact)]) },
    },
    ...[...statuses].map((status) => ({ key: keys.bundleRow(status, thread, newest, n), value: 1 })),
    { key: keys.touch(now, thread, bundleId(n), 'publish'), value: 1 },
    ...(statuses.has('spam') ? [{ key: keys.touch(now + DROP_SPAM_AFTER, thread, bundleId(n), 'due'), value: 1 }] : []),
  ];
}

/** Four to seven writes. Throws StoreError: doing it again repeats the same keys. */
export async function acceptBundle(
  kv: KVNamespace,
  thread: string,
  n: number,
  comments: { id: string; fact: PostFact }[],
  now: number,
): Promise<void> {
  for (const { key, value, metadata } of writesOfBundle(thread, n, comments, now)) await put(kv, key, value, metadata);
}

/** A bundle in the place of a comment's id, in touches. */
function bundleId(n: number): string {
  return `+${n}`;
}

/** The number of the bundle that a touch is about; null where it is about one comment. */
export function bundleOfTouch(id: string): number | null {
  return /^\+\d{1,4}$/.test(id) ? Number(id.slice(1)) : null;
}

/** What the index says of each comment; null where it cannot be read: it was listed, so this is a stale miss. */
export async function readIndex(kv: KVNamespace, thread: string, n: number): Promise<Map<string, PostMeta> | null> {
  const key = keys.bundleIndex(thread, n);
  return indexIn((await readMany(kv, [key])).get(key));
}

/** The first words of bundled comments, by `thread id`. Found by the bundles' numbers: no list. */
export async function findInBundles(
  kv: KVNamespace,
  refs: CommentRef[],
): Promise<Map<string, { fact: PostFact; n: number }>> {
  const found = new Map<string, { fact: PostFact; n: number }>();
  for (const thread of new Set(refs.map((ref) => ref.thread))) {
    const wanted = refs.filter((ref) => ref.thread === thread).map((ref) => ref.id);
    const bundles = await bundlesOf(kv, thread, wanted);
    const values = await readMany(
      kv,
      [...new Set(bundles.values())].map((n) => keys.bundle(thread, n)),
    );
    for (const [id, n] of bundles) {
      const fact = factIn(values.get(keys.bundle(thread, n)), id);
      if (fact) found.set(`${thread} ${id}`, { fact, n });
    }
  }
  return found;
}

async function bundlesOf(kv: KVNamespace, thread: string, ids: string[]): Promise<Map<string, number>> {
  const bundles = new Map<string, number>();
  for (let first = 0; ; first += LOOKED_AT_ONCE) {
    const numbers = Array.from({ length: LOOKED_AT_ONCE }, (_, i) => first + i);
    const values = await readMany(
      kv,
      numbers.map((n) => keys.bundleIndex(thread, n)),
    );
    for (const n of numbers) {
      const index = indexIn(values.get(keys.bundleIndex(thread, n)));
      if (index === null) return bundles;
      for (const id of ids) if (index.has(id)) bundles.set(id, n);
    }
    if (bundles.size === ids.length) return bundles;
  }
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
  n: number,
  ids: ReadonlySet<string>,
): Promise<boolean> {
  const key = keys.bundle(thread, n);
  const value = (await readMany(kv, [key])).get(key);
  if (!isRecord(value) || !isRecord(value.comments)) throw new StoreError('a bundle cannot be read yet');
  const kept = Object.entries(value.comments).filter(([id]) => !ids.has(id));
  if (kept.length === Object.keys(value.comments).length) return false;
  await put(kv, key, { ...value, comments: Object.fromEntries(kept) });
  return true;
}
