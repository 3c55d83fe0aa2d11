// PUT and DELETE /api/comments/ID/like: one reader likes a public comment, or no longer. Counted by the sweep.
// Read next: store/facts/likes.ts.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { requireCalm } from '../../actions/limits.ts';
import { ENDPOINTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { authorIdOf } from '../../rules/comment/hash.ts';
import { parseOwn } from '../../rules/requests/reader.ts';
import { readAuthor } from '../../store/facts/before-post.ts';
import { readComment } from '../../store/facts/comments.ts';
import { acceptLike } from '../../store/facts/likes.ts';
import type { AppEnv } from '../context.ts';
import { commentId } from '../middleware/comment-id.ts';
import { knownOrigin } from '../middleware/cors.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { visitorLimit } from '../middleware/throttle.ts';

const PATH = `${ENDPOINTS.comments}/:id/like` as const;

export function likeRoutes(deps: Memory): Hono<AppEnv> {
  const gates = [commentId(), jsonBody(), knownOrigin(deps), visitorLimit('write')] as const;
  return new Hono<AppEnv>()
    .put(PATH, ...gates, (c) => setLike(c, deps, c.req.param('id'), true))
    .delete(PATH, ...gates, (c) => setLike(c, deps, c.req.param('id'), false));
}

async function setLike(c: Context<AppEnv>, deps: Memory, id: string, on: boolean): Promise<Response> {
  const parsed = parseOwn(c.get('json'));
  if (!parsed.ok) throw new ApiError('invalid_request', { fields: parsed.error });
  const { thread, key } = parsed.value;
  const kv = c.env.COMMENTS;
  const now = deps.runtime.now();
  requireCalm(await deps.settings.get(kv, c.env, now), now);

  const authorId = await authorIdOf(key);
  const [state, author] = await Promise.all([readComment(kv, { thread, id }), readAuthor(kv, authorId)]);
  if (state?.settled.status !== 'approved') throw new ApiError('not_found');
  if (author.blocked) throw new ApiError('blocked');
  // Also where it seems to stand already: that read would be a minute old, and a like taken back in between be lost.
  await acceptLike(kv, { thread, id, authorId, on }, now);
  return c.body(null, 204);
}
