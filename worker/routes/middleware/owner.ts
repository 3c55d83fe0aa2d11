// Who may use the owner's side: whoever brings ADMIN_TOKEN as a bearer token, or the session cookie that sign-in set.
// Nothing but reading is allowed from another site's page, whatever it sends (CSRF): a cookie alone proves only whose
// browser it is. Without a proper ADMIN_TOKEN nobody may. Never add CORS headers here.
// Read next: actions/desk/sessions.ts, routes/owner-api/index.ts, routes/desk/index.ts.

import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { timingSafeEqual } from 'hono/utils/buffer';
import { beginSession, endThisSession, HOW_TO_SET, isSession } from '../../actions/desk/sessions.ts';
import { isWithin } from '../../actions/limits.ts';
import { adminTokens } from '../../actions/memory/secrets.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { visitorKey } from '../../rules/screening/visitor.ts';
import { SECOND } from '../../rules/time.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { isLocal } from './https.ts';
import { LIMIT_PERIOD } from './throttle.ts';

const COOKIE = 'afterword';
const ACCESS_HEADER = 'Cf-Access-Jwt-Assertion';

/** On everything of the owner's, pages and JSON alike. */
export function ownerHeaders(): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    headers.set(
      'Content-Security-Policy',
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types desk",
    );
    headers.set('X-Content-Type-Options', 'nosniff');
    headers.set('Cross-Origin-Opener-Policy', 'same-origin');
    // Not no-referrer: under that a form's own `Origin` is "null", and a browser that sends no Sec-Fetch-Site could not
    // sign in. Other sites get no referrer either way. https://fetch.spec.whatwg.org/#append-a-request-origin-header
    headers.set('Referrer-Policy', 'same-origin');
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
  };
}

/**
 * Lets the owner through. Throws `unavailable`, `forbidden_origin`, `unauthorized` or `rate_limited` for everybody
 * else.
 */
export function ownerOnly(memory: Memory): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    requireToken(c);
    const scope = scopeOf(c, memory);
    if (await bearsToken(c)) {
      scope.bill?.waive();
      return next();
    }
    requireSameOrigin(c);
    const isOwner = (await hasSession(c, memory)) || (await memory.access.admits(scope, c.req.header(ACCESS_HEADER)));
    if (!isOwner) throw new ApiError('unauthorized');
    scope.bill?.waive();
    await next();
  };
}

/** Fails closed: without a proper ADMIN_TOKEN there is no owner. */
export function requireToken(c: Context<AppEnv>): void {
  if (adminTokens(c.env).length === 0) throw new ApiError('unavailable', { message: HOW_TO_SET });
}

/** Whatever the content type: a form of another site needs no permission to be sent. */
export function requireSameOrigin(c: Context<AppEnv>): void {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return;
  const site = c.req.header('Sec-Fetch-Site');
  const isOwn = site === undefined ? c.req.header('Origin') === new URL(c.req.url).origin : site === 'same-origin';
  if (!isOwn) throw new ApiError('forbidden_origin', { message: 'This was sent from the page of another site.' });
}

/** Whether the request brings a right bearer token. Throws where it brings a wrong one. */
async function bearsToken(c: Context<AppEnv>): Promise<boolean> {
  const token = /^Bearer +(\S+) *$/i.exec(c.req.header('Authorization') ?? '')?.[1];
  if (token === undefined) return false;
  if (await isToken(c, token)) return true;
  await countWrongTry(c);
  throw new ApiError('unauthorized');
}

/** Whether it is a token of the owner's. The time that this takes tells nothing of one. */
export async function isToken(c: Context<AppEnv>, given: string): Promise<boolean> {
  const bytes = new TextEncoder();
  let isRight = false;
  for (const token of adminTokens(c.env)) {
    // As bytes, for then digests alone are compared: of two texts Hono compares the letters too, so their length would
    // show. Not short-circuited: which of two tokens it was does not show either.
    if (await timingSafeEqual(bytes.encode(given), bytes.encode(token))) isRight = true;
  }
  return isRight;
}

/**
 * Counts a token that was wrong; throws `rate_limited` where this visitor brings too many. A right one is never
 * counted nor refused: whatever limit stood before it, a stranger could use up and so keep the owner out. A token has
 * 32 characters or more, so that guessing needs no limit to be hopeless; this one keeps the noise down.
 */
export async function countWrongTry(c: Context<AppEnv>): Promise<void> {
  const isOneTooMany = !(await isWithin(c.env.LOGIN_LIMIT, `login:${visitorKey(c.req.header('CF-Connecting-IP'))}`));
  if (isOneTooMany) throw new ApiError('rate_limited', { retryAfter: LIMIT_PERIOD });
}

// ---- the cookie ----

/** Signs the browser in, for 12 hours or, on a device of the owner's own, 30 days. */
export async function startSession(c: Context<AppEnv>, memory: Memory, isLong: boolean): Promise<void> {
  const { value, age } = await beginSession(scopeOf(c, memory), isLong);
  setCookie(c, COOKIE, value, { ...cookieOptions(c), maxAge: age / SECOND });
}

/** The cookie goes, also where the session cannot be ended just now. */
export async function endSession(c: Context<AppEnv>, memory: Memory): Promise<void> {
  const value = readCookie(c);
  forgetSession(c);
  if (value !== undefined) await endThisSession(scopeOf(c, memory), value);
}

export function forgetSession(c: Context<AppEnv>): void {
  deleteCookie(c, COOKIE, cookieOptions(c));
}

/** Whether the browser brought a session's cookie at all, good or not. */
export function bringsSession(c: Context<AppEnv>): boolean {
  return readCookie(c) !== undefined;
}

async function hasSession(c: Context<AppEnv>, memory: Memory): Promise<boolean> {
  const value = readCookie(c);
  return value !== undefined && isSession(scopeOf(c, memory), value);
}

function readCookie(c: Context<AppEnv>): string | undefined {
  return isLocal(c) ? getCookie(c, COOKIE) : getCookie(c, COOKIE, 'host');
}

function cookieOptions(c: Context<AppEnv>) {
  const shared = { path: '/', httpOnly: true, sameSite: 'Strict' } as const;
  return isLocal(c) ? shared : ({ ...shared, secure: true, prefix: 'host' } as const);
}
