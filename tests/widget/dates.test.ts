// Times and numbers in words: as Intl says them, without loading Intl in a reader's browser.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { agoIn, MOST } from '../../scripts/build/spoken-times.ts';
import { type Ago, datesIn, type Unit } from '../../widget/dates.ts';
import { english } from '../../widget/words/english.ts';
import type { Language } from '../../widget/words/language.ts';
import { OTHER_DIGITS, say } from '../../widget/words/say.ts';

afterEach(() => vi.restoreAllMocks());

const files = import.meta.glob<{ default: Language }>('../../widget/lang/*.ts', { eager: true });
/** By the name of its file, which is what a page asks for. */
const languages = Object.entries(files).map(([path, { default: language }]): [string, string] => [
  /([\w-]+)\.ts$/.exec(path)?.[1] ?? '',
  language.code,
]);
const tables: [string, Ago | null][] = [
  ['en', english.ago ?? null],
  ...languages.map(([name]): [string, Ago | null] => [name, agoIn(name)]),
];

/** In seconds. */
const UNITS = { year: 31_557_600, month: 2_629_800, week: 604_800, day: 86_400, hour: 3_600, minute: 60 };
const NOW = Date.parse('2026-11-23T12:00:00Z');
const before = (seconds: number) => new Date(NOW - seconds * 1000 - 1).toISOString();

describe('times in words', () => {
  it.each(tables)('in %s are those of Intl', (name, ago) => {
    if (ago === null) {
      expect(name).toMatch(OTHER_DIGITS);
      return;
    }
    const words = datesIn(name, ago);
    const intl = new Intl.RelativeTimeFormat(name, { numeric: 'auto' });
    for (const [unit, seconds] of Object.entries(UNITS)) {
      for (let n = 1; n <= MOST[unit as Unit]; n++) {
        // Twelve average months are a year.
        if (unit === 'month' && n === 12) continue;
        expect([name, words(before(n * seconds), NOW)]).toEqual([name, intl.format(-n, unit as Unit)]);
      }
    }
    for (const now of [before(59), before(-500), 'no date']) expect(words(now, NOW)).toBe(intl.format(0, 'second'));
  });

  it('use no number and no date of Intl, whose first use holds a slow telephone up', () => {
    const spoken = tables.filter((each): each is [string, Ago] => each[1] !== null);
    expect(spoken.length).toBeGreaterThan(20);
    const used = [
      vi.spyOn(Intl, 'NumberFormat'),
      vi.spyOn(Intl, 'DateTimeFormat'),
      vi.spyOn(Intl, 'RelativeTimeFormat'),
      vi.spyOn(Number.prototype, 'toLocaleString'),
    ];
    for (const [name, ago] of spoken) {
      datesIn(name, ago)(before(7_200), NOW);
      say(english.count, name, { n: 999 });
    }
    expect(used.map((one) => one.mock.calls.length)).toEqual([0, 0, 0, 0]);
  });

  it('stay with Intl where a language has none, and with the browser where there is no such language', () => {
    expect(datesIn('fa', undefined)(before(3 * 86_400), NOW)).toBe('۳ روز پیش');
    expect(datesIn('ar-EG', undefined)(before(3 * 86_400), NOW)).toContain('٣');
    expect(datesIn('not a language', undefined)(before(3 * 86_400), NOW)).toBe('3 days ago');
  });
});

describe('numbers', () => {
  it.each([['en', 'en'], ...languages])('in %s are those of Intl', (_, code) => {
    for (const n of [0, 1, 7, 12, 100, 999, 1_000, 12_345])
      expect(say('{n}', code, { n })).toBe(n.toLocaleString(code));
  });
});
