// One website under several names: from the second on, all of them wait.

import { expect, it } from 'vitest';
import { RecentSites } from '../../../../worker/actions/memory/recent-sites.ts';
import { HOUR } from '../../../../worker/rules/time.ts';

const URL_ = 'https://casino.example/';

it('holds the second name and from then on the first as well, for an hour', () => {
  const sites = new RecentSites();
  expect(sites.meet(URL_, 'Ada', 0)).toBe(false);
  expect(sites.meet(URL_, 'ADA', 1), 'the same name at a glance').toBe(false);
  expect(sites.meet(URL_, 'Bob', 2)).toBe(true);
  expect(sites.meet(URL_, 'Ada', 3)).toBe(true);
  expect(sites.meet('https://other.example/', 'Bob', 4)).toBe(false);
  expect(sites.meet(URL_, 'Ada', 3 + HOUR)).toBe(false);
});

it('remembers the newest five hundred', () => {
  const sites = new RecentSites();
  for (let n = 0; n < 600; n++) sites.meet(`https://${n}.example/`, 'Ada', n);
  expect(sites.meet('https://1.example/', 'Bob', 600)).toBe(false);
  expect(sites.meet('https://599.example/', 'Bob', 600)).toBe(true);
});
