// Which pages may read, and which may write. Anyone may read what is public; writes are for the origins in SITES, named
// exactly, and for the worker's own. No credentials anywhere. The owner's side has no CORS and is left alone.
// Origin is no protection from spam (a script writes any it likes), only from the pages of others.
// By hand, not hono/cors: that one runs the handler for origins it refuses and has had its advisories
// (CVE-2026-54290, CVE-2026-69207); this never looks at what a preflight asks to send.

import type { Context, MiddlewareHandler } from 'hono';
import type { AppEnv } from '../app-env.ts';
import { COPY_HEADER, ENDPOINTS } from '../contract/index.ts';
import { ApiError } from '../errors.ts';
import { isSiteOrigin, parseSites } from '../rules/sites.ts';

const PREFLIGHT = {
  'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE',
  'Access-Control-Allow-Headers': 'content-type',
  'Access-Control-Max-Age': '7200',
};
const EXPOSED = `ETag, Retry-After, ${COPY_HEADER}`;

/** Answers preflights, and lets the page read whatever the answer is: a 304 and every error too. */
export function cors(): MiddlewareHandler<AppEnv> {
  return async function cors(c, next) {
    if (!isForReaders(c.req.path)) return next();
    const asked = c.req.method === 'OPTIONS' ? c.req.header('Access-Control-Request-Method') : undefined;
    if (asked !== undefined) return preflight(c, asked);
    await next();
    allow(c, c.res.headers, c.req.method);
    c.res.headers.set('Access-Control-Expose-Headers', EXPOSED);
  };
}

/** Throws `forbidden_origin` where a page of elsewhere is writing. Programs that are no browsers send no Origin. */
export function knownOrigin(): MiddlewareHandler<AppEnv> {
  return async function knownOrigin(c, next) {
    const origin = c.req.header('Origin');
    if (origin !== undefined && !mayWrite(c, origin)) throw new ApiError('forbidden_origin');
    await next();
  };
}

function preflight(c: Context<AppEnv>, method: string): Response {
  const answer = c.body(null, 204);
  if (allow(c, answer.headers, method)) {
    for (const [name, value] of Object.entries(PREFLIGHT)) answer.headers.set(name, value);
  }
  return answer;
}

function allow(c: Context<AppEnv>, headers: Headers, method: string): boolean {
  if (method === 'GET' || method === 'HEAD') {
    headers.set('Access-Control-Allow-Origin', '*');
    return true;
  }
  headers.append('Vary', 'Origin');
  const origin = c.req.header('Origin');
  if (origin === undefined || !mayWrite(c, origin)) return false;
  headers.set('Access-Control-Allow-Origin', origin);
  return true;
}

function mayWrite(c: Context<AppEnv>, origin: string): boolean {
  return origin === new URL(c.req.url).origin || isSiteOrigin(origin, parseSites(c.env.SITES));
}

function isForReaders(path: string): boolean {
  const isOwners = path === '/api/admin' || path.startsWith('/api/admin/');
  return (path.startsWith('/api/') && !isOwners) || path === ENDPOINTS.health;
}
