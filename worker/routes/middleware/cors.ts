// Which pages may read, and which may write. Anyone may read what is public; writes are for the owner's sites, named
// exactly, and for the worker's own origin. No credentials anywhere. The owner's side has no CORS and is left alone.
// Origin is no protection from spam (a script writes any it likes), only from the pages of others.
// By hand, not hono/cors: that one runs the handler for origins it refuses and has had its advisories
// (CVE-2026-54290, CVE-2026-69207); this never looks at what a preflight asks to send.

import type { Context, MiddlewareHandler } from 'hono';
import { askSites } from '../../actions/sites.ts';
import { COPY_HEADER, ENDPOINTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { isSiteOrigin } from '../../rules/page/sites.ts';
import { type AppEnv, scopeOf } from '../context.ts';

const PREFLIGHT = {
  'Access-Control-Allow-Methods': 'GET, POST, PUT, DELETE',
  'Access-Control-Allow-Headers': 'content-type',
  'Access-Control-Max-Age': '7200',
};
const EXPOSED = `ETag, Date, Retry-After, ${COPY_HEADER}`;

/** Answers preflights, and lets the page read whatever the answer is: a 304 and every error too. */
export function cors(memory: Memory): MiddlewareHandler<AppEnv> {
  return async function cors(c, next) {
    if (!isForReaders(c.req.path)) return next();
    const asked = c.req.method === 'OPTIONS' ? c.req.header('Access-Control-Request-Method') : undefined;
    // Asked before anything is done: a comment that was taken must not turn into an error because then the setting
    // cannot be read.
    const origin = await whoMay(c, memory, asked ?? c.req.method);
    if (asked !== undefined) return preflight(c, origin);
    await next();
    allow(c.res.headers, origin);
    c.res.headers.set('Access-Control-Expose-Headers', EXPOSED);
    // Readers' clocks may be wrong. Cloudflare says the time as well, but not on a developer's machine.
    c.res.headers.set('Date', new Date(memory.runtime.now()).toUTCString());
  };
}

/** Throws `forbidden_origin` where a page of elsewhere is writing. Programs that are no browsers send no Origin. */
export function knownOrigin(memory: Memory): MiddlewareHandler<AppEnv> {
  return async function knownOrigin(c, next) {
    const origin = c.req.header('Origin');
    if (origin !== undefined && !(await mayWrite(c, memory, origin))) throw new ApiError('forbidden_origin');
    await next();
  };
}

/** The value of Access-Control-Allow-Origin; null where this page may not. */
async function whoMay(c: Context<AppEnv>, memory: Memory, method: string): Promise<string | null> {
  if (method === 'GET' || method === 'HEAD') return '*';
  const origin = c.req.header('Origin');
  return origin !== undefined && (await mayWrite(c, memory, origin)) ? origin : null;
}

function preflight(c: Context<AppEnv>, origin: string | null): Response {
  const answer = c.body(null, 204);
  allow(answer.headers, origin);
  if (origin !== null) for (const [name, value] of Object.entries(PREFLIGHT)) answer.headers.set(name, value);
  return answer;
}

function allow(headers: Headers, origin: string | null): void {
  if (origin !== '*') headers.append('Vary', 'Origin');
  if (origin !== null) headers.set('Access-Control-Allow-Origin', origin);
}

async function mayWrite(c: Context<AppEnv>, memory: Memory, origin: string): Promise<boolean> {
  return origin === new URL(c.req.url).origin || askSites(scopeOf(c, memory), (sites) => isSiteOrigin(origin, sites));
}

function isForReaders(path: string): boolean {
  const isOwners = path === '/api/admin' || path.startsWith('/api/admin/');
  return (path.startsWith('/api/') && !isOwners) || path === ENDPOINTS.health;
}
