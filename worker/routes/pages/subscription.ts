// GET and POST /subscription: the links in mails to readers. Programs that look after mail follow every link and run
// scripts: so a GET only asks, and there is no script to run. The one POST that needs no page is a mail program's own
// “unsubscribe” (RFC 8058): it comes from the mail's provider, without cookie or Origin, and stops or refuses, nothing
// else. Nothing is read before a link's signature has passed.
// Read next: rules/signed/subscription-link.ts, actions/notices/tell-readers.ts.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { isFor, openAddress, type ReaderKeys, readerKeys } from '../../actions/notices/reader-keys.ts';
import { ENDPOINTS, PAGES } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { readLink, type SubscriptionLink } from '../../rules/signed/subscription-link.ts';
import { type CommentRef, readComment } from '../../store/facts/comments.ts';
import {
  acceptSubscription,
  isMailRefused,
  listAddresses,
  readSubscriptions,
  refuseMail,
  removeSubscription,
} from '../../store/facts/subscribers.ts';
import { readTitle } from '../../store/views/threads.ts';
import {
  confirmPage,
  refusePage,
  type SubscriptionOutcome,
  stopPage,
  subscriptionOutcomePage,
} from '../../views/subscription.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { siteName } from '../desk/answers.ts';
import { statusOf, toApiError } from '../errors.ts';
import { readLimited } from '../middleware/json-body.ts';
import { ownerHeaders, requireSameOrigin } from '../middleware/owner.ts';
import { visitorLimit } from '../middleware/throttle.ts';

const MAX_TOKEN = 1_000;
const MAX_FORM_BYTES = 4_096;

export function subscriptionRoutes(deps: Memory): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.onError(answerReader);
  app.use(PAGES.subscription, ownerHeaders());

  app.get(PAGES.subscription, async (c) => {
    const token = c.req.query('token') ?? '';
    const found = await readToken(c, deps, token);
    if (found === null) return tell(c, 'expired');
    const { link, keys } = found;
    const kv = c.env.COMMENTS;
    const page = { site: siteName(c), token };
    if (link.act === 'stop') return c.html(stopPage({ ...page, title: await readTitle(kv, link.thread) }));
    if (link.act === 'refuse') return c.html(refusePage({ ...page, isRefused: await isMailRefused(kv, [link.mark]) }));
    const outcome = await look(c, deps, link, keys);
    return typeof outcome === 'string' ? tell(c, outcome, link) : c.html(confirmPage(page));
  });

  app.post(PAGES.subscription, visitorLimit('write'), async (c) => {
    const body = new TextDecoder().decode(await readLimited(c.req.raw, MAX_FORM_BYTES));
    const form = new URLSearchParams(body);
    const token = c.req.query('token') ?? form.get('token') ?? '';
    const found = await readToken(c, deps, token);
    // It may come as either kind of form.
    const isOneClick = /List-Unsubscribe(=|"\r?\n\r?\n)One-Click/.test(body);
    if (!isOneClick || found?.link.act === 'confirm') requireSameOrigin(c);
    if (found === null) return tell(c, 'expired');
    const { link, keys } = found;
    if (link.act === 'confirm') return tell(c, await confirm(c, deps, link, keys), link);
    // A link that stops works for ever and costs two lists, of which a day has a thousand: a program that presses it
    // over and over would leave none to publish with.
    const once = (choice: string, act: () => Promise<void>) =>
      deps.presses.once(JSON.stringify(link), choice, deps.runtime.now(), act);
    if (link.act === 'refuse') {
      const isRefused = isOneClick || form.get('allow') !== '1';
      await once(`${isRefused}`, () => refuse(c, link, keys, isRefused));
      return isRefused ? c.html(refusePage({ site: siteName(c), token, isRefused })) : tell(c, 'allowed');
    }
    const all = form.get('all') === '1';
    await once(`${all}`, () => stop(c, link, keys, all));
    return tell(c, 'stopped');
  });

  return app;
}

async function readToken(
  c: Context<AppEnv>,
  deps: Memory,
  token: string,
): Promise<{ link: SubscriptionLink; keys: ReaderKeys } | null> {
  const keys = token.length <= MAX_TOKEN ? await readerKeys(scopeOf(c, deps)) : null;
  const link = keys && (await readLink(keys.signing.verify, token, deps.runtime.now()));
  return keys && link && { link, keys };
}

