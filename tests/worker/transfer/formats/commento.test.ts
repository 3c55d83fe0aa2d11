// Commento and Comentario, its successor: one JSON with the comments and, apart from them, who wrote them. The file is
// written after the structure of real exports, with the awkward cases in it: every comment of it is somewhere
// afterwards, or is counted as skipped, with its reason.

import { describe, expect, test } from 'vitest';
import { moveIn, sum, zipped } from '../../help/moving-in.ts';

describe('Commento and Comentario', () => {
  test('Commento: [deleted] is deleted, and a commenter is repeated for each comment', async () => {
    const comment = (hex: string, parentHex: string, markdown: string, more = {}) => ({
      commentHex: hex,
      domain: 'blog.example',
      url: '/post',
      commenterHex: 'c1',
      markdown,
      html: '',
      parentHex,
      score: 0,
      state: 'approved',
      creationDate: `2019-01-01T00:00:0${hex}Z`,
      deleted: false,
      ...more,
    });
    const { system, lines, report } = await moveIn({
      version: 1,
      comments: [
        comment('3', '2', 'Under it', { commenterHex: 'anonymous' }),
        comment('1', 'root', 'Hello **you**', { score: 2 }),
        comment('2', '1', '[deleted]'),
        comment('4', 'root', 'Waits', { state: 'unapproved' }),
        comment('5', 'root', 'Bad', { state: 'flagged' }),
      ],
      commenters: [
        { commenterHex: 'c1', email: 'a@b.example', name: 'Ada', link: 'undefined', isModerator: false },
        { commenterHex: 'c1', email: 'a@b.example', name: 'Ada', link: 'undefined', isModerator: false },
      ],
    });
    expect(system).toBe('commento');
    expect(lines).toEqual([
      'https://blog.example/post',
      '  (2 likes) Ada: Hello you',
      '    (removed)',
      '      - Anonymous: Under it',
      '  (pending) Ada: Waits',
      '  (spam) Ada: Bad',
    ]);
    expect(sum(report)).toBe(5);
  });

  test('Comentario: pages, comments and commenters are joined', async () => {
    const zero = '0'.repeat(64);
    const comment = (id: string, parentId: string | null, markdown: string, more = {}) => ({
      id,
      parentId,
      pageId: 'p1',
      markdown,
      html: '',
      score: 0,
      isSticky: false,
      isApproved: true,
      isPending: false,
      isDeleted: false,
      createdTime: `2024-01-01T00:00:0${id}.000Z`,
      userCreated: 'u1',
      ...more,
    });
    const { system, lines } = await moveIn(
      await zipped(
        JSON.stringify({
          version: 3,
          pages: [{ id: 'p1', domainId: 'd', path: '/post', title: 'A post', isReadonly: true }],
          comments: [
            comment('1', null, 'Hello', { isSticky: true }),
            comment('2', '1', '', { isDeleted: true }),
            comment('3', '2', 'Under it', { userCreated: zero, authorName: 'Walk-in' }),
            comment('4', null, 'Waits', { isApproved: false, isPending: true }),
            comment('5', null, 'Refused', { isApproved: false }),
          ],
          commenters: [{ id: 'u1', email: 'a@b.example', name: 'Ada', isModerator: true }],
        }),
      ),
    );
    expect(system).toBe('comentario');
    expect(lines).toEqual([
      'https://blog.example/post (closed)',
      '  (owner, pinned) Ada: Hello',
      '    (removed)',
      '      - Walk-in: Under it',
      '  (pending, owner) Ada: Waits',
      '  (spam, owner) Ada: Refused',
    ]);
  });
});
