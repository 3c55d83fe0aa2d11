// What is answered with a page rather than with JSON: how the site is called on it, and what it says where something
// went wrong. Read next: routes/errors.ts, routes/desk/answers.ts for what the desk adds.

import type { Context } from 'hono';
import type { AllWords } from '../../widget/words/language.ts';
import { languageOf } from '../../widget/words/languages.ts';
import { adminTokens } from '../actions/memory/secrets.ts';
import { nameOfSite } from '../actions/sites.ts';
import type { Memory } from '../deps.ts';
import type { ApiError } from '../errors.ts';
import { problemPage } from '../views/desk/problem.ts';
import { closedPage } from '../views/desk/sign-in.ts';
import type { AppEnv } from './context.ts';
import { statusOf, toApiError } from './errors.ts';
import { readForm } from './middleware/form-body.ts';

/** What the owner calls the place: the host of the first site. */
export function siteName(c: Context<AppEnv>): string {
  return nameOfSite(c.env) ?? 'Afterword';
}

/** A page of the worker's for readers: its style and its icon, and nothing that runs. */
export const PAGE_HEADERS = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
};

/** How readers are spoken to on a page of the worker's. */
export interface SpokenTo {
  words: AllWords;
  /** The language of the page that is commented on, as whoever made the link says (`lang=`); '' where it does not. */
  lang: string;
}

/** By the link, as the widget goes by its page, and else by the browser. */
export async function spokenTo(c: Context<AppEnv>, { languages }: Pick<Memory, 'languages'>): Promise<SpokenTo> {
  const lang = langOf(c);
  const accepted = (c.req.header('Accept-Language') ?? '').split(',').map((each) => each.split(';')[0]!.trim());
  const tag = lang || accepted.find((each) => /^en\b/i.test(each) || languageOf(each));
  return { words: await languages.words(c.env, tag ?? ''), lang };
}

/** What the link says of the page's language; '' where it says nothing that could be one. */
export function langOf(c: Context<AppEnv>): string {
  const asked = c.req.query('lang') ?? '';
  return TAG_PATTERN.test(asked) ? asked.replaceAll('_', '-') : '';
}

/** BCP 47, and as themes write it. */
const TAG_PATTERN = /^[a-z]{2,8}([-_][a-z\d]{1,8}){0,4}$/i;

/** What was thrown, as the contract knows it; the answer will say when to come again. */
export function refusalOf(thrown: unknown, c: Context<AppEnv>): ApiError {
  const error = toApiError(thrown, c);
  const { retryAfter } = error.details;
  if (retryAfter !== undefined) c.header('Retry-After', String(retryAfter));
  return error;
}

/** Hono's onError on the owner's pages: says what happened, and offers to send it once more where that may help. */
export async function answerWithFailure(thrown: unknown, c: Context<AppEnv>): Promise<Response> {
  const site = siteName(c);
  const { code } = refusalOf(thrown, c);
  if (adminTokens(c.env).length === 0) return c.html(closedPage(site), 503);
  if (code !== 'unavailable') return c.html(problemPage(site, { code }), statusOf(code));
  const { pathname, search } = new URL(c.req.url);
  const fields = c.req.method === 'POST' ? [...(await readForm(c))] : null;
  // A secret belongs on no page: it is typed once more.
  const hasSecret = fields?.some(([name, value]) => isSecret(pathname, name) && value !== '');
  const more =
    fields && !hasSecret
      ? { again: { action: pathname, fields } }
      : { asked: fields === null ? pathname + search : pathname };
  return c.html(problemPage(site, { code, ...more }), 503);
}

/** The token of a link in a mail is called so too, and is on that page already. */
function isSecret(path: string, field: string): boolean {
  return field === 'mailKey' || (field === 'token' && path === '/admin/sign-in');
}
