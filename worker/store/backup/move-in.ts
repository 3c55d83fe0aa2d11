// Adds to the store what is not there yet: comments of other systems, or a backup of ours. First words go into bundles,
// everything else under the keys it always has. Nothing that is there is overwritten, and what is there is found by its
// id, so doing it again adds nothing. It says what is to be written, and whoever calls it writes.
// Read next: store/facts/bundles.ts, transfer/arrival.ts for what arrives.

import { TABS } from '../../contract/index.ts';
import {
  AUTHOR_KINDS,
  type AuthorKind,
  type CommentFact,
  type CommentMeta,
  metaOf,
  type PostFact,
  type PostMeta,
} from '../../rules/comment/facts.ts';
import { addMeta, type Entry, emptyEntry, settle } from '../../rules/comment/settle.ts';
import { dueAfter } from '../../rules/comment/words-go.ts';
import { inBundles } from '../../rules/thread/bundle.ts';
import { writeOfFact } from '../facts/accept.ts';
import { readIndex, writeOfDirectory, writesOfBundle } from '../facts/bundles.ts';
import { judgedAt } from '../facts/comments.ts';
import { writeOfRow } from '../facts/rows.ts';
import { StoreError } from '../kv/errors.ts';
import { keyOfFact, keys, type PageField, readFactKey } from '../kv/keys.ts';
import { listAll, putWrite, readMany, type Write } from '../kv/kv.ts';
import { isRecord, readMeta, readReported } from '../kv/records.ts';
import { type ListFacts, listOfFacts } from './shared-list.ts';

export interface ArrivingPost {
  id: string;
  fact: PostFact;
  bundle?: string;
}

/** What is to be added to one thread, or a part of it. */
export interface Arrival {
  thread: string;
  /** `bundle`: the one that it came in, of a backup or of an import. */
  posts: ArrivingPost[];
  /** About these comments or ones that are there already. */
  facts: { id: string; fact: CommentFact }[];
  page: { field: string; target: string; meta: object }[];
  likes: { id: string; authorId: string; on: boolean }[];
  reports: { id: string; hash: string; value: unknown }[];
}

export interface Arrived {
  /** In the order of doing. */
  writes: Write[];
  /** Comments; the rest goes with them. */
  added: number;
  same: number;
}

/**
 * What it would write. One list for each 1,000 facts of the thread, two more with likes or reports. Throws StoreError.
 *
 * Comments that came in a bundle are bundled anew; the others get keys of their own. For an arrival may be a part of a
 * thread, and small, and a bundle is five writes: so whoever sends says what is worth one.
 */
export async function planArrival(
  kv: KVNamespace,
  arrival: Arrival,
  now: number,
  listFacts: ListFacts = listOfFacts(kv),
  fills = true,
  followMove = true,
): Promise<Arrived> {
  const { thread } = arrival;
  const present = await readPresent(kv, thread, listFacts);
  // A page moved to this address: the comments are in its thread. One step, as in store/facts/before-post.ts. What is
  // said of the address itself is not: that thread would be told that it belongs to itself, and nobody would find it.
  if (present.home !== null && followMove) {
    return planArrival(kv, { ...arrival, thread: present.home, page: [] }, now, listFacts, fills, false);
  }
  const posts = arrival.posts.flatMap((post): ArrivingPost[] => {
    if (!present.entries.has(post.id)) return [post];
    return fills ? fillingOf(present, thread, post) : [];
  });
  const facts = arrival.facts.filter(({ id, fact }) => !isPresent(present, thread, id, fact));
  const cameInBundle = ({ bundle }: ArrivingPost) => bundle !== undefined;
  const { bundled, rest } = fold(posts.filter(cameInBundle), facts);
  rest.unshift(
    ...posts.filter((post) => !cameInBundle(post)).map(({ id, fact: { bundle: _, ...fact } }) => ({ id, fact })),
  );

  const writes = await writesOfBundles(thread, bundled, present, now);
  const hasBundles = writes.length > 0;

  const entries = new Map<string, Entry>();
  const entryOf = (id: string): Entry => {
    const known = entries.get(id);
    if (known) return known;
    const before = present.entries.get(id);
    const entry = before ? { ...before, ok: new Map(before.ok) } : emptyEntry();
    entries.set(id, entry);
    return entry;
  };
  for (const { id, fact } of [...bundled, ...rest]) addMeta(entryOf(id), metaOf(fact));

  const reports = await newReports(kv, arrival);
  for (const { id, hash, value } of reports) {
    const at = readReported(value)?.at ?? 0;
    if (at > judgedAt(entryOf(id))) writes.push({ key: keys.reportRow(thread, id), value: { v: 1, at, n: 1 } });
    writes.push({ key: keys.report(thread, id, hash), value, metadata: { at } });
  }
  // Rows and touches before the facts, as everywhere in the store.
  writes.push(...rowsOf(thread, bundled, rest, entries, now));
  for (const { id, fact } of rest) writes.push(writeOfFact({ thread, id }, fact));
  for (const { field, target, meta } of arrival.page) {
    const key = keys.page(thread, field as PageField, target);
    if (readFactKey(key) !== null && !present.names.has(key)) writes.push({ key, value: 1, metadata: meta });
  }
  const likes = await newLikes(kv, arrival);
  for (const { id, authorId, on } of likes) {
    writes.push({ key: keys.like(thread, id, authorId), value: on ? 1 : 0, metadata: { on: on ? 1 : 0 } });
  }
  const touch = (id: string, kind: 'publish' | 'likes') => ({ key: keys.touch(now, thread, id, kind), value: 1 });
  if (likes[0]) writes.unshift(touch(likes[0].id, 'likes'));
  // A bundle brings its own.
  else if (writes.length > 0 && !hasBundles) writes.unshift(touch('~import', 'publish'));
  const same = arrival.posts.length - posts.length;
  return { writes, added: posts.length, same };
}

