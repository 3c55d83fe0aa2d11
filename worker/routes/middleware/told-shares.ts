// Now and then an isolate tells the others what strangers have spent by it, after an answer.
// Read next: actions/memory/ledger.ts, store/sweep/brake.ts, which adds it up.

import type { MiddlewareHandler } from 'hono';
import { tellShare } from '../../actions/limits.ts';
import type { Memory } from '../../deps.ts';
import type { AppEnv } from '../context.ts';

export function toldShares(memory: Memory): MiddlewareHandler<AppEnv> {
  return async function toldShares(c, next) {
    await next();
    const telling = tellShare(c.env.COMMENTS, memory);
    if (telling) c.executionCtx.waitUntil(telling);
  };
}
