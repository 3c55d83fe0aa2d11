// What a reader is told when something is refused. One table over the closed union of codes: a code without
// words does not compile. Nothing here looks at `message`, which is for developers.

import type { ErrorCode } from '../../worker/contract/index.ts';
import type { Refusal } from '../api.ts';
import { type Plural, say } from './say.ts';

/** Everything that can go wrong, the network being down included. */
export type Trouble = ErrorCode | 'unreachable';

const ours = 'Something went wrong on our side. Your words are kept; please try again.';
const again = 'That did not go through. Your words are kept; please post again.';

export const errorWords: Record<Trouble, string | Plural> = {
  invalid_request: 'Something in the form was not understood. Please look it over and try again.',
  too_large: 'That is more than one comment can hold.',
  unauthorized: ours,
  forbidden_origin: 'Comments are not available at this address.',
  bad_ticket: again,
  // The form waits this one out; the words are for a clock that never gets there.
  too_soon: again,
  expired_ticket: again,
  proof_required: again,
  not_yours: 'This can no longer be changed from this browser.',
  blocked: 'New comments from this browser are not accepted here.',
  thread_closed: 'Comments closed while you were writing. Your words stay here for you to copy.',
  not_found: 'That comment is no longer here.',
  method_not_allowed: ours,
  duplicate: 'You have already said this here. It may be waiting for approval.',
  stale: ours,
  rate_limited: {
    one: 'Many comments are coming in. Please try again in 1 second.',
    other: 'Many comments are coming in. Please try again in {n} seconds.',
  },
  internal: ours,
  unavailable: 'Comments cannot be saved just now. Your words are kept; please try again in a minute.',
  unreachable: 'No answer yet. Your comment is kept here; please post it again in a moment.',
};

/** Beside a field, or for one special case of a code. */
export const fieldWords = {
  nameMissing: 'Please add a name.',
  nameLong: 'A name can have up to 80 characters.',
  bodyMissing: 'Please write a few words.',
  bodyLong: {
    one: 'That is 1 character too many.',
    other: 'That is {n} characters too many.',
  } as Plural,
  url: 'A web address starts with https://',
  parent: 'The comment you answer is gone. Your words are kept; you can post them as a new comment.',
  /** `unavailable` for more than an hour. */
  tomorrow: 'No more new comments today. Your words are kept; please post them after {name}.',
};

const HOUR = 3_600;

/** `now` in milliseconds; `code` is the language of these words. */
export function refusalWords({ code, fields, retryAfter = 60 }: Refusal, now: number, language: string): string {
  if (code === 'invalid_request' && fields?.parent) return fieldWords.parent;
  if (code === 'unavailable' && retryAfter > HOUR) {
    const then = new Date(now + retryAfter * 1000);
    return say(fieldWords.tomorrow, language, { name: then.toLocaleTimeString([], { timeStyle: 'short' }) });
  }
  // A worker that is newer than this script may know codes that it does not.
  return say(errorWords[code] ?? errorWords.internal, language, { n: retryAfter });
}
