// How long ago something was, in the unit that people would say it in: 3 days. Pure: the time comes in. A span is said
// and no day of the calendar ("3 days ago", never "yesterday"), so that it is true whatever the reader's time zone is.
// Read next: `ago` of words/english.ts, which has the words.

import type { Plural } from './say.ts';

// From the longest; in seconds. A month and a year as long as they are on average.
const UNITS = { year: 31_557_600, month: 2_629_800, week: 604_800, day: 86_400, hour: 3_600, minute: 60 };

export type Unit = keyof typeof UNITS | 'second';

/** The words of each. Of seconds there is only 0, which is "just now". */
export type Ago = Record<Unit, Plural>;

/** `iso` in words, as of `now`. What is no date, or still to come, is just now. */
export function since(iso: string, now: number): [unit: Unit, n: number] {
  const seconds = (now - Date.parse(iso)) / 1000;
  const [unit, length] = Object.entries(UNITS).find(([, length]) => seconds >= length) ?? ['second', 0];
  return [unit as Unit, length && Math.floor(seconds / length)];
}
