// Markdown becomes the contract’s tree, as CommonMark has it where we do, and in time whatever is written.

import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it, vi } from 'vitest';
import type { Node } from '../../../../worker/contract/index.ts';
import { MAX_DEPTH, MAX_NODES } from '../../../../worker/rules/limits.ts';
import { toTree } from '../../../../worker/rules/text/markdown.ts';
import { plainText, walk } from '../../../../worker/rules/text/tree.ts';
import { PATHOLOGICAL } from '../../hostile/pathological.ts';

const p = (...c: Node[]): Node => ({ t: 'p', c });
const b = (...c: Node[]): Node => ({ t: 'b', c });
const i = (...c: Node[]): Node => ({ t: 'i', c });
const li = (...c: Node[]): Node => ({ t: 'li', c });
const a = (href: string, ...c: Node[]): Node => ({ t: 'a', href, c });
const br: Node = { t: 'br' };

function hrefs(source: string): string[] {
  return [...walk(toTree(source))].flatMap((node) => (typeof node !== 'string' && node.t === 'a' ? node.href : []));
}

function countOf(nodes: Node[]): number {
  return [...walk(nodes)].length;
}

function depthOf(nodes: Node[]): number {
  return nodes.length === 0
    ? 0
    : 1 + Math.max(...nodes.map((node) => (typeof node !== 'string' && 'c' in node ? depthOf(node.c) : 0)));
}

describe('CommonMark', () => {
  it.each<[string, Node[]]>([
    ['one\n\ntwo', [p('one'), p('two')]],
    ['one\ntwo', [p('one', br, 'two')]],
    ['one  \ntwo', [p('one', br, 'two')]],
    ['*a* **b** ~~c~~ `d`', [p(i('a'), ' ', b('b'), ' ', { t: 's', c: ['c'] }, ' ', { t: 'code', text: 'd' })]],
    ['***a***', [p(i(b('a')))]],
    ['# Title *x*', [p(b('Title ', i('x')))]],
    ['> said\n> more', [{ t: 'quote', c: [p('said', br, 'more')] }]],
    ['- a\n- b', [{ t: 'ul', c: [li('a'), li('b')] }]],
    ['- a\n\n- b', [{ t: 'ul', c: [li(p('a')), li(p('b'))] }]],
    ['1. a\n2. b', [{ t: 'ol', c: [li('a'), li('b')] }]],
    ['7. a', [{ t: 'ol', start: 7, c: [li('a')] }]],
    ['0. a', [{ t: 'ol', start: 0, c: [li('a')] }]],
    ['- a\n  - b', [{ t: 'ul', c: [li('a', { t: 'ul', c: [li('b')] })] }]],
    ['```js\nlet a;\n\n  b\n```', [{ t: 'pre', text: 'let a;\n\n  b', lang: 'js' }]],
    ['```\na\n```', [{ t: 'pre', text: 'a' }]],
    ['```" onclick=x\na\n```', [{ t: 'pre', text: 'a' }]],
    ['---', [{ t: 'hr' }]],
    ['\\*a\\* &amp; &copy;', [p('*a* & ©')]],
    ['**a', [p('**a')]],
    ['2 * 3 * 4 _ 5', [p('2 * 3 * 4 _ 5')]],
    ['snake_case_name', [p('snake_case_name')]],
    ['| a | b |\n|---|---|\n| 1 | 2 |', [p('| a | b |', br, '|---|---|', br, '| 1 | 2 |')]],
  ])('%j', (source, tree) => {
    expect(toTree(source)).toEqual(tree);
  });
});

