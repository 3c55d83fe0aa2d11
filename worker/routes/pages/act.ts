// GET and POST /act: the links in notices. Whoever has one may give its one verdict, without signing in, so that it
// works from a telephone's mail program. Programs that look after mail follow every link and run scripts: so a GET only
// asks, and there is no script to run. It acts on nothing but what the owner was told of, in the words that were shown.
// Read next: rules/signed/act-link.ts, actions/notices/tell-owner.ts.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { judge } from '../../actions/judge.ts';
import { PAGES } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { type ActLink, readAct } from '../../rules/signed/act-link.ts';
import { LABELS } from '../../rules/signed/labels.ts';
import { agrees, type CommentState, isReported, readComment, wordsOf } from '../../store/facts/comments.ts';
import { askPage, type Outcome, outcomePage } from '../../views/act.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { answerWithPage, siteName } from '../desk/answers.ts';
import { formBody } from '../middleware/form-body.ts';
import { ownerHeaders, requireSameOrigin, requireToken } from '../middleware/owner.ts';

const MAX_TOKEN = 1_000;

export function actRoutes(deps: Memory): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.onError(answerWithPage);
  app.use(PAGES.act, ownerHeaders());

  app.get(PAGES.act, async (c) => {
    const token = c.req.query('token') ?? '';
    const found = await look(c, deps, token);
    if (typeof found === 'string') return tell(c, found);
    const { act, state } = found;
    const { name, body } = wordsOf(state, state.settled.newest);
    const { post, edit, settled } = state;
    const { screening } = settled.newest.source === 'edit' && edit ? edit : post;
    const reasons = settled.newest.judged === 'approved' ? [] : screening.reasons;
    const title = post.title || post.page;
    return c.html(askPage({ site: siteName(c), token, verdict: act.verdict, name, body, title, reasons }));
  });

  app.post(PAGES.act, formBody(['token']), async (c) => {
    requireSameOrigin(c);
    const found = await look(c, deps, (c.get('json') as { token: string }).token);
    if (typeof found === 'string') return tell(c, found);
    const { verdict, thread, id, words } = found.act;
    const { failed } = await judge(scopeOf(c, deps), { comments: [{ thread, id, words }], verdict });
    const code = failed[0]?.code;
    if (code === 'unavailable') throw new ApiError('unavailable');
    return tell(c, code === 'stale' ? 'stale' : code === undefined ? verdict : 'gone');
  });

  return app;
}

/** What the link is about, or why it is about nothing any more. Nothing is read before its signature has passed. */
async function look(
  c: Context<AppEnv>,
  { secrets, runtime }: Memory,
  token: string,
): Promise<{ act: ActLink; state: CommentState } | Outcome> {
  requireToken(c);
  const keys = await secrets.signingKeys(c.env, LABELS.act);
  const act = token.length <= MAX_TOKEN && keys ? await readAct(keys.verify, token, runtime.now()) : null;
  if (act === null) return 'expired';
  const state = await readComment(c.env.COMMENTS, act);
  if (state === null || state.settled.status === 'withdrawn' || state.post.stub) return 'gone';
  const { status, newest } = state.settled;
  const waits = agrees(state, 'pending') && newest.judged !== 'approved';
  // Pressed twice, or from two devices: it is done, and says so again.
  if (act.verdict === 'approve' && status === 'approved' && newest.hash === act.words)
    return isReported(state) ? 'judged' : 'approve';
  if (act.verdict === 'spam' && status === 'spam') return 'spam';
  if (!waits && !(act.verdict === 'spam' && status === 'approved')) return 'judged';
  return newest.hash === act.words ? { act, state } : 'stale';
}

function tell(c: Context<AppEnv>, outcome: Outcome): Response | Promise<Response> {
  const status = outcome === 'expired' || outcome === 'gone' ? 404 : outcome === 'stale' ? 409 : 200;
  return c.html(outcomePage(siteName(c), outcome), status);
}
