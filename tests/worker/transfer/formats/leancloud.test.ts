// Waline, Valine and Twikoo: what came from LeanCloud or keeps its records, with dates and ids that are objects. The
// file is written after the structure of real exports, with the awkward cases in it: every comment of it is somewhere
// afterwards, or is counted as skipped, with its reason.

import { describe, expect, test } from 'vitest';
import { jsonLines, moveIn, sum } from '../../help/moving-in.ts';

describe('Waline, Valine and Twikoo', () => {
  const date = (n: number) => ({ __type: 'Date', iso: `2022-02-02T02:02:0${n}.000Z` });

  test('Waline: no status is approved, spam is spam', async () => {
    const { system, lines, report } = await moveIn({
      type: 'waline',
      version: 1,
      time: 1,
      tables: ['Comment', 'Counter', 'Users'],
      data: {
        Comment: [
          {
            objectId: 'a',
            comment: 'Hello *you*',
            insertedAt: date(1),
            nick: 'Ada',
            mail: 'a@b.example',
            link: 'https://ada.example',
            url: '/post.html',
            like: 2,
            sticky: 1,
            ua: '',
          },
          {
            objectId: 'b',
            comment: 'To the first',
            insertedAt: date(2),
            nick: 'Bob',
            pid: 'a',
            rid: 'a',
            url: '/post.html',
            status: 'approved',
            user_id: 'u',
          },
          { objectId: 'c', comment: 'Buy', insertedAt: date(3), nick: 'Pill', url: '/post.html', status: 'spam' },
          { objectId: 'd', comment: 'Waits', insertedAt: date(4), nick: 'Cy', url: '/post.html', status: 'waiting' },
          {
            objectId: 'e',
            comment: 'What it answers is gone',
            insertedAt: date(5),
            nick: 'Di',
            pid: 'gone',
            rid: 'a',
            url: '/post.html',
          },
        ],
        Counter: [{ objectId: 'x', url: '/post.html', time: 7 }],
        Users: [{ objectId: 'u', display_name: 'Bob', type: 'administrator' }],
      },
    });
    expect(system).toBe('waline');
    expect(lines).toEqual([
      'https://blog.example/post.html',
      '  (pinned, 2 likes, https://ada.example/) Ada: Hello you',
      '    (owner) Bob: To the first',
      '    - Di: What it answers is gone',
      '  (spam) Pill: Buy',
      '  (pending) Cy: Waits',
    ]);
    expect(sum(report)).toBe(5);
  });

  test.each([
    ['a list', (rows: object[]) => rows],
    ['results', (rows: object[]) => ({ results: rows })],
    ['JSON lines', (rows: object[]) => jsonLines(...rows)],
  ])('Valine as %s: the text is HTML', async (_, wrap) => {
    const { system, lines } = await moveIn(
      wrap([
        {
          objectId: 'a',
          nick: 'Ada',
          mail: '',
          mailMd5: 'x',
          isSpam: false,
          link: '',
          comment: '<p>Hello <img src="https://i.example/a.png" alt="a smile"></p>\n',
          url: '/post/',
          createdAt: '2018-01-01T00:00:00.000Z',
        },
        {
          objectId: 'b',
          nick: 'Bob',
          comment: '<p><a class="at" href="#a">@Ada</a> , yes</p>',
          pid: 'a',
          rid: 'a',
          url: '/post/',
          createdAt: '2018-01-01T00:00:01.000Z',
        },
      ]),
    );
    expect(system).toBe('valine');
    expect(lines).toEqual(['https://blog.example/post', '  - Ada: Hello a smile', '    - Bob: @Ada , yes']);
  });

  test('Twikoo: ids are objects, lists are text, times are milliseconds', async () => {
    const row = (id: string, nick: string, comment: string, more = {}) => ({
      _id: { $oid: id },
      nick,
      mail: 'm@x.example',
      mailMd5: 'x',
      link: '',
      url: '/post/',
      href: 'https://blog.example/post/',
      comment,
      created: 1_650_000_000_000 + Number(id),
      updated: 0,
      isSpam: false,
      ...more,
    });
    const { system, lines } = await moveIn([
      row('1', 'Ada', '<p>Hello</p>', { like: '["x","y"]' }),
      row('2', 'Owner', '<p>Thanks</p>', { master: true, pid: '1', rid: '1' }),
      row('3', 'Pill', '<p>Buy</p>', { isSpam: true }),
    ]);
    expect(system).toBe('twikoo');
    expect(lines).toEqual([
      'https://blog.example/post',
      '  (2 likes) Ada: Hello',
      '    (owner) Owner: Thanks',
      '  (spam) Pill: Buy',
    ]);
  });
});