interface PresentThread {
  names: Set<string>;
  entries: Map<string, Entry>;
  bundles: Set<string>;
  /** The thread that this address belongs to. */
  home: string | null;
}

async function readPresent(kv: KVNamespace, thread: string, listFacts: ListFacts): Promise<PresentThread> {
  const present: PresentThread = { names: new Set(), entries: new Map(), bundles: new Set(), home: null };
  const add = (id: string, meta: CommentMeta) => {
    const entry = present.entries.get(id) ?? emptyEntry();
    addMeta(entry, meta);
    present.entries.set(id, entry);
  };
  for (const { name, meta } of await listFacts(thread)) {
    present.names.add(name);
    const key = readFactKey(name);
    if (key === null || 'words' in key) continue;
    if ('field' in key) {
      if (key.field === 'from' && isRecord(meta) && typeof meta.value === 'string') present.home = meta.value;
    } else if ('bundle' in key) {
      const index = await readIndex(kv, thread, key.bundle);
      // Without it nobody knows what is there already.
      if (index === null) throw new StoreError('the index of a bundle cannot be read yet');
      for (const [id, post] of index.comments) add(id, post);
      present.bundles.add(key.bundle);
    } else {
      const known = readMeta(meta, key.kind);
      if (known?.k === 'post' || (known && present.entries.has(key.id))) add(key.id, known);
    }
  }
  return present;
}

function isPresent(present: PresentThread, thread: string, id: string, fact: CommentFact): boolean {
  if (present.names.has(keyOfFact(thread, id, fact))) return true;
  const post = present.entries.get(id)?.post;
  // Folded into its bundle when it came.
  return fact.kind === 'ok' && post?.s === 'approved' && post.h === fact.hash;
}

/**
 * A comment that has only kept a place, because the file that it came with did not have it, gets its words from a later
 * one: as the newer of two in bundles (store/facts/bundles.ts), in the same place. Nobody has decided anything about it
 * meanwhile.
 */
function fillingOf(present: PresentThread, thread: string, post: ArrivingPost): ArrivingPost[] {
  const { fact, id, bundle } = post;
  const { post: stub, hide, gone, edit, owner } = present.entries.get(id) ?? {};
  if (stub?.x !== 1 || stub.a !== null || stub.s !== 'approved') return [];
  const isDecided = hide || gone || edit || owner || present.names.has(keys.fact(thread, id, 'post'));
  const hasWords = bundle !== undefined && !fact.stub && fact.authorId === null;
  if (isDecided || !hasWords || fact.screening.status !== 'approved') return [];
  const at = Math.max(fact.at, stub.at + 1);
  return [{ ...post, fact: { ...fact, at, approvedAt: stub.f ?? stub.at } }];
}

/**
 * An approval of the first words goes into the bundle with them, at the time it was given: most comments of a moderated
 * blog have one, and each would be a write.
 */
