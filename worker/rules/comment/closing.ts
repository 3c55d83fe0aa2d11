// Whether a thread takes new comments. Pure: the time comes in.

import type { PageState } from './facts.ts';

const DAY = 24 * 60 * 60_000;

export interface ClosingRules {
  stop: boolean;
  closeAfterDays: number | null;
}

/** `firstAt` is the time of the thread's first comment: a thread's age counts from there, not from the post's. */
export function isClosed(page: PageState, firstAt: number | null, rules: ClosingRules, now: number): boolean {
  if (rules.stop || !page.open) return true;
  if (page.closesAt !== undefined && now >= Date.parse(page.closesAt)) return true;
  return rules.closeAfterDays !== null && firstAt !== null && now >= firstAt + rules.closeAfterDays * DAY;
}
