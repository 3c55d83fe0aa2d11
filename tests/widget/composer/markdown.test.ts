// A comment's tree written as Markdown again: the worker makes the same tree of it.

import { describe, expect, it } from 'vitest';
import { toMarkdown } from '../../../widget/composer/markdown.ts';
import type { Node } from '../../../worker/contract/index.ts';
import { toTree } from '../../../worker/rules/text/markdown.ts';

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
