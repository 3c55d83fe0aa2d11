// Isso: its database, a dump of its tables, and the generic JSON that it reads itself. The file is written after the
// structure of real exports, with the awkward cases in it: every comment of it is somewhere afterwards, or is counted
// as skipped, with its reason.

import { describe, expect, test } from 'vitest';
import { moveIn } from '../../help/moving-in.ts';

describe('Isso', () => {
  const tables = {
    threads: [
      { id: 1, uri: '/post/', title: 'A post' },
      { id: 2, uri: '/other', title: null },
    ],
    comments: [
      {
        tid: 1,
        id: 1,
        parent: null,
        created: 1_600_000_000.25,
        mode: 1,
        text: 'Some *Markdown*',
        author: 'Ada',
        email: 'a@b.example',
        website: 'https://ada.example',
        likes: 3,
        voters: '',
      },
      { tid: 1, id: 2, parent: 1, created: 1_600_000_100.5, mode: 4, text: '', author: null },
      { tid: 1, id: 3, parent: 2, created: 1_600_000_200, mode: 1, text: 'Under it', author: null },
      { tid: 2, id: 4, parent: null, created: 1_600_000_300, mode: 2, text: 'Waits', author: 'Bob' },
    ],
    preferences: [{ key: 'session-key', value: 'x' }],
  };
  const expected = [
    'https://blog.example/post',
    '  (3 likes, https://ada.example/) Ada: Some Markdown',
    '    (removed)',
    '      - Anonymous: Under it',
    'https://blog.example/other',
    '  (pending) Bob: Waits',
  ];

  test('comes as its database', async () => {
    const { system, lines, report } = await moveIn(new TextEncoder().encode('SQLite format 3\0…'), {}, tables);
    expect(system).toBe('isso');
    expect(lines.toSorted()).toEqual(expected.toSorted());
    expect(report.totals).toEqual({ published: 2, waiting: 1, spam: 0, removed: 1, skipped: 0 });
  });

  test('comes as a dump of its tables', async () => {
    expect((await moveIn(tables)).lines.toSorted()).toEqual(expected.toSorted());
  });

  test('comes as the generic JSON that it reads itself', async () => {
    const { system, lines } = await moveIn([
      {
        id: '/post',
        title: 'A post',
        comments: [
          {
            id: 1,
            author: 'Ada',
            email: '',
            website: '',
            remote_addr: '',
            created: '2020-01-02 03:04:05',
            text: 'Hello',
          },
        ],
      },
      {
        id: '/other',
        title: 'Other',
        comments: [{ id: 1, author: 'Bob', created: '2020-01-02 03:04:05', text: 'The same id on another page' }],
      },
    ]);
    expect(system).toBe('isso');
    expect(lines.toSorted()).toEqual(
      [
        'https://blog.example/post',
        '  - Ada: Hello',
        'https://blog.example/other',
        '  - Bob: The same id on another page',
      ].toSorted(),
    );
  });
});
