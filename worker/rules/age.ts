// How long ago something was, in words, for pages that run no script and for the doctor. Pure: the time comes in. Not
// by Intl, of which the first date takes an isolate longer than a whole page of these. Read next: views/time.ts.

import { DAY, HOUR, MINUTE } from './time.ts';

/** "3 hours ago"; after a week the date (UTC). Both in milliseconds since 1970. */
export function ago(time: number, now: number): string {
  const age = now - time;
  if (age < MINUTE) return 'just now';
  if (age < HOUR) return plural(Math.floor(age / MINUTE), 'minute');
  if (age < DAY) return plural(Math.floor(age / HOUR), 'hour');
  if (age < 7 * DAY) return plural(Math.floor(age / DAY), 'day');
  return exactly(time).slice(5, 16).replace(/^0/, '');
}

/** "Mon, 23 Nov 2026 14:05 UTC" */
export function exactly(time: number): string {
  return new Date(time).toUTCString().replace(/:\d\d GMT$/, ' UTC');
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}
