// Exact times, in the language of the widget's words; the region is the page's, where it speaks that language.

import type { App } from '../embed/state.ts';
import { OTHER_DIGITS } from '../words/say.ts';

/** What tells in which language times are written. */
type Locale = Pick<App, 'lang' | 'words'>;

function localeOf({ words, lang }: Locale): string | undefined {
  const isPages = lang?.toLowerCase().split('-')[0] === words.code.split('-')[0];
  try {
    return Intl.getCanonicalLocales(isPages ? lang : words.code)[0];
  } catch {
    return undefined; // `lang` comes from the page
  }
}

/** As the numbers of the words, whatever the region: in Egypt too, so that one comment has one kind of digits. */
function digitsOf({ words }: Locale): Intl.DateTimeFormatOptions {
  return OTHER_DIGITS.test(words.code) ? {} : { numberingSystem: 'latn' };
}

export function fullIn(app: Locale): (iso: string) => string {
  let exact: Intl.DateTimeFormat | undefined;
  return (iso) => {
    const time = Date.parse(iso);
    exact ??= new Intl.DateTimeFormat(localeOf(app), { dateStyle: 'long', timeStyle: 'short', ...digitsOf(app) });
    return time ? exact.format(time) : '';
  };
}

/** The time of day. */
export function clock(app: Locale, at: number): string {
  return new Date(at).toLocaleTimeString(localeOf(app), { timeStyle: 'short', ...digitsOf(app) });
}
