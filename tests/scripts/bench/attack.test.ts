// What strangers can spend of a day, act by act: the ceilings that docs/costs.md names. `npm run bench:attack` plays
// the same days in every way of moderation; here each act has the one in which it costs most.

import { describe, expect, it } from 'vitest';
import { ACTS } from '../../../scripts/bench/attack/acts.ts';
import { playDay } from '../../../scripts/bench/attack/day.ts';
import { type Moderation, NAMES, QUOTA } from '../../../scripts/bench/attack/site.ts';

const SHARE = 0.7;
const BETWEEN_TWO_LOOKS = 0.27;
/** Whoever looks at pages spends one read each, and is let. */
const VIEWS = 20_000;

const DAYS: [act: string, moderation: Moderation, addresses: number][] = ACTS.map(({ name }) => {
  const isHeld = name === 'comments that are withdrawn' || name === 'comments in the trap';
  // Five close the day as sixteen do, and what they do before that is a third of the work.
  const isLong = isHeld || name === 'edits';
  return [name, isHeld ? 'first-time' : 'open', isLong ? 5 : 16];
});

describe.each([...DAYS, ['comments', 'all', 1] as const])(
  'a day of %s (%s, %i addresses)',
  (name, moderation, addresses) => {
    it('leaves the rest of it to those who are known, to the owner and to the sweep', async () => {
      const act = ACTS.find((each) => each.name === name)!;
      const { strangers, steepest, ...outcome } = await playDay(act, moderation, addresses);
      for (const quota of NAMES) {
        const free = quota === 'reads' && act.isPageView ? VIEWS : 0;
        expect(strangers[quota] - free, quota).toBeLessThanOrEqual(QUOTA[quota] * SHARE);
      }
      expect(steepest, 'of a quota, in five minutes').toBeLessThanOrEqual(BETWEEN_TWO_LOOKS);
      expect(outcome).toMatchObject({ knownCanWrite: true, knownIsSeen: true, ownerCanJudge: true, sweepsFailed: 0 });
    }, 120_000);
  },
);
