// From Hono's context to what an action is handed. The routes alone know requests and answers; below them nothing does.
// Read next: deps.ts for the Scope, errors.ts for how a refusal becomes an answer.

import type { Context } from 'hono';
import type { Sender } from '../actions/post-comment.ts';
import { createScope, type Memory, type Scope } from '../deps.ts';
import type { Env } from '../env.ts';

export interface AppVariables {
  /** Goes into every error answer, so that a reader's report finds its line in the log. */
  requestId: string;
  /** The body of a write, parsed; set by middleware/json-body.ts. */
  json: unknown;
  /** The site-wide limit has tripped; set by middleware/throttle.ts. */
  isBusy: boolean;
  /** Made at the first need of this request; see scopeOf. */
  scope?: Scope;
}

export interface AppEnv {
  Bindings: Env;
  Variables: AppVariables;
}

/** The same scope for the whole of a request, so that all of it happens at one time. */
export function scopeOf(c: Context<AppEnv>, memory: Memory): Scope {
  const scope = c.get('scope') ?? createScope(c.env, memory, (work) => c.executionCtx.waitUntil(work));
  c.set('scope', scope);
  return scope;
}

/** Who writes, as their request says. */
export function senderOf(c: Context<AppEnv>): Sender {
  return {
    address: c.req.header('CF-Connecting-IP'),
    userAgent: c.req.header('User-Agent'),
    origin: c.req.header('Origin'),
    isBusy: c.get('isBusy'),
  };
}
