// Nothing is done over plain http: it would carry the owner's token, an author key or an e-mail address in the open.
// Whoever reads is led to https; whatever else comes is refused before its body is looked at. Cloudflare answers http
// on a domain of one's own unless "Always Use HTTPS" is switched on there, and it is off by default.
// Read next: routes/middleware/owner.ts.

import type { Context, MiddlewareHandler } from 'hono';
import { ApiError } from '../../errors.ts';
import type { AppEnv } from '../context.ts';

/** Throws `forbidden_origin`. */
export function httpsOnly(): MiddlewareHandler<AppEnv> {
  return async function httpsOnly(c, next) {
    if (!isLocal(c) && !isHttps(c)) return leadToHttps(c);
    await next();
  };
}

/** Plain http on the developer's own machine: the one place that does without https. */
export function isLocal(c: Context<AppEnv>): boolean {
  const { protocol, hostname } = new URL(c.req.url);
  return protocol === 'http:' && (hostname === 'localhost' || hostname === '127.0.0.1');
}

// On a host other than Cloudflare a proxy may stand in front that speaks https for it. Who makes the header up over
// http deceives nobody but themselves: no form and no browser sends it.
export function isHttps(c: Context<AppEnv>): boolean {
  return new URL(c.req.url).protocol === 'https:' || c.req.header('X-Forwarded-Proto') === 'https';
}

function leadToHttps(c: Context<AppEnv>): Response {
  const isReading = c.req.method === 'GET' || c.req.method === 'HEAD';
  // A program that was led on would send the token in the open again the next time, and nobody would notice.
  if (!isReading || c.req.header('Authorization') !== undefined) {
    throw new ApiError('forbidden_origin', { message: 'This came over http. Nothing was done: please use https.' });
  }
  const url = new URL(c.req.url);
  url.protocol = 'https:';
  return c.redirect(url.href, 308);
}
