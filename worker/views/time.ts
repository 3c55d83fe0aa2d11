// When something was, for a page that runs no script: so long ago, as of the moment the page was made. The exact time
// (UTC: the worker does not know where the owner is) is in the tooltip. Pure: the time comes in.

import { type Html, html } from './html.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const DATE = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' });
const EXACT = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short', timeZone: 'UTC' });

/** A `<time>`; `at` is ISO 8601. */
export function timeHtml(at: string, now: number): Html {
  const time = Date.parse(at);
  if (Number.isNaN(time)) return html``;
  return html`<time datetime="${at}" title="${EXACT.format(time)} UTC">${ago(time, now)}</time>`;
}

/** "3 hours ago"; after a week the date. */
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
