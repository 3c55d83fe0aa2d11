// The widget is a Preact and htm widget. Preact, as it is published and not a byte of it changed, draws everything that
// changes. Only the first sight (heading, a few comments, the plain box) is made before it is there: by the same
// component functions, into the very elements that are then handed to Preact's `hydrate`. That maker keeps no tree and
// no state; tests/widget/embed/first-sight.test.ts holds it to what Preact makes.

import { existsSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { importsOf, read, sources, withoutComments } from './sources.ts';

const code = (path: string) => withoutComments(read(path));

test('preact takes the first sight over and draws everything from then on', () => {
  const importers = sources('widget').filter((path) =>
    importsOf(path).some(({ to, types }) => to === 'preact' && !types),
  );
  expect(importers).toContain('widget/reading/hydrate.ts');
  expect(read('widget/reading/hydrate.ts')).toMatch(/import \{[^}]*\bhydrate\b[^}]*\brender\b[^}]*\} from 'preact'/);
});

test('what makes the first sight makes elements and nothing else, out of the components that preact draws from', () => {
  expect(
    importsOf('widget/embed/first-sight.ts')
      .filter(({ types }) => !types)
      .map(({ to }) => to),
  ).toEqual(['widget/h.ts']);
  const makers = sources('widget').filter((path) => /createElement(NS)?\(|createTextNode\(/.test(code(path)));
  // Beside it: a style sheet for old browsers, the list of a site's newest comments, somebody else's script, an anchor
  // that reads an address, our own element.
  const others = [
    'widget/embed/app.ts',
    'widget/counts/recent.ts',
    'widget/own-files/captcha.ts',
    'widget/page.ts',
    'widget/tag.ts',
  ];
  expect(makers.filter((path) => !others.includes(path))).toEqual(['widget/embed/first-sight.ts']);
});

test('preact is bundled as it is published, once, and not before the comments show', () => {
  expect(readdirSync('scripts').filter((name) => /preact/.test(name))).toEqual([]);
  expect(read('scripts/build.ts')).not.toMatch(/preact\/src/);
  expect(existsSync('dist/widget/embed.js'), 'npm run build makes it').toBe(true);
  const holding = ['embed', 'reading', 'composer', 'counts'].filter((name) =>
    /Symbol\.for\(.pv.\)/.test(read(`dist/widget/${name}.js`)),
  );
  expect(holding).toEqual(['reading']);
});
