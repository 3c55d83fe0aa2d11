// What reading.js and composer.js have from the embed is swapped by its whole path, and by nothing else.

import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build, type Rolldown } from 'vite';
import { afterEach, expect, test } from 'vitest';
import { fromEmbed, readShared } from '../../../scripts/build/from-embed.ts';

let folder = '';

afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A widget as small as it can be, and what is different about it. */
function widgetOf(files: Record<string, string>): string {
  folder = mkdtempSync(join(tmpdir(), 'afterword-'));
  const all = {
    'h.ts': 'export const h = "the embed’s h"; export const setH = () => {};',
    'embed/form.ts': 'export const form = "the embed’s form"; export const other = "not handed over";',
    'embed/from-embed.ts': 'export function receive(_: unknown) {}',
    'embed/shared.ts': `
      import { setH } from '../h.ts';
      import type { Never } from './types.ts';
      import { form } from './form.ts';
      export const shared = { setH, form };`,
    'reading/shared.ts': "import { Component } from 'preact'; export const shared = { Component };",
    'node_modules/preact/package.json': '{"name":"preact","type":"module","main":"preact.js"}',
    'node_modules/preact/preact.js': 'export const h = "Preact’s h"; export const Component = "Preact’s Component";',
    'composer/form/form.ts': 'export const form = "a form of the composer’s own";',
    ...files,
  };
  for (const [name, source] of Object.entries(all)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), source);
  }
  return folder;
}

async function bundle(part: 'reading' | 'composer'): Promise<string> {
  const built = await build({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    plugins: [fromEmbed(folder, part)],
    build: {
      write: false,
      minify: false,
      lib: { entry: join(folder, part, 'index.ts'), formats: ['es'] },
    },
  });
  return (built as Rolldown.RolldownOutput[])[0]!.output[0].code;
}

const COMPOSER = `
  import { receive } from '../embed/from-embed.ts';
  import { form as handed } from '../embed/form.ts';
  import { form as own } from './form/form.ts';
  export default (shared: unknown) => { receive(shared); return { handed, own }; };`;

test('what is on the list is taken out of what was handed over, a file of the same name elsewhere is not', async () => {
  widgetOf({ 'composer/index.ts': COMPOSER });
  const code = await bundle('composer');
  expect(code).not.toContain('the embed’s form');
  const module = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  expect(module.default({ form: 'handed over' })).toEqual({
    handed: 'handed over',
    own: 'a form of the composer’s own',
  });
});

test('a name that is not on the list, out of a file that is, fails the build', async () => {
  widgetOf({ 'composer/index.ts': COMPOSER.replace('form as handed', 'other as handed') });
  await expect(bundle('composer')).rejects.toThrow(/"other" is not exported/);
});

test('Preact is in reading.js, and composer.js has it from there', async () => {
  const source = `
    import { Component } from 'preact';
    import { h } from '../h.ts';
    import { receive } from '../embed/from-embed.ts';
    export default [receive, Component, h];`;
  widgetOf({
    'reading/index.ts': source,
    'composer/index.ts': source,
    'reading/shared.ts': "import { Component, h } from 'preact'; export const shared = { Component, h };",
  });
  const reading = await bundle('reading');
  expect(reading).toContain('Preact’s h');
  expect(reading).toContain('Preact’s Component');
  expect(reading).not.toContain('the embed’s h');
  expect(await bundle('composer')).not.toMatch(/’s (?:h|Component)/);
});

test('a list that hands something over under another name is refused', () => {
  widgetOf({ 'embed/shared.ts': "import { form } from './form.ts'; export const shared = { box: form };" });
  expect(() => readShared(join(folder, 'embed/shared.ts'))).toThrow(/by its own name/);
  writeFileSync(join(folder, 'embed/shared.ts'), 'export const other = {};');
  expect(() => readShared(join(folder, 'embed/shared.ts'))).toThrow(/no list/);
});

test('the widget’s own lists hold what its later files ask for, and each file that they name is there', () => {
  const { names, sources } = readShared('widget/embed/shared.ts');
  expect(names).toContain('readThread');
  expect(sources.every((path) => readFileSync(path, 'utf8') !== '')).toBe(true);
  expect(readShared('widget/reading/shared.ts')).toEqual({ names: ['Component', 'h'], sources: ['preact'] });
});
