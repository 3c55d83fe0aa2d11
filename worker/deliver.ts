// Tells the owner what the outbox holds: called by the sweep with the touches that are due. One message for all of them, so
// that a flood is one message too; at most one an hour where the owner asks for that. What fails stays, and is tried again
// later and later. Nothing here is on a reader's way.
// Read next: store/outbox.ts, notify/send.ts.

import type { AppDeps } from './app-env.ts';
import type { Env } from './env.ts';
import { type Channel, channelOf } from './notify/channels.ts';
import type { Notice, NoticeItem, Sent } from './notify/notice.ts';
import { type Services, send } from './notify/send.ts';
import { ACT_AGE, type ActVerdict, signAct } from './rules/act.ts';
import { digest } from './rules/hash.ts';
import { isoOf } from './rules/public.ts';
import { unseal } from './rules/sealed.ts';
import { parseSites } from './rules/sites.ts';
import { plainText } from './rules/tree.ts';
import type { SigningKeys } from './secrets.ts';
import { type CommentState, isReported, judgedAt, readComments, wordsOf } from './store/comments.ts';
import { agrees } from './store/inbox.ts';
import { FRESH_OUTBOX, type Outbox, putOutbox, readNoticeSettings, readOutbox, removeNews } from './store/outbox.ts';
import { readReasons } from './store/reports.ts';
import type { ListedTouch } from './store/touches.ts';

export const SEALED = 'afterword notices v1';
const WEBHOOK = 'afterword webhook v1';
export const ACT = 'afterword act v1';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const PATIENCE = 10_000;
/** Comments told in one message; the rest is counted. */
const ITEMS = 10;
/** By then a touch whose comment is not there is about one that never came to be. */
const SETTLED_AFTER = 11 * MINUTE;
/** News that is kept while a channel is down: older news is at the desk, and must not fill the sweep's one list. */
const KEPT = 100;

type Deps = Pick<AppDeps, 'runtime' | 'settings' | 'secrets'>;

/** Where notices go, with everything that sending one needs. */
export interface SetUp {
  channel: Channel;
  services: Services;
  hourly: boolean;
  /** The worker's own address; null where the owner has not been at the desk's page for notices. */
  origin: string | null;
}

export async function deliver(env: Env, deps: Deps, touches: ListedTouch[], now: number): Promise<void> {
  const kv = env.COMMENTS;
  const { notices } = await deps.settings.get(kv, env, now);
  if (notices === 'off') return removeNews(kv, touches.slice(0, KEPT));
  // Null also where ADMIN_TOKEN is another one now, so that the address cannot be read: that is the owner's to mend.
  const setUp = await readSetUp(env, deps, now);
  const outbox = await readOutbox(kv);
  if (setUp === null || now < outbox.nextAt) return trim(env, touches);

  // A list may still show what was told and deleted five minutes ago.
  const [told, untold] = partition(touches, (touch) => outbox.told.includes(markOf(touch)));
  const { items, done, more } = await gather(env, deps, untold, { setUp, about: notices, now });
  if (items.length === 0) return removeNews(kv, [...told, ...done].slice(0, KEPT));

  const notice: Notice = {
    id: await digest(JSON.stringify(done.map(markOf)), 22),
    site: siteOf(env),
    desk: setUp.origin && `${setUp.origin}/admin`,
    items,
    more,
  };
  const sent = await send(notice, setUp.channel, setUp.services);
  if (!sent.ok) {
    await Promise.all([putOutbox(kv, failed(outbox, sent, now)), trim(env, touches)]);
    return;
  }
  const nextAt = setUp.hourly ? now + HOUR : 0;
  const after = { ...FRESH_OUTBOX, nextAt, triedAt: now, sentAt: now, answer: sent.answer, told: done.map(markOf) };
  await Promise.all([putOutbox(kv, after), removeNews(kv, [...told, ...done].slice(0, 3 * KEPT))]);
}

/** Sends one now, for the owner to see what comes back. Null where there is nowhere to send it. */
export async function sendTest(env: Env, deps: Deps, now: number): Promise<Sent | null> {
  const setUp = await readSetUp(env, deps, now);
  if (setUp === null) return null;
  const desk = setUp.origin && `${setUp.origin}/admin`;
  const id = await digest(`test ${now}`, 22);
  const notice: Notice = { id, site: siteOf(env), desk, items: [], more: 0, isTest: true };
  return send(notice, setUp.channel, setUp.services);
}

export async function readSetUp(env: Env, { runtime, secrets }: Deps, now: number): Promise<SetUp | null> {
  const stored = await readNoticeSettings(env.COMMENTS);
  const to =
    stored.noticesTo === undefined ? env.NOTIFY_WEBHOOK : await opened(env, secrets, 'noticesTo', stored.noticesTo);
  const channel = channelOf(to ?? '');
  const secret = await webhookSecret(env, secrets);
  if (channel === null || secret === null || !runtime.fetch) return null;
  const services: Services = {
    fetch: runtime.fetch,
    ...(env.MAIL && { mail: env.MAIL }),
    mailKey: (await opened(env, secrets, 'noticesMailKey', stored.noticesMailKey ?? '')) ?? '',
    mailFrom: stored.noticesMailFrom ?? '',
    secret,
    now,
    patience: PATIENCE,
  };
  return { channel, services, hourly: stored.noticesHourly === true, origin: stored.noticesOrigin || null };
}

