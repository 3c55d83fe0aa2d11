// The ID in an address like /api/comments/ID. What is no id has no comment, and no key is ever built of it.

import type { MiddlewareHandler } from 'hono';
import { ApiError } from '../../errors.ts';
import { ID_PATTERN } from '../../rules/paths.ts';
import type { AppEnv } from '../context.ts';

/** Throws `not_found`. */
export function commentId(): MiddlewareHandler<AppEnv> {
  return async function commentId(c, next) {
    if (!ID_PATTERN.test(c.req.param('id') ?? '')) throw new ApiError('not_found');
    await next();
  };
}
