// Who may use the owner's side: whoever brings ADMIN_TOKEN as a bearer token, or the session cookie that sign-in set.
// Nothing but reading is allowed from another site's page, whatever it sends (CSRF): a cookie alone proves only whose
// browser it is. Without a proper ADMIN_TOKEN nobody may. Never add CORS headers here.
// Read next: rules/signed/session.ts, routes/owner-api/index.ts, routes/desk/index.ts.

import type { Context, MiddlewareHandler } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { adminTokens, MIN_TOKEN_LENGTH } from '../../actions/memory/secrets.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { visitorKey } from '../../rules/screening/visitor.ts';
import { LABELS } from '../../rules/signed/labels.ts';
import { checkSession, LONG_SESSION_AGE, SESSION_AGE, signSession } from '../../rules/signed/session.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { isWithin, LIMIT_PERIOD } from './throttle.ts';

const COOKIE = 'afterword';
const ACCESS_HEADER = 'Cf-Access-Jwt-Assertion';

export const HOW_TO_SET = `The desk is closed until ADMIN_TOKEN is set (${MIN_TOKEN_LENGTH} characters or more): npx wrangler secret put ADMIN_TOKEN`;

/** On everything of the owner's, pages and JSON alike. */
export function ownerHeaders(): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    await next();
    const { headers } = c.res;
    headers.set(
      'Content-Security-Policy',
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    );
    headers.set('X-Content-Type-Options', 'nosniff');
    // Not no-referrer: under that a form's own `Origin` is "null", and a browser that sends no Sec-Fetch-Site could not
    // sign in. Other sites get no referrer either way. https://fetch.spec.whatwg.org/#append-a-request-origin-header
    headers.set('Referrer-Policy', 'same-origin');
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store');
  };
}

/** Lets the owner through; throws `unavailable`, `forbidden_origin`, `unauthorized` or `rate_limited` for everybody else. */
export function ownerOnly(deps: Memory): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    requireToken(c);
    if (await bearsToken(c)) return next();
    requireSameOrigin(c);
    const isOwner =
      (await hasSession(c, deps)) || (await deps.access.admits(scopeOf(c, deps), c.req.header(ACCESS_HEADER)));
    if (!isOwner) throw new ApiError('unauthorized');
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

/** Whether the request brings a right bearer token. A wrong one counts as a try to sign in. */
async function bearsToken(c: Context<AppEnv>): Promise<boolean> {
  const token = /^Bearer +(\S+) *$/i.exec(c.req.header('Authorization') ?? '')?.[1];
  if (token === undefined) return false;
  if (await isToken(c, token)) return true;
  await countTry(c, visitorOf(c));
  throw new ApiError('unauthorized');
}

/** Compares digests, so neither content nor length shows in the time it takes. */
export async function isToken(c: Context<AppEnv>, given: string): Promise<boolean> {
  const digestOfGiven = await sha256(given);
  let isRight = false;
  for (const token of adminTokens(c.env)) {
    // Not short-circuited: which of two tokens it was does not show either.
    if (isSame(digestOfGiven, await sha256(token))) isRight = true;
  }
  return isRight;
}

/** One try to sign in, of this visitor and of everybody; throws `rate_limited` when it is one too many. */
export async function countSignIn(c: Context<AppEnv>): Promise<void> {
  const visitor = visitorOf(c);
  await countTry(c, visitor);
  // Everybody shares sixteen counters, a visitor always the same one: with a single one, five wrong tries a minute from
  // anywhere would keep the owner out.
  await countTry(c, `all:${(await sha256(visitor)).at(0)! % 16}`);
}

function visitorOf(c: Context<AppEnv>): string {
  return visitorKey(c.req.header('CF-Connecting-IP'));
}

async function countTry(c: Context<AppEnv>, key: string): Promise<void> {
  if (!(await isWithin(c.env.LOGIN_LIMIT, `login:${key}`)))
    throw new ApiError('rate_limited', { retryAfter: LIMIT_PERIOD });
}

// ---- the cookie ----

/** Signs the browser in, for 12 hours or, on a device of the owner's own, 30 days. */
export async function startSession(c: Context<AppEnv>, deps: Memory, isLong: boolean): Promise<void> {
  const keys = await deps.secrets.signingKeys(c.env, LABELS.session);
  if (keys === null) throw new ApiError('unavailable', { message: HOW_TO_SET });
  const now = deps.runtime.now();
  const { epoch } = await deps.settings.get(c.env.COMMENTS, c.env, now);
  const age = isLong ? LONG_SESSION_AGE : SESSION_AGE;
  const nonce = [...deps.runtime.random(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const value = await signSession(keys.sign, { expiresAt: now + age, epoch, nonce });
  setCookie(c, COOKIE, value, { ...cookieOptions(c), maxAge: age / 1000 });
}

export function endSession(c: Context<AppEnv>): void {
  deleteCookie(c, COOKIE, cookieOptions(c));
}

/** Whether the browser brought a session's cookie at all, good or not. */
export function bringsSession(c: Context<AppEnv>): boolean {
  return readCookie(c) !== undefined;
}

export async function hasSession(c: Context<AppEnv>, deps: Memory): Promise<boolean> {
  const value = readCookie(c);
  if (value === undefined) return false;
  const keys = await deps.secrets.signingKeys(c.env, LABELS.session);
  if (keys === null) return false;
  const now = deps.runtime.now();
  const { epoch } = await deps.settings.get(c.env.COMMENTS, c.env, now);
  return checkSession(keys.verify, value, { epoch, now });
}

/** Plain http on the developer's own machine: the one place where a cookie cannot be `Secure`. */
export function isLocal(c: Context<AppEnv>): boolean {
  const { protocol, hostname } = new URL(c.req.url);
  return protocol === 'http:' && (hostname === 'localhost' || hostname === '127.0.0.1');
}

function readCookie(c: Context<AppEnv>): string | undefined {
  return isLocal(c) ? getCookie(c, COOKIE) : getCookie(c, COOKIE, 'host');
}

function cookieOptions(c: Context<AppEnv>) {
  const shared = { path: '/', httpOnly: true, sameSite: 'Strict' } as const;
  return isLocal(c) ? shared : ({ ...shared, secure: true, prefix: 'host' } as const);
}

/** In the same time wherever they differ. (Not crypto.subtle.timingSafeEqual: only Cloudflare's runtime has it.) */
function isSame(one: Uint8Array, other: Uint8Array): boolean {
  let difference = one.length ^ other.length;
  for (const [index, byte] of one.entries()) difference |= byte ^ (other[index] ?? 0);
  return difference === 0;
}

async function sha256(text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}
