// POST /api/comments. Here stand the gates that need the request, in this order: size, JSON, origin, rate limit.
// Whatever comes after them is an action. Read next: actions/post-comment.ts.

import { Hono } from 'hono/tiny';
import { postComment } from '../../actions/post-comment.ts';
import { ENDPOINTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { type AppEnv, scopeOf, senderOf } from '../context.ts';
import { knownOrigin } from '../middleware/cors.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { siteLimit, visitorLimit } from '../middleware/throttle.ts';

export function commentRoutes(memory: Memory): Hono<AppEnv> {
  const gates = [jsonBody(), knownOrigin(memory), visitorLimit(memory, 'write'), siteLimit()] as const;
  return new Hono<AppEnv>().post(ENDPOINTS.comments, ...gates, async (c) =>
    c.json(await postComment(scopeOf(c, memory), c.get('json'), senderOf(c)), 201),
  );
}
