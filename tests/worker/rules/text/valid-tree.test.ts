// A tree out of a file is one that a reader's text could have made, or is made into one: nothing is refused that our
// own text makes, however long, and nothing gets in that it could not make.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Node } from '../../../../worker/contract/index.ts';
import { MAX_NODES } from '../../../../worker/rules/limits.ts';
import { toTree } from '../../../../worker/rules/text/markdown.ts';
import { plainText } from '../../../../worker/rules/text/tree.ts';
import { asTree, isTree } from '../../../../worker/rules/text/valid-tree.ts';
import { treeProblems } from '../../hostile/check.ts';

const p = (...c: unknown[]) => ({ t: 'p', c });
const a = (href: string, ...c: unknown[]) => ({ t: 'a', href, c });

describe('what is none, and what is made of it', () => {
  test.each<[name: string, nodes: unknown, tree: Node[]]>([
    [
      'an empty text',
      [p('Look:', { t: 'br' }, '', a('https://a.example/', 'this'))],
      [p('Look:', { t: 'br' }, a('https://a.example/', 'this')) as Node],
    ],
    ['two texts in a row', [p('a', 'b')], [p('ab') as Node]],
    [
      'marks heaped on a letter, in two pieces',
      [p(`a${'\u0308'.repeat(4)}`, `${'\u0308'.repeat(4)}b`)],
      [p(`a${'\u0308'.repeat(5)}b`) as Node],
    ],
    ['a letter that turns the text around', [p('a\u202eb')], [p('ab') as Node]],
    ['a link that runs', [p(a('javascript:alert(1)', 'here'))], [p('here') as Node]],
    [
      'a link in a link',
      [p(a('https://a.example/', 'x', a('https://b.example/', 'y')))],
      [p(a('https://a.example/', 'xy')) as Node],
    ],
    [
      'an address that is not in its normal form',
      [p(a('HTTPS://A.example', 'x'))],
      [p(a('https://a.example/', 'x')) as Node],
    ],
    ['an element of HTML', [{ t: 'script', c: ['alert(1)'] }], ['alert(1)']],
    ['fields that nobody knows', [{ ...p('x'), onclick: 'alert(1)' }], [p('x') as Node]],
    ['a number that is none', [{ t: 'ol', start: '3" onclick="', c: [] }], [{ t: 'ol', c: [] }]],
    ['a number where no number is', [{ t: 'ul', start: 3, c: [] }], [{ t: 'ul', c: [] }]],
    ['a language with spaces', [{ t: 'pre', text: 'x', lang: 'a b' }], [{ t: 'pre', text: 'x' }]],
    ['no list', 'text', []],
    ['numbers and nothing', [1, null, undefined, [['x']]], []],
  ])('%s', (_, nodes, tree) => {
    expect(isTree(nodes)).toBe(false);
    expect(asTree(nodes)).toEqual(tree);
    expect(isTree(tree)).toBe(true);
  });

  test('one that is as deep as the file is long', () => {
    let nodes: unknown = ['deep'];
    for (let depth = 0; depth < 100_000; depth++) nodes = [{ t: 'b', c: nodes }];
    expect(isTree(nodes)).toBe(false);
    expect(isTree(asTree(nodes))).toBe(true);
  });

  test('one of more nodes than there may be keeps its words', () => {
    const nodes = Array.from({ length: 3 * MAX_NODES }, (_, i) => p(`Words ${i}`));
    expect(isTree(nodes)).toBe(false);
    const tree = asTree(nodes);
    expect(isTree(tree)).toBe(true);
    expect(plainText(tree)).toContain(`Words ${3 * MAX_NODES - 1}`);
  });
});

// A backup with such a comment could not be put back once.
describe('what our own text makes is a tree', () => {
  test('of more nodes than there may be', () => {
    expect(isTree(toTree('**a** _b_\n\n'.repeat(500)))).toBe(true);
    expect(isTree(toTree(`> ${'- '.repeat(30)}*deep*`))).toBe(true);
  });

  test('with an address that is longer than it was typed', () => {
    expect(isTree(toTree(`https://a.example/${'ü'.repeat(900)}`))).toBe(true);
    expect(isTree(toTree(`[x](https://a.example/${'ü'.repeat(1_900)})`))).toBe(true);
  });

  test('whatever it is', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '*',
        '**',
        '~~',
        '`',
        '```js\n',
        '> ',
        '- ',
        '1. ',
        '7) ',
        '[x](https://a.example)',
        '![',
        '](',
        '\n',
        '\n\n',
        '# ',
        '---\n',
        '<https://b.example/ü>',
        'mailto:a@b.example',
        '<a@b.example>',
        '&#x202e;',
        '\\',
      ),
      fc.string({ unit: 'grapheme', maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const tree = toTree(pieces.join(''));
        expect(isTree(tree)).toBe(true);
        expect(asTree(tree)).toBe(tree);
      }),
      { numRuns: 300 },
    );
  });
});

test('whatever data it is, what comes out is a tree, and the same again', () => {
  const tags = fc.constantFrom(
    'p',
    'b',
    'i',
    's',
    'quote',
    'ul',
    'ol',
    'li',
    'a',
    'code',
    'pre',
    'br',
    'hr',
    'script',
    'constructor',
  );
  const { node } = fc.letrec((tie) => ({
    node: fc.oneof(
      { depthSize: 'medium' },
      fc.string(),
      fc.constantFrom('', '\u0000', '\u202e', null, 3),
      fc.record(
        {
          t: tags,
          c: fc.array(tie('node'), { maxLength: 4 }),
          text: fc.string(),
          href: fc.oneof(fc.webUrl(), fc.string()),
          start: fc.oneof(fc.integer(), fc.string()),
          lang: fc.string({ maxLength: 3 }),
        },
        { requiredKeys: ['t'] },
      ),
    ),
  }));
  fc.assert(
    fc.property(fc.array(node, { maxLength: 6 }), (nodes) => {
      const tree = asTree(nodes);
      expect(treeProblems(tree)).toEqual([]);
      expect(isTree(tree)).toBe(true);
    }),
    { numRuns: 500 },
  );
});