describe('links', () => {
  it.each<[string, Node[]]>([
    ['[a](https://x.example)', [p(a('https://x.example/', 'a'))]],
    ['[a *b*](http://x.example/y "title")', [p(a('http://x.example/y', 'a ', i('b')))]],
    ['[a][1]\n\n[1]: https://x.example', [p(a('https://x.example/', 'a'))]],
    ['<https://x.example>', [p(a('https://x.example/', 'https://x.example'))]],
    ['see https://x.example/a_(b), ok', [p('see ', a('https://x.example/a_(b)', 'https://x.example/a_(b)'), ', ok')]],
    ['[mail](mailto:ann@x.example)', [p(a('mailto:ann@x.example', 'mail'))]],
    ['[mail](mailto:ann@x.example?bcc=bob@x.example&body=hi)', [p(a('mailto:ann@x.example', 'mail'))]],
    // Pictures are links: nobody's page loads what a reader chose.
    ['![a cat](https://x.example/cat.png)', [p(a('https://x.example/cat.png', 'a cat'))]],
    ['![](https://x.example/cat.png)', [p(a('https://x.example/cat.png', 'https://x.example/cat.png'))]],
    ['[![a cat](https://x.example/cat.png)](https://y.example)', [p(a('https://y.example/', 'a cat'))]],
    // Bare names and addresses without a scheme are just words.
    [
      'main.rs www.x.example ann@x.example //x.example ftp://x.example',
      [p('main.rs www.x.example ann@x.example //x.example ftp://x.example')],
    ],
  ])('%j', (source, tree) => {
    expect(toTree(source)).toEqual(tree);
  });

  it('come out in their normal form', () => {
    expect(hrefs('[a](HTTPS://EXAMPLE.COM/%7e) https://пример.рф/é [b](<https://x.example/a b>)')).toEqual([
      'https://example.com/%7e',
      'https://xn--e1afmkfd.xn--p1ai/%C3%A9',
      'https://x.example/a%20b',
    ]);
  });

  it.each([
    '[x](javascript:alert(1))',
    '[x](JaVaScRiPt:alert(1))',
    '[x](  javascript:alert(1))',
    '[x](java\tscript:alert(1))',
    '[x](&#106;avascript:alert(1))',
    '[x](&Tab;javascript:alert(1))',
    '[x](\u00a0javascript:alert(1))',
    '[x](javascript&colon;alert(1))',
    '[x](data:text/html;base64,PHNjcmlwdD4=)',
    '[x](vbscript:msgbox(1))',
    '[x](file:///etc/passwd)',
    '[x](blob:https://x.example/1)',
    '[x](//x.example)',
    '[x](/admin)',
    '[x](#top)',
    '[x](https://user:secret@x.example)',
    '[x](https://x.example@evil.example)',
    '[x](mailto:ann)',
    '[x](mailto:ann@x.example,bob@y.example)',
    '[x](http://)',
    '[x][1]\n\n[1]: javascript:alert(1)',
    '<javascript:alert(1)>',
    '<data:text/html,x>',
    '![x](javascript:alert(1))',
    '![x](data:image/svg+xml,x)',
  ])('%j is none, and stays as it was typed', (source) => {
    for (const href of hrefs(source)) expect(href).toMatch(/^https?:\/\/(x|user|evil)/);
    expect(hrefs(source).filter((href) => /script|data:|file:|blob:/i.test(href))).toEqual([]);
    expect(plainText(toTree(source))).toMatch(/x|script/);
  });

  it('in links are not', () => {
    const tree = toTree('[a https://y.example b](https://x.example) and [c <https://z.example>](https://x.example)');
    const nested = [...walk(tree)].filter(
      (node) =>
        typeof node !== 'string' &&
        node.t === 'a' &&
        [...walk(node.c)].some((each) => typeof each !== 'string' && each.t === 'a'),
    );
    expect(nested).toEqual([]);
  });
});

describe('text', () => {
  it.each([
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<!-- hidden -->',
    '<a href="javascript:alert(1)">x</a>',
    '<svg/onload=alert(1)>',
    '<style>*{display:none}</style>',
    '&lt;script&gt;',
  ])('%s is text, not markup', (source) => {
    const tree = toTree(source);
    expect([...walk(tree)].every((node) => typeof node === 'string' || node.t === 'p')).toBe(true);
    if (!source.startsWith('&')) expect(plainText(tree).trim()).toBe(source);
  });

  it('that an entity makes invisible or backwards is dropped, as it is from what is typed', () => {
    expect(toTree('a&#x202e;b&#8294;c&#0;d')).toEqual([p('abc\ufffdd')]);
  });

  it('keeps the definitions of links that nothing refers to', () => {
    expect(toTree('[1]: /y')).toEqual([p('[1]: /y')]);
    expect(plainText(toTree('So it is [1].\n\n[1]: https://x.example\n[2]: https://y.example'))).toContain(
      '[2]: https://y.example',
    );
  });

  it.each(['#', '>>>', '-', '1.', '* * -'])('that is nothing but markup, %s, is shown as it was written', (source) => {
    expect(plainText(toTree(source)).trim()).toBe(source);
  });

  it.each(['[words]()', '![words]()', '[words](<>)', '![*words* [x]()]()'])('%s, which leads nowhere', (source) => {
    expect(plainText(toTree(source))).toBe(`\n${source.replaceAll('*', '')}\n`);
  });

  it('joins: there are never two strings side by side', () => {
    for (const source of ['a &amp; b \\* c', '[x](bad:y) <b>', 'a**b', '`']) {
      for (const node of walk([{ t: 'p', c: toTree(source) }])) {
        if (typeof node === 'string' || !('c' in node)) continue;
        node.c.forEach((child, at) => {
          expect(typeof child === 'string' && typeof node.c[at + 1] === 'string').toBe(false);
        });
      }
    }
  });
});

