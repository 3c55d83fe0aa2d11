// The same words said again within the hour are noticed, also where they look a little different.

import { expect, it } from 'vitest';
import { RecentWords } from '../../../../worker/actions/memory/recent-words.ts';
import { HOUR } from '../../../../worker/rules/time.ts';

const TEXT = 'I bought my watch from these people and could not be happier with it.';

it('notices the same words in another comment, also when they look a little different', async () => {
  const recent = new RecentWords();
  expect(await recent.meet(TEXT, 'one', 0)).toBe(false);
  expect(await recent.meet(TEXT, 'one', 1)).toBe(false);
  expect(await recent.meet(TEXT, 'two', 2)).toBe(true);
  expect(await recent.meet(` ${TEXT.toUpperCase().replaceAll(' ', '\n')}!!! `, 'three', 3)).toBe(true);
  expect(await recent.meet(`${TEXT} Really.`, 'four', 4)).toBe(false);
});

it('forgets after an hour', async () => {
  const recent = new RecentWords();
  await recent.meet(TEXT, 'one', 0);
  expect(await recent.meet(TEXT, 'two', HOUR)).toBe(false);
});

it('takes no notice of a few words, which many say', async () => {
  const recent = new RecentWords();
  await recent.meet('Thank you for this post!', 'one', 0);
  expect(await recent.meet('Thank you for this post!', 'two', 0)).toBe(false);
});

it('remembers five hundred, the newest', async () => {
  const recent = new RecentWords();
  for (let n = 0; n < 501; n++) await recent.meet(`${TEXT} ${n}`, 'one', n);
  expect(await recent.meet(`${TEXT} 0`, 'two', 600)).toBe(false);
  expect(await recent.meet(`${TEXT} 400`, 'two', 600)).toBe(true);
});
