// From whatever was thrown to the contract's error answer: the only place that catches an ApiError, and the one switch
// from a code to its status. Nothing of an unforeseen error leaves the worker but its request id.

import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ErrorAnswer, ErrorCode } from '../contract/index.ts';
import { ApiError } from '../errors.ts';
import { StoreError } from '../store/kv/errors.ts';
import type { AppEnv } from './context.ts';

const KV_PAUSE = 60;

/** Hono's onError. */
export function answerError(error: unknown, c: Context<AppEnv>): Response {
  return errorResponse(c, toApiError(error, c));
}

/** What was thrown, as the contract knows it. The owner's pages draw it as a page instead. */
export function toApiError(error: unknown, c: Context<AppEnv>): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof StoreError) return new ApiError('unavailable', { retryAfter: KV_PAUSE, cause: error });
  logFault(error, c);
  return new ApiError('internal', { cause: error });
}

function errorResponse(c: Context<AppEnv>, error: ApiError): Response {
  const { fields, retryAfter, work, captcha, comment, allow } = error.details;
  const body: ErrorAnswer = {
    error: {
      code: error.code,
      message: error.message,
      requestId: c.get('requestId'),
      ...(fields && { fields }),
      ...(retryAfter !== undefined && { retryAfter }),
      ...(work && { work }),
      ...(captcha && { captcha }),
      ...(comment !== undefined && { comment }),
    },
  };
  const headers = {
    ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }),
    ...(allow && { Allow: allow.join(', ') }),
  };
  return c.json(body, statusOf(error.code), headers);
}

export function statusOf(code: ErrorCode): ContentfulStatusCode {
  switch (code) {
    case 'invalid_request':
      return 400;
    case 'unauthorized':
      return 401;
    case 'forbidden_origin':
    case 'bad_ticket':
    case 'too_soon':
    case 'expired_ticket':
    case 'proof_required':
    case 'not_yours':
    case 'blocked':
    case 'thread_closed':
      return 403;
    case 'not_found':
      return 404;
    case 'method_not_allowed':
      return 405;
    case 'duplicate':
    case 'stale':
      return 409;
    case 'too_large':
      return 413;
    case 'rate_limited':
      return 429;
    case 'internal':
      return 500;
    case 'unavailable':
      return 503;
  }
}

// The message of an error may quote what a reader wrote (JSON.parse does), so only its kind and its place are logged.
function logFault(error: unknown, c: Context<AppEnv>): void {
  const place = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  const kind = error instanceof Error ? error.name : typeof error;
  console.error(['fault', c.get('requestId'), kind, ...place].join('\n'));
}
