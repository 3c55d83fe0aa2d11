// What the sweep's brake stops: in a flood the rest of the day's writes are kept for those whom the owner knows, until
// KV's quotas begin anew at midnight UTC. Read next: rules/brake.ts.

import { ApiError } from '../errors.ts';
import { secondsLeft } from '../rules/brake.ts';
import type { Settings } from '../store/settings.ts';

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
    retryAfter: secondsLeft(now),
    message: "The day's writes are kept for authors who are known.",
  });
}
