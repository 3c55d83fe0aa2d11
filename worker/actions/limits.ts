// What the sweep's brake stops: in a flood the rest of the day's writes are kept for those whom the owner knows, until
// KV's quotas begin anew at midnight UTC; and none of those has all of them. Read next: rules/screening/brake.ts.

import type { Scope } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { secondsLeft } from '../rules/screening/brake.ts';
import type { AuthorState } from '../store/facts/before-post.ts';
import type { Settings } from '../store/settings/settings.ts';

/** Throws `unavailable` where only authors who are known may write. */
export function requireBudget(settings: Settings, author: { known: boolean; owner: boolean }, now: number): void {
  if (settings.level === 'closed' && !author.known && !author.owner) refuse(now);
}

/** Counts what somebody writes whom the brake does not count. Throws `rate_limited`. The last of all checks. */
export function requirePace(
  { memory, now }: Pick<Scope, 'memory' | 'now'>,
  authorId: string | null,
  author: AuthorState,
): void {
  if (authorId === null || author.owner || !(author.known || author.trusted)) return;
  const retryAfter = memory.authors.take(authorId, now);
  if (retryAfter > 0) throw new ApiError('rate_limited', { retryAfter });
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
