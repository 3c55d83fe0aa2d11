// What is answered with a page rather than with JSON: how the site is called on it, and what it says where something
// went wrong. Read next: routes/errors.ts, routes/desk/answers.ts for what the desk adds.

import type { Context } from 'hono';
import { adminTokens } from '../actions/memory/secrets.ts';
import { nameOfSite } from '../actions/sites.ts';
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
  const more =
    c.req.method === 'POST'
      ? { again: { action: pathname, fields: [...(await readForm(c))] } }
      : { asked: pathname + search };
  return c.html(problemPage(site, { code, ...more }), 503);
}
