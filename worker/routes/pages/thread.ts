// GET and POST /thread: the thread and its form as pages, for a browser without JavaScript. Reading costs what
// GET /api/thread costs. What is posted goes the way of POST /api/comments, with the same gates in front of it; only
// the answers are pages. A page with a form holds a ticket, so nobody may keep it.
// Read next: actions/post-comment.ts, views/thread/thread-page.ts.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { type AskedPage, findThread, readPage } from '../../actions/find-thread.ts';
import { adminTokens } from '../../actions/memory/secrets.ts';
import { postComment } from '../../actions/post-comment.ts';
import { isOnSite } from '../../actions/sites.ts';
import { makeTicket, titleInTicket } from '../../actions/tickets.ts';
import { ID_PATTERN, PAGES, PART_PATTERN, type Thread } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { isSameHost } from '../../rules/page/sites.ts';
import { emptyThread } from '../../rules/thread/draw.ts';
import { readThreadView } from '../../store/views/head.ts';
import { refusalWords, type ThreadForm } from '../../views/thread/thread-form.ts';
import { absentPage, type Place, postedPage, refusedPage, threadPage } from '../../views/thread/thread-page.ts';
import { type AppEnv, scopeOf, senderOf } from '../context.ts';
import { statusOf, toApiError } from '../errors.ts';
import { knownOrigin } from '../middleware/cors.ts';
import { formBody } from '../middleware/form-body.ts';
import { siteLimit, visitorLimit } from '../middleware/throttle.ts';

const FIELDS = ['ticket', 'page', 'id', 'parent', 'name', 'url', 'email', 'asks', 'body', 'subject'] as const;
type Fields = Record<(typeof FIELDS)[number], string>;

const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  // Not no-referrer: under that the form's own `Origin` is "null", which is no site's.
  'Referrer-Policy': 'same-origin',
};

export function threadPageRoutes(deps: Memory): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.onError(async (error, c) => answerRefused(error, c, deps));

  app.get(PAGES.thread, async (c) => {
    const { page: address, id, part: askedPart, reply } = c.req.query();
    if (askedPart !== undefined && !PART_PATTERN.test(askedPart)) throw new ApiError('not_found');
    const part = askedPart === undefined ? undefined : Number(askedPart);
    const read = (thread: string) => readThreadView(c.env.COMMENTS, thread, part);
    const result = await findThread(scopeOf(c, deps), { page: address, id, part: askedPart }, read);
    if (!result.ok) throw new ApiError('invalid_request', { fields: result.error });
    const { page, found: view } = result.value;
    if (!view && part !== undefined) throw new ApiError('not_found');
    const thread = view?.thread ?? emptyThread(page.thread, page.address);
    // That its thread is on the host asked for is enough for a form: whether it is a site's still, the POST asks.
    const isHere = !page.isOnSite && view !== null && isSameHost(thread.page, address ?? '');
    const asked = isHere ? { ...page, address: thread.page, isOnSite: true } : page;
    const place = await placeOf(c, deps, asked, id, thread.title, thread.page);
    return c.html(
      threadPage({
        ...place,
        thread,
        part,
        form: await formOf(c, deps, { asked, id, thread, place, reply }),
        now: deps.runtime.now(),
      }),
      200,
      HEADERS,
    );
  });

  app.post(PAGES.thread, formBody(FIELDS), knownOrigin(deps), visitorLimit('write'), siteLimit(), async (c) => {
    const { comment } = await postComment(scopeOf(c, deps), c.get('json'), senderOf(c));
    const { page: address, id, ticket, email } = fieldsOf(c);
    const now = deps.runtime.now();
    const isAsked = email !== '' && (await deps.settings.get(c.env.COMMENTS, c.env, now)).readers;
    const page = await readPage(scopeOf(c, deps), { page: address, id });
    const place = page.ok
      ? await placeOf(c, deps, page.value, id, await titleInTicket(scopeOf(c, deps), ticket))
      : nowhere;
    return c.html(postedPage(place, comment, { isAsked, now }), 201, HEADERS);
  });

  return app;
}

const nowhere: Place = { post: null, title: '', address: PAGES.thread, feed: '' };

