// Remark42: a backup of JSON lines, compressed, with replies to what was deleted. The file is written after the
// structure of real exports, with the awkward cases in it: every comment of it is somewhere afterwards, or is counted
// as skipped, with its reason.

import { describe, expect, test } from 'vitest';
import { jsonLines, moveIn, sum, zipped } from '../../help/moving-in.ts';

describe('Remark42', () => {
  const locator = { site: 'blog', url: 'https://blog.example/post/' };
  const user = (name: string, admin = false) => ({ name, id: `x_${name}`, picture: '', admin });
  const line = (id: string, pid: string, name: string, text: string, more = {}) => ({
    id,
    pid,
    text,
    user: user(name),
    locator,
    score: 0,
    votes: {},
    time: `2021-06-0${id}T10:00:00.5+02:00`,
    title: 'A post',
    ...more,
  });
  const file = jsonLines(
    { version: 1, users: [{ id: 'x', blocked: {} }], posts: [{ url: locator.url, read_only: true }] },
    line('1', '', 'Ada', '<p>Hello</p>', { votes: { a: true, b: false, c: true }, score: 1, pin: true }),
    line('2', '1', '', '', { delete: true }),
    line('3', '2', 'Cy', '<p>was <em>HTML</em></p>', { orig: 'was *Markdown*', user: user('Cy', true) }),
    line('4', '', '', '', { delete: true }),
  );

  test('keeps replies to what was deleted', async () => {
    const { system, lines, report } = await moveIn(await zipped(file));
    expect(system).toBe('remark42');
    expect(lines).toEqual([
      'https://blog.example/post (closed)',
      '  (pinned, 2 likes) Ada: Hello',
      '    (removed)',
      '      (owner) Cy: was Markdown',
    ]);
    expect(sum(report)).toBe(4);
  });

  test('names the line that is broken', async () => {
    await expect(moveIn(file.replace('"id":"3"', '"id":"3'))).rejects.toThrow(
      /^Line 4, letter \d+: This is no JSON\.$/,
    );
  });
});
