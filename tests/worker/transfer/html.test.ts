// HTML of other systems becomes the contract's tree, and the tree becomes Markdown that draws the same tree again.

import { describe, expect, test } from 'vitest';
import type { Node } from '../../../worker/contract/index.ts';
import { toTree } from '../../../worker/rules/text/markdown.ts';
import { htmlToTree } from '../../../worker/transfer/content/html.ts';
import { treeToMarkdown } from '../../../worker/transfer/content/markdown.ts';
import { treeToHtml } from '../../../worker/transfer/out/html.ts';

const p = (...c: Node[]): Node => ({ t: 'p', c });
const b = (...c: Node[]): Node => ({ t: 'b', c });
const a = (href: string, ...c: Node[]): Node => ({ t: 'a', href, c });
const ul = (...c: Node[]): Node => ({ t: 'ul', c });
const li = (...c: Node[]): Node => ({ t: 'li', c });
const br: Node = { t: 'br' };

const CASES: [name: string, html: string, tree: Node[]][] = [
  ['paragraphs', '<p>One</p>\n<p>Two &amp; three</p>', [p('One'), p('Two & three')]],
  ['bare text', 'Just <em>text</em>', [p('Just ', { t: 'i', c: ['text'] })]],
  ['bare text beside paragraphs', 'One<p>Two</p>Three', [p('One'), p('Two'), p('Three')]],
  ['line breaks', '<p>One<br>two<br/>three<br></p>', [p('One', br, 'two', br, 'three')]],
  ['divs', '<div><div>One</div><div>Two</div></div>', [p('One'), p('Two')]],
  ['headings', '<h2>Big</h2>text', [p(b('Big')), p('text')]],
  [
    'a link',
    '<a href="https://a.example/?x=1&amp;y=2" onclick="x()">here</a>',
    [p(a('https://a.example/?x=1&y=2', 'here'))],
  ],
  ['a link that may not be one', '<a href="javascript:alert(1)">here</a>', [p('here')]],
  ['a link of which nothing is left', '<a href="https://a.example"></a>x', [p(a('https://a.example/'), 'x')]],
  ['an image', '<img src="https://a.example/i.png" alt="A cat">', [p(a('https://a.example/i.png', 'A cat'))]],
  [
    'an image in a link',
    '<a href="https://a.example/"><img src="https://a.example/i.png" alt="A cat"></a>',
    [p(a('https://a.example/', 'A cat'))],
  ],
  [
    'a frame',
    '<iframe src="//video.example/1"></iframe>',
    [p(a('https://video.example/1', 'https://video.example/1'))],
  ],
  ['a quotation', '<blockquote><p>Said</p></blockquote><p>No</p>', [{ t: 'quote', c: [p('Said')] }, p('No')]],
  [
    'a list',
    '<ul>\n<li>One</li>\n<li><p>Two</p></li>\n</ul>',
    [
      {
        t: 'ul',
        c: [
          { t: 'li', c: ['One'] },
          { t: 'li', c: ['Two'] },
        ],
      },
    ],
  ],
  ['a numbered list', '<ol start="3"><li>Three</ol>', [{ t: 'ol', c: [{ t: 'li', c: ['Three'] }], start: 3 }]],
  [
    'a list in a list',
    '<ul><li>One<ul><li>Two</li></ul></li></ul>',
    [{ t: 'ul', c: [{ t: 'li', c: ['One', { t: 'ul', c: [{ t: 'li', c: ['Two'] }] }] }] }],
  ],
  ['code', '<p>Use <code>a &lt; b</code></p>', [p('Use ', { t: 'code', text: 'a < b' })]],
  [
    'a block of code',
    '<pre><code class="language-js">let a = 1;\n  b();\n</code></pre>',
    [{ t: 'pre', text: 'let a = 1;\n  b();', lang: 'js' }],
  ],
  [
    'code of several lines',
    '<p>Try:<br><code>def f(x):<br>    if x:<br>        return 1</code> and so on</p>',
    [p('Try:'), { t: 'pre', text: 'def f(x):\n    if x:\n        return 1' }, p('and so on')],
  ],
  [
    'code of several lines where none can stand',
    '<b>Try <code>a<br>  b</code></b>',
    [p(b('Try ', { t: 'code', text: 'a' }, br, { t: 'code', text: '  b' }))],
  ],
  ['code with a break at its end', '<code>a<br></code>', [p({ t: 'code', text: 'a' })]],
  [
    'code as GitHub shows it',
    '<div class="highlight highlight-source-js notranslate"><pre>let a;\n</pre></div><pre>b</pre>',
    [
      { t: 'pre', text: 'let a;', lang: 'js' },
      { t: 'pre', text: 'b' },
    ],
  ],
  [
    'a space between a break and a link',
    '<p>Look:<br> <a href="https://a.example">this</a></p>',
    [p('Look:', br, a('https://a.example/', 'this'))],
  ],
  ['marks around nothing, and with spaces at their ends', '<b> a </b><i><br></i><b></b>x', [p(b('a'), br, 'x')]],
  ['bold in bold, and in a heading', '<b>a<strong>b</strong></b><h3>c<b>d</b></h3>', [p(b('ab')), p(b('cd'))]],
  ['the cells of a table', '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', [p('a b'), p('c')]],
  ['a block in a link that is none', '<a name="x"><p>One</p><p>Two</p></a>', [p('One'), p('Two')]],
  ['bare addresses, where they were text', 'See https://a.example/', [p('See https://a.example/')]],
  ['a rule', 'One<hr>Two', [p('One'), { t: 'hr' }, p('Two')]],
  ['what nobody reads', '<style>p{}</style><script>alert("<b>1</b>")</script>Yes<!-- no -->', [p('Yes')]],
  ['unclosed and crossed tags', '<p><b>One<p>Two</b>', [p(b('One', br, 'Two'))]],
  ['entities and emoji', 'caf&eacute; &#128512; 🙂 &nbsp;x', [p('café 😀 🙂 x')]],
  ['bare line breaks, where there are no tags for them', 'One\ntwo\n\nThree', [p('One', br, 'two'), p('Three')]],
  ['a long row of line breaks, as one blank line', `One${'<br>'.repeat(300)}two`, [p('One', br, br, 'two')]],
  ['a long row of them in a mark', `<b>One${'<br>\n'.repeat(300)}two</b>`, [p(b('One', br, br, 'two'))]],
  ['a long row of them in a list', `<ul><li>One${'<br>'.repeat(9)}two</li></ul>`, [ul(li('One', br, br, 'two'))]],
  ['paragraphs of what nobody sees', `<p>One</p>${'<p>&#8203;</p>'.repeat(300)}<p>two</p>`, [p('One'), p('two')]],
  ['letters that would turn the text around', 'a&#x202E;b', [p('ab')]],
  ['empty elements', '<p></p><p> <b></b><br></p>', []],
];

