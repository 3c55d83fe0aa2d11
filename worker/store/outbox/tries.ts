// How the last tries went of what goes out by somebody else's hand: notices to the owner, mails to readers.
// Read next: store/outbox/owner.ts, store/outbox/mail-log.ts, rules/retry-after.ts for when the next try is.

import { isRecord, isTime } from '../kv/records.ts';

/** Times are milliseconds; 0 is never. */
export interface Tries {
  failures: number;
  /** Not before. */
  nextAt: number;
  triedAt: number;
  sentAt: number;
  /** What the other side said last. */
  answer: string;
}

export const NO_TRIES: Tries = { failures: 0, nextAt: 0, triedAt: 0, sentAt: 0, answer: '' };

/** What cannot be read never happened. */
export function readTries(value: unknown): Tries {
  if (!isRecord(value)) return NO_TRIES;
  const number = (each: unknown) => (isTime(each) ? each : 0);
  return {
    failures: number(value.failures),
    nextAt: number(value.nextAt),
    triedAt: number(value.triedAt),
    sentAt: number(value.sentAt),
    answer: typeof value.answer === 'string' ? value.answer : '',
  };
}

export function textsIn(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
