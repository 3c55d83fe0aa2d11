// How many files a folder may hold, so that who looks into it reads its names at a glance.

import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { sources } from './sources.ts';

const MOST = 20;
/** One file a language, and one a system that comments come from. */
const LISTS = ['widget/lang', 'worker/transfer/formats'];

test('no folder holds more files of its own than can be read at a glance', () => {
  const held = new Map<string, number>();
  for (const folder of sources('worker', 'widget', 'desk', 'scripts').map(dirname)) {
    held.set(folder, (held.get(folder) ?? 0) + 1);
  }
  const full = [...held].filter(([folder, files]) => files > MOST && !LISTS.includes(folder));
  expect(full).toEqual([]);
  expect(held.get('worker/transfer'), 'the test is not blind').toBeGreaterThan(1);
});
