// Hyvor Talk's export: comments with their pages and writers inside, the text as a tree of ProseMirror's.

import { expect, test } from 'vitest';
import { moveIn } from '../../help/moving-in.ts';

const page = { id: 5, identifier: 'post-5', url: 'https://blog.example/a-post/', title: 'A post', is_closed: true };
const text = (words: string, ...marks: object[]) => ({ type: 'text', text: words, ...(marks.length > 0 && { marks }) });
const doc = (...content: object[]) => ({ type: 'doc', content });
const paragraph = (...content: object[]) => ({ type: 'paragraph', content });
const comment = (id: number, name: string, more: object) => ({
  id,
  created_at: 1_600_000_000 + id,
  page,
  parent_id: null,
  status: 'published',
  upvotes: 0,
  downvotes: 0,
  user: { type: 'hyvor', htid: `hyvor_${id}`, name, username: name.toLowerCase(), email: null, website_url: null },
  ...more,
});

const RICH = doc(
  paragraph(text('Bold', { type: 'strong' }), text(' & <plain>'), { type: 'hard_break' }, text('next')),
  { type: 'blockquote', content: [paragraph(text('Quoted'))] },
  { type: 'bullet_list', content: [{ type: 'list_item', content: [paragraph(text('One'))] }] },
  { type: 'codeBlock', content: [text('if (a < b) {\n}')] },
  paragraph(text('here', { type: 'link', attrs: { href: 'https://a.example/?x=1&y=2' } })),
);

const FILE = {
  comments: [
    comment(1, 'Ada', { body: RICH, upvotes: 3 }),
    comment(2, 'Bob', { body: JSON.stringify(doc(paragraph(text('As text')))), parent_id: 1 }),
    comment(3, 'Cy', { body_html: '<p>As <em>HTML</em></p>', parent: { id: 2 } }),
    comment(4, 'Dot', { body: 'Only words', status: 'pending' }),
    comment(5, 'Eve', { body: 'Buy', status: 'spam' }),
    comment(6, 'Fay', { body: '', status: 'deleted' }),
    comment(7, 'Gil', { body: 'Under the deleted one', parent_id: 6 }),
  ],
};

test('every comment, in its place', async () => {
  const { system, lines, report, plan } = await moveIn(FILE);
  expect(system).toBe('hyvor');
  expect(lines).toEqual([
    'https://blog.example/a-post (closed)',
    expect.stringContaining('Ada: Bold & <plain>'),
    '    - Bob: As text',
    '      - Cy: As HTML',
    '  (pending) Dot: Only words',
    '  (spam) Eve: Buy',
    '  (removed)',
    '    - Gil: Under the deleted one',
  ]);
  expect(report.notes).toContainEqual({ note: 'likes', count: 3 });
  expect(plan.threads[0]!.comments[0]!.fact.at).toBe(1_600_000_001_000);
});

test('the tree keeps its marks, lists, quotes, code and links', async () => {
  const { plan } = await moveIn(FILE);
  expect(plan.threads[0]!.comments[0]!.fact.words.body).toEqual([
    { t: 'p', c: [{ t: 'b', c: ['Bold'] }, ' & <plain>', { t: 'br' }, 'next'] },
    { t: 'quote', c: [{ t: 'p', c: ['Quoted'] }] },
    { t: 'ul', c: [{ t: 'li', c: ['One'] }] },
    { t: 'pre', text: 'if (a < b) {\n}' },
    { t: 'p', c: [{ t: 'a', href: 'https://a.example/?x=1&y=2', c: ['here'] }] },
  ]);
});

test('a tree that was made to be deep is cut, and the other comments come', async () => {
  let deep: object = text('bottom');
  for (let n = 0; n < 2_000; n++) deep = { type: 'blockquote', content: [deep] };
  const body = doc(paragraph(text('top')), deep);
  const { lines } = await moveIn({ comments: [comment(1, 'Eve', { body }), comment(2, 'Ada', { body: 'Words' })] });
  expect(lines.slice(1)).toEqual(['  - Eve: top', '  - Ada: Words']);
});
