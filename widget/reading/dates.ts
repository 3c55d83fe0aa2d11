// Exact times, in the language of the widget's words; the region is the page's, where it speaks that language.

import type { App } from '../embed/state.ts';

function localeOf({ words, lang }: App): string | undefined {
  const isPages = lang?.toLowerCase().split('-')[0] === words.code.split('-')[0];
  try {
    return Intl.getCanonicalLocales(isPages ? lang : words.code)[0];
  } catch {
    return undefined; // `lang` comes from the page
  }
}

export function fullIn(app: App): (iso: string) => string {
  let exact: Intl.DateTimeFormat | undefined;
  return (iso) => {
    const time = Date.parse(iso);
    exact ??= new Intl.DateTimeFormat(localeOf(app), { dateStyle: 'long', timeStyle: 'short' });
    return time ? exact.format(time) : '';
  };
}

export function clockIn(app: App): (at: number) => string {
  return (at) => new Date(at).toLocaleTimeString(localeOf(app), { timeStyle: 'short' });
}
