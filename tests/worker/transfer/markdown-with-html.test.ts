// Markdown in which HTML is HTML, as Isso, Waline, Artalk, cwd and GitHub show it: it is read as they showed it. What
// has no HTML in it stays as it was written.

import { describe, expect, test } from 'vitest';
import type { Node } from '../../../worker/contract/index.ts';
import { toTree } from '../../../worker/rules/text/markdown.ts';
import { readMarkdownWithHtml } from '../../../worker/transfer/content/markdown-with-html.ts';
import { moveIn } from '../help/moving-in.ts';

const p = (...c: Node[]): Node => ({ t: 'p', c });
const b = (...c: Node[]): Node => ({ t: 'b', c });
const a = (href: string, ...c: Node[]): Node => ({ t: 'a', href, c });
const br: Node = { t: 'br' };

test.each<[name: string, source: string, tree: Node[]]>([
  [
    'what Isso took over from Disqus',
    '<p>One <b>two</b></p>\n<p>Three<br>four</p>',
    [p('One ', b('two')), p('Three', br, 'four')],
  ],
  [
    'a picture that was pasted at GitHub',
    'See this:\n\n<img width="614" alt="image" src="https://github.com/user-attachments/assets/abc-123" />\n\nx<sub>2</sub> <br> `a<b>` > quote?',
    [
      p('See this:'),
      p(a('https://github.com/user-attachments/assets/abc-123', 'image')),
      p('x2', br, { t: 'code', text: 'a<b>' }, ' > quote?'),
    ],
  ],
  [
    'what is folded, with code in it',
    '<details><summary>Log</summary>\n\n```\nerr\n```\n</details>\n\ncc @someone',
    [p('Log'), { t: 'pre', text: 'err' }, p('cc @someone')],
  ],
  [
    'an emoji of Waline’s before Markdown',
    '<img class="wl-emoji" src="https://a.example/doge.png" alt="doge"> **bold** and [a link](https://b.example)\n- one\n- two',
    [
      p(a('https://a.example/doge.png', 'doge'), ' ', b('bold'), ' and ', a('https://b.example/', 'a link')),
      {
        t: 'ul',
        c: [
          { t: 'li', c: ['one'] },
          { t: 'li', c: ['two'] },
        ],
      },
    ],
  ],
  ['a heading', '<h2>Big</h2>\n\ntext with *stars*', [p(b('Big')), p('text with ', { t: 'i', c: ['stars'] })]],
  [
    'what runs',
    '<script>alert(1)</script>\n\n<a href="javascript:alert(1)" onclick="x()">here</a> <style>p{}</style>',
    [p('here')],
  ],
  ['a comment of HTML', 'a <!-- b --> c', [p('a c')]],
  [
    'a bare address within HTML',
    '<p>See http://a.example.</p>',
    [p('See ', a('http://a.example/', 'http://a.example'), '.')],
  ],
])('%s', (_, source, tree) => {
  const { source: markdown, body } = readMarkdownWithHtml(source);
  expect(body).toEqual(tree);
  expect(toTree(markdown)).toEqual(tree);
});

test.each([
  'a < b and c > d',
  '`<b>`',
  '```\n<p>\n```',
  'I <3 it',
  '<https://a.example/>',
  '<me@a.example>',
  '**bold**\nline',
])('without HTML it stays as it was written: %j', (source) => {
  expect(readMarkdownWithHtml(source)).toEqual({ source, body: toTree(source) });
});

describe('each of these systems', () => {
  const text = '<p>Hello <b>you</b></p>';
  const plain = 'Hello you';
  const row = { nick: 'Ada', mail: '', link: '', url: '/post/', createdAt: '2020-01-01T00:00:00.000Z' };
  const discussion = (node: object) => ({
    data: {
      repository: {
        discussion: {
          id: 'D',
          title: 'post',
          url: 'https://github.com/o/r/discussions/1',
          body: '',
          comments: { nodes: [node] },
        },
      },
    },
  });
  const node = { id: 'C', author: { login: 'ada' }, createdAt: '2020-01-01T00:00:00Z' };

  test.each<[name: string, file: object]>([
    [
      'Isso',
      {
        threads: [{ id: 1, uri: '/post/', title: '' }],
        comments: [{ tid: 1, id: 1, mode: 1, created: 1.6e9, text, author: 'Ada' }],
      },
    ],
    [
      'Isso’s generic JSON',
      [{ id: '/post/', title: '', comments: [{ id: 1, created: '2020-01-01 00:00:00', text, author: 'Ada' }] }],
    ],
    ['Waline', [{ ...row, objectId: 'a', status: 'approved', comment: text }]],
    ['Artalk', [{ id: '1', page_key: '/post/', content: text, nick: 'Ada', created_at: '2020-01-01 00:00:00' }]],
    ['cwd', [{ id: 1, post_slug: '/post/', name: 'Ada', content_text: text, created: 1.6e12, status: 'approved' }]],
    ['giscus', discussion({ ...node, body: text })],
  ])('%s', async (_, file) => {
    expect((await moveIn(file)).lines[1]).toMatch(new RegExp(`(?:Ada|ada): ${plain}$`));
  });

  test('GitHub’s HTML is taken where it is in the file, but for pictures whose address is signed for minutes', async () => {
    const bodyOf = async (more: object) => {
      const { plan } = await moveIn(discussion({ ...node, ...more }));
      return plan.threads[0]!.comments[0]!.fact.words.body;
    };
    expect(await bodyOf({ body: 'Yes :tada:', bodyHTML: '<p dir="auto">Yes <g-emoji>🎉</g-emoji></p>' })).toEqual([
      p('Yes 🎉'),
    ]);
    const signed = 'https://private-user-images.githubusercontent.com/1/2.png?jwt=x';
    const kept = 'https://github.com/user-attachments/assets/abc';
    const body = await bodyOf({
      body: `![cat](${kept})`,
      bodyHTML: `<p><a href="${signed}"><img src="${signed}" alt="cat"></a></p>`,
    });
    expect(body).toEqual([p(a(kept, 'cat'))]);
  });
});
