// What Twikoo, Waline and Artalk keep themselves: SQLite's tables as their programs make them, and Twikoo's file of
// LokiJS, whose comments may lie in a file beside it.

import { packTar } from 'modern-tar';
import { expect, test } from 'vitest';
import { jsonLines, moveIn } from '../../help/moving-in.ts';

const SQLITE = new TextEncoder().encode(`SQLite format 3\0${' '.repeat(100)}`);

const twikoo = (id: string, more: object) => ({
  _id: id,
  uid: 'u',
  nick: 'Ada',
  mail: 'ada@ada.example',
  mailMd5: 'md5',
  link: '',
  ua: 'Mozilla',
  ip: '192.0.2.1',
  master: 0,
  url: '/a-post/',
  href: 'https://blog.example/a-post/',
  comment: '<p>Words</p>',
  pid: '',
  rid: '',
  isSpam: 0,
  created: 1_600_000_000_000,
  updated: 1_600_000_000_000,
  like: '[]',
  top: 0,
  avatar: '',
  ...more,
});
const TWIKOO = [
  twikoo('t1', { like: '["u1","u2"]' }),
  twikoo('t2', { nick: 'Owner', master: 1, pid: 't1', rid: 't1', created: 1_600_000_001_000 }),
  twikoo('t3', { isSpam: 1, created: 1_600_000_002_000 }),
];
const TWIKOO_LINES = [
  'https://blog.example/a-post',
  '  (2 likes, ada@ada.example) Ada: Words',
  '    (owner, ada@ada.example) Owner: Words',
  '  (spam, ada@ada.example) Ada: Words',
];

test('Twikoo on D1', async () => {
  const tables = { comment: TWIKOO, config: [{ value: '{}' }], counter: [] };
  const { system, lines } = await moveIn(SQLITE, { emails: true }, tables);
  expect(system).toBe('twikoo');
  expect(lines).toEqual(TWIKOO_LINES);
});

const loki = (comments: object[]) => ({
  filename: '/data/db.json',
  collections: [
    { name: 'comment', data: comments, idIndex: null, binaryIndices: {}, options: {}, DynamicViews: [] },
    { name: 'config', data: [], idIndex: null },
  ],
  databaseVersion: 1.5,
  engineVersion: 1.5,
});
const kept = TWIKOO.map((row, i) => ({
  ...row,
  like: JSON.parse(row.like),
  isSpam: row.isSpam === 1,
  master: row.master === 1,
  meta: { revision: 0, created: 1_600_000_000_000, version: 0 },
  $loki: i + 1,
}));

test('Twikoo’s own server: one file, its part alone, or the folder', async () => {
  const folder = await packTar(
    Object.entries({ 'data/db.json': JSON.stringify(loki([])), 'data/db.json.0': jsonLines(...kept) }).map(
      ([name, text]) => {
        const body = new TextEncoder().encode(text);
        return { header: { name, size: body.length, type: 'file' as const }, body };
      },
    ),
  );
  for (const source of [loki(kept), jsonLines(...kept), folder]) {
    const { system, lines } = await moveIn(source, { emails: true });
    expect(system).toBe('twikoo');
    expect(lines).toEqual(TWIKOO_LINES);
  }
});

const waline = (id: number, more: object) => ({
  id,
  user_id: null,
  comment: 'Words *here*',
  insertedAt: `2022-05-01 10:00:0${id}`,
  ip: '192.0.2.1',
  link: null,
  mail: 'ada@ada.example',
  nick: 'Ada',
  rid: null,
  pid: null,
  sticky: null,
  status: 'approved',
  like: null,
  ua: 'Mozilla',
  url: '/a-post/',
  createdAt: '2022-05-01 10:00:00',
  updatedAt: '2022-05-01 10:00:00',
  ...more,
});

test('Waline’s SQLite, with the prefix of its tables', async () => {
  const tables = {
    wl_Comment: [
      waline(1, { like: 3 }),
      waline(2, { pid: 1, rid: 1, user_id: 7, nick: 'Owner' }),
      waline(3, { status: 'waiting' }),
      waline(4, { status: 'spam' }),
    ],
    wl_Counter: [],
    wl_Users: [{ id: 7, display_name: 'Owner', email: 'owner@blog.example', type: 'administrator', url: '' }],
  };
  const { system, lines } = await moveIn(SQLITE, {}, tables);
  expect(system).toBe('waline');
  expect(lines).toEqual([
    'https://blog.example/a-post',
    '  (3 likes) Ada: Words here',
    '    (owner) Owner: Words here',
    '  (pending) Ada: Words here',
    '  (spam) Ada: Words here',
  ]);
});

const artalk = (id: number, more: object) => ({
  id,
  created_at: `2022-05-01 18:00:0${id}.123456+08:00`,
  updated_at: '2022-05-01 18:00:00+08:00',
  deleted_at: null,
  content: 'Words *here*',
  page_key: '/a-post/',
  site_name: 'Blog',
  user_id: 1,
  is_verified: 0,
  ua: 'Mozilla',
  ip: '192.0.2.1',
  rid: 0,
  is_collapsed: 0,
  is_pending: 0,
  is_pinned: 0,
  vote_up: 0,
  vote_down: 0,
  root_id: 0,
  ...more,
});

test.each(['', 'atk_'])('Artalk’s SQLite, its tables beginning with “%s”', async (prefix) => {
  const user = { deleted_at: null, link: '', password: '', badge_name: '' };
  const tables = {
    [`${prefix}comments`]: [
      artalk(1, { vote_up: 2, is_pinned: 1 }),
      artalk(2, { rid: 1, user_id: 2 }),
      artalk(3, { is_pending: 1 }),
      artalk(4, { deleted_at: '2022-06-01 00:00:00+08:00' }),
      artalk(5, { rid: 4 }),
    ],
    [`${prefix}pages`]: [{ id: 1, key: '/a-post/', title: 'A post', admin_only: 1, site_name: 'Blog' }],
    [`${prefix}users`]: [
      { ...user, id: 1, name: 'Ada', email: 'ada@ada.example', is_admin: 0 },
      { ...user, id: 2, name: 'Owner', email: 'owner@blog.example', is_admin: 1 },
    ],
    [`${prefix}sites`]: [{ id: 1, name: 'Blog', urls: 'https://blog.example/,https://www.blog.example' }],
  };
  const { system, lines, plan } = await moveIn(SQLITE, {}, tables);
  expect(system).toBe('artalk');
  expect(lines).toEqual([
    'https://blog.example/a-post (closed)',
    '  (pinned, 2 likes) Ada: Words here',
    '    (owner) Owner: Words here',
    '  (pending) Ada: Words here',
    '  (removed)',
    '    - Ada: Words here',
  ]);
  const [thread] = plan.threads;
  expect(thread!.pinned).toEqual([thread!.comments[0]!.id]);
  expect(new Date(thread!.comments[0]!.fact.at).toISOString()).toBe('2022-05-01T10:00:01.123Z');
});
