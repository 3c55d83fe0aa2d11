// Which backups that were made by themselves are kept: those of the last seven days, and of the four weeks before that
// the last one each. Days are dates (UTC), as in `2026-11-30`. Pure. Read next: store/backup/daily.ts.

import { DAY } from './time.ts';

export const DAILY = 7;
export const WEEKLY = 4;

const DATE = /^\d{4}-\d\d-\d\d$/;

export function dateOf(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

export function isDate(text: string): boolean {
  return DATE.test(text);
}

/** Those to delete, the oldest first. */
export function daysToDelete(days: readonly string[]): string[] {
  const newestFirst = days.filter(isDate).sort().reverse();
  const before = newestFirst.slice(DAILY);
  // A week that is not over among the seven days is told by them: its last day stays when that has left them.
  const weeks = new Set(newestFirst.slice(0, DAILY).map(weekOf));
  const kept: string[] = [];
  for (const day of before) {
    if (weeks.has(weekOf(day)) || kept.length === WEEKLY) continue;
    weeks.add(weekOf(day));
    kept.push(day);
  }
  return before.filter((day) => !kept.includes(day)).reverse();
}

/** Counted from a Monday; the first of 1970 was a Thursday. */
function weekOf(day: string): number {
  return Math.floor((Date.parse(day) / DAY + 3) / 7);
}
