// giscus and utterances: discussions and issues as GitHub’s API answers them. The file is written after the structure
// of real exports, with the awkward cases in it: every comment of it is somewhere afterwards, or is counted as
// skipped, with its reason.

import { describe, expect, test } from 'vitest';
import { moveIn, skipped } from '../../help/moving-in.ts';

describe('giscus and utterances', () => {
  const node = (id: string, login: string | null, body: string, more = {}) => ({
    id,
    author: login && { login, avatarUrl: '', url: `https://github.com/${login}` },
    createdAt: `2023-03-03T03:03:0${id}Z`,
    deletedAt: null,
    isMinimized: false,
    body,
    bodyHTML: '',
    upvoteCount: 0,
    authorAssociation: 'NONE',
    reactionGroups: [],
    ...more,
  });
  const discussion = {
    id: 'D1',
    url: 'https://github.com/o/r/discussions/1',
    locked: true,
    title: 'posts/first',
    body: '# posts/first\n\n<!-- sha1: abc https://not.this/ -->',
    comments: {
      nodes: [
        {
          ...node('1', 'ada', 'Hello **you**', {
            reactionGroups: [{ content: 'THUMBS_UP', users: { totalCount: 3 } }],
          }),
          replies: {
            nodes: [
              node('2', 'owner', 'Thanks', { authorAssociation: 'OWNER' }),
              node('3', null, 'By nobody', { replyTo: { id: '2' } }),
            ],
          },
        },
        {
          ...node('4', 'bob', '', { deletedAt: '2023-03-04T00:00:00Z' }),
          replies: { nodes: [node('5', 'cy', 'Under it')] },
        },
      ],
    },
  };
  const expected = [
    'https://blog.example/posts/first (closed)',
    '  (3 likes, https://github.com/ada) ada: Hello you',
    '    (owner, https://github.com/owner) owner: Thanks',
    '      - ghost: By nobody',
    '  (removed)',
    '    (https://github.com/cy) cy: Under it',
  ];

  test.each([
    ['an answer of the API', { data: { repository: { discussions: { nodes: [discussion] } } } }],
    ['one discussion', { data: { repository: { discussion } } }],
    ['pages of answers', [{ data: { search: { nodes: [discussion] } } }]],
  ])('giscus as %s', async (_, file) => {
    const { system, lines } = await moveIn(file);
    expect(system).toBe('giscus');
    expect(lines).toEqual(expected);
  });

  test('giscus: a title that is no path needs the address in the body, or a rule', async () => {
    const titled = { ...discussion, title: 'My first post', body: 'Talk about it: https://blog.example/posts/first/' };
    expect((await moveIn({ data: { repository: { discussion: titled } } })).lines[0]).toBe(expected[0]);
    const lost = { ...discussion, title: 'My first post', body: '' };
    const { report } = await moveIn({ data: { repository: { discussion: lost } } });
    expect(skipped(report)).toEqual({ 'no-address': 5 });
  });

  test('utterances: issues and their comments, by REST', async () => {
    const issue = {
      url: 'https://api.github.com/repos/o/r/issues/1',
      comments_url: 'https://api.github.com/repos/o/r/issues/1/comments',
      number: 1,
      title: 'posts/first/',
      locked: false,
      body: '# posts/first',
    };
    const comment = {
      id: 11,
      issue_url: issue.url,
      user: { login: 'ada', html_url: 'https://github.com/ada' },
      created_at: '2020-01-01T00:00:00Z',
      body: 'Hello',
      author_association: 'NONE',
      reactions: { '+1': 2, heart: 1 },
    };
    const { system, lines } = await moveIn([[issue], [comment]]);
    expect(system).toBe('utterances');
    expect(lines).toEqual(['https://blog.example/posts/first', '  (2 likes, https://github.com/ada) ada: Hello']);
  });
});
