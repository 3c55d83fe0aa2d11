// GET and POST /thread: the thread and its form as pages, for a browser without JavaScript. What is posted goes the way
// of POST /api/comments, with the same gates in front of it; only the answers are pages. A page with a form holds a
// ticket, so nobody but its reader's browser may keep it.
// Read next: actions/reading/thread-page.ts, actions/post-comment.ts, views/thread/thread-page.ts.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { postComment } from '../../actions/post-comment.ts';
import { pageOfForm, type ShownThread, showThread } from '../../actions/reading/thread-page.ts';
import { makeTicket } from '../../actions/tickets.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { beside, ID_PATTERN, PAGES, PART_PATTERN } from '../../rules/paths.ts';
import { refusalIn, type ThreadForm } from '../../views/thread/thread-form.ts';
import { absentPage, type CommentedPost, postedPage, refusedPage, threadPage } from '../../views/thread/thread-page.ts';
import { type AppEnv, scopeOf, senderOf } from '../context.ts';
import { statusOf } from '../errors.ts';
import { knownOrigin } from '../middleware/cors.ts';
import { formBody } from '../middleware/form-body.ts';
import { siteLimit, visitorLimit } from '../middleware/throttle.ts';
import { PAGE_HEADERS, refusalOf, type SpokenTo, spokenTo } from '../page-answers.ts';

const FIELDS = ['ticket', 'page', 'id', 'parent', 'name', 'url', 'email', 'asks', 'body', 'subject'] as const;
type PostedFields = Record<(typeof FIELDS)[number], string>;

const HEADERS = {
  ...PAGE_HEADERS,
  // Its ticket is one reader's, so nobody else may keep it. Her own browser may: who comes back by "back" finds the
  // page that she has read, and not a new ticket that is too young to be used.
  'Cache-Control': 'private, no-cache',
  // Not no-referrer: under that the form's own `Origin` is "null", which is no site's.
  'Referrer-Policy': 'same-origin',
};

export function threadPageRoutes(memory: Memory): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.onError((error, c) => answerRefused(error, c, memory));

  app.get(PAGES.thread, async (c) => {
    const scope = scopeOf(c, memory);
    const { page, id, part, reply } = c.req.query();
    if (part !== undefined && !PART_PATTERN.test(part)) throw new ApiError('not_found');
    const spoken = await spokenTo(c, memory);
    const shown = await showThread(scope, { page, id, part, lang: spoken.words.code });
    return c.html(
      threadPage({
        ...postOf(spoken, shown.post, shown.thread.title, shown.page.address, id),
        thread: shown.thread,
        part: part === undefined ? undefined : Number(part),
        form: typeof shown.form === 'string' ? shown.form : emptyForm(spoken, shown, shown.form.ticket, id, reply),
        now: scope.now,
      }),
      200,
      HEADERS,
    );
  });

  app.post(
    PAGES.thread,
    formBody(FIELDS),
    knownOrigin(memory),
    visitorLimit(memory, 'write'),
    siteLimit(),
    async (c) => {
      const scope = scopeOf(c, memory);
      const { comment } = await postComment(scope, c.get('json'), senderOf(c));
      const fields = fieldsOf(c);
      const isAsked = fields.email !== '' && (await scope.settings()).readers;
      const spoken = await spokenTo(c, memory);
      const named = await pageOfForm(scope, fields);
      const post = named ? postOf(spoken, named.post, named.title, named.page.address, fields.id) : nowhere(spoken);
      return c.html(postedPage(post, comment, { isAsked, now: scope.now }), 201, HEADERS);
    },
  );

  return app;
}

function nowhere(spoken: SpokenTo): CommentedPost {
  return { ...spoken, post: null, title: '', address: beside(PAGES.thread), feed: '' };
}

/** `page`, and `id` where the page has one, say which thread it is. */
function postOf(
  spoken: SpokenTo,
  post: string | null,
  title: string,
  page: string,
  id: string | undefined,
): CommentedPost {
  const { lang } = spoken;
  const query = new URLSearchParams({ page, ...(id && { id }), ...(lang && { lang }) });
  return {
    ...spoken,
    post,
    title,
    address: `${beside(PAGES.thread)}?${query}`,
    feed: `${beside(PAGES.feed)}?${query}`,
  };
}

/** `reply`: the id of the comment that is to be answered. */
function emptyForm(
  { lang }: SpokenTo,
  { thread, page }: ShownThread,
  ticket: string,
  id: string | undefined,
  reply: string | undefined,
): ThreadForm {
  const comments = [...(thread.pinned ?? []), ...thread.comments];
  const parent = comments.find((comment) => comment.id === reply && !comment.gone);
  return {
    action: actionIn(lang),
    ticket,
    page: page.address,
    ...(id && { id }),
    ...(parent && { parent: { id: parent.id, name: parent.author.name } }),
    typed: { name: '', url: '', email: thread.asks.includes('email') ? '' : undefined, body: '' },
    fields: {},
  };
}

/** The answer to the form is in the language of the form. */
function actionIn(lang: string): string {
  return lang === '' ? beside(PAGES.thread) : `${beside(PAGES.thread)}?${new URLSearchParams({ lang })}`;
}

function fieldsOf(c: Context<AppEnv>): PostedFields {
  return c.get('json') as PostedFields;
}

// ---- when it does not go well ----

/** Of KV nothing but the further sites is read: what was refused before its ticket had passed must cost nothing. */
async function answerRefused(thrown: unknown, c: Context<AppEnv>, memory: Memory): Promise<Response> {
  const { code, details } = refusalOf(thrown, c);
  const status = statusOf(code);
  const spoken = await spokenTo(c, memory);
  const { words, lang } = spoken;
  if (c.req.method !== 'POST') {
    const said = code === 'unavailable' ? words.failed : words.notHere;
    return c.html(absentPage(words, said), status, HEADERS);
  }
  const said = refusalIn(words, code, details.fields, details.retryAfter);
  const scope = scopeOf(c, memory);
  const typed: Partial<PostedFields> = fieldsOf(c) ?? {};
  // While KV is down it may not be known whether it is a site's. The text comes back all the same, with its ticket.
  const named = await pageOfForm(scope, typed).catch(() => null);
  const shown = named?.page.isOnSite ? named : null;

  const isTicketBad = code === 'bad_ticket' || code === 'expired_ticket';
  // What can be sent again goes with its own ticket: should it have been kept after all, it is not kept twice.
  const ticket =
    isTicketBad && shown
      ? (await makeTicket(scope, { ...shown.page, lang: words.code })).ticket
      : (typed.ticket ?? null);
  const { name = '', url = '', body = '', parent = '', id } = typed;
  const email = typed.asks === 'email' ? (typed.email ?? '') : undefined;
  const isParentGone = details.fields?.parent !== undefined || !ID_PATTERN.test(parent);
  const form = ticket !== null && {
    action: actionIn(lang),
    ticket,
    page: shown?.page.address ?? typed.page ?? '',
    ...(id && { id }),
    ...(!isParentGone && { parent: { id: parent } }),
    typed: { name, url, email, body },
    fields: details.fields ?? {},
  };
  const post = shown ? postOf(spoken, shown.post, shown.title, shown.page.address, id) : nowhere(spoken);
  return c.html(refusedPage(post, said, form || null), status, HEADERS);
}
