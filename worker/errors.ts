// From whatever was thrown to the contract's error answer. `ApiError` is thrown in routes and middleware only and
// caught here only; one switch maps a code to its status. The message is for developers and matched by nobody.
// Nothing of an unforeseen error leaves the worker but its request id.

import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { ApiError as ApiErrorBody, Captcha, ErrorCode, FieldProblems, Work } from './contract/index.ts';
import type { AppEnv } from './deps.ts';
import { StoreError } from './store/kv/errors.ts';

export interface ErrorDetails {
  fields?: FieldProblems;
  /** Seconds. */
  retryAfter?: number;
  work?: Work;
  captcha?: Captcha;
  /** Methods that the address takes, for `method_not_allowed`. */
  allow?: string[];
  /** For developers, where the code's own sentence says too little. */
  message?: string;
  cause?: unknown;
}

export class ApiError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}) {
    super(details.message ?? MESSAGES[code], { cause: details.cause });
    this.name = 'ApiError';
    this.code = code;
    this.details = details;
  }
}

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
  const { fields, retryAfter, work, captcha, allow } = error.details;
  const body: ApiErrorBody = {
    error: {
      code: error.code,
      message: error.message,
      requestId: c.get('requestId'),
      ...(fields && { fields }),
      ...(retryAfter !== undefined && { retryAfter }),
      ...(work && { work }),
      ...(captcha && { captcha }),
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

const MESSAGES: Record<ErrorCode, string> = {
  invalid_request: 'The request is not as the contract describes it; `fields` says where.',
  too_large: 'The body is larger than 32 KiB.',
  unauthorized: "This needs the owner's session or token.",
  forbidden_origin: 'This page is not on one of the origins in SITES, nor on a further site of the desk’s.',
  bad_ticket: 'The ticket is missing, was not issued here, or was used for other words.',
  too_soon: 'The ticket is too young; try again after `retryAfter` seconds.',
  expired_ticket: 'The ticket is older than 24 hours; ask for another.',
  proof_required: 'Work is asked for: find n such that SHA-256(ticket + "." + n) begins with `work.bits` zero bits.',
  not_yours: 'Only the author key that wrote a comment may change it, and only for a while.',
  blocked: 'The owner blocked this author.',
  thread_closed: 'This thread takes no new comments.',
  not_found: 'There is nothing here.',
  method_not_allowed: 'This address does not take this method; see `Allow`.',
  duplicate: 'The same words by the same author are on this thread already.',
  stale: 'The words changed since they were looked at.',
  rate_limited: 'Too many requests; try again after `retryAfter` seconds.',
  internal: 'Something went wrong here.',
  unavailable: 'The store cannot be reached; nothing was saved.',
};

// The message of an error may quote what a reader wrote (JSON.parse does), so only its kind and its place are logged.
function logFault(error: unknown, c: Context<AppEnv>): void {
  const place = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  const kind = error instanceof Error ? error.name : typeof error;
  console.error(['fault', c.get('requestId'), kind, ...place].join('\n'));
}
