// Times as people say them. Pure but for the formatters it keeps: making one costs more than using it a
// hundred times. Read next: components/comment.ts, which draws them.

// From the longest; in seconds. A month and a year as long as they are on average.
const UNITS = { year: 31_557_600, month: 2_629_800, week: 604_800, day: 86_400, hour: 3_600, minute: 60 };

export interface Dates {
  /** "3 days ago", "now". */
  relative(iso: string, now: number): string;
  full(iso: string): string;
}

/** A language that the browser does not know, or that is not one, gives the browser's own. */
export function datesIn(lang: string | undefined): Dates {
  let ago: Intl.RelativeTimeFormat;
  try {
    ago = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' });
  } catch {
    return datesIn(undefined); // `lang` comes from the page; a RangeError would cost the whole thread
  }
  const exact = new Intl.DateTimeFormat(lang, { dateStyle: 'long', timeStyle: 'short' });
  return {
    relative(iso, now) {
      const seconds = (now - Date.parse(iso)) / 1000;
      for (const [unit, length] of Object.entries(UNITS)) {
        if (seconds >= length) return ago.format(-Math.floor(seconds / length), unit as keyof typeof UNITS);
      }
      return ago.format(0, 'second');
    },
    full(iso) {
      const time = Date.parse(iso);
      return time ? exact.format(time) : '';
    },
  };
}
