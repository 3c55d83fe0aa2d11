// The two limits on readers: how often one visitor may write, and how much the whole site takes before it asks for
// work. Both are counted by the edge, per location and roughly; a binding that is absent or fails is no limit.

import type { MiddlewareHandler } from 'hono';
import { ApiError } from '../../errors.ts';
import { visitorKey } from '../../rules/screening/visitor.ts';
import type { AppEnv } from '../context.ts';

/** The bindings count over 60 s. */
export const LIMIT_PERIOD = 60;

/** Throws `rate_limited`. Each `purpose` has a bucket of its own. */
export function visitorLimit(purpose: 'write' | 'look' | 'ticket' | 'preview'): MiddlewareHandler<AppEnv> {
  return async function visitorLimit(c, next) {
    const key = `${purpose}:${visitorKey(c.req.header('CF-Connecting-IP'))}`;
    if (!(await isWithin(c.env.POST_LIMIT, key))) throw new ApiError('rate_limited', { retryAfter: LIMIT_PERIOD });
    await next();
  };
}

/** Sets `isBusy`; what follows from that is the route's to say. */
export function siteLimit(): MiddlewareHandler<AppEnv> {
  return async function siteLimit(c, next) {
    c.set('isBusy', !(await isWithin(c.env.SITE_LIMIT, 'site')));
    await next();
  };
}

export async function isWithin(limit: RateLimit | undefined, key: string): Promise<boolean> {
  if (!limit) return true;
  try {
    return (await limit.limit({ key })).success;
  } catch {
    // A counter that is out of order must not close the comments.
    return true;
  }
}
