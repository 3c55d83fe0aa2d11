// Reads the body of a write, which must be JSON and say so: a form of another site can send text and forms without
// being asked, but not `application/json`. Read next: routes/middleware/body-limit.ts.

import type { MiddlewareHandler } from 'hono';
import { ApiError } from '../../errors.ts';
import { MAX_REQUEST_BYTES } from '../../rules/limits.ts';
import type { AppEnv } from '../context.ts';
import { readLimited } from './body-limit.ts';

/** Sets `json`; throws `too_large` and `invalid_request`. */
export function jsonBody(): MiddlewareHandler<AppEnv> {
  return async function jsonBody(c, next) {
    const bytes = await readLimited(c.req.raw, MAX_REQUEST_BYTES);
    const type = c.req.header('Content-Type') ?? '';
    if (!/^application\/json[ \t]*(;|$)/i.test(type)) {
      throw new ApiError('invalid_request', {
        fields: { request: 'wrong_type' },
        message: 'Content-Type must be application/json.',
      });
    }
    c.set('json', parseJson(bytes));
    await next();
  };
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch (cause) {
    throw new ApiError('invalid_request', { fields: { request: 'malformed' }, cause });
  }
}
