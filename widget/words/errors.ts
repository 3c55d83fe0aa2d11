// What a reader is told when something is refused. One table over the closed union of codes: a code without
// words does not compile. Nothing here looks at `message`, which is for developers.

import type { ErrorCode, FieldProblems } from '../../worker/contract/index.ts';
import { type Plural, say } from './say.ts';

/** Everything that can go wrong, the network being down included. */
export type Trouble = ErrorCode | 'unreachable';

interface Refused {
  code: Trouble;
  fields?: FieldProblems | undefined;
  /** Seconds. */
  retryAfter?: number;
}

/** What words a code has: several say the same, so that a language says it once. */
export const errorWords: Record<Trouble, keyof ErrorWords> = {
  invalid_request: 'notUnderstood',
  too_large: 'tooLarge',
  unauthorized: 'ours',
  forbidden_origin: 'notHere',
  bad_ticket: 'postAgain',
  // The form waits until it is no longer too soon. The words are for the case that a wrong clock makes it wait for
  // ever.
  too_soon: 'postAgain',
  expired_ticket: 'postAgain',
  proof_required: 'postAgain',
  not_yours: 'notYours',
  blocked: 'blocked',
  thread_closed: 'closedMeanwhile',
  not_found: 'notFound',
  method_not_allowed: 'ours',
  duplicate: 'duplicate',
  stale: 'ours',
  rate_limited: 'rateLimited',
  internal: 'ours',
  unavailable: 'unavailable',
  unreachable: 'noAnswer',
};

export interface ErrorWords {
  notUnderstood: string;
  tooLarge: string;
  ours: string;
  /** Nobody can comment here: neither "there are no comments" nor a postal address. */
  notHere: string;
  postAgain: string;
  notYours: string;
  blocked: string;
  closedMeanwhile: string;
  notFound: string;
  duplicate: string;
  /** `{n}`: seconds, from 1 to 60. */
  rateLimited: Plural;
  /** The server takes no comments; the text in the box is safe. Two different words, not "save" twice. */
  unavailable: string;
  /** The server is silent. Not the word for a reply to a comment. */
  noAnswer: string;
  /** `unavailable` for more than an hour. `{time}`: a time of day, "02:00"; it is 1:00 sharp in some countries. */
  tomorrow: string;
  parentGone: string;
  nameMissing: string;
  nameLong: string;
  bodyMissing: string;
  bodyLong: Plural;
  urlWrong: string;
  emailWrong: string;
}

export const errorEnglish: ErrorWords = {
  notUnderstood: 'Something in the form was not understood. Please look it over and try again.',
  tooLarge: 'That is more than one comment can hold.',
  ours: 'Something went wrong on our side. Your words are kept; please try again.',
  notHere: 'Commenting is not available at this address.',
  postAgain: 'That did not go through. Your words are kept; please post again.',
  notYours: 'This can no longer be changed from this browser.',
  blocked: 'New comments from this browser are not accepted here.',
  closedMeanwhile: 'Comments closed while you were writing. Your words stay here for you to copy.',
  notFound: 'That comment is no longer here.',
  duplicate: 'You have already said this here. It may be waiting for approval.',
  rateLimited: {
    one: 'Many comments are coming in. Please try again in 1\u00a0second.',
    other: 'Many comments are coming in. Please try again in {n}\u00a0seconds.',
  },
  unavailable: 'Comments cannot be taken just now. Your words are kept; please try again in a minute.',
  noAnswer: 'No response. Please try again in a moment.',
  tomorrow: 'No more new comments today. Your words are kept; please post them after {time}.',
  parentGone: 'The comment you are replying to is gone. Your words are kept; you can post them as a new comment.',
  nameMissing: 'Please add a name.',
  nameLong: 'A name can have up to 80\u00a0characters.',
  bodyMissing: 'Please write a few words.',
  bodyLong: { one: 'That is 1 character too many.', other: 'That is {n} characters too many.' },
  urlWrong: 'That is not a web address.',
  emailWrong: 'That e-mail address looks incomplete.',
};

const HOUR_IN_SECONDS = 3_600;

/** Whether it is over soon, so that it is worth to try again without the reader. */
export function isPassing({ code, retryAfter = 0 }: Refused): boolean {
  return code === 'unreachable' || code === 'internal' || (code === 'unavailable' && retryAfter <= HOUR_IN_SECONDS);
}

/** `clock` writes a time of day. */
export function refusalWords(
  { code, fields, retryAfter = 60 }: Refused,
  words: ErrorWords & { code: string },
  clock: (inSeconds: number) => string,
): string {
  if (code === 'invalid_request' && fields?.parent) return words.parentGone;
  if (code === 'unavailable' && retryAfter > HOUR_IN_SECONDS)
    return say(words.tomorrow, words.code, { time: clock(retryAfter) });
  // A worker that is newer than this script may know codes that it does not.
  return say(words[errorWords[code] ?? 'ours'], words.code, { n: retryAfter });
}