test.each(CASES)('%s', (_, html, tree) => {
  const found = htmlToTree(html);
  expect(found.map(withoutEmptyLinks)).toEqual(tree.map(withoutEmptyLinks));
});

// A link around nothing is drawn by nobody.
function withoutEmptyLinks(node: Node): Node {
  if (typeof node === 'string' || !('c' in node)) return node;
  return { ...node, c: node.c.filter((each) => typeof each === 'string' || !('c' in each) || each.c.length > 0) };
}

test('a heading of several lines in a list, where Markdown has one line for it, loses no more than the breaks', () => {
  const tree = htmlToTree('<ol><li><hr><h2>One<br><br>two</h2></li></ol>');
  expect(treeToMarkdown(tree)).toBe('1. ***\n   # One two');
});

describe('bare addresses, where they were shown as links', () => {
  test.each<[html: string, tree: Node[]]>([
    ['See http://a.example/?x=1&amp;y=2.', ['See ', a('http://a.example/?x=1&y=2', 'http://a.example/?x=1&y=2'), '.']],
    ['(www.a.example/b) now', ['(', a('http://www.a.example/b', 'www.a.example/b'), ') now']],
    ['mail me@a.example, please', ['mail ', a('mailto:me@a.example', 'me@a.example'), ', please']],
    ['<a href="https://b.example">http://a.example</a>', [a('https://b.example/', 'http://a.example')]],
    ['<code>http://a.example</code>', [{ t: 'code', text: 'http://a.example' }]],
    ['<b>http://a.example</b>', [b(a('http://a.example/', 'http://a.example'))]],
    ['xhttp://a.example www. www.x a@b @c http://', ['xhttp://a.example www. www.x a@b @c http://']],
    [
      'https://a.example/ü und https://b.example',
      [a('https://a.example/%C3%BC', 'https://a.example/ü'), ' und ', a('https://b.example/', 'https://b.example')],
    ],
  ])('%s', (html, line) => {
    expect(htmlToTree(html, { links: true })).toEqual([p(...line)]);
  });
});

describe('back to Markdown', () => {
  test.each(CASES.filter(([name]) => !name.includes('nothing is left')))('%s', (_, __, tree) => {
    expect(toTree(treeToMarkdown(tree))).toEqual(tree.length === 0 ? toTree('') : tree);
  });

  test.each([
    '*not* _markup_ **at** ~~all~~ `here`',
    '# no heading',
    '1. no list',
    '- no list\n+ none\n* none',
    '> no quotation',
    '[no](https://link.example) ![no](https://image.example)',
    'https://no-link.example/a_b_c',
    '<b>no HTML</b> &amp; &lt;',
    'a\n===',
    '---',
    '\\* backslashes \\',
    '| no | table |',
    '```\nno code\n```',
    '    no code either',
  ])('text that looks like Markdown stays text: %j', (text) => {
    const lines = text.split('\n').flatMap((line, i): Node[] => (i === 0 ? [line.trimStart()] : [br, line]));
    expect(toTree(treeToMarkdown([p(...lines)]))).toEqual([p(...lines)]);
  });
});

test('HTML that is written for others reads the same again', () => {
  for (const [, html] of CASES) {
    const tree = htmlToTree(html);
    expect(htmlToTree(treeToHtml(tree))).toEqual(tree);
  }
});

test('ten thousand open tags are read, and the text is all there', () => {
  const tree = htmlToTree(`${'<blockquote><b>'.repeat(5_000)}deep${'</b></blockquote>'.repeat(5_000)}`);
  expect(JSON.stringify(tree)).toContain('deep');
});
