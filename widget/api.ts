// The only file with fetch. Every answer becomes a value: nothing here throws, and a network that is down is a
// code like any other. A GET carries no header of ours, so it needs no preflight; no request carries credentials.

import type { ApiError, ENDPOINTS } from '../worker/contract/index.ts';
import type { Trouble } from './words/errors.ts';

export type Path = (typeof ENDPOINTS)[keyof typeof ENDPOINTS];

export interface Refusal {
  code: Trouble;
  fields?: ApiError['error']['fields'];
  /** Seconds. */
  retryAfter?: number;
}

/** `value` came over the wire: its shape is the worker's word, not a fact. */
export type Answer<T> = { value: T; error?: undefined } | { error: Refusal };

/** A GET with this query, or a POST of this object. */
export type Ask = <T>(path: Path, what: string | object) => Promise<Answer<T>>;

const PATIENCE = 20_000;

export function askerOf(origin: string, fetch: typeof globalThis.fetch): Ask {
  return async (path, what) => {
    // Not AbortSignal.timeout: Safari before 16 lacks it.
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    const isGet = typeof what === 'string';
    try {
      const response = await fetch(origin + path + (isGet ? `?${what}` : ''), {
        credentials: 'omit',
        signal: stop.signal,
        ...(isGet
          ? { cache: 'no-cache' }
          : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(what) }),
      });
      const json = await response.json();
      if (response.ok && json) return { value: json };
      if (json.error.code) return json;
    } catch {
      // Down, too slow, or somebody else's answer (a captive portal, a proxy): the same to a reader.
    } finally {
      clearTimeout(timer);
    }
    return { error: { code: 'unreachable' } };
  };
}
