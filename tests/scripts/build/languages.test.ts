// The two files that are made of a language, under every name that a page can ask for it by.

import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readLanguages, widgetModule, workerJson } from '../../../scripts/build/languages.ts';
import { outsideEnglish } from '../../../widget/words/language.ts';
import { LANGUAGES, languageOf } from '../../../widget/words/languages.ts';

const built = await readLanguages();

test('each language is there under its own name, and under each that begins a row', () => {
  const names = built.map(({ name }) => name);
  const files = readdirSync('widget/lang').map((file) => file.replace('.ts', ''));
  expect(files.filter((file) => !names.includes(file))).toEqual([]);
  expect(LANGUAGES.split(' ').filter((row) => !names.includes(row.split(':')[0] ?? ''))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, file } of built) expect([name, languageOf(name)]).toEqual([name, file]);
});

test.each(built.filter(({ name, file }) => name === file))(
  '$name is whole for the worker, and as much as the widget says for it',
  async ({ language }) => {
    expect(JSON.parse(workerJson(language))).toEqual(language);
    const module = (await import(`data:text/javascript,${encodeURIComponent(widgetModule(language))}`)) as {
      default: object;
    };
    const widgets = Object.entries(language).filter(([key]) => !(key in outsideEnglish));
    expect(module.default).toEqual(Object.fromEntries(widgets));
  },
);
