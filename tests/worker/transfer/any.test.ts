// Whatever a file of another system holds, what comes of it is what the wire allows: none of its comments can be
// refused later, when it comes back out of a backup. HTML becomes a tree that its Markdown draws again.

import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Node } from '../../../worker/contract/index.ts';
import { toTree } from '../../../worker/rules/text/markdown.ts';
import { plainText, walk } from '../../../worker/rules/text/tree.ts';
import { isTree } from '../../../worker/rules/text/valid-tree.ts';
import { htmlToTree } from '../../../worker/transfer/content/html.ts';
import { treeToMarkdown } from '../../../worker/transfer/content/markdown.ts';
import { treeProblems } from '../hostile/check.ts';

const TAGS = [
  ...['p', 'div', 'b', 'strong', 'i', 'em', 's', 'del', 'a', 'code', 'pre', 'blockquote', 'ul', 'ol', 'li', 'h2'],
  ...['span', 'table', 'tr', 'td', 'script', 'details', 'summary', 'kbd', 'font'],
];
const VOID = ['<br>', '<br/>', '<hr>', '<img src="https://a.example/i.png" alt="A cat">', '<img src="x">'];
const words = fc.oneof(
  fc.constantFrom(
    'Words',
    ' ',
    '\n',
    '\n\n',
    ' a ',
    '*',
    '_a_',
    '`',
    '1. ',
    '# ',
    '> ',
    '&amp;',
    '&nbsp;',
    '&#x202e;',
    '<',
    '|',
  ),
  fc.constantFrom('https://a.example/x_y', 'www.a.example', 'me@a.example', 'e\u0301', 'ü', '🙂', '\ud800'),
  fc.string({ unit: 'grapheme', maxLength: 4 }),
);

const { html } = fc.letrec((tie) => ({
  html: fc.oneof(
    { depthSize: 'large', maxDepth: 7 },
    words,
    fc.constantFrom(...VOID),
    fc
      .tuple(
        fc.constantFrom(...TAGS),
        fc.constantFrom(
          '',
          ' href="https://a.example/?a=1&amp;b=2"',
          ' href="javascript:alert(1)"',
          ' class="language-js"',
          ' start="7"',
        ),
        fc.array(tie('html') as fc.Arbitrary<string>, { maxLength: 5 }),
        // Some are never closed.
        fc.constantFrom(1, 1, 1, 0),
      )
      .map(([tag, attributes, inside, end]) => `<${tag}${attributes}>${inside.join('')}${end ? `</${tag}>` : ''}`),
  ),
}));
/** What there is to read, however it is broken into lines. */
const shown = (tree: Node[]) => plainText(tree).replace(/\s+/g, '');

/** The longest row of them with nothing between. */
const mostBreaks = (tree: Node[]) => {
  let [row, most] = [0, 0];
  for (const node of walk(tree)) {
    row = typeof node === 'object' && node.t === 'br' ? row + 1 : 0;
    most = Math.max(most, row);
  }
  return most;
};

const anyHtml = fc.array(html as fc.Arbitrary<string>, { maxLength: 8 }).map((parts) => parts.join(''));

test('any HTML becomes a tree that is allowed, and so does what its Markdown draws', () => {
  fc.assert(
    fc.property(anyHtml, fc.boolean(), (source, lines) => {
      const tree = htmlToTree(source, { lines });
      expect(treeProblems(tree)).toEqual([]);
      expect(isTree(tree)).toBe(true);
      expect(mostBreaks(tree)).toBeLessThanOrEqual(2);
      const drawn = toTree(treeToMarkdown(tree));
      expect(isTree(drawn)).toBe(true);
      // Where there is nothing to read, what was typed is shown, and the comment does not come.
      if (shown(tree) !== '') expect(shown(drawn)).toBe(shown(tree));
    }),
    { numRuns: 1_000 },
  );
});

test('and the Markdown of it draws the same again and again', () => {
  fc.assert(
    fc.property(anyHtml, fc.boolean(), (source, lines) => {
      const tree = htmlToTree(source, { lines });
      if (tree.length === 0) return;
      const drawn = toTree(treeToMarkdown(tree));
      expect(toTree(treeToMarkdown(drawn))).toEqual(drawn);
    }),
    { numRuns: 1_000 },
  );
});

// Each took time that grows with the square of the text: five of them in a file and the tab stood still.
test.each([
  ['spaces in bold', `<b>a${'\u2003'.repeat(400_000)}b</b>`],
  ['spaces in code of lines', `<pre>${' '.repeat(400_000)}x</pre>`],
  ['spaces between words', `<p>${'a \n '.repeat(100_000)}</p>`],
  ['open brackets', `<p>${'<'.repeat(400_000)}`],
  ['addresses without a space', `<p>${'http://a.example/'.repeat(20_000)}</p>`],
  ['at signs', `<p>${'a@'.repeat(200_000)}</p>`],
  ['line breaks', `a${'\n '.repeat(200_000)}b`],
])('%s are read in time that grows with the text', (_, source) => {
  const tree = htmlToTree(source, { lines: true, links: true });
  expect(isTree(tree)).toBe(true);
  expect(treeToMarkdown(tree).length).toBeGreaterThan(0);
});
