// What an action or a route refuses, as a code of the contract. The message is for developers and matched by nobody.
// Read next: routes/errors.ts, the only place that catches one.

import type { Captcha, ErrorCode, FieldProblems, Work } from './contract/index.ts';
import type { Result } from './rules/result.ts';

export interface ErrorDetails {
  fields?: FieldProblems;
  /** Seconds. */
  retryAfter?: number;
  work?: Work;
  captcha?: Captcha;
  /** Which comment says the same, for `duplicate`. */
  comment?: string;
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

/** What was read; throws `invalid_request` with what is wrong with its fields. */
export function requireValid<T>(read: Result<T>): T {
  if (!read.ok) throw new ApiError('invalid_request', { fields: read.error });
  return read.value;
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
