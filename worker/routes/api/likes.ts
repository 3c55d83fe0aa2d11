// PUT and DELETE /api/comments/ID/like. Read next: actions/like.ts.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { like } from '../../actions/like.ts';
import { ENDPOINTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { requireValid } from '../../errors.ts';
import { parseOwn } from '../../rules/requests/reader.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { commentId } from '../middleware/comment-id.ts';
import { knownOrigin } from '../middleware/cors.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { visitorLimit } from '../middleware/throttle.ts';

const PATH = `${ENDPOINTS.comments}/:id/like` as const;

export function likeRoutes(memory: Memory): Hono<AppEnv> {
  const gates = [commentId(), jsonBody(), knownOrigin(memory), visitorLimit(memory, 'write')] as const;
  const setLike = async (c: Context<AppEnv>, id: string, on: boolean) => {
    await like(scopeOf(c, memory), id, requireValid(parseOwn(c.get('json'))), on);
    return c.body(null, 204);
  };
  return new Hono<AppEnv>()
    .put(PATH, ...gates, (c) => setLike(c, c.req.param('id'), true))
    .delete(PATH, ...gates, (c) => setLike(c, c.req.param('id'), false));
}
