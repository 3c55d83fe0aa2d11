// Tells the owner what the outbox holds: called by the sweep with the touches that are due. One message for all of them, so
// that a flood is one message too; at most one an hour where the owner asks for that. Each place that notices go to (destinations.ts)
// hears of everything in its own time: what fails there stays, and is tried there again, later and later. Nothing here is on
// a reader's way. Read next: store/outbox/owner.ts, notify/send.ts.

import type { Memory } from '../deps.ts';
import type { Env } from '../env.ts';
import type { Notice, NoticeItem, NotSent, Sent } from '../notify/notice.ts';
import { isGone } from '../notify/push.ts';
import { digest } from '../rules/comment/hash.ts';
import { isoOf } from '../rules/comment/public.ts';
import { nextTry } from '../rules/retry-after.ts';
import { ACT_AGE, type ActVerdict, signAct } from '../rules/signed/act-link.ts';
import { LABELS } from '../rules/signed/labels.ts';
import { plainText } from '../rules/text/tree.ts';
import { partition } from '../rules/thread/partition.ts';
import { agrees, type CommentState, isReported, judgedAt, readComments, wordsOf } from '../store/facts/comments.ts';
import { readReasons } from '../store/facts/reports.ts';
import type { ListedTouch } from '../store/facts/touches.ts';
import { removeDevice } from '../store/outbox/devices.ts';
import {
  ADDRESS,
  NEW_PLACE,
  type Outbox,
  type PlaceTries,
  putOutbox,
  readOutbox,
  removeNews,
} from '../store/outbox/owner.ts';
import { type Place, readSetUp, type SetUp, siteOf } from './destinations.ts';
import type { SigningKeys } from './memory/secrets.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Comments told in one message; the rest is counted. */
const ITEMS = 10;
/** By then a touch whose comment is not there is about one that never came to be. */
const SETTLED_AFTER = 11 * MINUTE;
/** News that is kept while a place is down: older news is at the desk, and must not fill the sweep's one list. */
const KEPT = 100;

type Deps = Pick<Memory, 'runtime' | 'settings' | 'secrets'>;

export async function deliver(env: Env, deps: Deps, touches: ListedTouch[], now: number): Promise<void> {
  const kv = env.COMMENTS;
  const { notices } = await deps.settings.get(kv, env, now);
  if (notices === 'off') return removeNews(kv, touches.slice(0, KEPT));
  const [setUp, before] = await Promise.all([readSetUp(env, deps, now), readOutbox(kv)]);
  const triesOf = ({ key }: Place) => before[key] ?? NEW_PLACE;
  const due = setUp.places.filter((place) => now >= triesOf(place).nextAt);

  const after = new Map(setUp.places.map((place) => [place.key, triesOf(place)]));
  let hasTried = false;
  // Places that have been told the same get the same message: all of them, but for those that were down.
  const groups = Map.groupBy(due, (place) => JSON.stringify(untoldAt(triesOf(place), touches).map(markOf)));
  for (const places of groups.values()) {
    const untold = untoldAt(triesOf(places[0]!), touches);
    if (untold.length === 0) continue;
    const { items, done, more } = await gather(env, deps, untold, { setUp, about: notices, now });
    const told = done.map(markOf);
    const desk = setUp.origin && `${setUp.origin}/admin`;
    const notice: Notice = { id: await digest(JSON.stringify(told), 22), site: siteOf(env), desk, items, more };
    hasTried ||= items.length > 0;
    await Promise.all(
      places.map(async (place) => {
        const known = [...listedAgain(triesOf(place), touches), ...told];
        if (items.length === 0) return void after.set(place.key, { ...triesOf(place), told: known });
        const sent = await place.send(notice);
        if (place.kind === 'push' && isGone(sent)) {
          after.delete(place.key);
          return removeDevice(kv, place.key);
        }
        after.set(place.key, sent.ok ? succeeded(sent, setUp, known, now) : failed(triesOf(place), sent, now));
      }),
    );
  }

  const everywhere = (touch: ListedTouch) => [...after.values()].every(({ told }) => told.includes(markOf(touch)));
  // Nowhere to tell it (the last device is gone, the address cannot be read) is not told.
  const isSettled = after.size > 0 && !setUp.isLost;
  const [settled, open] = isSettled ? partition(touches, everywhere) : [[], touches];
  await Promise.all([
    hasTried && putOutbox(kv, outboxOf(after, before, setUp)),
    // A list may still show what was told and deleted five minutes ago: it goes again.
    removeNews(kv, settled.slice(0, 3 * KEPT)),
    removeNews(kv, open.slice(0, Math.max(0, open.length - KEPT)).slice(0, KEPT)),
  ]);
}

function outboxOf(after: Map<string, PlaceTries>, before: Outbox, { isLost }: SetUp): Outbox {
  const lost = isLost && before[ADDRESS] ? { [ADDRESS]: before[ADDRESS] } : {};
  return { ...lost, ...Object.fromEntries(after) };
}

function untoldAt({ told }: PlaceTries, touches: ListedTouch[]): ListedTouch[] {
  return touches.filter((touch) => !told.includes(markOf(touch)));
}

function listedAgain({ told }: PlaceTries, touches: ListedTouch[]): string[] {
  const listed = new Set(touches.map(markOf));
  return told.filter((mark) => listed.has(mark));
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
  const keys = await deps.secrets.signingKeys(env, LABELS.act);
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

// ---- what came of it ----

function succeeded({ answer }: Sent, { hourly }: SetUp, told: string[], now: number): PlaceTries {
  return { ...NEW_PLACE, nextAt: hourly ? now + HOUR : 0, triedAt: now, sentAt: now, answer, told };
}

function failed(before: PlaceTries, sent: NotSent, now: number): PlaceTries {
  const failures = before.failures + 1;
  const nextAt = nextTry(failures, sent.retryAfter, now);
  return { ...before, failures, nextAt, triedAt: now, answer: sent.answer };
}

function markOf({ time, id }: ListedTouch): string {
  return `${time} ${id}`;
}
