// How much a request may bring. Its size is counted while it arrives, because Content-Length is only a claim: that is
// why this is not hono/body-limit, which believes it. Read next: routes/middleware/json-body.ts.

import type { MiddlewareHandler } from 'hono';
import { ApiError } from '../../errors.ts';
import type { AppEnv } from '../context.ts';

/** Throws `too_large`. What comes after may read the body as often as it likes. `max`: bytes. */
export function bodyLimit(max: number): MiddlewareHandler<AppEnv> {
  return async function bodyLimit(c, next) {
    const { raw } = c.req;
    if (raw.body) c.req.raw = new Request(raw, { body: await readLimited(raw, max) });
    await next();
  };
}

/** The whole body, which cannot be read again. `max`: bytes. Throws `too_large`. */
export async function readLimited(request: Request, max: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get('Content-Length') ?? 0) > max) throw new ApiError('too_large');
  const reader = (request.body as ReadableStream<Uint8Array> | null)?.getReader();
  const bytes = new Uint8Array(max);
  let length = 0;
  if (!reader) return bytes.subarray(0, 0);
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return bytes.subarray(0, length);
    if (length + value.byteLength > max) {
      await reader.cancel();
      throw new ApiError('too_large');
    }
    bytes.set(value, length);
    length += value.byteLength;
  }
}
