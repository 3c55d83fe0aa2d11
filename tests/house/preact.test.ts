// The widget is a Preact and htm widget: drawn by Preact as it is published, with no renderer of our own in its place and
// no patched copy. Its bytes are won by loading later what the first sight does not need.

import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importsOf, read, sources } from './sources.ts';

test('the widget is drawn by preact', () => {
  const importers = sources('widget').filter((path) =>
    importsOf(path).some(({ to, types }) => to === 'preact' && !types),
  );
  expect(importers.length, 'no file of widget/ imports preact').toBeGreaterThan(0);
});

test('preact is bundled as it is published', () => {
  expect(readdirSync('scripts').filter((name) => /preact/.test(name))).toEqual([]);
  expect(read('scripts/build.ts')).not.toMatch(/preact\/src/);
});
