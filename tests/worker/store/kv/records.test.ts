// A record of each kind as an older version wrote it, as this one does, and as a newer one will: the first two are
// read, the third is left alone. There has been one version only, so an older one is what has no version, or a present
// one once there is a second.

import { describe, expect, it } from 'vitest';
import { type CommentFact, metaOf, SCHEMA_VERSION } from '../../../../worker/rules/comment/facts.ts';
import { STEPS, type Steps, upgraded } from '../../../../worker/rules/comment/versions.ts';
import { ASKS } from '../../../../worker/rules/page/asks.ts';
import { readAuthors } from '../../../../worker/store/facts/authors.ts';
import { findInBundles, readIndex } from '../../../../worker/store/facts/bundles.ts';
import { readComment } from '../../../../worker/store/facts/comments.ts';
import { readLikes } from '../../../../worker/store/facts/likes.ts';
import { readReport } from '../../../../worker/store/facts/reports.ts';
import { readSubscriptions } from '../../../../worker/store/facts/subscribers.ts';
import { keyOfFact, keys } from '../../../../worker/store/kv/keys.ts';
import { readMany } from '../../../../worker/store/kv/kv.ts';
import { readFact } from '../../../../worker/store/kv/records.ts';
import { readDevices } from '../../../../worker/store/outbox/devices.ts';
import { readMailLog } from '../../../../worker/store/outbox/mail-log.ts';
import { readOutbox } from '../../../../worker/store/outbox/owner.ts';
import { readModel } from '../../../../worker/store/settings/lessons.ts';
import { readDay } from '../../../../worker/store/settings/level.ts';
import { SettingsCache } from '../../../../worker/store/settings/settings.ts';
import { viewsToRenew } from '../../../../worker/store/sweep/renew-views.ts';
import { readSiteFeed } from '../../../../worker/store/views/site-feed.ts';
import { viewVersionOf } from '../../../../worker/store/views/version.ts';
import { kv } from '../../help/as-reader.ts';
import { editFact, idOf, postFact, START, THREAD } from '../../help/store-with.ts';

const ID = idOf(1);
const AUTHOR = 'ada0000000000000';

/** What the worker makes of what lies there. */
type Look = () => Promise<unknown>;
type Kind = [kind: string, key: string, record: object, look: Look];

const readOne = async (key: string) => (await readMany(kv, [key])).get(key);

const post = await postFact(1);
const edit = await editFact(1, 'Other words', START + 1000, 'approved', post);
const FACTS: CommentFact[] = [
  post,
  edit,
  { v: 1, kind: 'owner', at: START, hash: 'x', words: post.words },
  { v: 1, kind: 'gone', at: START },
  { v: 1, kind: 'ok', at: START, hash: 'x' },
  { v: 1, kind: 'hide', at: START, act: 'remove' },
  { v: 1, kind: 'pin', at: START, on: true },
  { v: 1, kind: 'me', at: START, on: true },
];

