// The two services of others that an owner may switch on: what is asked of them, and what their answers mean. Both are
// off by default, and a service that fails never refuses a comment, it only makes it wait.
// Pure: actions/third-parties.ts does the asking.

import type { Signals } from './checks.ts';

export const TURNSTILE_URL = 'https://challenges.cloudflare.com/turnstile/v0/siteverify';
export const AKISMET_URL = 'https://rest.akismet.com/1.1/comment-check';

/**
 * The reader's address is not sent along, though it may be. `attempt` is a UUID: a retry of the same post (KV failed)
 * is no second use of the token.
 */
export function turnstileForm(secret: string, token: string, attempt: string): URLSearchParams {
  return new URLSearchParams({ secret, response: token, idempotency_key: attempt });
}

/** 'silent' where the service is at fault, and not the token. */
export function readTurnstile(status: number, json: unknown): 'passed' | 'failed' | 'silent' {
  if (typeof json !== 'object' || json === null || !('success' in json)) return 'silent';
  if (json.success === true) return 'passed';
  const errors = 'error-codes' in json && Array.isArray(json['error-codes']) ? json['error-codes'] : [];
  // Of ours: a wrong secret must not turn away every reader.
  const isOurs = errors.some((code) => /^(?:internal-error|bad-request|(?:missing|invalid)-input-secret)$/.test(code));
  return status >= 500 || isOurs ? 'silent' : 'failed';
}

/** A UUID made of a hash: the same for the same ticket and token. */
export function uuidOf(hash: Uint8Array): string {
  const hex = [...hash.subarray(0, 16)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20)].join('-');
}

export interface AskedComment {
  /** The site's first origin. */
  site: string;
  page: string;
  visitor: string;
  userAgent: string;
  name: string;
  url?: string;
  email?: string;
  source: string;
  isReply: boolean;
}

/** https://akismet.com/developers/detailed-docs/comment-check/ */
export function akismetForm(key: string, asked: AskedComment): URLSearchParams {
  return new URLSearchParams({
    api_key: key,
    blog: asked.site,
    permalink: asked.page,
    user_ip: asked.visitor,
    user_agent: asked.userAgent,
    comment_type: asked.isReply ? 'reply' : 'comment',
    comment_author: asked.name,
    ...(asked.url !== undefined && { comment_author_url: asked.url }),
    ...(asked.email !== undefined && { comment_author_email: asked.email }),
    comment_content: asked.source,
  });
}

export function readAkismet(text: string, tip: string | null): NonNullable<Signals['akismet']> {
  if (text.trim() === 'false') return 'ham';
  if (text.trim() !== 'true') return 'silent';
  return tip === 'discard' ? 'certain spam' : 'spam';
}
