// Comments are for whoever reads the code next: each line can be read without scrolling, and what it points to is
// there.

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { read } from './sources.ts';

const WIDTH = 120;

const tracked = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' })
  .split('\0')
  .filter((path) => path !== '' && existsSync(path));
const code = tracked.filter((path) => /\.(?:ts|css|js|mjs)$/.test(path) && !path.startsWith('tests/fixtures/'));

/** The comments of a file, a line each, without what marks them. */
function commentsIn(path: string): { line: number; text: string; width: number }[] {
  const found: { line: number; text: string; width: number }[] = [];
  let isInside = false;
  for (const [i, row] of read(path).split('\n').entries()) {
    const begins = /^\s*(?:\/\/|\/\*)/.test(row);
    if (begins || isInside) {
      const text = row.replace(/^\s*(?:\/\/|\/\*\*?|\*\/?)\s?/, '').replace(/\*\/\s*$/, '');
      found.push({ line: i + 1, text, width: row.length });
    }
    if (/^\s*\/\*/.test(row)) isInside = true;
    if (row.includes('*/')) isInside = false;
  }
  return found;
}

test('no comment is wider than the code', () => {
  const wide = code.flatMap((path) =>
    commentsIn(path)
      // An address cannot be broken.
      .filter(({ width, text }) => width > WIDTH && !/https?:\/\/\S{60,}/.test(text))
      .map(({ line }) => `${path}:${line}`),
  );
  expect(wide).toEqual([]);
});

/**
 * What a name in a comment may be: a path from the root, from the room of the file that names it, or beside that file.
 */
function isThere(from: string, name: string): boolean {
  const [program = ''] = from.split('/');
  const beside = [join(dirname(from), name), join(program, name), name];
  return beside.some((path) => existsSync(path)) || (!name.includes('/') && isInRoom(program, name));
}

function isInRoom(program: string, name: string): boolean {
  return tracked.some((path) => path.startsWith(`${program}/`) && path.endsWith(`/${name}`));
}

/** Files that a build makes, or that a comment speaks of as another program's. */
const MADE = /^(?:embed|reading|composer|counts|work|captcha|sqlite|reader|desk|devices|import|push)(?:-\w+)?\.js$/;

test('what a comment points to is there', () => {
  const named = /(?<![\w/.:@-])((?:[\w.-]+\/)*[\w-]+\.(?:ts|css|md))(?![\w-])/g;
  const lost = code.flatMap((path) =>
    commentsIn(path).flatMap(({ line, text }) =>
      [...text.matchAll(named)]
        .map(([, name]) => name as string)
        .filter((name) => !MADE.test(name) && !isThere(path, name))
        .map((name) => `${path}:${line} names ${name}`),
    ),
  );
  expect(lost).toEqual([]);
});

test('the checks are not blind', () => {
  expect(commentsIn('tests/house/comments.test.ts')[0]).toMatchObject({ line: 1 });
  expect(isThere('worker/actions/judge.ts', 'store/facts/verdicts.ts')).toBe(true);
  expect(isThere('worker/actions/judge.ts', 'store/verdicts.ts')).toBe(false);
});
