// GET and POST /thread: the thread and its form as pages, for a browser without JavaScript. Reading costs the one KV read
// that GET /api/thread costs. What is posted goes the way of POST /api/comments, with the same gates in front of it; only
// the answers are pages. A page with a form holds a ticket, so nobody may keep it.
// Read next: comments.ts, views/thread-page.ts.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import type { AppDeps, AppEnv } from '../app-env.ts';
import { ID_PATTERN, PAGES, PART_PATTERN, type Thread } from '../contract/index.ts';
import { ApiError, statusOf, toApiError } from '../errors.ts';
import { knownOrigin } from '../middleware/cors.ts';
import { formBody } from '../middleware/form-body.ts';
import { siteLimit, visitorLimit } from '../middleware/throttle.ts';
import { ASKS } from '../rules/asks.ts';
import { FRESH_PAGE } from '../rules/facts.ts';
import { makeId } from '../rules/id.ts';
import { isSiteAddress, parseSites } from '../rules/sites.ts';
import { drawHead } from '../rules/thread.ts';
import { readTicket, signTicket } from '../rules/ticket.ts';
import { readThreadView } from '../store/thread-view.ts';
import { refusalWords, type ThreadForm } from '../views/thread-form.ts';
import { absentPage, type Place, postedPage, refusedPage, threadPage } from '../views/thread-page.ts';
import { takeComment } from './comments.ts';
import { type AskedPage, readPage } from './page-query.ts';

const LABEL = 'afterword ticket v1';
const FIELDS = ['ticket', 'page', 'id', 'parent', 'name', 'url', 'email', 'asks', 'body', 'subject'] as const;
type Fields = Record<(typeof FIELDS)[number], string>;

const HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  // Not no-referrer: under that the form's own `Origin` is "null", which is no site's.
  'Referrer-Policy': 'same-origin',
};

export function threadPageRoutes(deps: AppDeps): Hono<AppEnv> {
  const app = new Hono<AppEnv>();
  app.onError(async (error, c) => answerRefused(error, c, deps));

  app.get(PAGES.thread, async (c) => {
    const { page: address, id, part: asked, reply } = c.req.query();
    const page = await readPage({ page: address, id }, c.env);
    if (!page.ok) throw new ApiError('invalid_request', { fields: page.error });
    if (asked !== undefined && !PART_PATTERN.test(asked)) throw new ApiError('not_found');
    const part = asked === undefined ? undefined : Number(asked);
    const view = await readThreadView(c.env.COMMENTS, page.value.thread, part);
    if (!view && part !== undefined) throw new ApiError('not_found');
    const thread = view?.thread ?? emptyThread(page.value);
    const place = placeOf(c, page.value, id, thread.title, thread.page);
    return c.html(
      threadPage({
        ...place,
        thread,
        part,
        form: await formOf(c, deps, { asked: page.value, id, thread, place, reply }),
        now: deps.runtime.now(),
      }),
      200,
      HEADERS,
    );
  });

  app.post(PAGES.thread, formBody(FIELDS), knownOrigin(), visitorLimit('write'), siteLimit(), async (c) => {
    const { comment } = await takeComment(c, deps);
    const { page: address, id, ticket, email } = fieldsOf(c);
    const now = deps.runtime.now();
    const isAsked = email !== '' && (await deps.settings.get(c.env.COMMENTS, c.env, now)).readers;
    const page = await readPage({ page: address, id }, c.env);
    const place = page.ok ? placeOf(c, page.value, id, await titleIn(c, deps, ticket)) : nowhere;
    return c.html(postedPage(place, comment, { isAsked, now }), 201, HEADERS);
  });

  return app;
}

const nowhere: Place = { post: null, title: '', address: PAGES.thread, feed: '' };

function placeOf(c: Context<AppEnv>, asked: AskedPage, id: string | undefined, title: string, at?: string): Place {
  const query = new URLSearchParams({ page: asked.address, ...(id && { id }) });
  const post = at || asked.address;
  return {
    post: isSiteAddress(post, parseSites(c.env.SITES)) ? post : null,
    title,
    address: `${PAGES.thread}?${query}`,
    feed: `${PAGES.feed}?${query}`,
  };
}

/** A page that nobody wrote about yet looks like any other. */
function emptyThread({ thread, address }: AskedPage): Thread {
  return drawHead({ thread, page: address, title: '', state: FRESH_PAGE, asks: ASKS }, [], new Map(), 0);
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
async function formOf(c: Context<AppEnv>, deps: AppDeps, question: FormQuestion): Promise<ThreadForm | string> {
  const { asked, id, thread, reply } = question;
  const isPast = thread.closesAt !== undefined && deps.runtime.now() >= Date.parse(thread.closesAt);
  if (!thread.open || isPast) return 'Comments on this page are closed.';
  if (!asked.isOnSite) return 'Readers can write here once the page is online.';
  const ticket = await ticketFor(c, deps, { ...asked, title: thread.title });
  if (ticket === null) return 'Comments cannot be taken just now.';
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

/** Asks for no work, which only a script can do; where it is asked for, the POST is refused in words. */
async function ticketFor(c: Context<AppEnv>, { secrets, runtime }: AppDeps, page: AskedPage): Promise<string | null> {
  const keys = await secrets.signingKeys(c.env, LABEL);
  if (keys === null) return null;
  const { thread, address, title } = page;
  const now = runtime.now();
  const id = makeId(now, runtime.random(new Uint8Array(10)));
  return signTicket({ thread, address, title, id, issuedAt: now, bits: 0 }, keys.sign);
}

/** What the page is called, as a ticket of ours says: the form could say anything. */
async function titleIn(c: Context<AppEnv>, { secrets, runtime }: AppDeps, ticket: string): Promise<string> {
  const keys = await secrets.signingKeys(c.env, LABEL);
  const read = keys && (await readTicket(ticket, keys.verify, runtime.now()));
  return read?.ok ? read.value.title : '';
}

function fieldsOf(c: Context<AppEnv>): Fields {
  return c.get('json') as Fields;
}

// ---- when it does not go well ----

/** Nothing is read from KV here: what was refused before its ticket had passed must cost nothing. */
async function answerRefused(thrown: unknown, c: Context<AppEnv>, deps: AppDeps): Promise<Response> {
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
  const page = await readPage({ page: typed.page, id: typed.id }, c.env);
  if (!page.ok || !page.value.isOnSite) return c.html(refusedPage(nowhere, said, null), status, HEADERS);

  const isTicketBad = code === 'bad_ticket' || code === 'expired_ticket';
  // What can be sent again goes with its own ticket: should it have been kept after all, it is not kept twice.
  const ticket = isTicketBad ? await ticketFor(c, deps, page.value) : (typed.ticket ?? null);
  const { name = '', url = '', body = '', parent = '', id } = typed;
  const email = typed.asks === 'email' ? (typed.email ?? '') : undefined;
  const isParentGone = details.fields?.parent !== undefined || !ID_PATTERN.test(parent);
  const form = ticket !== null && {
    action: PAGES.thread,
    ticket,
    page: page.value.address,
    ...(id && { id }),
    ...(!isParentGone && { parent: { id: parent } }),
    typed: { name, url, email, body },
    fields: details.fields ?? {},
  };
  const place = placeOf(c, page.value, id, await titleIn(c, deps, typed.ticket ?? ''));
  return c.html(refusedPage(place, said, form || null), status, HEADERS);
}
