// What a build leaves to be uploaded: its own files, and those of what was deployed before it, so that pages and caches
// of then go on working.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keep, type Published, pinnedTag, publish, publishedIn, remember } from '../../../scripts/build/published.ts';

let folder: string;
let assets: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'afterword-published-'));
  assets = join(folder, 'assets');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A build of a widget that says so. */
function build(words: string): Published {
  const parts = join(folder, 'widget');
  mkdirSync(join(parts, 'lang'), { recursive: true });
  writeFileSync(join(parts, 'embed.js'), `embed ${words}`);
  for (const name of ['reading.js', 'lang/de.js']) writeFileSync(join(parts, name), `${name} ${words}`);
  const version = createHash('sha256').update(words).digest('hex').slice(0, 8);
  const published = publish(parts, ['reading.js', 'lang/de.js'], version, assets);
  keep(assets, published);
  return published;
}

const read = (...path: string[]) => readFileSync(join(assets, ...path), 'utf8');
const isThere = ({ file, version }: Published) => existsSync(join(assets, file)) && existsSync(join(assets, version));

test('the embed has two names and the rest a folder', () => {
  const { file, version, integrity } = build('one');
  expect(file).toMatch(/^embed-[0-9a-f]{12}\.js$/);
  expect([read('embed.js'), read(file)]).toEqual(['embed one', 'embed one']);
  expect([read(version, 'reading.js'), read(version, 'lang/de.js')]).toEqual(['reading.js one', 'lang/de.js one']);
  expect(integrity).toBe(`sha384-${createHash('sha384').update('embed one').digest('base64')}`);
  expect(publishedIn(assets)).toEqual({ file, version, integrity });
  expect(pinnedTag('https://c.example', { file, integrity })).toBe(
    `<script async src="https://c.example/${file}" integrity="${integrity}" crossorigin="anonymous"></script>`,
  );
});

test('the same content has the same name', () => {
  expect(build('one')).toEqual(build('one'));
});

test('what was deployed is taken along by the next builds, what was only built is not', () => {
  const first = build('one');
  remember(assets);
  const tried = build('two');
  const now = build('three');
  expect([first, tried, now].map(isThere)).toEqual([true, false, true]);
  expect(read('embed.js')).toBe('embed three');
  expect(read(first.version, 'reading.js')).toBe('reading.js one');
});

test('for three deploys, and one that changes nothing does not count', () => {
  const deploys = ['one', 'two', 'three', 'four', 'four', 'five'].map((words) => {
    const published = build(words);
    remember(assets);
    return published;
  });
  expect(deploys.map(isThere)).toEqual([false, true, true, true, true, true]);
});
