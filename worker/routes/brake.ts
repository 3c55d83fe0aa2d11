// What the sweep's brake stops (design: 400 writes a day by authors who are not known, then 700): the day's writes are
// kept for those whom the owner knows, until KV's quotas begin anew at midnight UTC.

import { ApiError } from '../errors.ts';
import type { Settings } from '../store/settings.ts';

const DAY = 24 * 60 * 60_000;

/** Throws `unavailable` where only authors who are known may write. */
export function requireBudget(settings: Settings, author: { known: boolean; owner: boolean }, now: number): void {
  if (settings.level === 'closed' && !author.known && !author.owner) refuse(now);
}

/** Throws `unavailable` from the first step on: likes can wait. */
export function requireCalm(settings: Settings, now: number): void {
  if (settings.level !== 'calm') refuse(now);
}

function refuse(now: number): never {
  throw new ApiError('unavailable', {
    retryAfter: Math.ceil((DAY - (now % DAY)) / 1_000),
    message: "The day's writes are kept for authors who are known.",
  });
}
