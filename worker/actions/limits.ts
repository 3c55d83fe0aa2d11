// What stops strangers: in a flood the rest of the day is kept for those whom the owner knows, for the owner and for
// the sweep, until KV's quotas begin anew at midnight UTC. Between two looks of the sweep a limit of the edge holds
// what all strangers of one place write in a minute. And none of those who are known has all that is left.
// Read next: rules/screening/spending.ts, actions/memory/ledger.ts.

import type { Scope } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { secondsLeft } from '../rules/screening/brake.ts';
import { allowanceOf, levelAt } from '../rules/screening/spending.ts';
import { MINUTE, SECOND } from '../rules/time.ts';
import type { AuthorState } from '../store/facts/before-post.ts';
import { wakeSweep } from '../store/facts/touches.ts';
import { putShare } from '../store/settings/level.ts';
import type { Settings } from '../store/settings/settings.ts';
import { type Customer, isSpent } from './memory/ledger.ts';

type Spending = Pick<Scope, 'env' | 'memory' | 'now' | 'bill'>;
type Author = Pick<AuthorState, 'known' | 'owner'>;

export const STRANGER: Author = { known: false, owner: false };

/**
 * Before anything is read for whoever asks: throws `unavailable` where they have had their part of the day.
 */
export function requireShare(memory: Scope['memory'], customer: Customer): void {
  const now = memory.runtime.now();
  if (isSpent(memory, customer, now)) refuse(now);
}

/** As the last check before a write that costs about `price`. Throws `unavailable` and `rate_limited`. */
export async function requireBudget(scope: Spending, settings: Settings, author: Author, price: number): Promise<void> {
  if (isNoStranger(scope, author)) return;
  if (settings.level === 'closed') refuse(scope.now);
  await requireStrangers(scope, settings, price);
}

/** For who takes something back: for them there is something left when others are refused. */
export async function requireLastBudget(
  scope: Spending,
  settings: Settings & { isShut: boolean },
  author: Author,
  price: number,
): Promise<void> {
  if (isNoStranger(scope, author)) return;
  if (settings.isShut) refuse(scope.now);
  await requireStrangers(scope, settings, price);
}

/** What the owner and known authors do is on nobody's bill. */
function isNoStranger({ bill }: Spending, author: Author): boolean {
  const isKnown = author.known || author.owner;
  if (isKnown) bill?.waive();
  return isKnown;
}

async function requireStrangers(
  { env, memory, bill, now }: Spending,
  settings: Settings,
  price: number,
): Promise<void> {
  if (bill && memory.ledger.hasHadEnough(bill.customer.visitor, allowanceOf(settings))) refuse(now);
  const asked = Array.from({ length: price }, () => isWithin(env.STRANGER_LIMIT, 'strangers'));
  if ((await Promise.all(asked)).includes(false)) throw new ApiError('rate_limited', { retryAfter: MINUTE / SECOND });
}

/**
 * What strangers have spent by this isolate since the others were told last; null where that is no news. Two writes at
 * most. That it fails is no matter: this isolate knows, and the next time says all of it.
 */
export function tellShare(kv: Scope['kv'], { ledger, runtime, settings }: Scope['memory']): Promise<void> | null {
  const now = runtime.now();
  const rules = settings.last();
  const known = rules && ledger.total(rules.shares, now).units;
  // Where what the others do not know of makes the level another one.
  const isUrgent =
    known !== null && levelAt(known, 'calm', rules!) !== levelAt(known - ledger.untold(now).units, 'calm', rules!);
  const news = ledger.news(now, runtime.random, isUrgent);
  if (news === null) return null;
  return Promise.all([putShare(kv, news, now), wakeSweep(kv, now)]).then(
    () => undefined,
    () => undefined,
  );
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

/** Whether a limit of the edge lets this through. One that is absent or fails is no limit. */
export async function isWithin(limit: RateLimit | undefined, key: string): Promise<boolean> {
  if (!limit) return true;
  try {
    return (await limit.limit({ key })).success;
  } catch {
    // A counter that is out of order must not close the comments.
    return true;
  }
}

function refuse(now: number): never {
  throw new ApiError('unavailable', {
    retryAfter: secondsLeft(now),
    message: "The rest of the day's quota is kept for authors who are known.",
  });
}
