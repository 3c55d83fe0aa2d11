// What every answer of the worker carries unless its route said otherwise: it is data, never a document; it names no
// referrer; and nobody keeps it. Over https, browsers are told to stay there. Also gives each request the id that its
// error answer names.

import type { MiddlewareHandler } from 'hono';
import type { Memory } from '../../deps.ts';
import { toBase64Url } from '../../rules/signed/bytes.ts';
import type { AppEnv } from '../context.ts';
import { isHttps } from './https.ts';

const DEFAULTS = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
  'Referrer-Policy': 'no-referrer',
  'Cache-Control': 'no-store',
};

/** A year. For this host alone: the hosts above and below it may be somebody else's. */
const HSTS = 'max-age=31536000';

export function answerHeaders({ runtime }: Memory): MiddlewareHandler<AppEnv> {
  return async function answerHeaders(c, next) {
    c.set('requestId', c.req.header('CF-Ray')?.slice(0, 64) ?? toBase64Url(runtime.random(new Uint8Array(9))));
    await next();
    for (const [name, value] of Object.entries(DEFAULTS)) {
      if (!c.res.headers.has(name)) c.res.headers.set(name, value);
    }
    if (isHttps(c)) c.res.headers.set('Strict-Transport-Security', HSTS);
  };
}
