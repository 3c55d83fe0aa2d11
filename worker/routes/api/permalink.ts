// GET /c/ID?thread=T: a comment's address that outlives its page's. It leads to where the page is now, if that is on
// one of the site's origins: they may have changed since, and a redirect to anywhere else would lend the worker's name
// to it. Whether the comment is public is the page's to show; here nobody learns it.

import { Hono } from 'hono/tiny';
import { pageOfThread } from '../../actions/find-thread.ts';
import { ENDPOINTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { commentLink } from '../../rules/page/page.ts';
import { THREAD_PATTERN } from '../../rules/paths.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { commentId } from '../middleware/comment-id.ts';

export function permalinkRoutes(memory: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>().get(`${ENDPOINTS.permalink}/:id`, commentId(), async (c) => {
    const thread = c.req.query('thread') ?? '';
    const page = THREAD_PATTERN.test(thread) ? await pageOfThread(scopeOf(c, memory), thread) : null;
    if (page === null) throw new ApiError('not_found');
    return c.redirect(commentLink(page, c.req.param('id')), 302);
  });
}
