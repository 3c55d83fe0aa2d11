// Mail to readers: called by the sweep with the touches that are due. A reader who left an address with a comment is
// asked once whether it is theirs, when the comment is public, for nobody may make us write to a stranger at will; who
// has said yes is told of replies, at most one mail an hour about one page. What fails stays, and is tried again later
// and later. Nothing here is on a reader's way. (Mail that a provider takes and cannot deliver is the provider's to
// tell its owner.)
// Read next: actions/notices/reader-letters.ts, actions/notices/send-mails.ts, store/facts/subscribers.ts.

import type { Scope } from '../../deps.ts';
import { Written } from '../../rules/mail-caps.ts';
import { partition } from '../../rules/partition.ts';
import { seal, unseal } from '../../rules/signed/sealed.ts';
import { DAY } from '../../rules/time.ts';
import type { ListedTouch } from '../../store/facts/touches.ts';
import { type MailLog, putMailLog, readMailLog } from '../../store/outbox/mail-log.ts';
import { removeNews } from '../../store/outbox/owner.ts';
import { MAILS_A_RUN, type MailRun, writeLetters } from './reader-letters.ts';
import { type ReaderMail, readReaderMail } from './reader-mail.ts';
import { sendMails } from './send-mails.ts';

/** What nobody could be told by then is no news any more. */
const NEWS_FOR = 7 * DAY;
/** What is kept while mail is down: it must not fill the sweep's one list. */
const KEPT = 100;
/** Looked at in one run: the free plan has 50 requests for it and 10 ms. */
const TOUCHES_A_RUN = 40;

const WRITTEN = 'written';

export async function tellReaders(scope: Scope, touches: ListedTouch[]): Promise<void> {
  const { kv, now } = scope;
  const { readers } = await scope.settings();
  if (!readers) return removeNews(kv, touches.slice(0, KEPT));
  const [mail, log] = await Promise.all([readReaderMail(scope), readMailLog(kv)]);
  if (typeof mail === 'string' || mail.origin === '' || now < log.nextAt) return removeOldest(scope, touches);

  const written = await openWritten(mail, log, now);
  const run: MailRun = { scope, mail, written, mails: [], done: new Set(), kept: new Set() };
  // A list may still show what was done and deleted five minutes ago; what is too old is no news.
  const [over, fresh] = partition(touches, (touch) => log.done.includes(touch.name) || now - touch.time > NEWS_FOR);
  await writeLetters(run, inTurn(fresh, log).slice(0, TOUCHES_A_RUN));
  const outcome = await sendMails(run, log);
  const done = fresh.filter((touch) => run.done.has(touch) && !run.kept.has(touch));
  if (outcome !== null) {
    const nonce = scope.memory.runtime.random(new Uint8Array(12));
    const remembered = await seal(mail.keys.sealing.seal, written.text(), WRITTEN, nonce);
    await putMailLog(kv, { ...outcome, done: done.map(({ name }) => name), written: remembered });
  }
  await removeNews(kv, [...over, ...done].slice(0, 3 * KEPT));
}

/**
 * The oldest first; but where that failed others, for ten addresses that no provider takes would hold up everybody's.
 */
function inTurn(touches: ListedTouch[], { failures }: MailLog): ListedTouch[] {
  const first = touches.length === 0 ? 0 : (failures * MAILS_A_RUN) % touches.length;
  return [...touches.slice(first), ...touches.slice(0, first)];
}

/** Whom was written to lately. Where it cannot be read (another ADMIN_TOKEN) nobody was. */
async function openWritten({ keys }: ReaderMail, log: MailLog, now: number): Promise<Written> {
  return new Written(log.written === '' ? null : await unseal(keys.sealing.unseal, log.written, WRITTEN), now);
}

/** While nobody can be written to. */
async function removeOldest({ kv }: Pick<Scope, 'kv'>, touches: ListedTouch[]): Promise<void> {
  await removeNews(kv, touches.slice(0, Math.max(0, touches.length - KEPT)).slice(0, KEPT));
}
