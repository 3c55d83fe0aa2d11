// How much of the day's KV writes went to authors who are not known, and what follows from it. The free plan has 1,000
// writes a day: a flood of junk that used them up would close the comments to everybody until midnight UTC.
// Pure: the time comes in. Read next: store/sweep/brake.ts.

import { DAY, SECOND } from '../time.ts';

export type Level = 'calm' | 'work' | 'closed';

/** Writes by authors who are not known, in one day (UTC). */
export interface BrakeRules {
  /** From here on every comment needs work, and likes stop. */
  writesBeforeWork: number;
  /** From here on only authors who are known write. */
  writesBeforeClosed: number;
}

export const BRAKE_RULES: BrakeRules = { writesBeforeWork: 400, writesBeforeClosed: 700 };

/** What one accepted write of each kind costs, the publishing of it included (design: budgets). */
export const COST = { pending: 2, spam: 3, approved: 4, like: 2, edit: 2, report: 2, address: 1 } as const;

const LEVELS: readonly Level[] = ['calm', 'work', 'closed'];

/** Within a day it only rises: writes that were made stay made, also when the owner has judged them. */
export function levelOf(writes: number, before: Level, rules: BrakeRules): Level {
  const reached = writes >= rules.writesBeforeClosed ? 2 : writes >= rules.writesBeforeWork ? 1 : 0;
  return LEVELS[Math.max(reached, LEVELS.indexOf(before))]!;
}

/** The midnight before, UTC: KV's quotas begin anew there. */
export function dayOf(now: number): number {
  return now - (now % DAY);
}

/** Seconds until the quotas begin anew. */
export function secondsLeft(now: number): number {
  return Math.ceil((dayOf(now) + DAY - now) / SECOND);
}
