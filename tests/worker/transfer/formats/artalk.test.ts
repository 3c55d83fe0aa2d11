// Artalk: a list in which every value is text. The file is written after the structure of real exports, with the
// awkward cases in it: every comment of it is somewhere afterwards, or is counted as skipped, with its reason.

import { expect, test } from 'vitest';
import { moveIn } from '../../help/moving-in.ts';

test('Artalk: every value is text, and dates are local with an offset', async () => {
  const row = (id: string, rid: string, content: string, more = {}) => ({
    id,
    rid,
    content,
    ua: '',
    ip: '',
    created_at: `2021-10-28 20:50:1${id} +0800`,
    updated_at: '',
    is_collapsed: 'false',
    is_pending: 'false',
    vote_up: '0',
    vote_down: '0',
    nick: 'Ada',
    email: 'a@b.example',
    link: '',
    password: '',
    badge_name: '',
    badge_color: '',
    page_key: '/post.html',
    page_title: 'A post',
    page_admin_only: 'false',
    site_name: 'Blog',
    site_urls: 'https://blog.example,https://b.example',
    ...more,
  });
  const { system, lines, plan } = await moveIn([
    row('1', '0', 'Hello', { vote_up: '4' }),
    row('2', '1', 'Waits', { is_pending: 'true', nick: 'Bob' }),
    row('3', '77', 'Its parent was deleted', { nick: 'Cy' }),
  ]);
  expect(system).toBe('artalk');
  expect(lines).toEqual([
    'https://blog.example/post.html',
    '  (4 likes) Ada: Hello',
    '    (pending) Bob: Waits',
    '  (removed)',
    '    - Cy: Its parent was deleted',
  ]);
  expect(plan.threads[0]!.comments[0]!.fact.at).toBe(Date.parse('2021-10-28T12:50:11Z'));
});