const KINDS: Kind[] = [
  ...FACTS.map((fact): Kind => {
    const key = keyOfFact(THREAD, ID, fact);
    return [`fact (${fact.kind})`, key, fact, async () => readFact(await readOne(key), fact.kind)?.at ?? null];
  }),
  [
    'bundle',
    keys.bundle(THREAD, '0'),
    { v: 1, comments: { [ID]: post } },
    async () => {
      await kv.put(keys.bundleIndex(THREAD, '0'), JSON.stringify({ v: 1, comments: [[ID, metaOf(post)]] }));
      return (await findInBundles(kv, [{ thread: THREAD, id: ID }])).size || null;
    },
  ],
  [
    'index of a bundle',
    keys.bundleIndex(THREAD, '0'),
    { v: 1, comments: [[ID, metaOf(post)]] },
    async () => (await readIndex(kv, THREAD, '0'))?.comments.size || null,
  ],
  [
    'directory of bundles',
    keys.bundles(THREAD),
    { v: 1, names: ['x'.repeat(22)] },
    async () => {
      const name = 'x'.repeat(22);
      await kv.put(keys.bundle(THREAD, name), JSON.stringify({ v: 1, comments: { [ID]: post } }));
      await kv.put(keys.bundleIndex(THREAD, name), JSON.stringify({ v: 1, comments: [[ID, metaOf(post)]] }));
      return (await findInBundles(kv, [{ thread: THREAD, id: ID }])).size || null;
    },
  ],
  [
    'author',
    keys.trust(AUTHOR),
    { v: 1, on: true, at: START },
    async () => (await readAuthors(kv, [AUTHOR])).get(AUTHOR)?.trusted || null,
  ],
  [
    'setting',
    keys.setting('maxLinks'),
    { v: 1, value: 77 },
    async () => ((await new SettingsCache().get(kv, {}, START)).maxLinks === 77 ? 77 : null),
  ],
  [
    'report',
    keys.report(THREAD, ID, 'x'),
    { v: 1, at: START, reason: 'Rude' },
    () => readReport(kv, { thread: THREAD, id: ID }, 'x'),
  ],
  [
    'row of a report',
    keys.reportRow(THREAD, ID),
    { v: 1, at: START, n: 2 },
    async () => {
      await kv.put(keys.fact(THREAD, ID, 'post'), JSON.stringify(post));
      return (await readComment(kv, { thread: THREAD, id: ID }))?.reported?.n ?? null;
    },
  ],
  ['likes', keys.likes(THREAD), { v: 1, counts: { [ID]: 3 } }, async () => (await readLikes(kv, THREAD))[ID] ?? null],
  [
    'level',
    keys.level,
    { v: 1, value: 'work', day: START - (START % 86_400_000), likes: 0 },
    async () => (readDay(await readOne(keys.level), START).value === 'work' ? 'work' : null),
  ],
  [
    'lessons',
    keys.lessons,
    { v: 1, spam: 5, ham: 6, counts: '' },
    async () => readModel(await readOne(keys.lessons))?.ham ?? null,
  ],
  [
    'outbox',
    keys.outbox,
    { v: 1, places: { address: { sentAt: START } } },
    async () => (await readOutbox(kv)).address?.sentAt ?? null,
  ],
  [
    'device',
    keys.device('x'),
    { v: 1, name: 'Phone', at: START, sealed: 's' },
    async () => (await readDevices(kv, ['x']))[0]?.name ?? null,
  ],
  [
    'address of a reader',
    keys.subscriber(THREAD, ID),
    { v: 1, at: START, to: 'sealed' },
    async () => (await readSubscriptions(kv, [{ thread: THREAD, id: ID }]))[0]?.confirmed ?? null,
  ],
  ['mails', keys.mails, { v: 1, sentAt: START }, async () => (await readMailLog(kv)).sentAt || null],
  [
    'feed of a site',
    keys.feed('https://blog.example'),
    { v: 1, entries: [] },
    async () => readSiteFeed(kv, 'https://blog.example'),
  ],
  [
    'form of the views',
    keys.views,
    { v: 1, form: viewVersionOf(ASKS), cursor: null },
    // Where the record is read, nothing is left to do.
    async () => {
      await kv.put(keys.view(THREAD), '{}');
      return (await viewsToRenew(kv, START, 8)).threads.length === 0 ? 'done' : null;
    },
  ],
];

async function putRecord(key: string, record: object): Promise<void> {
  await kv.put(key, JSON.stringify(record), { metadata: { v: 1, etag: 'x' } });
}

describe.each(KINDS)('a record of the kind %s', (_, key, record, look) => {
  it('is read', async () => {
    await putRecord(key, record);
    expect(await look()).not.toBeNull();
  });

  it('is read without a version', async () => {
    await putRecord(key, { ...record, v: undefined });
    expect(await look()).not.toBeNull();
  });

  it('is left alone when its version is newer, or none', async () => {
    for (const v of [SCHEMA_VERSION + 1, -1, 0.5, 'one']) {
      await putRecord(key, { ...record, v });
      expect([v, await look()]).toEqual([v, null]);
      expect(await kv.get(key)).toBe(JSON.stringify({ ...record, v }));
    }
  });
});

describe('a version to come', () => {
  /** Say that version 2 had called the page's address `address`, and had removals give a reason. */
  const TWO: Steps = [
    ...STEPS,
    (record, kind) => {
      if (kind === 'post') return { ...record, page: `${record.page}#2` };
      return kind === 'hide' ? { ...record, act: record.act === 'remove' ? 'spam' : record.act } : record;
    },
  ];

  it('reads records of this one by its step, and of the one before by both', () => {
    expect(readFact(post, 'post', TWO)).toEqual({ ...post, v: 2, page: `${post.page}#2` });
    expect(readFact({ ...post, v: undefined }, 'post', TWO)).toEqual({ ...post, v: 2, page: `${post.page}#2` });
    expect(readFact({ v: 1, kind: 'hide', at: 1, act: 'remove' }, 'hide', TWO)).toMatchObject({ v: 2, act: 'spam' });
    expect(readFact({ v: 1, kind: 'gone', at: 1 }, 'gone', TWO)).toEqual({ v: 2, kind: 'gone', at: 1 });
  });

  it('reads its own as they are, and leaves those of a third alone', () => {
    const own = { ...post, v: 2 };
    expect(upgraded(own, 'post', TWO)).toBe(own);
    expect(upgraded({ ...post, v: 3 }, 'post', TWO)).toBeNull();
  });

  it('is a step more in the table than this one', () => {
    expect(STEPS).toHaveLength(SCHEMA_VERSION);
  });
});
