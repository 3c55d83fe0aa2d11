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
export type Answer<T> = { ok: true; value: T } | { ok: false; error: Refusal };

export interface Api {
  get<T>(path: Path, query: string): Promise<Answer<T>>;
  post<T>(path: Path, body: object): Promise<Answer<T>>;
}

const PATIENCE = 20_000;

export function apiAt(origin: string, fetch: typeof globalThis.fetch): Api {
  async function ask<T>(address: string, init: RequestInit): Promise<Answer<T>> {
    // Not AbortSignal.timeout: Safari before 16 lacks it.
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const response = await fetch(origin + address, { ...init, credentials: 'omit', signal: stop.signal });
      const json = await response.json();
      if (response.ok) return { ok: true, value: json };
      const { error } = json as ApiError;
      if (error.code) return { ok: false, error };
    } catch {
      // Down, too slow, or somebody else's answer (a captive portal, a proxy): the same to a reader.
    } finally {
      clearTimeout(timer);
    }
    return { ok: false, error: { code: 'unreachable' } };
  }
  return {
    get: (path, query) => ask(`${path}?${query}`, { cache: 'no-cache' }),
    post: (path, body) =>
      ask(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
  };
}
