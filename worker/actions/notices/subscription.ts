// What a reader may do by the links in mails: confirm that an address is theirs, stop, and refuse all mail or allow it
// again. Nothing is read before a link's signature has passed.
// Read next: rules/signed/subscription-link.ts, store/facts/subscribers.ts, routes/pages/subscription.ts.

import type { Scope } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { PRICE } from '../../rules/screening/spending.ts';
import { readLink, type SubscriptionLink } from '../../rules/signed/subscription-link.ts';
import { SECOND } from '../../rules/time.ts';
import { type CommentRef, readComment } from '../../store/facts/comments.ts';
import {
  acceptSubscription,
  isMailRefused,
  listAddresses,
  readSubscriptions,
  refuseMail,
  removeSubscription,
} from '../../store/facts/subscribers.ts';
import { requireLastBudget, STRANGER } from '../limits.ts';
import { isFor, openAddress, type ReaderKeys, readerKeys } from './reader-keys.ts';

const MAX_TOKEN = 1_000;
/** Confirmed along with one; a write and a delete each. */
const OTHERS = 20;

export interface OpenedLink {
  link: SubscriptionLink;
  keys: ReaderKeys;
}

/** Null where it was not signed here, or its time has passed. */
export async function openLink(scope: Scope, token: string): Promise<OpenedLink | null> {
  const keys = token.length <= MAX_TOKEN ? await readerKeys(scope) : null;
  const link = keys && (await readLink(keys.signing.verify, token, scope.now));
  return keys && link && { link, keys };
}

/** The address that waits to be confirmed, sealed; or what there is to say instead. */
export async function findAsked(
  scope: Scope,
  { link, keys }: OpenedLink,
): Promise<{ to: string } | 'confirmed' | 'gone' | 'off'> {
  const { readers } = await scope.settings();
  if (!readers) return 'off';
  const [subscription] = await readSubscriptions(scope.kv, [link]);
  const isTheirs = async (sealed: string | null | undefined) => {
    const address = sealed == null ? null : await openAddress(keys, sealed, link);
    return address !== null && (await isFor(keys, link, address));
  };
  // Pressed twice, or on two devices: it is done, and says so again.
  if (await isTheirs(subscription?.confirmed)) return 'confirmed';
  return (await isTheirs(subscription?.asked)) ? { to: subscription!.asked! } : 'gone';
}

/** From now on replies are told to this address; what came of it. */
export async function confirm(scope: Scope, opened: OpenedLink): Promise<'confirmed' | 'gone' | 'off'> {
  const { kv, now } = scope;
  const { link, keys } = opened;
  const found = await findAsked(scope, opened);
  if (typeof found === 'string') return found;
  await requireLastBudget(scope, await scope.settings(), STRANGER, PRICE.press);
  const state = await readComment(kv, link);
  if (state === null || state.post.stub || state.settled.status === 'withdrawn') return 'gone';
  const { authorId } = state.post;
  await acceptSubscription(kv, link, { to: found.to, authorId }, now);
  if (authorId === null) return 'confirmed';
  // What they wrote since, from the same browser with the same address: nobody was asked about those again.
  const others = await listAddresses(kv, { kind: 'asked', authorId });
  for (const other of others.slice(0, OTHERS)) {
    const address = other.id === link.id ? null : await openAddress(keys, other.to, other);
    if (address !== null && (await isFor(keys, link, address))) await acceptSubscription(kv, other, other, now);
  }
  return 'confirmed';
}

/** No mail goes to this mailbox any more, or it may again. The refusal first: from then on nobody is asked. */
export async function refuse(scope: Scope, opened: OpenedLink, isRefused: boolean): Promise<void> {
  const { kv } = scope;
  const { mark } = opened.link;
  const act = async () => {
    // Refused before: all was forgotten then, and nobody has been asked since. Put again all the same, for a read lags.
    const isLeft = isRefused && !(await isMailRefused(kv, [mark]));
    await refuseMail(kv, mark, isRefused);
    if (isLeft) await forget(scope, opened, true);
  };
  await once(scope, opened.link, `${isRefused}`, act, async () => {
    if (isRefused) await refuseMail(kv, mark, true);
    return isRefused;
  });
}

/** No replies any more: of every comment on that page that this address was given with, or of the whole site. */
export async function stop(scope: Scope, opened: OpenedLink, all: boolean): Promise<void> {
  const act = () => forget(scope, opened, all);
  await once(scope, opened.link, `${all}`, act, async () => {
    if (await isTheirs(opened, await ownAddress(scope, opened))) await removeSubscription(scope.kv, opened.link);
    return !all;
  });
}

/**
 * A link that stops works for ever and costs two lists, of which a day has a thousand: a program that presses it over
 * and over would leave none to publish with. Past that, `least` is what a reader is owed all the same, without a list;
 * it returns whether that was all that was asked for. Throws what the limits throw.
 */
async function once(
  scope: Scope,
  link: SubscriptionLink,
  choice: string,
  act: () => Promise<void>,
  least: () => Promise<boolean>,
): Promise<void> {
  const { memory, now } = scope;
  const pay = async () => requireLastBudget(scope, await scope.settings(), STRANGER, PRICE.press);
  const thing = JSON.stringify(link);
  const wait = await memory.presses.once(thing, choice, now, async () => {
    await pay();
    await act();
  });
  if (wait === 0) return;
  await pay();
  const isAll = await least();
  if (isAll) memory.presses.note(thing, choice, now);
  else throw new ApiError('rate_limited', { retryAfter: Math.ceil(wait / SECOND) });
}

async function forget(scope: Scope, opened: OpenedLink, all: boolean): Promise<void> {
  const { kv } = scope;
  const { link, keys } = opened;
  const { thread, id } = link;
  const own = await ownAddress(scope, opened);
  // Stopped before, and what else there was on this page went with it: nothing is left to list.
  if (own === null && !all) return;
  const where = all ? {} : { thread };
  const listed = await Promise.all(
    (['asked', 'confirmed'] as const).map((kind) => listAddresses(kv, { kind, ...where })),
  );
  const theirs = new Map<string, CommentRef>();
  for (const { to, ...ref } of listed.flat()) {
    if (await isTheirs(opened, await openAddress(keys, to, ref))) theirs.set(`${ref.thread} ${ref.id}`, ref);
  }
  // A list lags: what the link itself is about is looked up by its name.
  if (await isTheirs(opened, own)) theirs.set(`${thread} ${id}`, { thread, id });
  await Promise.all([...theirs.values()].map((ref) => removeSubscription(kv, ref)));
}

/** What lies there for the link's own comment; '' where it can no longer be opened, null where there is nothing. */
async function ownAddress({ kv }: Scope, { link, keys }: OpenedLink): Promise<string | null> {
  const [own] = await readSubscriptions(kv, [link]);
  const sealed = own?.confirmed ?? own?.asked;
  return sealed == null ? null : ((await openAddress(keys, sealed, link)) ?? '');
}

async function isTheirs({ link, keys }: OpenedLink, address: string | null): Promise<boolean> {
  return Boolean(address) && (await isFor(keys, link, address!));
}
