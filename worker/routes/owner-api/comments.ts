// The owner's endpoints about one comment, as JSON: own wording and pin, erasure, a reply with the badge.
// Read next: actions/owner-comment.ts, which does it.

import { Hono } from 'hono/tiny';
import { change, erase, eraseAuthor, reply } from '../../actions/owner-comment.ts';
import { ENDPOINTS, OWNER_ENDPOINTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError, requireValid } from '../../errors.ts';
import { AUTHOR_PATTERN, ID_PATTERN, THREAD_PATTERN } from '../../rules/paths.ts';
import { parseCommentChange, parseReply } from '../../rules/requests/owner.ts';
import type { CommentRef } from '../../store/facts/comments.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { jsonBody } from '../middleware/json-body.ts';

export function ownerCommentRoutes(memory: Memory): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.put(`${ENDPOINTS.ownerComments}/:thread/:id`, jsonBody(), async (c) => {
    const request = requireValid(parseCommentChange(c.get('json')));
    await change(scopeOf(c, memory), refOf(c.req.param()), request);
    return c.json({});
  });

  app.delete(`${ENDPOINTS.ownerComments}/:thread/:id`, async (c) => {
    await erase(scopeOf(c, memory), refOf(c.req.param()));
    return c.body(null, 204);
  });

  app.delete(`${OWNER_ENDPOINTS.authors}/:id/comments`, async (c) => {
    const id = c.req.param('id');
    if (!AUTHOR_PATTERN.test(id)) throw new ApiError('not_found');
    const { left } = await eraseAuthor(scopeOf(c, memory), id);
    // A hundred at once: whoever asks again erases the next.
    return left === 0 ? c.body(null, 204) : c.json({ left });
  });

  app.post(OWNER_ENDPOINTS.replies, jsonBody(), async (c) => {
    const request = requireValid(parseReply(c.get('json')));
    return c.json({ comment: await reply(scopeOf(c, memory), request) }, 201);
  });

  return app;
}

/** Throws `not_found` before a key is built of what is no name. */
function refOf({ thread = '', id = '' }: { thread?: string; id?: string }): CommentRef {
  if (!THREAD_PATTERN.test(thread) || !ID_PATTERN.test(id)) throw new ApiError('not_found');
  return { thread, id };
}