async function placeOf(
  c: Context<AppEnv>,
  deps: Memory,
  asked: AskedPage,
  id: string | undefined,
  title: string,
  at?: string,
): Promise<Place> {
  const query = new URLSearchParams({ page: asked.address, ...(id && { id }) });
  const post = at || asked.address;
  const isOn = (asked.isOnSite && isSameHost(post, asked.address)) || (await isOnSite(scopeOf(c, deps), post));
  return {
    post: isOn ? post : null,
    title,
    address: `${PAGES.thread}?${query}`,
    feed: `${PAGES.feed}?${query}`,
  };
}

interface FormQuestion {
  asked: AskedPage;
  id: string | undefined;
  thread: Thread;
  place: Place;
  /** The comment that is to be answered. */
  reply: string | undefined;
}

/** The form, or why there is none. The site's rules are not looked at here, a GET reads no settings: the POST says. */
async function formOf(c: Context<AppEnv>, deps: Memory, question: FormQuestion): Promise<ThreadForm | string> {
  const { asked, id, thread, reply } = question;
  const isPast = thread.closesAt !== undefined && deps.runtime.now() >= Date.parse(thread.closesAt);
  if (!thread.open || isPast) return 'Comments on this page are closed.';
  if (!asked.isOnSite) return 'Readers can write here once the page is online.';
  if (adminTokens(c.env).length === 0) return 'Comments cannot be taken just now.';
  // It asks for no work, which only a script can do; where it is asked for, the POST is refused in words.
  const { ticket } = await makeTicket(scopeOf(c, deps), { ...asked, title: thread.title });
  const comments = [...(thread.pinned ?? []), ...thread.comments];
  const parent = comments.find((comment) => comment.id === reply && !comment.gone);
  return {
    action: PAGES.thread,
    ticket,
    page: asked.address,
    ...(id && { id }),
    ...(parent && { parent: { id: parent.id, name: parent.author.name } }),
    typed: { name: '', url: '', email: thread.asks.includes('email') ? '' : undefined, body: '' },
    fields: {},
  };
}

function fieldsOf(c: Context<AppEnv>): Fields {
  return c.get('json') as Fields;
}

// ---- when it does not go well ----

/** Of KV nothing but the further sites is read here: what was refused before its ticket had passed must cost nothing. */
async function answerRefused(thrown: unknown, c: Context<AppEnv>, deps: Memory): Promise<Response> {
  const { code, details } = toApiError(thrown, c);
  const status = statusOf(code);
  if (details.retryAfter !== undefined) c.header('Retry-After', String(details.retryAfter));
  if (c.req.method !== 'POST') {
    const said =
      code === 'unavailable' ? 'Comments could not be loaded just now.' : 'There are no comments at this address.';
    return c.html(absentPage(said), status, HEADERS);
  }
  const said = refusalWords(code, details.fields);
  const typed: Partial<Fields> = fieldsOf(c) ?? {};
  // While KV is down it may not be known whether it is a site's. The text comes back all the same, with the ticket it had.
  const asked = await readPage(scopeOf(c, deps), { page: typed.page, id: typed.id }).catch(() => null);
  const page = asked?.ok && asked.value.isOnSite ? asked.value : null;

  const isTicketBad = code === 'bad_ticket' || code === 'expired_ticket';
  // What can be sent again goes with its own ticket: should it have been kept after all, it is not kept twice.
  const ticket = isTicketBad && page ? (await makeTicket(scopeOf(c, deps), page)).ticket : (typed.ticket ?? null);
  const { name = '', url = '', body = '', parent = '', id } = typed;
  const email = typed.asks === 'email' ? (typed.email ?? '') : undefined;
  const isParentGone = details.fields?.parent !== undefined || !ID_PATTERN.test(parent);
  const form = ticket !== null && {
    action: PAGES.thread,
    ticket,
    page: page?.address ?? typed.page ?? '',
    ...(id && { id }),
    ...(!isParentGone && { parent: { id: parent } }),
    typed: { name, url, email, body },
    fields: details.fields ?? {},
  };
  const title = await titleInTicket(scopeOf(c, deps), typed.ticket ?? '');
  const place = page ? await placeOf(c, deps, page, id, title) : nowhere;
  return c.html(refusedPage(place, said, form || null), status, HEADERS);
}
