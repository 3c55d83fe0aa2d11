// How many files a folder may hold, so that who looks into it reads its names at a glance.

import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { sources } from './sources.ts';

const MOST = 20;
/** One file a language, and one a system that comments come from. */
const LISTS = ['widget/lang', 'worker/transfer/formats'];

test('no folder holds more files of its own than can be read at a glance', () => {
  const folders = Map.groupBy(sources('worker', 'widget', 'desk', 'scripts'), (path) => dirname(path));
  const full = [...folders].filter(([folder, files]) => files.length > MOST && !LISTS.includes(folder));
  expect(full.map(([folder, files]) => `${folder}: ${files.length}`)).toEqual([]);
  expect(folders.get('worker/transfer')?.length, 'the test is not blind').toBeGreaterThan(1);
});
