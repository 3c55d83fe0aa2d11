// When the words of a hidden comment are to be deleted: of removed and withdrawn ones after 25 hours, by when no ticket
// and no edit can bring them back; of spam after 30 days; of erased ones at once.
// Pure. Read next: store/sweep/drop.ts, which deletes them.

import type { Status } from '../../contract/index.ts';
import { DAY, HOUR } from '../time.ts';
import type { Entry, Settled } from './settle.ts';

export const DROP_WORDS_AFTER = 25 * HOUR;
export const DROP_SPAM_AFTER = 30 * DAY;

/** How long after the act that hid a comment; null where it is not hidden. Milliseconds. */
export function dueAfter(status: Status): number | null {
  if (status === 'spam') return DROP_SPAM_AFTER;
  return status === 'removed' || status === 'withdrawn' ? DROP_WORDS_AFTER : null;
}

/**
 * Milliseconds since 1970; 0 is at once: it was erased, or some of its words are gone already. `unknown`: screening
 * took it for spam, and of an imported comment nobody knows when; a touch does. Null: it is not hidden.
 */
export function wordsGoAt(entry: Entry, { status, goneAt }: Settled): number | 'unknown' | null {
  const wait = dueAfter(status);
  if (wait === null) return null;
  if (entry.hide?.d === 'erase' || isWordless(entry)) return 0;
  return goneAt === null ? 'unknown' : goneAt + wait;
}

/** Whether it is too late to bring it back: the sweep may have deleted its words already, where nobody sees it yet. */
export function isPastRestoring(entry: Entry, settled: Settled, now: number): boolean {
  const at = wordsGoAt(entry, settled);
  return typeof at === 'number' && at <= now;
}

function isWordless({ post, edit, owner }: Entry): boolean {
  return [post, edit, owner].some((words) => words?.x === 1);
}
