// Mail to readers: called by the sweep with the touches that are due. A reader who left an address with a comment is asked
// once whether it is theirs, when the comment is public, for nobody may make us write to a stranger at will; who has said
// yes is told of replies, at most one mail an hour about one page. What fails stays, and is tried again later and later.
// Nothing here is on a reader's way. (Mail that a provider takes and cannot deliver is the provider's to tell its owner.)
// Read next: store/facts/subscribers.ts, reader-mail.ts, notify/reader-words.ts.

import { ENDPOINTS } from '../contract/index.ts';
import type { Memory } from '../deps.ts';
import type { Env } from '../env.ts';
import type { NotSent } from '../notify/notice.ts';
import { confirmationOf, type Letter, type ReplyItem, repliesOf } from '../notify/reader-words.ts';
import { type Contact, isWithinCaps, Written } from '../rules/mail-caps.ts';
import { nextTry } from '../rules/retry-after.ts';
import { seal, unseal } from '../rules/signed/sealed.ts';
import { CONFIRM_AGE, sameAddress } from '../rules/signed/subscription-link.ts';
import { plainText } from '../rules/text/tree.ts';
import { partition } from '../rules/thread/partition.ts';
import { type CommentRef, type CommentState, readComments, wordsOf } from '../store/facts/comments.ts';
import {
  acceptSubscription,
  isMailRefused,
  listAddresses,
  type MailLog,
  putMailLog,
  readMailLog,
  readSubscriptions,
  removeSubscription,
} from '../store/facts/subscribers.ts';
import type { ListedTouch } from '../store/facts/touches.ts';
import { NO_TRIES, type Tries } from '../store/kv/tries.ts';
import { removeNews } from '../store/outbox/owner.ts';
import { linkTo, marksOf, openAddress, type ReaderPost, readReaderPost, stopHeaders } from './reader-mail.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** By then a touch whose comment is not there is about one that never came to be. */
const SETTLED_AFTER = 11 * MINUTE;
/** What nobody could be told by then is no news any more. */
const NEWS_FOR = 7 * DAY;
/** What is kept while mail is down: it must not fill the sweep's one list. */
const KEPT = 100;
/** Looked at in one run, and sent: the free plan has 50 requests for a run and 10 ms. */
const TOUCHES_A_RUN = 40;
const MAILS_A_RUN = 10;
/** Replies told in one mail; the rest is counted. */
const ITEMS = 10;

const WRITTEN = 'written';

type Deps = Pick<Memory, 'runtime' | 'settings' | 'secrets'>;

export async function tellReaders(env: Env, deps: Deps, touches: ListedTouch[], now: number): Promise<void> {
  const kv = env.COMMENTS;
  const { readers } = await deps.settings.get(kv, env, now);
  if (!readers) return removeNews(kv, touches.slice(0, KEPT));
  const [post, log] = await Promise.all([readReaderPost(env, deps), readMailLog(kv)]);
  if (typeof post === 'string' || post.origin === '' || now < log.nextAt) return trim(env, touches);

  const written = await openWritten(post, log, now);
  const run: Run = { env, post, written, now, mails: [], done: new Set(), kept: new Set() };
  // A list may still show what was done and deleted five minutes ago; what is too old is no news.
  const [over, fresh] = partition(touches, (touch) => log.done.includes(touch.name) || now - touch.time > NEWS_FOR);
  await gather(run, inTurn(fresh, log).slice(0, TOUCHES_A_RUN));
  const outcome = await sendAll(run, log);
  const done = fresh.filter((touch) => run.done.has(touch) && !run.kept.has(touch));
  if (outcome !== null) {
    const nonce = deps.runtime.random(new Uint8Array(12));
    const remembered = await seal(post.keys.sealing.seal, written.text(), WRITTEN, nonce);
    await putMailLog(kv, { ...outcome, done: done.map(({ name }) => name), written: remembered });
  }
  await removeNews(kv, [...over, ...done].slice(0, 3 * KEPT));
}

/** The oldest first; but where that failed others, for ten addresses that no provider takes would hold up everybody's. */
function inTurn(touches: ListedTouch[], { failures }: MailLog): ListedTouch[] {
  const first = touches.length === 0 ? 0 : (failures * MAILS_A_RUN) % touches.length;
  return [...touches.slice(first), ...touches.slice(0, first)];
}

