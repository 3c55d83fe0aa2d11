// How long ago something was, in words, for pages that run no script and for the doctor. Pure: the time comes in.
// Read next: views/time.ts.

import { DAY, HOUR, MINUTE } from './time.ts';

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });

/** "3 hours ago"; after a week the date (UTC). Both in milliseconds since 1970. */
export function ago(time: number, now: number): string {
  const age = now - time;
  if (age < MINUTE) return 'just now';
  if (age < HOUR) return plural(Math.floor(age / MINUTE), 'minute');
  if (age < DAY) return plural(Math.floor(age / HOUR), 'hour');
  if (age < 7 * DAY) return plural(Math.floor(age / DAY), 'day');
  return DATE.format(time);
}

function plural(count: number, unit: string): string {
  return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
}
