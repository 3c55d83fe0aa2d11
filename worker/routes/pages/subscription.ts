// GET and POST /subscription: the links in mails to readers. Programs that look after mail follow every link and run
// scripts: so a GET only asks, and there is no script to run. The one POST that needs no page is a mail program's own
// “unsubscribe” (RFC 8058): it comes from the mail's provider, without cookie or Origin, and stops or refuses, nothing
// else. Read next: actions/notices/subscription.ts.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import type { AllWords } from '../../../widget/words/language.ts';
import { confirm, findAsked, openLink, refuse, stop } from '../../actions/notices/subscription.ts';
import { ENDPOINTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { PAGES } from '../../rules/paths.ts';
import type { CommentRef } from '../../store/facts/comments.ts';
import { isMailRefused } from '../../store/facts/subscribers.ts';
import { readTitle } from '../../store/views/threads.ts';
import {
  confirmPage,
  refusePage,
  type SubscriptionOutcome,
  stopPage,
  subscriptionOutcomePage,
} from '../../views/subscription.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { statusOf } from '../errors.ts';
import { bodyLimit } from '../middleware/body-limit.ts';
import { readText } from '../middleware/form-body.ts';
import { ownerHeaders, requireSameOrigin } from '../middleware/owner.ts';
import { visitorLimit } from '../middleware/throttle.ts';
import { refusalOf, siteName, spokenTo } from '../page-answers.ts';

const MAX_FORM_BYTES = 4_096;

export function subscriptionRoutes(memory: Memory): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.onError((error, c) => answerReader(error, c, memory));
  app.use(PAGES.subscription, ownerHeaders());

  app.get(PAGES.subscription, async (c) => {
    const scope = scopeOf(c, memory);
    const { kv } = scope;
    const token = c.req.query('token') ?? '';
    const opened = await openLink(scope, token);
    const { words } = await spokenTo(c, memory);
    const page = { words, site: siteName(c), token };
    if (opened === null) return tell(c, page, 'expired');
    const { link } = opened;
    if (link.act === 'stop') return c.html(stopPage({ ...page, title: await readTitle(kv, link.thread) }));
    if (link.act === 'refuse') return c.html(refusePage({ ...page, isRefused: await isMailRefused(kv, [link.mark]) }));
    const asked = await findAsked(scope, opened);
    return typeof asked === 'string' ? tell(c, page, asked, link) : c.html(confirmPage(page));
  });

  app.post(PAGES.subscription, visitorLimit(memory, 'write'), bodyLimit(MAX_FORM_BYTES), async (c) => {
    const scope = scopeOf(c, memory);
    const body = await readText(c);
    const form = new URLSearchParams(body);
    const token = c.req.query('token') ?? form.get('token') ?? '';
    const opened = await openLink(scope, token);
    // It may come as either kind of form.
    const isOneClick = /List-Unsubscribe(=|"\r?\n\r?\n)One-Click/.test(body);
    if (!isOneClick || opened?.link.act === 'confirm') requireSameOrigin(c);
    const { words } = await spokenTo(c, memory);
    const page = { words, site: siteName(c), token };
    if (opened === null) return tell(c, page, 'expired');
    const { link } = opened;
    if (link.act === 'confirm') return tell(c, page, await confirm(scope, opened), link);
    if (link.act === 'refuse') {
      const isRefused = isOneClick || form.get('allow') !== '1';
      await refuse(scope, opened, isRefused);
      return isRefused ? c.html(refusePage({ ...page, isRefused })) : tell(c, page, 'allowed');
    }
    await stop(scope, opened, form.get('all') === '1');
    return tell(c, page, 'stopped');
  });

  return app;
}

function tell(
  c: Context<AppEnv>,
  page: { words: AllWords; site: string },
  outcome: SubscriptionOutcome,
  ref?: CommentRef,
): Response | Promise<Response> {
  const back = outcome === 'confirmed' && ref ? `${ENDPOINTS.permalink}/${ref.id}?thread=${ref.thread}` : null;
  const status = outcome === 'expired' || outcome === 'gone' ? 404 : 200;
  return c.html(subscriptionOutcomePage(page, outcome, back), status);
}

async function answerReader(thrown: unknown, c: Context<AppEnv>, memory: Memory): Promise<Response> {
  const { code } = refusalOf(thrown, c);
  const { words } = await spokenTo(c, memory);
  const outcome = code === 'too_large' ? 'expired' : 'unavailable';
  return c.html(subscriptionOutcomePage({ words, site: siteName(c) }, outcome), statusOf(code));
}
