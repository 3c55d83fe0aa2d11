// POST /api/tickets: the signed permission to write one comment. Read next: actions/tickets.ts.

import { Hono } from 'hono/tiny';
import { issueTicket } from '../../actions/tickets.ts';
import { ENDPOINTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { knownOrigin } from '../middleware/cors.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { siteLimit, visitorLimit } from '../middleware/throttle.ts';

export function ticketRoutes(memory: Memory): Hono<AppEnv> {
  // The visitor before the site: one of them alone must not make it busy for everybody.
  const gates = [jsonBody(), knownOrigin(memory), visitorLimit(memory, 'ticket'), siteLimit()] as const;
  return new Hono<AppEnv>().post(ENDPOINTS.tickets, ...gates, async (c) =>
    c.json(await issueTicket(scopeOf(c, memory), c.get('json'), c.get('isBusy')), 201),
  );
}
