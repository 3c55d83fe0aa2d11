// Times in words: true on every calendar, and without loading Intl in a reader's browser.

import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { allEnglish, type Language } from '../../../widget/words/language.ts';
import { OTHER_DIGITS, say } from '../../../widget/words/say.ts';
import { since, type Unit } from '../../../widget/words/since.ts';

afterEach(() => vi.restoreAllMocks());

const files = import.meta.glob<{ default: Language }>('../../../widget/lang/*.ts', { eager: true });
const languages = [allEnglish, ...Object.values(files).map((file) => file.default)].map(
  (language): [string, Language] => [language.code, language],
);

/** In seconds. */
const UNITS = { year: 31_557_600, month: 2_629_800, week: 604_800, day: 86_400, hour: 3_600, minute: 60 };
/** One more of a unit is said in the next one. Years go as far as anybody will see. */
const MOST: Record<Unit, number> = { year: 99, month: 11, week: 4, day: 6, hour: 23, minute: 59, second: 0 };
const NOW = Date.parse('2026-11-23T12:00:00Z');
const before = (seconds: number) => new Date(NOW - seconds * 1000).toISOString();

/**
 * Hebrew's own have the number in brackets, and Norwegian's count spans of 24 hours; Arabic's say "one" twice. Greek,
 * Hindi and Bengali have words there that are written and not said, Thai and Bengali two words for "ago", Hindi and
 * Urdu the wrong case; Estonians say "tagasi", and Basques have one word for "one hour".
 */
const BETTER_THAN_INTL = ['he', 'nb', 'ar', 'el', 'th', 'hi', 'et', 'bn', 'ur', 'eu'];

describe('times in words', () => {
  it('are spans: whole ones, of the longest unit that fits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99 * UNITS.year }), (seconds) => {
        const [unit, n] = since(before(seconds), NOW);
        const length = unit === 'second' ? 60 : UNITS[unit];
        if (unit === 'second') expect([n, seconds < 60]).toEqual([0, true]);
        else expect(n * length <= seconds && seconds < (n + 1) * length).toBe(true);
        expect(n).toBeLessThanOrEqual(MOST[unit]);
      }),
    );
  });

  it.each(['no date', before(-500), before(59)])('are "just now" of %s', (iso) => {
    expect(since(iso, NOW)).toEqual(['second', 0]);
  });

  it.each(languages)(
    'in %s name no day of a calendar: each says its number, or is of one number alone',
    (_, { code, ago }) => {
      for (const [unit, forms] of Object.entries(ago) as [Unit, Record<string, string>][]) {
        if (unit === 'second') continue;
        for (let n = 1; n <= MOST[unit]; n++) {
          const said = say(forms as { other: string }, code, { n });
          const digits = said.match(/\p{Nd}+/gu) ?? [];
          // "שבועיים", "سنة" and "ordubete" are a number and its unit in one word.
          const isOneWord = n <= 2 && digits.length === 0 && /^(he|ar|eu)$/.test(code);
          if (!isOneWord) expect([code, said, digits]).toEqual([code, said, [say('{n}', code, { n })]]);
          expect(said).not.toMatch(/\(\d\)/);
        }
      }
    },
  );

  it.each(languages.filter(([code]) => !BETTER_THAN_INTL.includes(code)))('in %s are those of Intl', (_, language) => {
    const { code, ago } = language;
    const digits = OTHER_DIGITS.test(code) ? code : `${code}-u-nu-latn`;
    const intl = new Intl.RelativeTimeFormat(digits, { numeric: 'always' });
    for (const [unit, seconds] of Object.entries(UNITS) as [Exclude<Unit, 'second'>, number][]) {
      for (let n = 1; n <= MOST[unit]; n++) {
        const [found, count] = since(before(n * seconds), NOW);
        expect([code, say(ago[found], code, { n: count })]).toEqual([code, intl.format(-n, unit)]);
      }
    }
  });

  it('use no number and no date of Intl, whose first use holds a slow telephone up', () => {
    const spoken = languages.filter(([code]) => !OTHER_DIGITS.test(code));
    expect(spoken.length).toBeGreaterThan(20);
    const used = [
      vi.spyOn(Intl, 'NumberFormat'),
      vi.spyOn(Intl, 'DateTimeFormat'),
      vi.spyOn(Intl, 'RelativeTimeFormat'),
      vi.spyOn(Number.prototype, 'toLocaleString'),
    ];
    for (const [code, { ago, count }] of spoken) {
      say(ago.hour, code, { n: 2 });
      say(count ?? '', code, { n: 999 });
    }
    expect(used.map((one) => one.mock.calls.length)).toEqual([0, 0, 0, 0]);
  });
});

describe('numbers', () => {
  it.each(languages)('in %s are those of Intl, with one system of digits in every country', (_, { code }) => {
    const digits = OTHER_DIGITS.test(code) ? code : `${code}-u-nu-latn`;
    for (const n of [0, 1, 7, 12, 100, 999, 1_000, 12_345])
      expect(say('{n}', code, { n })).toBe(n.toLocaleString(digits));
  });
});
