// A Vite plugin: puts the words for times ("3 days ago") into a language's file when it is built, as Intl says them, so
// that a reader's browser need not load Intl for them. Used by scripts/build.ts; a test compares what comes out with
// Intl.

import type { Plugin } from 'vite';
import type { Ago, Unit } from '../../widget/dates.ts';
import { OTHER_DIGITS, type Plural } from '../../widget/words/say.ts';

/**
 * The greatest number of each unit that is said: one more is said in the next unit. Years go as far as anybody will
 * see.
 */
export const MOST: Record<Unit, number> = { year: 99, month: 12, week: 4, day: 6, hour: 23, minute: 59, second: 0 };

/**
 * Null if the language has several kinds of digits, of which a reader's country chooses: then Intl has to say it there.
 */
export function agoIn(code: string): Ago | null {
  if (OTHER_DIGITS.test(code)) return null;
  const format = new Intl.RelativeTimeFormat(code, { numeric: 'auto' });
  return Object.fromEntries(
    Object.entries(MOST).map(([unit, most]) => [unit, formsOf(code, most, (n) => format.format(-n, unit as Unit))]),
  ) as Ago;
}

/** One form for each plural rule, and one for each number that its rule does not fit. */
function formsOf(code: string, most: number, say: (n: number) => string): Plural {
  if (most === 0) return { other: say(0) };
  const rules = new Intl.PluralRules(code);
  const forms: Plural = { other: '' };
  // From the greatest down, because a small number may be a word of its own, where "22 days ago" shows the rule.
  for (let n = most; n > 0; n--) {
    const said = say(n).replace(String(n), '{n}');
    const rule = rules.select(n);
    forms[rule] ||= said;
    if (forms[rule] !== said) forms[n] = said;
  }
  forms.other ||= Object.values(forms).find((form) => form?.includes('{n}')) ?? '';
  return forms;
}

/** `code` names the language. It is given because the file `entry` may only pass on another one ("zh-hk"). */
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