interface Run {
  env: Env;
  post: ReaderPost;
  written: Written;
  now: number;
  mails: OutgoingMail[];
  /** Touches that need no other look, unless one of their mails is kept. */
  done: Set<ListedTouch>;
  kept: Set<ListedTouch>;
}

interface OutgoingMail extends Contact {
  letter: Letter;
  headers: Record<string, string>;
  touches: ListedTouch[];
}

/** Whom was written to lately. Where it cannot be read (another ADMIN_TOKEN) nobody was. */
async function openWritten({ keys }: ReaderPost, log: MailLog, now: number): Promise<Written> {
  return new Written(log.written === '' ? null : await unseal(keys.sealing.unseal, log.written, WRITTEN), now);
}

// ---- what there is to tell ----

async function gather(run: Run, touches: ListedTouch[]): Promise<void> {
  const byComment = [...Map.groupBy(touches, ({ thread, id }) => `${thread} ${id}`).values()];
  const states = await readComments(
    run.env.COMMENTS,
    byComment.map(([touch]) => touch!),
  );
  const replies: { state: CommentState; touches: ListedTouch[] }[] = [];
  for (const [index, ofComment] of byComment.entries()) {
    const state = states[index];
    // The comment is put last, and may not show here yet.
    if (!state && run.now - ofComment.at(-1)!.time < SETTLED_AFTER) continue;
    for (const touch of ofComment) run.done.add(touch);
    // Taken down again in the meantime: there is nothing to tell.
    if (state?.settled.status !== 'approved') continue;
    const [asks, tells] = partition(ofComment, ({ kind }) => kind === 'ask');
    if (asks.length > 0) await ask(run, state, asks);
    if (tells.length > 0 && state.post.words.parent !== null) replies.push({ state, touches: tells });
  }
  await tell(run, replies);
}

/** Asks whether the address is its giver's, unless that is known, or its holder refused, or was asked often enough: that is not told. */
async function ask(run: Run, state: CommentState, touches: ListedTouch[]): Promise<void> {
  const { env, post, now, written } = run;
  const { thread, id } = state;
  const { authorId } = state.post;
  // First of all: each look at one costs a list, and in a flood of them it would be done again at every run.
  if (run.mails.length >= MAILS_A_RUN) return keep(run, touches);
  const [subscription] = await readSubscriptions(env.COMMENTS, [state]);
  const to = subscription?.asked == null ? null : await openAddress(post.keys, subscription.asked, state);
  if (to === null) return;
  // Whoever gave this address, it is not theirs to give, and there is nothing to keep it for.
  if (await isMailRefused(env.COMMENTS, await marksOf(post.keys, 'refuse', to))) {
    return removeSubscription(env.COMMENTS, state);
  }
  if (authorId !== null && (await hasConfirmed(run, authorId, to))) {
    await acceptSubscription(env.COMMENTS, state, { to: subscription!.asked!, authorId }, now);
    return;
  }
  const contact: Contact = { kind: 'ask', to: sameAddress(to), about: authorId ?? '' };
  if (!isWithinCaps(written, contact)) return;
  // To the end of a day, so that most tries of a mail are the same mail, which a provider who took it before sends once.
  const confirm = await linkTo(post, { thread, id }, { act: 'confirm', expiresAt: endOf(now + CONFIRM_AGE) }, to);
  const refuse = await linkTo(post, { thread, id }, { act: 'refuse', expiresAt: null }, to);
  const letter = confirmationOf({ site: post.site, confirm, refuse });
  written.add(contact);
  run.mails.push({ ...contact, to, letter, headers: stopHeaders(refuse), touches });
}

/** The end of that day (UTC). */
function endOf(time: number): number {
  return time - (time % DAY) + DAY;
}

/** Whether this author, by the key in the browser, has confirmed this address before. One list. */
async function hasConfirmed({ env, post }: Run, authorId: string, address: string): Promise<boolean> {
  const theirs = await listAddresses(env.COMMENTS, { kind: 'confirmed', authorId });
  for (const { to, ...ref } of theirs) {
    const known = await openAddress(post.keys, to, ref);
    if (known !== null && sameAddress(known) === sameAddress(address)) return true;
  }
  return false;
}

interface Told {
  to: string;
  /** The comment of theirs that was answered first. */
  answered: CommentState;
  replies: CommentState[];
  touches: ListedTouch[];
}

