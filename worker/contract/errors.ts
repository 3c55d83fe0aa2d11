// The closed union of everything that can go wrong on the wire. A status follows from a code
// (worker/errors.ts), words follow from a code (widget/words/errors.ts); nobody matches `message`.

import type { SettingName } from './settings.ts';

export const ERROR_CODES = [
  'invalid_request',
  'too_large',
  'unauthorized',
  'forbidden_origin',
  'bad_ticket',
  'too_soon',
  'expired_ticket',
  'proof_required',
  'not_yours',
  'blocked',
  'thread_closed',
  'not_found',
  'method_not_allowed',
  'duplicate',
  'stale',
  'rate_limited',
  'internal',
  'unavailable',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** The fields a refusal can point at. */
export type FieldName =
  | 'page'
  | 'id'
  | 'at'
  | 'title'
  | 'lang'
  | 'ticket'
  | 'key'
  | 'name'
  | 'url'
  | 'email'
  | 'body'
  | 'parent'
  | 'thread'
  | 'reason'
  | 'ids'
  | 'sources'
  | 'comments'
  | 'verdict'
  | 'words'
  | 'cursor'
  | 'status'
  | 'q'
  | 'part'
  | 'work'
  | 'captcha'
  | 'subject'
  | 'trust'
  | 'block'
  | 'me'
  | 'open'
  | 'movedTo'
  | 'closesAt'
  | 'pinned'
  | SettingName
  | 'request';

/** Why a field was refused. Words for readers hang on these, never on prose. */
export type FieldProblem = 'missing' | 'wrong_type' | 'too_long' | 'too_many' | 'malformed' | 'unknown' | 'taken';

export type FieldProblems = Partial<Record<FieldName, FieldProblem>>;

export interface ErrorAnswer {
  error: {
    code: ErrorCode;
    message: string;
    fields?: FieldProblems;
    requestId?: string;
    /** Seconds. */
    retryAfter?: number;
    work?: Work;
    captcha?: Captcha;
    /** Which comment says the same already, for `duplicate`. */
    comment?: string;
  };
}

/** Leading zero bits that SHA-256(ticket + '.' + n) must have. */
export interface Work {
  bits: number;
}

export interface Captcha {
  provider: 'turnstile';
  siteKey: string;
}