/** The address that waits for this, sealed; or what there is to say instead. */
async function look(
  c: Context<AppEnv>,
  deps: Memory,
  link: SubscriptionLink,
  keys: ReaderKeys,
): Promise<{ to: string } | SubscriptionOutcome> {
  const kv = c.env.COMMENTS;
  const { readers } = await deps.settings.get(kv, c.env, deps.runtime.now());
  if (!readers) return 'off';
  const [subscription] = await readSubscriptions(kv, [link]);
  const isTheirs = async (sealed: string | null | undefined) => {
    const address = sealed == null ? null : await openAddress(keys, sealed, link);
    return address !== null && (await isFor(keys, link, address));
  };
  // Pressed twice, or on two devices: it is done, and says so again.
  if (await isTheirs(subscription?.confirmed)) return 'confirmed';
  return (await isTheirs(subscription?.asked)) ? { to: subscription!.asked! } : 'gone';
}

async function confirm(
  c: Context<AppEnv>,
  deps: Memory,
  link: SubscriptionLink,
  keys: ReaderKeys,
): Promise<SubscriptionOutcome> {
  const kv = c.env.COMMENTS;
  const found = await look(c, deps, link, keys);
  if (typeof found === 'string') return found;
  const state = await readComment(kv, link);
  if (state === null || state.post.stub || state.settled.status === 'withdrawn') return 'gone';
  const now = deps.runtime.now();
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

/** Confirmed along with one; a write and a delete each. */
const OTHERS = 20;

/** The refusal first: from then on nobody is asked. A write and what stopping costs, or a delete. */
async function refuse(c: Context<AppEnv>, link: SubscriptionLink, keys: ReaderKeys, isRefused: boolean): Promise<void> {
  await refuseMail(c.env.COMMENTS, link.mark, isRefused);
  if (isRefused) await stop(c, link, keys, true);
}

/** Of every comment on that page that this address was given with, or of the whole site. */
async function stop(c: Context<AppEnv>, link: SubscriptionLink, keys: ReaderKeys, all: boolean): Promise<void> {
  const kv = c.env.COMMENTS;
  const { thread, id } = link;
  const where = all ? {} : { thread };
  const listed = await Promise.all(
    (['asked', 'confirmed'] as const).map((kind) => listAddresses(kv, { kind, ...where })),
  );
  const theirs = new Map<string, CommentRef>();
  for (const { to, ...ref } of listed.flat()) {
    const address = await openAddress(keys, to, ref);
    if (address !== null && (await isFor(keys, link, address))) theirs.set(`${ref.thread} ${ref.id}`, ref);
  }
  // A list lags: what the link itself is about is looked up by its name.
  const [own] = await readSubscriptions(kv, [link]);
  const sealed = own?.confirmed ?? own?.asked;
  const address = sealed == null ? null : await openAddress(keys, sealed, link);
  if (address !== null && (await isFor(keys, link, address))) theirs.set(`${thread} ${id}`, { thread, id });
  await Promise.all([...theirs.values()].map((ref) => removeSubscription(kv, ref)));
}

function tell(c: Context<AppEnv>, outcome: SubscriptionOutcome, ref?: CommentRef): Response | Promise<Response> {
  const back = outcome === 'confirmed' && ref ? `${ENDPOINTS.permalink}/${ref.id}?thread=${ref.thread}` : null;
  const status = outcome === 'expired' || outcome === 'gone' ? 404 : 200;
  return c.html(subscriptionOutcomePage(siteName(c), outcome, back), status);
}

function answerReader(thrown: unknown, c: Context<AppEnv>): Response | Promise<Response> {
  const { code, details } = toApiError(thrown, c);
  if (details.retryAfter !== undefined) c.header('Retry-After', String(details.retryAfter));
  const outcome = code === 'forbidden_origin' ? 'foreign' : code === 'too_large' ? 'expired' : 'unavailable';
  return c.html(subscriptionOutcomePage(siteName(c), outcome), statusOf(code));
}