function fold(posts: Arrival['posts'], facts: Arrival['facts']): { bundled: ArrivingPost[]; rest: Arrival['facts'] } {
  const oks = new Map<string, { at: number; fact: CommentFact }>();
  const hashes = new Map(posts.map(({ id, fact }) => [id, fact.screening.status === 'approved' ? '' : fact.hash]));
  for (const { id, fact } of facts) {
    if (fact.kind === 'ok' && fact.hash === hashes.get(id)) oks.set(id, { at: fact.at, fact });
  }
  const folded = new Set([...oks.values()].map(({ fact }) => fact));
  return {
    bundled: posts.map(({ id, fact: { bundle: _, ...fact }, ...post }) => {
      const ok = oks.get(id);
      if (!ok) return { ...post, id, fact };
      return {
        ...post,
        id,
        fact: { ...fact, screening: { ...fact.screening, status: 'approved' }, approvedAt: ok.at },
      };
    }),
    rest: facts.filter(({ fact }) => !folded.has(fact)),
  };
}

/** The directory first: of a bundle that is listed, one comment can be looked up. */
async function writesOfBundles(
  thread: string,
  posts: ArrivingPost[],
  present: PresentThread,
  now: number,
): Promise<Write[]> {
  const bundles = await Promise.all([...inBundles(posts)].map((bundle) => writesOfBundle(thread, bundle, now)));
  if (bundles.length === 0) return [];
  const directory = writeOfDirectory(thread, [...present.bundles, ...bundles.map(({ name }) => name)]);
  return [directory, ...bundles.flatMap(({ writes }) => writes)];
}

/** The rows that a bundle's own do not stand for, and what is to be done later. */
function rowsOf(
  thread: string,
  bundled: ArrivingPost[],
  facts: Arrival['facts'],
  entries: ReadonlyMap<string, Entry>,
  now: number,
): Write[] {
  const screened = new Map(bundled.map(({ id, fact }) => [id, fact.screening.status]));
  const writes: Write[] = [];
  for (const id of new Set(facts.map((each) => each.id))) {
    const entry = entries.get(id);
    const settled = entry && settle(entry);
    if (!entry || !settled) continue;
    const { status } = settled;
    const editWaits = status === 'approved' && settled.newest.judged !== 'approved';
    const tab = editWaits ? 'pending' : TABS.find((each) => each === status);
    if (tab !== undefined && tab !== screened.get(id)) writes.push(writeOfRow({ thread, id }, tab));
    // Of a stub that was removed there are no words left to delete.
    const wait = status !== 'spam' && isStub(entry.post) ? null : dueAfter(status);
    if (wait !== null) writes.push({ key: keys.touch(now + wait, thread, id, 'due'), value: 1 });
  }
  return writes;
}

function isStub(post: PostMeta | undefined): boolean {
  return post?.x === 1;
}

async function newLikes(kv: KVNamespace, { thread, likes }: Arrival): Promise<Arrival['likes']> {
  if (likes.length === 0) return [];
  const names = new Set((await listAll(kv, keys.likesOf(thread))).map(({ name }) => name));
  return likes.filter(({ id, authorId }) => !names.has(keys.like(thread, id, authorId)));
}

async function newReports(kv: KVNamespace, { thread, reports }: Arrival): Promise<Arrival['reports']> {
  if (reports.length === 0) return [];
  const names = new Set((await listAll(kv, keys.reportsOfThread(thread))).map(({ name }) => name));
  return reports.filter(({ id, hash }) => !names.has(keys.report(thread, id, hash)));
}

/** What belongs to no thread. */
export interface SiteArrival {
  authors: { field: AuthorKind; authorId: string; value: unknown; meta: unknown }[];
  settings: { field: string; value: unknown }[];
  refusals: { mark: string }[];
}

/** What it would write: what is not set yet. Reads in bulk. Throws StoreError. */
export async function planSite(kv: KVNamespace, { authors, settings, refusals }: SiteArrival): Promise<Write[]> {
  const wanted: Write[] = [
    ...authors
      .filter(({ field }) => AUTHOR_KINDS.includes(field))
      .map(({ field, authorId, value, meta }) => ({
        key: keys[field](authorId),
        value,
        ...(isRecord(meta) && { metadata: meta }),
      })),
    ...settings.map(({ field, value }) => ({ key: keys.setting(field), value })),
    ...refusals.map(({ mark }) => ({ key: keys.refusal(mark), value: { v: 1 } })),
  ];
  const present = await readMany(
    kv,
    wanted.map(({ key }) => key),
  );
  return wanted.filter(({ key }) => present.get(key) == null);
}

/** One after the other, in their order. Throws StoreError: doing all of it again adds what is missing. */
export async function putWrites(kv: KVNamespace, writes: Write[]): Promise<void> {
  for (const write of writes) await putWrite(kv, write);
}

export type { Write };
