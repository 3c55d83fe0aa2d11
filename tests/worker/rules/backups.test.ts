// Which backups are kept: seven days, and four weeks before them.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAILY, dateOf, daysToDelete, isDate, WEEKLY } from '../../../worker/rules/backups.ts';
import { DAY } from '../../../worker/rules/time.ts';

const from = (first: string, count: number) =>
  Array.from({ length: count }, (_, n) => dateOf(Date.parse(first) + n * DAY));

test('of sixty days the last seven stay, and of four weeks before them the last day each', () => {
  const days = from('2026-10-02', 60);
  const deleted = daysToDelete(days);
  expect(days.filter((day) => !deleted.includes(day))).toEqual([
    // Sundays.
    '2026-11-01',
    '2026-11-08',
    '2026-11-15',
    '2026-11-22',
    ...from('2026-11-24', 7),
  ]);
  expect(deleted[0]).toBe('2026-10-02');
});

test('with a deletion after each day’s backup there are never more, and the oldest is four weeks old at least', () => {
  let kept: string[] = [];
  for (const day of from('2025-01-01', 400)) {
    kept = [...kept, day];
    kept = kept.filter((each) => !daysToDelete(kept).includes(each));
  }
  expect(kept).toHaveLength(DAILY + WEEKLY);
  const age = (Date.parse(kept.at(-1)!) - Date.parse(kept[0]!)) / DAY;
  expect(age).toBeGreaterThanOrEqual(28);
});

test('whatever days there are, the newest seven stay, and deleting once is enough', () => {
  const aDay = fc.integer({ min: 18_000, max: 21_000 }).map((day) => dateOf(day * DAY));
  fc.assert(
    fc.property(fc.uniqueArray(aDay, { maxLength: 60 }), (days) => {
      const deleted = daysToDelete(days);
      const kept = days.filter((day) => !deleted.includes(day));
      expect(kept).toEqual(expect.arrayContaining([...days].sort().slice(-DAILY)));
      expect(kept.length).toBeLessThanOrEqual(DAILY + WEEKLY);
      expect(daysToDelete(kept)).toEqual([]);
    }),
  );
});

test('what is no day is not touched', () => {
  expect(daysToDelete(['other', 'x/y', '2026-1-1'])).toEqual([]);
  expect([isDate('2026-11-30'), isDate('2026-11-30/'), isDate('')]).toEqual([true, false, false]);
});
