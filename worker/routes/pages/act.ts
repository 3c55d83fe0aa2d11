// GET and POST /act: the links in notices. Whoever has one may give its one verdict, without signing in, so that it
// works from a telephone's mail program. Programs that look after mail follow every link and run scripts: so a GET only
// asks, and there is no script to run. Read next: actions/notices/act-link.ts.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { type ActResult, openActLink, pressActLink } from '../../actions/notices/act-link.ts';
import type { Memory } from '../../deps.ts';
import { PAGES } from '../../rules/paths.ts';
import { askPage, outcomePage } from '../../views/act.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { formBody } from '../middleware/form-body.ts';
import { ownerHeaders, requireSameOrigin, requireToken } from '../middleware/owner.ts';
import { answerWithFailure, siteName } from '../page-answers.ts';

export function actRoutes(memory: Memory): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.onError(answerWithFailure);
  app.use(PAGES.act, ownerHeaders());

  app.get(PAGES.act, async (c) => {
    requireToken(c);
    const token = c.req.query('token') ?? '';
    const found = await openActLink(scopeOf(c, memory), token);
    return typeof found === 'string' ? tell(c, found) : c.html(askPage({ site: siteName(c), token, ...found }));
  });

  app.post(PAGES.act, formBody(['token']), async (c) => {
    requireSameOrigin(c);
    requireToken(c);
    const { token } = c.get('json') as { token: string };
    return tell(c, await pressActLink(scopeOf(c, memory), token));
  });

  return app;
}

function tell(c: Context<AppEnv>, result: ActResult): Response | Promise<Response> {
  const status = result === 'expired' || result === 'gone' ? 404 : result === 'stale' ? 409 : 200;
  return c.html(outcomePage(siteName(c), result), status);
}
