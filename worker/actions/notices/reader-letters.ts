// The mails that there are to write to readers: who left an address is asked whether it is theirs, and who said yes is
// told of replies. How often anybody may be written to is in rules/mail-caps.ts.
// Read next: actions/notices/tell-readers.ts, notify/reader-words.ts for what is in them.

import { ENDPOINTS } from '../../contract/index.ts';
import type { Scope } from '../../deps.ts';
import { confirmationOf, type Letter, type ReplyItem, repliesOf } from '../../notify/reader-words.ts';
import { type Contact, isWithinCaps, type Written } from '../../rules/mail-caps.ts';
import { withoutScheme } from '../../rules/page/page.ts';
import { partition } from '../../rules/partition.ts';
import { CONFIRM_AGE, sameAddress } from '../../rules/signed/subscription-link.ts';
import { plainText } from '../../rules/text/tree.ts';
import { DAY } from '../../rules/time.ts';
import { type CommentRef, type CommentState, readComments, wordsOf } from '../../store/facts/comments.ts';
import {
  acceptSubscription,
  isMailRefused,
  listAddresses,
  readSubscriptions,
  removeSubscription,
} from '../../store/facts/subscribers.ts';
import type { ListedTouch } from '../../store/facts/touches.ts';
import { marksOf, openAddress } from './reader-keys.ts';
import { linkTo, type ReaderMail, stopHeaders } from './reader-mail.ts';
import { groupByComment, readTouchedComments } from './touched-comments.ts';

/** The free plan has 50 requests for a run of the sweep and 10 ms. */
export const MAILS_A_RUN = 10;
/** Replies told in one mail; the rest is counted. */
const ITEMS = 10;

/** One run of the sweep, as far as it is about mail to readers. */
export interface MailRun {
  scope: Pick<Scope, 'env' | 'kv' | 'memory' | 'now'>;
  mail: ReaderMail;
  written: Written;
  mails: OutgoingMail[];
  /** Touches that need no other look, unless one of their mails is kept. */
  done: Set<ListedTouch>;
  kept: Set<ListedTouch>;
}

export interface OutgoingMail extends Contact {
  letter: Letter;
  headers: Record<string, string>;
  touches: ListedTouch[];
}

/** Puts the mails that these touches call for into the run, as many as one may send. */
export async function writeLetters(run: MailRun, touches: ListedTouch[]): Promise<void> {
  const replies: { state: CommentState; touches: ListedTouch[] }[] = [];
  for (const { state, touches: ofComment } of await readTouchedComments(run.scope, groupByComment(touches))) {
    for (const touch of ofComment) run.done.add(touch);
    // Taken down again in the meantime: there is nothing to tell.
    if (state?.settled.status !== 'approved') continue;
    const [asks, tells] = partition(ofComment, ({ kind }) => kind === 'ask');
    if (asks.length > 0) await ask(run, state, asks);
    if (tells.length > 0 && state.post.words.parent !== null) replies.push({ state, touches: tells });
  }
  await tell(run, replies);
}

/** The run leaves these for a later one. */
export function keep({ kept }: MailRun, touches: ListedTouch[]): void {
  for (const touch of touches) kept.add(touch);
}

// ---- asking whether an address is its giver's ----

/** Unless that is known, or its holder refused, or was asked often enough: that is not told. */
async function ask(run: MailRun, state: CommentState, touches: ListedTouch[]): Promise<void> {
  const { mail, written } = run;
  const { kv, now } = run.scope;
  const { thread, id } = state;
  const { authorId, lang = '' } = state.post;
  // First of all: each look at one costs a list, and in a flood of them it would be done again at every run.
  if (run.mails.length >= MAILS_A_RUN) return keep(run, touches);
  const [subscription] = await readSubscriptions(kv, [state]);
  const to = subscription?.asked == null ? null : await openAddress(mail.keys, subscription.asked, state);
  if (to === null) return;
  // Whoever gave this address, it is not theirs to give, and there is nothing to keep it for.
  if (await isMailRefused(kv, await marksOf(mail.keys, 'refuse', to))) return removeSubscription(kv, state);
  if (authorId !== null && (await hasConfirmed(run, authorId, to))) {
    await acceptSubscription(kv, state, { to: subscription!.asked!, authorId }, now);
    return;
  }
  const contact: Contact = { kind: 'ask', to: sameAddress(to), about: authorId ?? '' };
  if (!isWithinCaps(written, contact)) return;
  // To the end of a day, so that most tries of a mail are the same mail, which a provider who took it before sends
  // once.
  const confirm = await linkTo(mail, { thread, id }, { act: 'confirm', expiresAt: endOf(now + CONFIRM_AGE), lang }, to);
  const refuse = await linkTo(mail, { thread, id }, { act: 'refuse', expiresAt: null, lang }, to);
  const words = await run.scope.memory.languages.words(run.scope.env, lang);
  const letter = confirmationOf(words, { site: mail.site, confirm, refuse });
  written.add(contact);
  run.mails.push({ ...contact, to, letter, headers: stopHeaders(refuse), touches });
}

