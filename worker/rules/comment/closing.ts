// Whether a thread takes new comments, and why not. Pure: the time comes in.

import { DAY } from '../time.ts';
import type { PageState } from './facts.ts';

export interface ClosingRules {
  stop: boolean;
  closeAfterDays: number | null;
}

/** The owner's hand; the setting that stops all comments; the day that the owner gave; the thread's age. */
export type ClosedBy = 'hand' | 'stop' | 'time' | 'age';

/** The first rule that closes it, null while none does. `firstAt`: see isClosed. */
export function closedBy(
  page: PageState,
  firstAt: number | null,
  { stop, closeAfterDays }: ClosingRules,
  now: number,
): ClosedBy | null {
  if (!page.open) return 'hand';
  if (stop) return 'stop';
  if (page.closesAt !== undefined && now >= Date.parse(page.closesAt)) return 'time';
  return closeAfterDays !== null && firstAt !== null && now >= firstAt + closeAfterDays * DAY ? 'age' : null;
}

/** `firstAt` is the time of the thread's first comment: a thread's age counts from there, not from the post's. */
export function isClosed(page: PageState, firstAt: number | null, rules: ClosingRules, now: number): boolean {
  return closedBy(page, firstAt, rules, now) !== null;
}
