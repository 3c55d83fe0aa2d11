// The only file with fetch. Every answer becomes a value: nothing here throws, and a network that is down is a
// code like any other. A GET is as plain as can be: without a header of ours it needs no preflight, and as it names no
// credentials it can be what a page's `<link rel=preload as=fetch crossorigin>` has begun already.

import { COPY_HEADER } from '../worker/contract/endpoints.ts';
import type { Captcha, ENDPOINTS, ErrorAnswer, Work } from '../worker/contract/index.ts';
import type { Trouble } from './words/errors.ts';

type Endpoint = (typeof ENDPOINTS)[keyof typeof ENDPOINTS];
export type Path = Endpoint | `${Endpoint}?${string}` | `${typeof ENDPOINTS.comments}/${string}`;

export interface Refusal {
  code: Trouble;
  fields?: ErrorAnswer['error']['fields'];
  /** Seconds. */
  retryAfter?: number;
  work?: Work;
  captcha?: Captcha;
  comment?: string;
}

/**
 * `value` came over the wire: its shape is the worker's word, not a fact. Where the worker could not read and answered
 * with an old copy, `copyAt` is when that copy was made.
 */
export type Answer<T> =
  | { value: T; copyAt?: string | null; error?: undefined }
  | { value?: undefined; copyAt?: undefined; error: Refusal };

/** The value of an answer without content is `{}`. */
export type Ask = <T>(path: Path, init?: RequestInit) => Promise<Answer<T>>;

const PATIENCE = 20_000;

/** `heard` is told the worker's time, as its answers have it. */
export function askerOf(origin: string, fetch: typeof globalThis.fetch, heard?: (date: string) => void): Ask {
  return async (path, init) => {
    // Not AbortSignal.timeout: Safari before 16 lacks it.
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const response = await fetch(origin + path, {
        cache: 'no-cache',
        signal: stop.signal,
        ...init,
      });
      const date = response.headers.get('date');
      if (date) heard?.(date);
      const json = response.status === 204 ? {} : await response.json();
      if (response.ok && json) return { value: json, copyAt: response.headers.get(COPY_HEADER) };
      if (json.error.code) return json;
    } catch {
      // Down, too slow, or somebody else's answer (a captive portal, a proxy): the same to a reader.
    } finally {
      clearTimeout(timer);
    }
    return { error: { code: 'unreachable' } };
  };
}

/** A request with a body, by whoever can ask. The answer is a value in any case. */
export function send<T>({ ask }: { ask: Ask }, path: Path, what: object, method = 'POST'): Promise<Answer<T>> {
  return ask<T>(path, {
    method,
    credentials: 'omit',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(what),
  });
}
