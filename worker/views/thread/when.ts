// When a comment was written, for a page that runs no script, in its reader's language: so long ago, as of the moment
// the page was made, and after a week the date. The exact time is in the tooltip, in UTC: the worker does not know
// where the reader is. Pure: the time comes in. Read next: widget/words/since.ts.

import type { AllWords } from '../../../widget/words/language.ts';
import { OTHER_DIGITS, say } from '../../../widget/words/say.ts';
import { since } from '../../../widget/words/since.ts';
import { type Html, html } from '../html.ts';

/** Writes the day of a time in ISO 8601, in UTC. What Intl needs is made once a page. */
export function dateIn({ code }: Pick<AllWords, 'code'>): (at: string) => string {
  const date = new Intl.DateTimeFormat(code, { ...digitsOf(code), dateStyle: 'long', timeZone: 'UTC' });
  return (at) => (Number.isNaN(Date.parse(at)) ? '' : date.format(Date.parse(at)));
}

function digitsOf(code: string): { numberingSystem?: string } {
  return OTHER_DIGITS.test(code) ? {} : { numberingSystem: 'latn' };
}

/** Writes a `<time>`; `at` is ISO 8601. What Intl needs is made once a page: it takes longer than to write with it. */
export function whenIn({ code, ago }: Pick<AllWords, 'code' | 'ago'>, now: number): (at: string) => Html {
  const date = dateIn({ code });
  const clock = new Intl.DateTimeFormat(code, {
    ...digitsOf(code),
    dateStyle: 'full',
    timeStyle: 'short',
    timeZone: 'UTC',
  });
  return (at) => {
    const time = Date.parse(at);
    if (Number.isNaN(time)) return html``;
    const [unit, n] = since(at, now);
    const isRecent = unit !== 'week' && unit !== 'month' && unit !== 'year';
    const said = isRecent ? say(ago[unit], code, { n }) : date(at);
    return html`<time datetime="${at}" title="${clock.format(time)} UTC">${said}</time>`;
  };
}
