// Cusdis and cwd: rows of their databases. The file is written after the structure of real exports, with the awkward
// cases in it: every comment of it is somewhere afterwards, or is counted as skipped, with its reason.

import { describe, expect, test } from 'vitest';
import { moveIn } from '../../help/moving-in.ts';

describe('Cusdis and cwd', () => {
  test('Cusdis: what is not approved waits, and is not hidden for good', async () => {
    const row = (id: string, parentId: string | null, content: string, more = {}) => ({
      id,
      pageId: 'p',
      parentId,
      created_at: 1_700_000_000_000 + Number(id),
      by_email: 'a@b.example',
      by_nickname: 'Ada',
      content,
      approved: 1,
      deletedAt: null,
      moderatorId: null,
      ...more,
    });
    const { system, lines } = await moveIn({
      pages: [{ id: 'p', slug: 'x', url: 'https://blog.example/post', title: 'A post', projectId: 'z' }],
      comments: [
        row('1', null, 'Hello'),
        row('2', '1', 'Gone', { deletedAt: '2023-11-15T00:00:00.000Z' }),
        row('3', '2', 'Thanks', { by_nickname: 'Owner', moderatorId: 'm' }),
        row('4', null, 'Waits', { approved: 0 }),
      ],
    });
    expect(system).toBe('cusdis');
    expect(lines).toEqual([
      'https://blog.example/post',
      '  - Ada: Hello',
      '    (removed)',
      '      (owner) Owner: Thanks',
      '  (pending) Ada: Waits',
    ]);
  });

  test('cwd: rows with the text or the HTML', async () => {
    const { system, lines } = await moveIn([
      {
        id: 1,
        created: 1_700_000_000_000,
        post_slug: '/post',
        name: 'Ada',
        email: '',
        url: '',
        content_text: 'Hello',
        content_html: '<p>Hello</p>',
        parent_id: null,
        likes: 2,
        priority: 1,
        status: 'approved',
      },
      {
        id: 2,
        created: 1_700_000_001_000,
        post_slug: '/post',
        name: 'Bob',
        content_text: '',
        content_html: '<p>Only <i>HTML</i></p>',
        parent_id: 1,
        likes: 0,
        priority: 1,
        status: 'pending',
      },
    ]);
    expect(system).toBe('cwd');
    expect(lines).toEqual(['https://blog.example/post', '  (2 likes) Ada: Hello', '    (pending) Bob: Only HTML']);
  });
});
