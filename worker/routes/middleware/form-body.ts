// Reads a form that was posted without JavaScript into the same place as a JSON body, so that what comes after need not
// know which it was. Any site can make a browser send a form: who may is told by the ticket in it.

import type { MiddlewareHandler } from 'hono';
import { MAX_REQUEST_BYTES } from '../../contract/index.ts';
import type { AppEnv } from '../context.ts';
import { readLimited } from './json-body.ts';

/** A form writes every byte that is no ASCII letter as three, so what fits as JSON must fit here. */
const MAX_FORM_BYTES = 3 * MAX_REQUEST_BYTES;

/** Sets `json`: the first value of each of these fields. Throws `too_large`. */
export function formBody(fields: readonly string[]): MiddlewareHandler<AppEnv> {
  return async function formBody(c, next) {
    const form = new URLSearchParams(new TextDecoder().decode(await readLimited(c.req.raw, MAX_FORM_BYTES)));
    c.set('json', Object.fromEntries(fields.map((name) => [name, form.get(name) ?? ''])));
    await next();
  };
}
