// GET /c/ID?thread=T: a comment's address that outlives its page's. It leads to where the page is now, if that is on
// one of the site's origins: they may have changed since, and a redirect to anywhere else would lend the worker's name
// to it. Whether the comment is public is the page's to show; here nobody learns it.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { pageOfThread } from '../../actions/find-thread.ts';
import { ENDPOINTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { commentLink } from '../../rules/page/page.ts';
import { THREAD_PATTERN } from '../../rules/paths.ts';
import { absentPage } from '../../views/thread/thread-page.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { answerError, statusOf } from '../errors.ts';
import { commentId } from '../middleware/comment-id.ts';
import { PAGE_HEADERS, refusalOf, spokenTo } from '../page-answers.ts';

export function permalinkRoutes(memory: Memory): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.onError((error, c) => answerRefused(error, c, memory));
  return app.get(`${ENDPOINTS.permalink}/:id`, commentId(), async (c) => {
    const thread = c.req.query('thread') ?? '';
    const page = THREAD_PATTERN.test(thread) ? await pageOfThread(scopeOf(c, memory), thread) : null;
    if (page === null) throw new ApiError('not_found');
    return c.redirect(commentLink(page, c.req.param('id')), 302);
  });
}

/** A person followed a link: for a browser there is a page. */
async function answerRefused(thrown: Error, c: Context<AppEnv>, memory: Memory): Promise<Response> {
  if (!/\btext\/html\b/.test(c.req.header('Accept') ?? '')) return answerError(thrown, c);
  const { code } = refusalOf(thrown, c);
  const { words } = await spokenTo(c, memory);
  const said = code === 'not_found' ? words.notFound : words.failed;
  return c.html(absentPage(words, said), statusOf(code), { ...PAGE_HEADERS, Vary: 'Accept' });
}
