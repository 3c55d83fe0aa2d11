// npm run import, as far as the store of a local worker: what the file says is what readers get, and a second run adds
// nothing.

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { afterAll, expect, test } from 'vitest';
import { type ImportOptions, importFile } from '../../scripts/import.ts';
import { openLocalKv } from '../../scripts/local/local-kv.ts';
import { namespaceIn, WranglerKv } from '../../scripts/local/wrangler-kv.ts';
import type { Thread } from '../../worker/contract/index.ts';
import { createWorker } from '../../worker/worker.ts';

const folder = mkdtempSync(join(tmpdir(), 'afterword-test-'));
const SITE = 'https://blog.example';
const NOW = Date.UTC(2026, 10, 23);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const options = (file: string, more: Partial<ImportOptions> = {}): ImportOptions => ({
  file,
  isDry: false,
  isRemote: false,
  sites: { origins: [SITE], anyPort: [] },
  rules: [],
  owners: [],
  emails: false,
  isLong: false,
  isOwn: false,
  isDecided: false,
  persistTo: join(folder, 'state'),
  ...more,
});

/** Isso's own tables, with `size` comments. */
function isso(name: string, size: number): string {
  const path = join(folder, name);
  const database = new DatabaseSync(path);
  database.exec(`
    CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256));
    CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER, created FLOAT NOT NULL,
      modified FLOAT, mode INTEGER, remote_addr VARCHAR, text VARCHAR, author VARCHAR, email VARCHAR, website VARCHAR,
      likes INTEGER DEFAULT 0, dislikes INTEGER DEFAULT 0, voters BLOB NOT NULL, notification INTEGER DEFAULT 0);
    INSERT INTO threads VALUES (1, '/post/', 'A post');
  `);
  database.exec('BEGIN');
  const insert = database.prepare(
    "INSERT INTO comments (tid, id, parent, created, mode, text, author, likes, voters) VALUES (1, ?, ?, ?, ?, ?, 'Ada', 1, x'00ff')",
  );
  for (let id = 1; id <= size; id++)
    insert.run(id, id > 1 ? id - 1 : null, 1.6e9 + id + 0.5, id === 2 ? 4 : 1, `Words *${id}*`);
  database.exec('COMMIT');
  database.close();
  return path;
}

async function asReaders(
  isSwept: boolean,
  act: (get: (path: string) => Promise<Response>) => Promise<void>,
): Promise<void> {
  const { kv, close } = await openLocalKv(join(folder, 'state/v3'));
  try {
    const worker = createWorker({ now: () => NOW + 60_000, random: (bytes: Uint8Array<ArrayBuffer>) => bytes });
    const env = { COMMENTS: kv, SITES: SITE };
    const ctx = { waitUntil() {}, passThroughOnException() {} };
    if (isSwept) await worker.scheduled({} as never, env as never, ctx as never);
    await act((path) => worker.fetch(new Request(`http://localhost${path}`) as never, env as never, ctx as never));
  } finally {
    await close();
  }
}

test('a database of Isso’s comes in, readers get it, and the next export adds what is new', {
  timeout: 180_000,
}, async () => {
  const said: string[] = [];
  const say = (text: string) => said.push(text);

  const dry = await importFile(options(isso('dry.db', 600), { isDry: true }), say, NOW);
  expect(dry).toMatchObject({ added: 600, same: 0 });
  expect(said.at(-1)).toBe('This was a dry run: nothing was written.');

  // Nothing was written: all of it is still new. 600 comments are two bundles of four writes, their directory, a head and six parts.
  const first = await importFile(options(isso('first.db', 600)), say, NOW);
  expect(first).toMatchObject({ added: 600, same: 0, writes: 16 });
  await asReaders(false, async (get) => {
    const thread = (await (await get(`/api/thread?page=${SITE}/post`)).json()) as Thread;
    expect(thread).toMatchObject({ page: `${SITE}/post`, count: 599, total: 600 });
  });
  expect(await importFile(options(join(folder, 'first.db')), say, NOW + 1)).toMatchObject({
    added: 0,
    same: 600,
    writes: 0,
  });
  expect(await importFile(options(isso('later.db', 610)), say, NOW + 2)).toMatchObject({
    added: 10,
    same: 600,
    writes: 5,
  });

  await asReaders(true, async (get) => {
    const answer = await get(`/api/thread?page=${SITE}/post`);
    const thread = (await answer.json()) as Thread;
    expect(thread).toMatchObject({ page: `${SITE}/post`, title: 'A post', count: 609, total: 610, parts: 7 });
    expect(thread.comments.at(-1)).toMatchObject({
      author: { id: null, name: 'Ada' },
      body: [{ t: 'p', c: ['Words ', { t: 'i', c: ['610'] }] }],
      createdAt: '2020-09-13T12:36:50.500Z',
      likes: 1,
    });
    const oldest = (await (await get(`/api/thread?page=${SITE}/post&part=0`)).json()) as Thread;
    expect(oldest.comments[1]).toMatchObject({ gone: 'removed', parent: oldest.comments[0]!.id });
    expect(oldest.comments[2]!.parent).toBe(oldest.comments[1]!.id);
  });
});

