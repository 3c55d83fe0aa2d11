// What the worker weighs when it is uploaded, what an isolate does of it before its first answer, and that what stands
// in it for a package (`alias` in wrangler.toml) does what that does.

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { characterEntities } from 'character-entities';
import { describe, expect, test } from 'vitest';
import { bundle, STAND_INS } from '../../scripts/build/bundle.ts';
import * as standIn from '../../worker/rules/text/character-names.ts';
import { read } from './sources.ts';

/**
 * In bytes (gzip). Each of them is read and compiled before an isolate's first answer. It may be raised to 200,000,
 * with the reason written here. 186,000: pages, feeds and mails in the reader's language, daily backups that the doctor
 * reads back, a restore that puts right what one line of a backup has wrong, the words of the desk and of the doctor by
 * keys, so that they can be translated, the comments as HTML for the page itself, a path of the blog, the owner's
 * numbers, the count of what strangers spend of a day.
 */
const MOST = 186_000;

test('the worker’s upload is no larger than was promised, and docs/costs.md says what it weighs', () => {
  const { gzip } = bundle('upload');
  console.log(`bytes (gzip) of the worker’s upload: ${gzip.toLocaleString('en')} of ${MOST.toLocaleString('en')}`);
  expect(gzip).toBeLessThanOrEqual(MOST);
  const told = Number(/that the worker is (\d+) kB\s+\(gzip\)/.exec(read('docs/costs.md'))?.[1]) * 1_000;
  expect(told + 500).toBeGreaterThanOrEqual(gzip);
  expect(told - 2_000).toBeLessThanOrEqual(gzip);
}, 120_000);

/**
 * Calls of functions while the bundle is evaluated: some 2,400, of which the readers' routes are nearly all. The
 * owner's are 4,000 more and are mounted when they are first asked for; a table that is unpacked in code would be tens
 * of thousands.
 */
const MOST_CALLS = 3_000;

test('an isolate starts without the owner’s side, and makes nothing of Intl, which takes longer than all the rest', () => {
  const { file } = bundle('upload');
  const folder = mkdtempSync(join(tmpdir(), 'start-'));
  const script = `
    const made = [];
    const noted = (name, all, make) => {
      made.push(name);
      return make(...all);
    };
    for (const name of Object.getOwnPropertyNames(Intl)) {
      if (typeof Intl[name] !== 'function' || !/^[A-Z]/.test(name)) continue;
      Intl[name] = new Proxy(Intl[name], {
        construct: (...all) => noted(name, all, Reflect.construct),
        apply: (...all) => noted(name, all, Reflect.apply),
      });
    }
    for (const { prototype } of [Number, Date, String, BigInt]) {
      for (const name of Object.getOwnPropertyNames(prototype)) {
        if (!/^(toLocale|localeCompare)/.test(name)) continue;
        prototype[name] = new Proxy(prototype[name], { apply: (...all) => noted(name, all, Reflect.apply) });
      }
    }
    import(${JSON.stringify(pathToFileURL(file).href)}).then(({ default: worker }) => {
      console.log(JSON.stringify({ made, worker: Object.keys(worker) }));
    });
  `;
  try {
    const env = { ...process.env, NODE_V8_COVERAGE: folder, NODE_OPTIONS: '' };
    const said = JSON.parse(execFileSync(process.execPath, ['-e', script], { env, encoding: 'utf8' }));
    expect(said).toEqual({ made: [], worker: ['fetch', 'scheduled'] });
    const calls = readdirSync(folder).flatMap((name) => callsIn(join(folder, name), file));
    expect(calls).toHaveLength(1);
    console.log(`calls of functions while an isolate starts: ${calls[0]}`);
    expect(calls[0]).toBeLessThanOrEqual(MOST_CALLS);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 120_000);

interface Coverage {
  result: { url: string; functions: { ranges: { count: number }[] }[] }[];
}

function callsIn(coverage: string, file: string): number[] {
  const { result } = JSON.parse(readFileSync(coverage, 'utf8')) as Coverage;
  return result
    .filter(({ url }) => url === pathToFileURL(file).href)
    .map(({ functions }) => functions.reduce((sum, { ranges }) => sum + (ranges[0]?.count ?? 0), 0));
}

describe('what stands in for a package of markdown-it’s', () => {
  const ofHouse = createRequire(import.meta.url);
  const parser = ofHouse.resolve('markdown-it').replace(/[^/]+$/, 'markdown-it.mjs');
  const ofParser = createRequire(parser);

  test('is asked for by markdown-it, and has every name that it asks for', () => {
    const asked = [...read(parser).matchAll(/^import \{(.+)\} from "(.+)";$/gm)].filter(([, , from]) =>
      Object.hasOwn(STAND_INS, from!),
    );
    expect(asked.map(([, , from]) => from)).toEqual(Object.keys(STAND_INS));
    expect(asked.flatMap(([, names]) => names!.match(/\w+/g))).toEqual(Object.keys(standIn));
  });

  test('knows the same characters by their names', () => {
    const { decodeHTMLStrict } = ofParser('entities');
    const references = Object.keys(characterEntities).map((name) => `&${name};`);
    expect(references).toHaveLength(2_125);
    const others = ['&nosuch;', '&constructor;', '&Amp;', '&__proto__;', '&ampx;', '&copycat;'];
    const differing = [...references, ...others].filter(
      (one) => standIn.decodeHTMLStrict(one) !== decodeHTMLStrict(one),
    );
    expect(differing).toEqual([]);
  });
});
