// Each code of the contract has a status, a sentence for developers and words for readers; statuses and words are
// those of the wire's table, written out here once more so that a slip in either place shows.

import { expect, test } from 'vitest';
import { errorEnglish, errorWords } from '../../widget/words/errors.ts';
import { ERROR_CODES } from '../../worker/contract/index.ts';
import { ApiError } from '../../worker/errors.ts';
import { statusOf } from '../../worker/routes/errors.ts';

const STATUSES = {
  invalid_request: 400,
  too_large: 413,
  unauthorized: 401,
  forbidden_origin: 403,
  bad_ticket: 403,
  too_soon: 403,
  expired_ticket: 403,
  proof_required: 403,
  not_yours: 403,
  blocked: 403,
  thread_closed: 403,
  not_found: 404,
  method_not_allowed: 405,
  duplicate: 409,
  stale: 409,
  rate_limited: 429,
  internal: 500,
  unavailable: 503,
};

test('every code has the status of the wire', () => {
  expect(Object.fromEntries(ERROR_CODES.map((code) => [code, statusOf(code)]))).toEqual(STATUSES);
});

test.each(ERROR_CODES)('%s has a sentence for developers and words for readers', (code) => {
  expect(new ApiError(code).message).toMatch(/^[A-Z].*\.$/);
  const words = errorEnglish[errorWords[code]];
  const forms = typeof words === 'string' ? [words] : Object.values(words);
  for (const form of forms) expect(form).toMatch(/^[A-Z“].*[.]$/);
});
