// Times as people say them. Pure but for the formatters it keeps: making one costs more than using it a
// hundred times. Read next: components/comment.ts, which draws them.

const UNITS: [Intl.RelativeTimeFormatUnit, number][] = [
  ['year', 31_557_600],
  ['month', 2_629_800],
  ['week', 604_800],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
];

export interface Dates {
  /** "3 days ago", "now". */
  relative(iso: string, now: number): string;
  full(iso: string): string;
}

/** A language that the browser does not know, or that is not one, gives the browser's own. */
export function datesIn(lang: string | undefined): Dates {
  let language = lang;
  try {
    Intl.getCanonicalLocales(lang);
  } catch {
    language = undefined; // `lang` comes from the page; RangeError here would cost the whole thread
  }
  const ago = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const exact = new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short' });
  return {
    relative(iso, now) {
      const seconds = (now - Date.parse(iso)) / 1000;
      for (const [unit, length] of UNITS) {
        if (seconds >= length) return ago.format(-Math.floor(seconds / length), unit);
      }
      return ago.format(0, 'second');
    },
    full: (iso) => exact.format(Date.parse(iso)),
  };
}
