// Readers who want to be told of replies to a comment of theirs. The address lies here sealed (rules/signed/sealed.ts),
// under one key until it is confirmed and under another from then on; nothing here, and nothing elsewhere, says whose
// it is in clear. Of a mailbox that was asked and wants no mail there is a mark, from which nobody can tell whose it
// is.
// Read next: actions/notices/tell-readers.ts, which sends, and routes/pages/subscription.ts, where a reader confirms
// and stops.

import type { PostFact } from '../../rules/comment/facts.ts';
import { DAY, SECOND } from '../../rules/time.ts';
import { keys, readSubscriberKey } from '../kv/keys.ts';
import { listAll, put, putFor, readMany, remove } from '../kv/kv.ts';
import { readRecord } from '../kv/records.ts';
import type { CommentRef } from './comments.ts';
import { putTouch } from './touches.ts';

const VERSION = 1;
/** Seconds. By then nobody will confirm it any more, whether its comment still waits or not. */
const KEPT_UNCONFIRMED = (30 * DAY) / SECOND;

/** What an address is sealed for: it opens for no other comment. */
export function sealedFor({ thread, id }: CommentRef): string {
  return `reader ${thread} ${id}`;
}

/** `to` is sealed; `authorId` stays with it, so that who has confirmed an address need not do so again. */
export interface StoredAddress {
  to: string;
  authorId: string | null;
}

interface AddressMeta {
  a?: string;
}

/** One write. */
export function putAddress(kv: KVNamespace, ref: CommentRef, { to, authorId }: StoredAddress, now: number) {
  return putFor(kv, keys.address(ref.thread, ref.id), recordOf(to, now), {
    metadata: metaOf(authorId),
    expirationTtl: KEPT_UNCONFIRMED,
  });
}

/** The address is this reader's: from now on replies go there. A write and a delete. */
export async function acceptSubscription(
  kv: KVNamespace,
  { thread, id }: CommentRef,
  { to, authorId }: StoredAddress,
  now: number,
): Promise<void> {
  await put(kv, keys.subscriber(thread, id), recordOf(to, now), metaOf(authorId));
  await remove(kv, keys.address(thread, id));
}

function recordOf(to: string, at: number) {
  return { v: VERSION, at, to };
}

function metaOf(authorId: string | null): AddressMeta {
  return authorId === null ? {} : { a: authorId };
}

/** Nothing is kept of it. Two deletes. */
export async function removeSubscription(kv: KVNamespace, { thread, id }: CommentRef): Promise<void> {
  await Promise.all([remove(kv, keys.address(thread, id)), remove(kv, keys.subscriber(thread, id))]);
}

/** The same, where there may be something or not: a bulk get. Whether there was. */
export async function dropSubscription(kv: KVNamespace, ref: CommentRef): Promise<boolean> {
  const [found] = await readSubscriptions(kv, [ref]);
  if (found!.asked === null && found!.confirmed === null) return false;
  await removeSubscription(kv, ref);
  return true;
}

/** Nobody asks this mailbox any more, until its holder allows it again. One write, or a delete. */
export function refuseMail(kv: KVNamespace, mark: string, isRefused: boolean): Promise<void> {
  return isRefused ? put(kv, keys.refusal(mark), { v: VERSION }) : remove(kv, keys.refusal(mark));
}

/** `marks`: of one mailbox, by each token. Whatever lies there says so: in doubt nobody is written to. One bulk get. */
export async function isMailRefused(kv: KVNamespace, marks: string[]): Promise<boolean> {
  const found = await readMany(kv, marks.map(keys.refusal));
  return [...found.values()].some((value) => value !== null);
}

export interface Subscription {
  /** Sealed: given and not confirmed; confirmed. */
  asked: string | null;
  confirmed: string | null;
}

/** In the order asked. One bulk get. */
export async function readSubscriptions(kv: KVNamespace, refs: CommentRef[]): Promise<Subscription[]> {
  const values = await readMany(
    kv,
    refs.flatMap(({ thread, id }) => [keys.address(thread, id), keys.subscriber(thread, id)]),
  );
  const sealed = (key: string) => sealedIn(values.get(key));
  return refs.map(({ thread, id }) => ({
    asked: sealed(keys.address(thread, id)),
    confirmed: sealed(keys.subscriber(thread, id)),
  }));
}

export interface ListedAddress extends CommentRef, StoredAddress {}

export interface AddressFilter {
  kind: 'asked' | 'confirmed';
  /** Of one thread; of the whole site where there is none. */
  thread?: string;
  authorId?: string;
}

/** One list for each thousand, and the values in bulk. */
export async function listAddresses(
  kv: KVNamespace,
  { kind, thread, authorId }: AddressFilter,
): Promise<ListedAddress[]> {
  const all = kind === 'asked' ? keys.addresses : keys.subscribers;
  const ofThread = kind === 'asked' ? keys.addressesOf : keys.subscribersOf;
  const listed = await listAll<AddressMeta>(kv, thread === undefined ? all : ofThread(thread));
  const wanted = listed.filter(({ meta }) => authorId === undefined || meta?.a === authorId);
  const values = await readMany(
    kv,
    wanted.map(({ name }) => name),
  );
  return wanted.flatMap(({ name, meta }) => {
    const ref = readSubscriberKey(name);
    const to = sealedIn(values.get(name));
    return ref && to !== null ? [{ ...ref, to, authorId: meta?.a ?? null }] : [];
  });
}

/** Comments whose writers are told. One list for each thousand. */
export async function countSubscribers(kv: KVNamespace): Promise<number> {
  return (await listAll<unknown>(kv, keys.subscribers)).length;
}

function sealedIn(value: unknown): string | null {
  const to = readRecord(value, 'address')?.to;
  return typeof to === 'string' ? to : null;
}

/**
 * A comment is public for the first time: its writer's address is to be confirmed, where there is one, and whoever
 * wrote what it answers is to be told, where they asked for that. One read of an answer, and a write for each of the
 * two.
 */
export async function touchReaders(
  kv: KVNamespace,
  { thread, id, post }: CommentRef & { post: Pick<PostFact, 'notify' | 'words'> },
  now: number,
): Promise<void> {
  const { parent } = post.words;
  const isAwaited = parent !== null && (await readSubscriptions(kv, [{ thread, id: parent }]))[0]?.confirmed != null;
  await Promise.all([
    post.notify && putTouch(kv, { time: now, thread, id, kind: 'ask' }),
    isAwaited && putTouch(kv, { time: now, thread, id, kind: 'reply' }),
  ]);
}
