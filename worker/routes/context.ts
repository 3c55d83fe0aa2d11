// From Hono's context to what an action is handed. The routes alone know requests and answers; below them nothing does.
// Read next: deps.ts for the Scope, errors.ts for how a refusal becomes an answer.

import type { Context } from 'hono';
import type { Customer } from '../actions/memory/ledger.ts';
import type { Sender } from '../actions/post-comment.ts';
import { ENDPOINTS } from '../contract/index.ts';
import { createScope, type Memory, type Scope } from '../deps.ts';
import type { Env } from '../env.ts';
import { visitorKey } from '../rules/screening/visitor.ts';
import { isLocal } from './middleware/https.ts';

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
  const scope = c.get('scope') ?? createScope(c.env, memory, (work) => c.executionCtx.waitUntil(work), customerOf(c));
  c.set('scope', scope);
  return scope;
}

/** A POST of what is no more than a question is a look like any other. */
const QUESTIONS: readonly string[] = [ENDPOINTS.mine, ENDPOINTS.preview];

/** Who is to pay for what the request spends; nobody on the owner's own machine, which has no quota. */
export function customerOf(c: Context<AppEnv>): Customer | null {
  if (isLocal(c)) return null;
  const looks = c.req.method === 'GET' || c.req.method === 'HEAD' || QUESTIONS.includes(c.req.path);
  return { visitor: visitorKey(c.req.header('CF-Connecting-IP')), looks };
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
