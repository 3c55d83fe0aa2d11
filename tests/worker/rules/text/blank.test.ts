// What shows nothing takes no room, however it is written.

import { describe, expect, it } from 'vitest';
import { cleanText, type Node } from '../../../../worker/contract/index.ts';
import { foldBlank, showsAnything } from '../../../../worker/rules/text/blank.ts';
import { toTree } from '../../../../worker/rules/text/markdown.ts';

const p = (...c: Node[]): Node => ({ t: 'p', c });
const br: Node = { t: 'br' };
const AB: Node[] = [p('a'), p('b')];

describe('between two words', () => {
  it.each<[string, string, Node[]]>([
    ['blank lines', 'a\n\n\n\n\n\nb', AB],
    ['paragraphs of &nbsp;', `a${'\n\n&nbsp;'.repeat(300)}\n\nb`, AB],
    ['paragraphs of spaces without a break', `a${'\n\n\u00a0\u3000'.repeat(300)}\n\nb`, AB],
    ['paragraphs of letters without ink', `a${'\n\n\u200b\u3164\u2800'.repeat(400)}\n\nb`, AB],
    ['headings of nothing', `a${'\n#'.repeat(300)}\nb`, AB],
    ['bold of nothing', `a${'\n\n**&#8203;**'.repeat(300)}\n\nb`, AB],
    ['breaks by backslashes', `a\\\n${'\\\n'.repeat(500)}b`, [p('a', br, br, 'b')]],
    [
      'breaks with something between',
      `a${'\n&nbsp;'.repeat(5)}\nb`,
      [p('a', br, '\u00a0', br, '\u00a0\u00a0\u00a0\u00a0b')],
    ],
    ['breaks in a mark', '**a\\\n\\\n\\\nb**', [p({ t: 'b', c: ['a', br, br, 'b'] })]],
  ])('%s are one blank line', (_, text, tree) => {
    expect(toTree(text)).toEqual(tree);
  });

  it('a long gap is cut, a row of spaces in code is not', () => {
    expect(toTree(`a${'\u00a0'.repeat(2_000)}b`)).toEqual([p(`a${'\u00a0'.repeat(40)}b`)]);
    expect(toTree(`\`a${' '.repeat(90)}b\``)).toEqual([p({ t: 'code', text: `a${' '.repeat(90)}b` })]);
    expect(toTree('```\na\n\n\n\nb\n```')).toEqual([{ t: 'pre', text: 'a\n\n\n\nb' }]);
  });
});

it('breaks at the ends are none', () => {
  expect(toTree('\\\n\\\na\\\n\\\n&nbsp;')).toEqual([p('a\u00a0')]);
  expect(foldBlank([p(br, br, 'a', br)])).toEqual([p('a')]);
  expect(foldBlank([{ t: 'ul', c: [{ t: 'li', c: [br, 'a', br, { t: 'ul', c: [{ t: 'li', c: ['b'] }] }] }] }])).toEqual(
    [{ t: 'ul', c: [{ t: 'li', c: ['a', { t: 'ul', c: [{ t: 'li', c: ['b'] }] }] }] }],
  );
});

it.each([
  '&nbsp;&#8203;',
  '**\u200b**',
  '&#x3164;',
  '&#x2800;',
  '[\u2800](https://a.example)',
  '> &nbsp;',
  '- &#8203;',
  '` `',
])('%j shows nothing', (text) => {
  expect(showsAnything(toTree(text))).toBe(false);
});

it.each(['---', '#', '.', '👩‍👩‍👧', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'می‌خواهم', '1️⃣', '`x`', '![](https://a.example/x.png)'])(
  '%s shows',
  (text) => {
    expect(showsAnything(toTree(cleanText(text)))).toBe(true);
  },
);

it('what joins letters and pictures stays where it is', () => {
  for (const text of ['👩‍👩‍👧‍👦 ❤️ 👍🏽', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'می‌خواهم بروم', 'क्‍ष'])
    expect(toTree(cleanText(text))).toEqual([p(text)]);
});
