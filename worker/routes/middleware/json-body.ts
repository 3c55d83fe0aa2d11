// Reads the body of a write: its size is counted while it arrives (Content-Length is only a claim), then it must be
// JSON, and say so: a form of another site can send text and forms without being asked, but not `application/json`.

import type { MiddlewareHandler } from 'hono';
import { MAX_REQUEST_BYTES } from '../../contract/index.ts';
import { ApiError } from '../../errors.ts';
import type { AppEnv } from '../context.ts';

/** Sets `json`; throws `too_large` and `invalid_request`. */
export function jsonBody(): MiddlewareHandler<AppEnv> {
  return async function jsonBody(c, next) {
    const bytes = await readLimited(c.req.raw, MAX_REQUEST_BYTES);
    const type = c.req.header('Content-Type') ?? '';
    if (!/^application\/json[ \t]*(;|$)/i.test(type)) {
      throw new ApiError('invalid_request', {
        fields: { request: 'wrong_type' },
        message: 'Content-Type must be application/json.',
      });
    }
    c.set('json', parseJson(bytes));
    await next();
  };
}

/** Throws `too_large`. */
export async function readLimited(request: Request, max: number): Promise<Uint8Array> {
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

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch (cause) {
    throw new ApiError('invalid_request', { fields: { request: 'malformed' }, cause });
  }
}
