// POST /api/comments/ID/report. Read next: actions/report.ts.

import { Hono } from 'hono/tiny';
import { report } from '../../actions/report.ts';
import { ENDPOINTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { requireValid } from '../../errors.ts';
import { parseReport } from '../../rules/requests/reader.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { commentId } from '../middleware/comment-id.ts';
import { knownOrigin } from '../middleware/cors.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { visitorLimit } from '../middleware/throttle.ts';

export function reportRoutes(memory: Memory): Hono<AppEnv> {
  const gates = [commentId(), jsonBody(), knownOrigin(memory), visitorLimit(memory, 'write')] as const;
  return new Hono<AppEnv>().post(`${ENDPOINTS.comments}/:id/report`, ...gates, async (c) => {
    await report(scopeOf(c, memory), c.req.param('id'), requireValid(parseReport(c.get('json'))));
    return c.json({}, 202);
  });
}