test('a backup that says who may do what is taken as its reader says, and not before', {
  timeout: 180_000,
}, async () => {
  const file = join(folder, 'backup.ndjson');
  const me = { v: 1, type: 'author', field: 'me', authorId: 'eve0000000000000', value: { v: 1, on: true, at: 1 } };
  const setting = { v: 1, type: 'setting', field: 'moderation', value: { v: 1, value: 'open' } };
  const lines = [{ v: 1, type: 'export' }, me, setting, { v: 1, type: 'cursor', cursor: null }];
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
  const persistTo = join(folder, 'claims');
  const run = async (more: Partial<ImportOptions>) => {
    const said: string[] = [];
    const done = importFile(options(file, { persistTo, ...more }), (text) => said.push(text), NOW);
    const writes = await done.then(
      (imported) => imported.writes,
      (error: Error) => error.message,
    );
    return { writes, said: said.join('\n') };
  };
  const undecided = await run({});
  expect(undecided.said).toContain('It also says who may do what: 1 owner, 1 setting.');
  expect(undecided.writes).toMatch(/--own .* --comments-only\. Nothing was written\.$/);
  expect(await run({ isDry: true })).toMatchObject({ writes: 0, said: expect.stringContaining('--comments-only') });
  expect(await run({ isDecided: true })).toMatchObject({ writes: 0 });
  expect(await run({ isDecided: true, isOwn: true })).toMatchObject({ writes: 2 });
  expect(await run({ isDecided: true, isOwn: true }), 'they are here now').toMatchObject({ writes: 0 });
});

test('a file that is cut off writes nothing', async () => {
  const file = join(folder, 'cut.xml.gz');
  writeFileSync(file, gzipSync('<disqus xmlns:dsq="x"><thread dsq:id="1"><link>https://blog.example/</link>'));
  const state = join(folder, 'untouched');
  await expect(importFile(options(file, { persistTo: state }), () => {}, NOW)).rejects.toThrow(/^Line 1: /);
});

test('a damaged database says so', async () => {
  const file = join(folder, 'damaged.db');
  writeFileSync(file, `SQLite format 3\0${'x'.repeat(5_000)}`);
  await expect(importFile(options(file), () => {}, NOW)).rejects.toThrow(/^The database cannot be read/);
});

test('pages of a further site, which the desk has added, are the owner’s', { timeout: 120_000 }, async () => {
  const file = join(folder, 'garden.xml');
  writeFileSync(
    file,
    `<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
    <thread dsq:id="1"><link>https://garden.example/post</link><title>Roses</title></thread>
    <post dsq:id="2"><message>Words</message><createdAt>2020-01-01T00:00:00Z</createdAt><isDeleted>false</isDeleted>
    <isSpam>false</isSpam><author><name>Ada</name></author><thread dsq:id="1"/></post></disqus>`,
  );
  const where = { isRemote: false, persistTo: join(folder, 'garden') };
  const added = async () => (await importFile(options(file, { ...where, isDry: true }), () => {}, NOW)).added;
  expect(await added()).toBe(0);
  const kv = new WranglerKv(where);
  await kv.add([{ key: 'settings:sites', value: { v: 1, value: ['https://garden.example'] } }]);
  await kv.flush();
  kv.close();
  expect(await added()).toBe(1);
});

test('the namespace is found by the name that deploying gave it', () => {
  const list = JSON.stringify([
    { id: '1', title: 'other-comments' },
    { id: '2', title: 'afterword-comments' },
  ]);
  expect(namespaceIn(`Some words\n${list}`, 'afterword')).toBe('2');
  expect(namespaceIn(list, 'nobody')).toBeNull();
});
