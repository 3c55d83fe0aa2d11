// The limits on readers by the minute: how often one visitor may write or ask, and how much the whole site takes before
// it asks for work. Both are counted by the edge, per location and roughly. Read next: actions/limits.ts for the day's.

import type { Context, MiddlewareHandler } from 'hono';
import { isWithin, requireShare } from '../../actions/limits.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { visitorKey } from '../../rules/screening/visitor.ts';
import { type AppEnv, customerOf } from '../context.ts';

/** The bindings count over 60 s. */
export const LIMIT_PERIOD = 60;

type Purpose = 'write' | 'look' | 'ticket' | 'preview';

/**
 * Throws `rate_limited`, and `unavailable` where this visitor, or all strangers, have had their part of the day. Each
 * `purpose` has a bucket of its own.
 */
export function visitorLimit(memory: Memory, purpose: Purpose): MiddlewareHandler<AppEnv> {
  return async function visitorLimit(c, next) {
    await requireVisitorWithin(c, memory, purpose);
    await next();
  };
}

/** The same, of a request that counts as so many. */
export async function requireVisitorWithin(
  c: Context<AppEnv>,
  memory: Memory,
  purpose: Purpose,
  weight = 1,
): Promise<void> {
  const key = `${purpose}:${visitorKey(c.req.header('CF-Connecting-IP'))}`;
  const asked = Array.from({ length: weight }, () => isWithin(c.env.POST_LIMIT, key));
  const isTooOften = (await Promise.all(asked)).includes(false);
  if (isTooOften) throw new ApiError('rate_limited', { retryAfter: LIMIT_PERIOD });
  const customer = purpose === 'write' || purpose === 'look' ? customerOf(c) : null;
  if (customer) requireShare(memory, customer);
}

/** Sets `isBusy`; what follows from that is the route's to say. */
export function siteLimit(): MiddlewareHandler<AppEnv> {
  return async function siteLimit(c, next) {
    c.set('isBusy', !(await isWithin(c.env.SITE_LIMIT, 'site')));
    await next();
  };
}
