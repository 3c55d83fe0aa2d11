// What the desk's pages answer with where it does not go well: the sign-in, with what was typed, or what went wrong.
// Read next: routes/page-answers.ts, views/desk/sign-in.ts, views/desk/problem.ts.

import type { Context } from 'hono';
import { adminTokens } from '../../actions/memory/secrets.ts';
import { type FilledForm, problemPage } from '../../views/desk/problem.ts';
import { type SignIn, signInPage } from '../../views/desk/sign-in.ts';
import type { AppEnv } from '../context.ts';
import { readForm } from '../middleware/form-body.ts';
import { isLocal } from '../middleware/https.ts';
import { bringsSession } from '../middleware/owner.ts';
import { answerWithFailure, refusalOf, siteName } from '../page-answers.ts';

/** A path of the desk's, whatever was asked for: sign-in leads nowhere else. */
export function deskPath(c: Context<AppEnv>, path: string | null): string {
  const own = new URL(c.req.url).origin;
  if (path === null || !URL.canParse(path, own)) return '/admin';
  const url = new URL(path, own);
  const isDesk = url.origin === own && (url.pathname === '/admin' || url.pathname.startsWith('/admin/'));
  return isDesk ? url.pathname + url.search : '/admin';
}

/** What the owner had typed into a form that came after the session had ended. */
async function readTyped(c: Context<AppEnv>): Promise<FilledForm | null> {
  if (c.req.method !== 'POST') return null;
  const form = await readForm(c);
  return form.has('body') || c.req.path === '/admin/settings' ? { action: c.req.path, fields: [...form] } : null;
}

/** The same, as it comes back with the sign-in. It leads nowhere but to the desk. */
export function readKept(c: Context<AppEnv>, text: string | null): FilledForm | null {
  if (text === null) return null;
  let kept: unknown;
  try {
    kept = JSON.parse(text);
  } catch {
    return null; // not ours
  }
  const { action, fields } = (kept ?? {}) as { action?: unknown; fields?: unknown };
  if (typeof action !== 'string' || deskPath(c, action) !== action || !Array.isArray(fields)) return null;
  const isPair = (field: unknown): field is [string, string] =>
    Array.isArray(field) && field.length === 2 && field.every((each) => typeof each === 'string');
  return fields.every(isPair) ? { action, fields } : null;
}

/** The desk's onError. */
export async function answerWithPage(thrown: unknown, c: Context<AppEnv>): Promise<Response> {
  const error = refusalOf(thrown, c);
  const { code } = error;
  if (adminTokens(c.env).length === 0) return answerWithFailure(error, c);
  if (code === 'unauthorized') return answerToStranger(c, await readTyped(c));
  if (c.req.path === '/admin/sign-in') {
    if (code === 'rate_limited') return answerWithSignIn(c, { next: '/admin', problem: 'too_often' });
    // Not to be sent again as it was: the token belongs on no page.
    if (code === 'unavailable') return c.html(problemPage(siteName(c), { code, asked: '/admin' }), 503);
  }
  return answerWithFailure(error, c);
}

export function answerWithSignIn(
  c: Context<AppEnv>,
  page: Omit<SignIn, 'site' | 'filled'>,
): Response | Promise<Response> {
  // Only where nobody but the developer can ask: the token is the whole of the owner's power.
  const filled = c.env.DEVELOPMENT === 'true' && isLocal(c) ? adminTokens(c.env)[0] : undefined;
  const status = page.problem === 'too_often' ? 429 : 401;
  return c.html(signInPage({ site: siteName(c), ...page, ...(filled !== undefined && { filled }) }), status);
}

function answerToStranger(c: Context<AppEnv>, kept: FilledForm | null): Response | Promise<Response> {
  const isGet = c.req.method === 'GET' || c.req.method === 'HEAD';
  const { pathname, search } = new URL(c.req.url);
  // A form comes from a page of the desk's, though its browser may have dropped the cookie when the session ended.
  const wasSignedIn = !isGet || bringsSession(c);
  return answerWithSignIn(c, {
    next: isGet ? deskPath(c, pathname + search) : '/admin',
    ...(wasSignedIn && { problem: 'signed_out' }),
    ...(kept && { kept }),
    again: !wasSignedIn && c.req.header('Sec-Fetch-Site') === 'cross-site',
  });
}
