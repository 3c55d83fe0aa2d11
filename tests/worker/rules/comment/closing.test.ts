// Whether a thread is closed, and by which of the rules.

import { expect, it } from 'vitest';
import { isClosed } from '../../../../worker/rules/comment/closing.ts';
import { DAY } from '../../../../worker/rules/time.ts';

const NOW = Date.UTC(2026, 10, 20);
const OPEN = { stop: false, closeAfterDays: null };

it.each([
  ['an open page', { open: true }, null, OPEN, false],
  ['a page the owner closed', { open: false }, null, OPEN, true],
  ['a page that closes now', { open: true, closesAt: '2026-11-20T00:00:00.000Z' }, null, OPEN, true],
  ['a page that closes later', { open: true, closesAt: '2026-11-20T00:00:00.001Z' }, null, OPEN, false],
  ['any page while all comments are stopped', { open: true }, null, { ...OPEN, stop: true }, true],
  ['a thread that grew old', { open: true }, NOW - 14 * DAY, { ...OPEN, closeAfterDays: 14 }, true],
  ['a thread that is nearly old', { open: true }, NOW - 14 * DAY + 1, { ...OPEN, closeAfterDays: 14 }, false],
  ['a page without a comment, however old', { open: true }, null, { ...OPEN, closeAfterDays: 14 }, false],
] as const)('%s', (_, page, firstAt, rules, closed) => {
  expect(isClosed(page, firstAt, rules, NOW)).toBe(closed);
});
