// Times as people say them: "3 days ago", "now". Read next: components/comment.ts, which draws them.

// From the longest; in seconds. A month and a year as long as they are on average.
const UNITS = { year: 31_557_600, month: 2_629_800, week: 604_800, day: 86_400, hour: 3_600, minute: 60 };

/** Keeps its formatter, for making one costs more than using it a hundred times. What is no language gives the browser's own. */
export function datesIn(lang: string | undefined): (iso: string, now: number) => string {
  let ago: Intl.RelativeTimeFormat;
  try {
    ago = new Intl.RelativeTimeFormat(lang, { numeric: 'auto' });
  } catch {
    return datesIn(undefined); // `lang` comes from the page; a RangeError would cost the whole thread
  }
  return (iso, now) => {
    const seconds = (now - Date.parse(iso)) / 1000;
    for (const [unit, length] of Object.entries(UNITS)) {
      if (seconds >= length) return ago.format(-Math.floor(seconds / length), unit as keyof typeof UNITS);
    }
    return ago.format(0, 'second');
  };
}