/** One mail for each reader and page, however many answered and whichever of their comments. */
async function tell(run: Run, replies: { state: CommentState; touches: ListedTouch[] }[]): Promise<void> {
  const { env, post, written } = run;
  const refs = replies.map(({ state }): CommentRef => ({ thread: state.thread, id: state.post.words.parent ?? '' }));
  const subscriptions = await readSubscriptions(env.COMMENTS, refs);
  const parents = await readComments(env.COMMENTS, refs);
  const letters = new Map<string, Told>();
  for (const [index, { state, touches }] of replies.entries()) {
    const ref = refs[index]!;
    const answered = parents[index];
    const sealed = subscriptions[index]?.confirmed;
    const to = sealed == null ? null : await openAddress(post.keys, sealed, ref);
    if (to === null || answered?.settled.status !== 'approved' || isOwn(state, answered)) continue;
    const key = `${ref.thread} ${sameAddress(to)}`;
    const told = letters.get(key) ?? { to, answered, replies: [], touches: [] };
    told.replies.push(state);
    told.touches.push(...touches);
    letters.set(key, told);
  }
  for (const told of letters.values()) {
    const contact: Contact = { kind: 'reply', to: sameAddress(told.to), about: told.answered.thread };
    if (!isWithinCaps(written, contact) || run.mails.length >= MAILS_A_RUN) {
      keep(run, told.touches);
      continue;
    }
    written.add(contact);
    run.mails.push({ ...contact, to: told.to, ...(await letterOf(run, told)), touches: told.touches });
  }
}

function isOwn(reply: CommentState, answered: CommentState): boolean {
  const { authorId } = reply.post;
  return authorId !== null && authorId === answered.post.authorId;
}

async function letterOf(
  { post }: Run,
  { to, answered, replies }: Told,
): Promise<Pick<OutgoingMail, 'letter' | 'headers'>> {
  const { title, page } = answered.post;
  const stop = await linkTo(post, answered, { act: 'stop', expiresAt: null }, to);
  const items = replies.slice(0, ITEMS).map((reply): ReplyItem => {
    const { name, body } = wordsOf(reply, reply.settled.shown ?? reply.settled.newest);
    const link = `${post.origin}${ENDPOINTS.permalink}/${reply.id}?thread=${reply.thread}`;
    return { name, text: plainText(body).replace(/\n+/g, '\n').trim(), link };
  });
  const more = replies.length - items.length;
  const letter = repliesOf({ site: post.site, title: title || withoutScheme(page), items, more, stop });
  return { letter, headers: stopHeaders(stop) };
}

function withoutScheme(address: string): string {
  return address.replace(/^https?:\/\//, '');
}

function keep({ kept }: Run, touches: ListedTouch[]): void {
  for (const touch of touches) kept.add(touch);
}

// ---- sending ----

/** How it went, for the record; null where there was nothing to send. What failed is not written, and its touches are kept. */
async function sendAll(run: Run, before: MailLog): Promise<Tries | null> {
  const { post, mails, now, written } = run;
  if (mails.length === 0) return null;
  const sent = await Promise.all(mails.map(({ to, letter, headers }) => post.send(to, letter, headers)));
  const isAlive = sent.some(({ ok }) => ok);
  // One that is refused while others go out is about its own address, and trying again would hold up everybody's.
  const works = isAlive || now - before.sentAt < DAY;
  let worst: NotSent | null = null;
  for (const [index, result] of sent.entries()) {
    if (result.ok || (isRefused(result) && works)) continue;
    const mail = mails[index]!;
    written.remove({ kind: mail.kind, to: sameAddress(mail.to), about: mail.about });
    keep(run, mail.touches);
    worst = result;
  }
  const base = { ...NO_TRIES, triedAt: now, sentAt: isAlive ? now : before.sentAt, answer: sent.at(-1)!.answer };
  if (worst === null) return base;
  if (isAlive) return { ...base, answer: worst.answer };
  const failures = before.failures + 1;
  return { ...base, failures, nextAt: nextTry(failures, worst.retryAfter, now), answer: worst.answer };
}

/** Not taken as it is, for good; Cloudflare's binding says so in a code. */
function isRefused({ status, answer }: NotSent): boolean {
  return status === 400 || status === 422 || answer.startsWith('E_RECIPIENT');
}

async function trim(env: Env, touches: ListedTouch[]): Promise<void> {
  await removeNews(env.COMMENTS, touches.slice(0, Math.max(0, touches.length - KEPT)).slice(0, KEPT));
}
