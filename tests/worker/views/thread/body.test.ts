// The words of a comment as HTML: element by element, harmless, and with what stands beside them.

import { describe, expect, it } from 'vitest';
import type { Node } from '../../../../worker/contract/index.ts';
import { ago } from '../../../../worker/rules/age.ts';
import { avatarHtml } from '../../../../worker/views/avatar.ts';
import { bodyHtml, roomOnPage, safeAddress, textOf } from '../../../../worker/views/thread/body.ts';

function draw(nodes: unknown): string {
  return bodyHtml(nodes as Node[]).join('');
}

describe('the words of a comment', () => {
  it('are drawn element by element', () => {
    expect(
      draw([
        {
          t: 'p',
          c: [
            'a',
            { t: 'b', c: ['b'] },
            { t: 'i', c: ['c'] },
            { t: 's', c: ['d'] },
            { t: 'br' },
            { t: 'code', text: 'e' },
          ],
        },
        { t: 'quote', c: [{ t: 'p', c: ['f'] }] },
        { t: 'ol', start: 3, c: [{ t: 'li', c: ['g'] }] },
        { t: 'ul', c: [{ t: 'li', c: ['h'] }] },
        { t: 'pre', text: 'i\n  j', lang: 'ts' },
        { t: 'hr' },
      ]),
    ).toBe(
      '<p>a<strong>b</strong><em>c</em><s>d</s><br><code>e</code></p><blockquote><p>f</p></blockquote>' +
        '<ol start="3"><li>g</li></ol><ul><li>h</li></ul><pre tabindex="0"><code>i\n  j</code></pre><hr>',
    );
  });

  it('have every word and no element more, where a hundred comments bring a thousand elements each', () => {
    const body: Node[] = [{ t: 'p', c: Array.from({ length: 499 }, (_, n): Node => ({ t: 'i', c: [`w${n} `] })) }];
    const room = roomOnPage();
    const drawn = Array.from({ length: 100 }, () => bodyHtml(body, room).join(''));
    const elements = drawn.join('').match(/<\w/g) ?? [];
    // The comment in which it ends is drawn whole, and one paragraph holds the text of each after it.
    expect(elements.length).toBeLessThanOrEqual(roomOnPage().left + 500 + 100);
    expect(elements.length).toBeGreaterThan(roomOnPage().left);
    const words = Array.from({ length: 499 }, (_, n) => `w${n}`).join(' ');
    for (const each of drawn) expect(each.replace(/<[^>]*>/g, '').trim()).toBe(words);
    expect(drawn.at(-1)).toBe(`<p>${words}</p>`);
  });

  it('are as safe where there is no room left for marks', () => {
    const evil: Node[] = [{ t: 'a', href: 'https://a.example/', c: ['<b>x</b>'] }];
    expect(bodyHtml(evil, { left: 0 }).join('')).toBe('<p>&lt;b&gt;x&lt;/b&gt;</p>');
  });

  it('are never markup', () => {
    const evil = `<img src=x onerror="alert(1)">&'`;
    const escaped = '&lt;img src=x onerror=&quot;alert(1)&quot;&gt;&amp;&#39;';
    expect(draw([evil])).toBe(escaped);
    expect(draw([{ t: 'pre', text: evil, lang: evil }])).toBe(`<pre tabindex="0"><code>${escaped}</code></pre>`);
    expect(draw([{ t: 'a', href: `https://a.example/"onclick="x`, c: [evil] }])).toBe(
      `<a href="https://a.example/%22onclick=%22x" rel="nofollow ugc noopener noreferrer" target="_blank">${escaped}</a>`,
    );
  });

  it('keep their text where an element is not on the list', () => {
    expect(draw([{ t: 'script', c: ['alert(1)'] }])).toBe('alert(1)');
    expect(
      draw([
        { t: 'constructor', c: ['x'] },
        { t: '__proto__', c: ['y'] },
      ]),
    ).toBe('xy');
    expect(draw([{ t: 'ol', start: '1" onclick="x', c: [] }])).toBe('<ol start="1"></ol>');
  });

  it('link to nothing that could do more than go somewhere', () => {
    for (const href of [
      'javascript:alert(1)',
      ' java\nscript:alert(1)',
      'data:text/html,x',
      'vbscript:x',
      'blob:x',
      '//a.example',
      '/x',
      '',
      7,
    ]) {
      expect(draw([{ t: 'a', href, c: ['words'] }])).toBe('words');
    }
    expect(safeAddress('mailto:jo@example.com')).toBe('mailto:jo@example.com');
    expect(safeAddress('HTTP://a.example')).toBe('http://a.example/');
  });

  it('do not bring the worker down, however deep they are', () => {
    let deep: Node = 'bottom';
    for (let i = 0; i < 100_000; i++) deep = { t: 'quote', c: [deep] };
    expect(draw([deep])).toContain('bottom');
  });

  it('fit into a line, for a glimpse of them', () => {
    expect(
      textOf([
        { t: 'p', c: ['One ', { t: 'b', c: ['two'] }] },
        { t: 'p', c: ['three', { t: 'br' }, 'four'] },
      ]),
    ).toBe('One two three four');
  });
});

describe('beside the words', () => {
  it('stands a disc with the first letter, in a colour of the author’s own', () => {
    expect(String(avatarHtml('mia', 'a'))).toContain('>M</text>');
    expect(String(avatarHtml('<', 'a'))).toContain('>&lt;</text>');
    expect(String(avatarHtml('', 'a'))).toContain('>?</text>');
    expect(String(avatarHtml('𝒜da', 'a'))).toContain('>𝒜</text>');
  });

  it('stands how long ago it was', () => {
    const now = Date.UTC(2026, 10, 22, 12);
    const at = (minutes: number) => ago(now - minutes * 60_000, now);
    expect([at(-5), at(0), at(1), at(59), at(60), at(120), at(24 * 60), at(6 * 24 * 60), at(8 * 24 * 60)]).toEqual([
      'just now',
      'just now',
      '1 minute ago',
      '59 minutes ago',
      '1 hour ago',
      '2 hours ago',
      '1 day ago',
      '6 days ago',
      '14 Nov 2026',
    ]);
  });
});
