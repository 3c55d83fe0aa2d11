// PUT and DELETE /api/comments/ID: an author changes a comment, or withdraws it. Order: size, JSON, origin, rate limit,
// fields, and then the action. Read next: actions/change-comment.ts.

import { Hono } from 'hono/tiny';
import { editComment, withdrawComment } from '../../actions/change-comment.ts';
import { ENDPOINTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { requireValid } from '../../errors.ts';
import { parseEdit, parseOwn } from '../../rules/requests/reader.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { commentId } from '../middleware/comment-id.ts';
import { knownOrigin } from '../middleware/cors.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { visitorLimit } from '../middleware/throttle.ts';

const PATH = `${ENDPOINTS.comments}/:id` as const;

export function ownRoutes(memory: Memory): Hono<AppEnv> {
  const gates = [commentId(), jsonBody(), knownOrigin(memory), visitorLimit(memory, 'write')] as const;
  return new Hono<AppEnv>()
    .put(PATH, ...gates, async (c) => {
      const request = requireValid(parseEdit(c.get('json')));
      return c.json(await editComment(scopeOf(c, memory), c.req.param('id'), request));
    })
    .delete(PATH, ...gates, async (c) => {
      const request = requireValid(parseOwn(c.get('json')));
      await withdrawComment(scopeOf(c, memory), c.req.param('id'), request);
      return c.body(null, 204);
    });
}