/** The end of that day (UTC). */
function endOf(time: number): number {
  return time - (time % DAY) + DAY;
}

/** Whether this author, by the key in the browser, has confirmed this address before. One list. */
async function hasConfirmed({ scope, mail }: MailRun, authorId: string, address: string): Promise<boolean> {
  const theirs = await listAddresses(scope.kv, { kind: 'confirmed', authorId });
  for (const { to, ...ref } of theirs) {
    const known = await openAddress(mail.keys, to, ref);
    if (known !== null && sameAddress(known) === sameAddress(address)) return true;
  }
  return false;
}

// ---- telling of replies ----

/** The replies that one mail tells one reader of, all on one page. */
interface ReplyNews {
  to: string;
  /** The comment of theirs that was answered first. */
  answered: CommentState;
  replies: CommentState[];
  touches: ListedTouch[];
}

/** One mail for each reader and page, however many answered and whichever of their comments. */
async function tell(run: MailRun, replies: { state: CommentState; touches: ListedTouch[] }[]): Promise<void> {
  const { scope, mail, written } = run;
  const refs = replies.map(({ state }): CommentRef => ({ thread: state.thread, id: state.post.words.parent ?? '' }));
  const subscriptions = await readSubscriptions(scope.kv, refs);
  const parents = await readComments(scope.kv, refs);
  const newsByReader = new Map<string, ReplyNews>();
  for (const [index, { state, touches }] of replies.entries()) {
    const ref = refs[index]!;
    const answered = parents[index];
    const sealed = subscriptions[index]?.confirmed;
    const to = sealed == null ? null : await openAddress(mail.keys, sealed, ref);
    if (to === null || answered?.settled.status !== 'approved' || isOwn(state, answered)) continue;
    const key = `${ref.thread} ${sameAddress(to)}`;
    const news = newsByReader.get(key) ?? { to, answered, replies: [], touches: [] };
    news.replies.push(state);
    news.touches.push(...touches);
    newsByReader.set(key, news);
  }
  for (const news of newsByReader.values()) {
    const contact: Contact = { kind: 'reply', to: sameAddress(news.to), about: news.answered.thread };
    if (!isWithinCaps(written, contact) || run.mails.length >= MAILS_A_RUN) {
      keep(run, news.touches);
      continue;
    }
    written.add(contact);
    run.mails.push({ ...contact, to: news.to, ...(await letterOf(run, news)), touches: news.touches });
  }
}

function isOwn(reply: CommentState, answered: CommentState): boolean {
  const { authorId } = reply.post;
  return authorId !== null && authorId === answered.post.authorId;
}

async function letterOf(
  { scope, mail }: MailRun,
  { to, answered, replies }: ReplyNews,
): Promise<Pick<OutgoingMail, 'letter' | 'headers'>> {
  const { title, page, lang = '' } = answered.post;
  const stop = await linkTo(mail, answered, { act: 'stop', expiresAt: null, lang }, to);
  const items = replies.slice(0, ITEMS).map((reply): ReplyItem => {
    const { name, body } = wordsOf(reply, reply.settled.shown ?? reply.settled.newest);
    const link = `${mail.origin}${ENDPOINTS.permalink}/${reply.id}?thread=${reply.thread}`;
    return { name, text: plainText(body).replace(/\n+/g, '\n').trim(), link };
  });
  const more = replies.length - items.length;
  const words = await scope.memory.languages.words(scope.env, lang);
  const letter = repliesOf(words, { site: mail.site, title: title || withoutScheme(page), items, more, stop });
  return { letter, headers: stopHeaders(stop) };
}
