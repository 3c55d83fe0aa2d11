// Sends the mails of one run, and says what follows from how that went: which are tried again, and when.
// Read next: rules/retry-after.ts, actions/notices/tell-readers.ts.

import type { NotSent } from '../../notify/notice.ts';
import { nextTry } from '../../rules/retry-after.ts';
import { sameAddress } from '../../rules/signed/subscription-link.ts';
import { DAY } from '../../rules/time.ts';
import type { MailLog } from '../../store/outbox/mail-log.ts';
import { NO_TRIES, type Tries } from '../../store/outbox/tries.ts';
import { keep, type MailRun } from './reader-letters.ts';

/**
 * How it went, for the record; null where there was nothing to send. What failed counts as not written, and its touches
 * are kept.
 */
export async function sendMails(run: MailRun, before: MailLog): Promise<Tries | null> {
  const { mail, mails, written } = run;
  const { now } = run.scope;
  if (mails.length === 0) return null;
  const sent = await Promise.all(mails.map(({ to, letter, headers }) => mail.send(to, letter, headers)));
  const isAlive = sent.some(({ ok }) => ok);
  // One that is refused while others go out is about its own address, and trying again would hold up everybody's.
  const works = isAlive || now - before.sentAt < DAY;
  let worst: NotSent | null = null;
  for (const [index, result] of sent.entries()) {
    if (result.ok || (isRefused(result) && works)) continue;
    const { kind, to, about, touches } = mails[index]!;
    written.remove({ kind, to: sameAddress(to), about });
    keep(run, touches);
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
