// Forms that were posted without JavaScript. Any site can make a browser send one: who may is told by what is in it (a
// ticket, a link's token) or by the owner's cookie. Read next: routes/middleware/body-limit.ts.

import type { Context, MiddlewareHandler } from 'hono';
import { MAX_REQUEST_BYTES } from '../../rules/limits.ts';
import type { AppEnv } from '../context.ts';
import { bodyLimit } from './body-limit.ts';

/** A form writes every byte that is no ASCII letter as three, so what fits as JSON must fit here. */
const MAX_FORM_BYTES = 3 * MAX_REQUEST_BYTES;

/**
 * Sets `json`, where a JSON body would be, so that what comes after need not know which it was: the first value of each
 * of these fields. Throws `too_large`.
 */
export function formBody(fields: readonly string[]): MiddlewareHandler<AppEnv> {
  const limit = bodyLimit(MAX_FORM_BYTES);
  return async function formBody(c, next) {
    return limit(c, async () => {
      const form = await readForm(c);
      c.set('json', Object.fromEntries(fields.map((name) => [name, form.get(name) ?? ''])));
      await next();
    });
  };
}

/** Behind a limit, and as often as one likes. */
export async function readForm(c: Context<AppEnv>): Promise<URLSearchParams> {
  return new URLSearchParams(await readText(c));
}

export async function readText(c: Context<AppEnv>): Promise<string> {
  // Not text(): the runtime warns that a form's type is no text.
  return new TextDecoder().decode(await c.req.arrayBuffer());
}
