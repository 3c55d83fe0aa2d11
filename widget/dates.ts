// Times as people say them: "3 days ago", "now". Read next: embed/components/comment.ts, which draws them.

import { type Plural, say } from './words/say.ts';

// From the longest; in seconds. A month and a year as long as they are on average.
const UNITS = { year: 31_557_600, month: 2_629_800, week: 604_800, day: 86_400, hour: 3_600, minute: 60 };

export type Unit = keyof typeof UNITS | 'second';

/** The words of each. Of seconds there is only 0, which is "now". */
export type Ago = Record<Unit, Plural>;

/**
 * Says times in our own words where the language has them. Else Intl says it, whose first use holds a slow telephone up
 * for a fifth of a second, so its formatter is kept. If `code` is no language, it is said in the browser's own.
 */
export function datesIn(code: string, ago: Ago | undefined): (iso: string, now: number) => string {
  let format: Intl.RelativeTimeFormat | undefined;
  return (iso, now) => {
    const seconds = (now - Date.parse(iso)) / 1000;
    const [unit, length] = Object.entries(UNITS).find(([, length]) => seconds >= length) ?? ['second', 0];
    const n = length && Math.floor(seconds / length);
    if (ago) return say(ago[unit as Unit], code, { n });
    format ??= formatIn(code);
    return format.format(-n, unit as Unit);
  };
}

function formatIn(code: string | undefined): Intl.RelativeTimeFormat {
  try {
    return new Intl.RelativeTimeFormat(code, { numeric: 'auto' });
  } catch {
    return formatIn(undefined); // the code comes from the page; a RangeError would cost the whole thread
  }
}
