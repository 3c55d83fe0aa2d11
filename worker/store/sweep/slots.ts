// The sweep's timetable: what it does in every third run only, and never two of these in one run.
// Read next: store/sweep/sweep.ts.

import { HOUR, MINUTE } from '../../rules/time.ts';

/** Between two runs: the cron in wrangler.toml. Milliseconds. */
export const SWEEP_EVERY = 5 * MINUTE;

const SLOTS = ['brake', 'views', 'lessons'] as const;

/** Until each has had its run. Milliseconds. */
export const ALL_SLOTS = SLOTS.length * SWEEP_EVERY;

/** Whether this is one of the runs, one an hour, that list what there is to do whether or not they were told of it. */
export function isFullRun(now: number): boolean {
  return Math.floor(now / SWEEP_EVERY) % (HOUR / SWEEP_EVERY) === 0;
}

/** Whether the run of this time is the one for it. */
export function isSlotOf(job: (typeof SLOTS)[number], now: number): boolean {
  return Math.floor(now / SWEEP_EVERY) % SLOTS.length === SLOTS.indexOf(job);
}
