// What the worker weighs when it is uploaded, and that what stands in it for other packages (worker/rules/text/parser-needs.ts)
// does what they do.

import { createRequire } from 'node:module';
import { characterEntities } from 'character-entities';
import { describe, expect, test } from 'vitest';
import { bundle, STAND_INS } from '../../scripts/build/bundle.ts';
import * as standIn from '../../worker/rules/text/parser-needs.ts';
import { read } from './sources.ts';

/** In bytes (gzip). Each of them is read and compiled before an isolate's first answer. */
const MOST = 150_000;

test('the worker’s upload is no larger than was promised, and the README says what it weighs', () => {
  const { gzip } = bundle('upload');
  console.log(`bytes (gzip) of the worker’s upload: ${gzip.toLocaleString('en')} of ${MOST.toLocaleString('en')}`);
  expect(gzip).toBeLessThanOrEqual(MOST);
  const told = Number(/that the worker is (\d+) kB\s+\(gzip\)/.exec(read('README.md'))?.[1]) * 1_000;
  expect(told + 500).toBeGreaterThanOrEqual(gzip);
  expect(told - 2_000).toBeLessThanOrEqual(gzip);
}, 120_000);

describe('what stands in for the packages of markdown-it', () => {
  const require = createRequire(import.meta.url);
  const parser = require.resolve('markdown-it').replace(/[^/]+$/, 'markdown-it.mjs');
  const ofParser = createRequire(parser);
  const source = read(parser);
  const imports = [...source.matchAll(/^import (.+) from "(.+)";$/gm)].map(([, what, from]) => ({
    what: what!,
    from: from!,
  }));

  test('stands in for all of them, and for nothing else', () => {
    expect(Object.keys(STAND_INS).sort()).toEqual(imports.map(({ from }) => from).sort());
    expect(new Set(Object.values(STAND_INS)).size).toBe(1);
  });

  test('has every name that is asked of them', () => {
    const names = imports.flatMap(({ what }) => {
      const [, all] = /^\* as (\w+)$/.exec(what) ?? [];
      if (all) return [...source.matchAll(new RegExp(`\\b${all}\\.(\\w+)`, 'g'))].map(([, name]) => name!);
      return what.startsWith('{') ? what.match(/\w+/g)! : ['default'];
    });
    expect(new Set(names)).toEqual(new Set(Object.keys(standIn)));
  });

  test('knows the same characters by their names', () => {
    const { decodeHTMLStrict } = ofParser('entities');
    const references = Object.keys(characterEntities).map((name) => `&${name};`);
    expect(references).toHaveLength(2_125);
    const others = ['&nosuch;', '&copy', '&constructor;', '&Amp;', '&__proto__;'];
    const differing = [...references, ...others].filter(
      (one) => standIn.decodeHTMLStrict(one) !== decodeHTMLStrict(one),
    );
    expect(differing).toEqual([]);
  });

  test('takes the same characters for punctuation and symbols, and those that Unicode has added', () => {
    const { P, S } = ofParser('uc.micro');
    const isMark = (punctuation: RegExp, symbol: RegExp) => (char: string) =>
      punctuation.test(char) || symbol.test(char);
    const [was, is] = [isMark(P, S), isMark(standIn.P, standIn.S)];
    const all = Array.from({ length: 0x11_00_00 }, (_, code) => String.fromCodePoint(code));
    expect(all.filter((char) => was(char) && !is(char))).toEqual([]);
    expect(all.filter((char) => is(char) && !was(char)).length).toBeLessThan(100);
  });
});