describe('text without marks', () => {
  /** What most people type, and what a mark could be made of by a letter more or less. */
  const piece = fc.oneof(
    fc.constantFrom(
      'a',
      'Word',
      'é',
      'e\u0301',
      '\u0301',
      'नमस्ते',
      'ا',
      '你好',
      'Ω',
      '\u3164',
      '7',
      '1.',
      'www.a.example',
    ),
    fc.constantFrom(
      ' ',
      ' ',
      ' ',
      '  ',
      '\n',
      '\n',
      '\n\n',
      '\n\n\n',
      '.',
      ',',
      '!',
      '?',
      ':',
      ';',
      '-',
      '(',
      ')',
      '…',
      '。',
    ),
    fc.constantFrom('"', '’', '«', '„', '（', '%', '€', 'http', ':', 'mailto:a'),
  );
  const text = fc.array(piece, { maxLength: 25 }).map((pieces) => `Well${pieces.join('')}`);

  it('is the tree that the parser makes of it', () => {
    fc.assert(
      fc.property(text, (source) => {
        // With a mark in it the parser reads it all.
        expect([...toTree(source), { t: 'hr' }]).toEqual(toTree(`${source}\n\n***`));
      }),
      { numRuns: 3_000, seed: 20261130 },
    );
  });

  it('goes on as text past the last node, as what the parser reads does', () => {
    const lines = Array.from({ length: MAX_NODES }, (_, n) => `Line ${n}`).join('\n');
    const [plain, parsed] = [toTree(lines), toTree(`${lines}\n\n***`)];
    expect(plain.slice(0, -1)).toEqual(parsed.slice(0, plain.length - 1));
    expect(plainText(plain).replaceAll('\n', '')).toBe(lines.replaceAll('\n', ''));
    expect(countOf(plain)).toBeLessThanOrEqual(MAX_NODES);
  });

  it('needs no parser, which a fresh isolate would have to read first', () => {
    const parse = vi.spyOn(MarkdownIt.prototype, 'parse');
    toTree('Thank you! I have tried it (twice), and it’s “fine”: no crash since.\nAnd 3 of 4 were faster.\n\nBye');
    expect(parse).not.toHaveBeenCalled();
    toTree('Thank *you*');
    expect(parse).toHaveBeenCalledOnce();
    parse.mockRestore();
  });
});

describe('what is meant to hurt', () => {
  it.each(PATHOLOGICAL)('%s: a tree of bounded size and depth', (_, source) => {
    expect([...source].length).toBeLessThanOrEqual(5_000);
    const tree = toTree(source);
    expect(countOf(tree)).toBeLessThanOrEqual(MAX_NODES);
    expect(depthOf(tree)).toBeLessThanOrEqual(MAX_DEPTH);
    expect(tree.length).toBeGreaterThan(0);
  });

  it.each(PATHOLOGICAL)('%s: every letter and digit is still there', (_, source) => {
    const letters = (text: string) => text.replace(/[^a-z]/gi, '').replace(/https?aexample/g, '');
    // What is between the brackets of a link that is one is markup, and is in its href.
    const typed = source.replace(/\]\(https:\/\/a\.example\)/g, ']');
    expect(letters(plainText(toTree(source)))).toBe(letters(typed));
  });

  const links = (source: string) =>
    [...walk(toTree(source))].filter((node) => typeof node !== 'string' && node.t === 'a').length;

  // The time that looking for links takes grows with the square of such a text: 20 ms and more, of the free plan's 10.
  it('looks for links only so long', () => {
    expect(links(`${'a ![ '.repeat(30)} [x](mailto:a@b.example)`)).toBe(1);
    expect(links(`${`![${'<'.repeat(46)}`.repeat(99)} [x](mailto:a@b.example)`)).toBe(0);
    expect(links(Array.from({ length: 200 }, (_, n) => `[${n}](https://x.example)`).join(' '))).toBe(200);
    expect(links('https://x.example '.repeat(200))).toBe(200);
    expect(links(`${'https://x.example/'.repeat(270)} https://y.example`)).toBe(0);
  });

  it('goes on as text past the last node', () => {
    const tree = toTree(Array.from({ length: 600 }, (_, n) => `**w${n}**`).join(' '));
    expect(countOf(tree)).toBe(MAX_NODES);
    expect(plainText(tree)).toMatch(/w0 w1 w2.*w598 w599/s);
  });
});
