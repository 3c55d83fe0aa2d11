// A Vite plugin: puts the words for times ("3 days ago") into a language's file when it is built, as Intl says them, so
// that a reader's browser need not load Intl for them. Used by scripts/build.ts; a test compares what comes out with
// Intl.

import type { Plugin } from 'vite';
import type { Ago, Unit } from '../../widget/dates.ts';
import { OTHER_DIGITS, type Plural } from '../../widget/words/say.ts';

/** How many there can be of each before it is one of the next; of years, as many as anybody will see. */
export const MOST: Record<Unit, number> = { year: 99, month: 12, week: 4, day: 6, hour: 23, minute: 59, second: 0 };

/** Null where numbers may have other digits, by the reader's country: that stays with Intl. */
export function agoIn(code: string): Ago | null {
  if (OTHER_DIGITS.test(code)) return null;
  const format = new Intl.RelativeTimeFormat(code, { numeric: 'auto' });
  return Object.fromEntries(
    Object.entries(MOST).map(([unit, most]) => [unit, formsOf(code, most, (n) => format.format(-n, unit as Unit))]),
  ) as Ago;
}

/** One form for each plural rule, and what is said otherwise than by its rule. */
function formsOf(code: string, most: number, say: (n: number) => string): Plural {
  if (most === 0) return { other: say(0) };
  const rules = new Intl.PluralRules(code);
  const forms: Plural = { other: '' };
  // From the greatest: "2 days ago" may be one word, "22 days ago" shows the rule.
  for (let n = most; n > 0; n--) {
    const said = say(n).replace(String(n), '{n}');
    const rule = rules.select(n);
    forms[rule] ||= said;
    if (forms[rule] !== said) forms[n] = said;
  }
  forms.other ||= Object.values(forms).find((form) => form?.includes('{n}')) ?? '';
  return forms;
}

/** `code` is the name of the file that `entry` leads to, for it may be another name of a language ("zh-hk"). */
export function spokenTimes(entry: string, code: string): Plugin {
  const id = `\0${entry}`;
  return {
    name: 'spoken-times',
    enforce: 'pre',
    resolveId: (asked, importer) => (asked === entry && importer === undefined ? id : null),
    load(asked) {
      if (asked !== id) return null;
      const words = JSON.stringify(entry);
      return `import words from ${words};\nexport default { ...words, ago: ${JSON.stringify(agoIn(code) ?? undefined)} };`;
    },
  };
}