/** What was sealed for this field; null where there is nothing, or ADMIN_TOKEN is another one since. */
export async function opened(
  env: Env,
  secrets: Deps['secrets'],
  field: string,
  sealed: string,
): Promise<string | null> {
  if (sealed === '') return null;
  const keys = await secrets.sealingKeys(env, SEALED);
  return keys && unseal(keys.unseal, sealed, field);
}

/** What a receiver of generic webhooks checks their signature with. */
export async function webhookSecret(env: Env, secrets: Deps['secrets']): Promise<Uint8Array | null> {
  const keys = await secrets.signingKeys(env, WEBHOOK);
  if (keys === null) return null;
  return new Uint8Array(await crypto.subtle.sign('HMAC', keys.sign, new TextEncoder().encode('secret')));
}

function siteOf(env: Env): string {
  const [first] = parseSites(env.SITES).origins;
  return first === undefined ? 'your site' : new URL(first).host;
}

// ---- what there is to tell ----

interface Gathered {
  items: NoticeItem[];
  /** Touches that this message settles, or that were about nothing. */
  done: ListedTouch[];
  more: number;
}

interface Gathering {
  setUp: SetUp;
  about: 'waiting' | 'all';
  now: number;
}

async function gather(
  env: Env,
  deps: Deps,
  touches: ListedTouch[],
  { setUp, about, now }: Gathering,
): Promise<Gathered> {
  const byComment = [...Map.groupBy(touches, ({ thread, id }) => `${thread} ${id}`).values()];
  const looked = byComment.slice(0, ITEMS);
  const states = await readComments(
    env.COMMENTS,
    looked.map(([touch]) => touch!),
  );
  const keys = await deps.secrets.signingKeys(env, ACT);
  const items: NoticeItem[] = [];
  const done: ListedTouch[] = [];
  for (const [index, ofComment] of looked.entries()) {
    const state = states[index];
    // The comment is put last, and may not show here yet.
    if (!state && now - ofComment.at(-1)!.time < SETTLED_AFTER) continue;
    done.push(...ofComment);
    const item = state && (await itemOf(env, state, { about, origin: setUp.origin, keys, now }));
    if (item) items.push(item);
  }
  const rest = byComment.slice(ITEMS);
  if (items.length > 0) done.push(...rest.flat());
  return { items, done, more: items.length > 0 ? rest.length : 0 };
}

interface ItemQuestion {
  about: 'waiting' | 'all';
  origin: string | null;
  keys: SigningKeys | null;
  now: number;
}

/** Null where it is no news any more: the owner has seen to it. */
async function itemOf(
  env: Env,
  state: CommentState,
  { about, origin, keys, now }: ItemQuestion,
): Promise<NoticeItem | null> {
  const { thread, id, post, edit, settled, entry } = state;
  const why = whyOf(state, about);
  if (why === null) return null;
  const { newest } = settled;
  const words = wordsOf(state, newest);
  const link = async (verdict: ActVerdict) => {
    if (origin === null || keys === null) return undefined;
    const act = { verdict, thread, id, words: newest.hash, expiresAt: now + ACT_AGE };
    return `${origin}/act?token=${await signAct(keys.sign, act)}`;
  };
  const approve = why === 'waits' ? await link('approve') : undefined;
  const spam = await link('spam');
  const { screening } = newest.source === 'edit' && edit ? edit : post;
  return {
    thread,
    id,
    why,
    name: words.name,
    page: post.page,
    title: post.title,
    text: plainText(words.body).replace(/\n+/g, '\n').trim(),
    reasons: why === 'reported' ? await readReasons(env.COMMENTS, state, judgedAt(entry)) : screening.reasons,
    createdAt: isoOf(newest.at),
    ...(approve !== undefined && { approve }),
    ...(spam !== undefined && { spam }),
  };
}

function whyOf(state: CommentState, about: 'waiting' | 'all'): NoticeItem['why'] | null {
  const { status, newest } = state.settled;
  if (isReported(state)) return 'reported';
  if (agrees(state, 'pending') && newest.judged !== 'approved') return 'waits';
  return about === 'all' && status === 'approved' && judgedAt(state.entry) === 0 ? 'published' : null;
}

// ---- what went wrong ----

function failed(before: Outbox, sent: Extract<Sent, { ok: false }>, now: number): Outbox {
  const failures = before.failures + 1;
  const pause = Math.min(6 * HOUR, 5 * MINUTE * 2 ** (failures - 1));
  const asked = (sent.retryAfter ?? 0) * 1_000;
  // A little less: the sweep comes by on the minute, and must not come too early by a second.
  const nextAt = now + Math.min(24 * HOUR, Math.max(pause, asked)) - 30_000;
  return { ...before, failures, nextAt, triedAt: now, answer: sent.answer };
}

async function trim(env: Env, touches: ListedTouch[]): Promise<void> {
  await removeNews(env.COMMENTS, touches.slice(0, Math.max(0, touches.length - KEPT)).slice(0, KEPT));
}

function markOf({ time, id }: ListedTouch): string {
  return `${time} ${id}`;
}

function partition<T>(all: T[], isFirst: (each: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((each) => !isFirst(each))];
}
