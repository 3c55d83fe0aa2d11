// When it is tried again what another side did not take.

import { describe, expect, it } from 'vitest';
import { nextTry } from '../../../worker/rules/retry-after.ts';
import { MINUTE } from '../../../worker/rules/time.ts';

/** A little less, for the sweep comes by on the minute. */
const EARLY = 30_000;

describe('what another side did not take', () => {
  it('is tried again later and later, up to six hours', () => {
    const pauses = [1, 2, 3, 8, 50].map((failures) => (nextTry(failures, undefined, 0) + EARLY) / MINUTE);
    expect(pauses).toEqual([5, 10, 20, 360, 360]);
  });

  it('waits for as long as it is asked to, and a day at most', () => {
    expect(nextTry(1, 7_200, 1_000)).toBe(1_000 + 120 * MINUTE - EARLY);
    expect(nextTry(1, 1, 0)).toBe(5 * MINUTE - EARLY);
    expect(nextTry(1, 1e9, 0)).toBe(24 * 60 * MINUTE - EARLY);
  });
});
