// The desk's style and script: what they weigh, and that motion is short and waits for whoever wants it.

import { readdirSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import { expect, test } from 'vitest';
import { read } from './sources.ts';

/** In bytes (brotli), of every page of the desk. A script is a help there: each of them works without it. */
const MOST = { 'desk.css': 5_300, 'desk.js': 1_450 };
/** Seconds. */
const LONGEST = 0.2;

test.each(Object.entries(MOST))('%s is small', (file, most) => {
  const params = { [constants.BROTLI_PARAM_QUALITY]: 11 };
  expect(brotliCompressSync(read(`dist/assets/desk/${file}`), { params }).length).toBeLessThanOrEqual(most);
});

/** What is declared outside of a block that asks whether motion is wanted, and inside of one. */
function motionIn(css: string): { free: string[]; asked: string[] } {
  const asked = [...css.matchAll(/@media \(prefers-reduced-motion: no-preference\) \{([\s\S]*?\n)\}/g)].map(
    ([, block = '']) => block,
  );
  const declared = (text: string) =>
    [...text.matchAll(/^\s*((?:animation|transition)[\w-]*:[^;]*)/gm)].map(([, each = '']) => each);
  return {
    free: declared(asked.reduce((rest, block) => rest.replace(block, ''), css)),
    asked: asked.flatMap(declared),
  };
}

test('the scanner sees motion, asked for or not', () => {
  const css =
    '.a {\n  transition: top 1s;\n}\n@media (prefers-reduced-motion: no-preference) {\n  .b {\n    animation: c 0.1s;\n  }\n}\n';
  expect(motionIn(css)).toEqual({ free: ['transition: top 1s'], asked: ['animation: c 0.1s'] });
});

test('nothing on the desk moves for longer than a fifth of a second, or where less motion is asked for', () => {
  const sheets = readdirSync('desk/styles').map((name) => motionIn(read(`desk/styles/${name}`)));
  expect(sheets.flatMap(({ free }) => free)).toEqual([]);
  const asked = sheets.flatMap((sheet) => sheet.asked);
  expect(asked.length).toBeGreaterThan(0);
  const seconds = asked.flatMap((each) =>
    [...each.matchAll(/([\d.]+)(m?)s\b/g)].map(([, n, m]) => Number(n) / (m ? 1000 : 1)),
  );
  expect(seconds).toHaveLength(asked.length);
  expect(Math.max(...seconds)).toBeLessThanOrEqual(LONGEST);
});
