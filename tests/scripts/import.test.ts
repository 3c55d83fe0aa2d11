// npm run import, over HTTP into a worker: what the file says is what readers get, a second run adds nothing, and one
// that broke off goes on.

import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Imported, type ImportOptions, importFile, readOptions } from '../../scripts/import.ts';
import { connect, LOCAL_WORKER, requireWorker } from '../../scripts/local/remote.ts';
import type { Thread } from '../../worker/contract/index.ts';
import { NOW, ServedWorker, SITE, TOKEN } from './served-worker.ts';

const folder = mkdtempSync(join(tmpdir(), 'afterword-test-'));
let worker: ServedWorker;
let address: string;
const pauses: number[] = [];

beforeEach(async () => {
  worker = new ServedWorker();
  address = await worker.listen();
  pauses.length = 0;
});
afterEach(() => worker.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const options = (file: string, more: Partial<ImportOptions> = {}): ImportOptions => ({
  file,
  to: address,
  isDry: false,
  sites: { origins: [SITE], anyPort: [] },
  rules: [],
  owners: [],
  emails: false,
  isLong: false,
  isOwn: false,
  isDecided: false,
  ...more,
});

/** Notes what is said in `said`, and every pause in `pauses`, which takes no time. */
function run(chosen: ImportOptions, said: string[] = [], token = TOKEN): Promise<Imported> {
  const connection = { ...connect(chosen.to, token), pause: async (ms: number) => pauses.push(ms) };
  const show = (part: number, words: string) => said.push(`${Math.round(part * 100)} % ${words}`);
  return importFile(chosen, connection, { say: (text) => said.push(text), show });
}

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

test('a database of Isso’s comes in, readers get it, and the next export adds what is new', async () => {
  const said: string[] = [];

  const dry = await run(options(isso('dry.db', 600), { isDry: true }), said);
  expect(dry).toMatchObject({ added: 600, same: 0 });
  expect(said).toContain('\n600 comments would be added.');
  expect(said.at(-1)).toBe('This was a dry run: nothing was written.');

  // Nothing was written: all of it is still new. 600 comments are two bundles of four writes, their directory, a head
  // and six parts; and what wakes the sweep.
  expect(await worker.keys()).toEqual([]);
  const first = await run(options(isso('first.db', 600)), said);
  expect(first).toMatchObject({ added: 600, same: 0, writes: dry.writes });
  expect(said.at(-1)).toMatch(/^Added 600 comments\. They show on their pages within about a minute;/);
  expect(await worker.keys()).toHaveLength(17);
  const thread = (await (await worker.get(`/api/thread?page=${SITE}/post`)).json()) as Thread;
  expect(thread).toMatchObject({ page: `${SITE}/post`, count: 599, total: 600 });

  worker.now = NOW + 1;
  const again = await run(options(join(folder, 'first.db')), said);
  expect(again).toMatchObject({ added: 0, same: 600, writes: 0 });
  expect(said.at(-1)).toBe('Added 0 comments. 600 were here already.');
  worker.now = NOW + 2;
  expect(await run(options(isso('later.db', 610)))).toMatchObject({ added: 10, same: 600, writes: 5 });

  const answer = await worker.get(`/api/thread?page=${SITE}/post`);
  const later = (await answer.json()) as Thread;
  expect(later).toMatchObject({ page: `${SITE}/post`, title: 'A post', count: 609, total: 610, parts: 7 });
  expect(later.comments.at(-1)).toMatchObject({
    author: { id: null, name: 'Ada' },
    body: [{ t: 'p', c: ['Words ', { t: 'i', c: ['610'] }] }],
    createdAt: '2020-09-13T12:36:50.500Z',
    likes: 1,
  });
  const oldest = (await (await worker.get(`/api/thread?page=${SITE}/post&part=0`)).json()) as Thread;
  expect(oldest.comments[1]).toMatchObject({ gone: 'removed', parent: oldest.comments[0]!.id });
  expect(oldest.comments[2]!.parent).toBe(oldest.comments[1]!.id);
});

test('a backup that says who may do what is taken as its reader says, and not before', async () => {
  const file = join(folder, 'backup.ndjson');
  const me = { v: 1, type: 'author', field: 'me', authorId: 'eve0000000000000', value: { v: 1, on: true, at: 1 } };
  const setting = { v: 1, type: 'setting', field: 'moderation', value: { v: 1, value: 'open' } };
  const lines = [{ v: 1, type: 'export' }, me, setting, { v: 1, type: 'cursor', cursor: null }];
  writeFileSync(file, lines.map((line) => JSON.stringify(line)).join('\n'));
  const outcome = async (more: Partial<ImportOptions>) => {
    const said: string[] = [];
    const writes = await run(options(file, more), said).then(
      (imported) => imported.writes,
      (error: Error) => error.message,
    );
    return { writes, said: said.join('\n') };
  };
  const undecided = await outcome({});
  expect(undecided.said).toContain('It also says who may do what: 1 owner, 1 setting.');
  expect(undecided.writes).toMatch(/--own .* --comments-only\. Nothing was written\.$/);
  expect(await outcome({ isDry: true })).toMatchObject({ writes: 0, said: expect.stringContaining('--comments-only') });
  expect(await outcome({ isDecided: true })).toMatchObject({ writes: 0 });
  expect(await worker.keys()).toEqual([]);
  expect(await outcome({ isDecided: true, isOwn: true })).toMatchObject({ writes: 2 });
  expect(await outcome({ isDecided: true, isOwn: true }), 'they are here now').toMatchObject({ writes: 0 });
});

// One such comment was enough once, and nothing of a whole backup could be put back.
test('a line of a backup that cannot be read is named and left out, and the rest is put back', async () => {
  await run(options(isso('whole.db', 20)));
  const answer = await fetch(`${address}/api/admin/export`, { headers: { Authorization: `Bearer ${TOKEN}` } });
  const [head, bundle, ...rest] = (await answer.text()).split('\n');
  const { value, ...line } = JSON.parse(bundle!);
  const [first, second, third, ...others] = Object.entries<object>(value.comments);
  const bad = { ...third![1], page: 'nowhere' };
  const empty = { ...second![1], words: { name: 'A', parent: null, source: '', body: [{ t: 'p', c: ['x', ''] }] } };
  const comments = Object.fromEntries([first!, [second![0], empty], [third![0], bad], ...others]);
  const file = join(folder, 'backup-with-bad-lines.ndjson');
  const lines = [head, JSON.stringify({ ...line, value: { comments } }), 'half a li', ...rest];
  writeFileSync(file, lines.join('\n'));

  worker.close();
  worker = new ServedWorker();
  address = await worker.listen();
  const said: string[] = [];
  const { added } = await run(options(file, { isOwn: true, isDecided: true }), said);
  expect(added).toBe(19);
  const [words] = said.filter((text) => text.includes('left out'));
  expect(words).toBe(
    `\n2 records of the backup cannot be read and would be left out. Line 2, comment ${third![0]}: The page has no address. Line 3: This is no JSON object.`,
  );
  expect(said).toContain(
    `\n1 text had something in it that no comment may have, and was put right (Line 2, comment ${second![0]}).`,
  );
});

test('a comment that its owner wrote there carries the badge here, though nobody said that the file is a backup', async () => {
  const file = join(folder, 'owner.db');
  isso('owner.db', 1);
  await run(options(file, { owners: ['Ada'] }));
  const thread = (await (await worker.get(`/api/thread?page=${SITE}/post`)).json()) as Thread;
  expect(thread.comments[0]!.author).toMatchObject({ name: 'Ada', owner: true });
});

test('a file that is cut off writes nothing', async () => {
  const file = join(folder, 'cut.xml.gz');
  writeFileSync(file, gzipSync('<disqus xmlns:dsq="x"><thread dsq:id="1"><link>https://blog.example/</link>'));
  await expect(run(options(file))).rejects.toThrow(
    /^Line 1: The file ends too early: it was cut off\. Get it once more\.$/,
  );
  expect(worker.posts).toBe(0);
});

test('a database that is cut off says so', async () => {
  const file = isso('cut.db', 200);
  writeFileSync(file, readFileSync(file).subarray(0, 9_000));
  await expect(run(options(file))).rejects.toThrow(/^The file ends too early: it was cut off\./);
});

test('a damaged database says so', async () => {
  const file = join(folder, 'damaged.db');
  writeFileSync(file, `SQLite format 3\0${'x'.repeat(5_000)}`);
  await expect(run(options(file))).rejects.toThrow(/^The database cannot be read/);
});

test('pages of a further site, which the desk has added, are the owner’s', async () => {
  const file = join(folder, 'garden.xml');
  writeFileSync(
    file,
    `<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
    <thread dsq:id="1"><link>https://garden.example/post</link><title>Roses</title></thread>
    <post dsq:id="2"><message>Words</message><createdAt>2020-01-01T00:00:00Z</createdAt><isDeleted>false</isDeleted>
    <isSpam>false</isSpam><author><name>Ada</name></author><thread dsq:id="1"/></post></disqus>`,
  );
  const added = async () => (await run(options(file, { isDry: true }))).added;
  expect(await added()).toBe(0);
  await worker.kv.put('settings:sites', JSON.stringify({ v: 1, value: ['https://garden.example'] }));
  // An isolate keeps the settings for a minute.
  worker.now += 61_000;
  expect(await added()).toBe(1);
});

// ---- a worker that does not answer, or not well ----

const PAGES = 250;

/** Isso's generic JSON: two comments on each of many pages, so that they do not fit into one batch. */
function pages(): string {
  const path = join(folder, 'export.json');
  const threads = Array.from({ length: PAGES }, (_, page) => ({
    id: `/post-${page}`,
    title: `Post ${page}`,
    comments: [1, 2].map((id) => ({
      id,
      author: 'Ada',
      created: '2020-01-02 03:04:05',
      text: `Words ${id} of ${page}`,
    })),
  }));
  writeFileSync(path, JSON.stringify(threads));
  return path;
}

test('a worker is filled, and gone on with where it broke off', async () => {
  const said: string[] = [];
  const file = pages();

  // Busy once, cut off once after it had written, then down for good from the fourth batch on.
  const failing = [429, null, 'cut after', null, null] as const;
  let posts = 0;
  worker.fail = (asked) => (asked.startsWith('GET') ? null : posts < failing.length ? failing[posts++]! : 500);
  await expect(run(options(file), said)).rejects.toThrow(
    'The worker answered 500. What was sent until now is there. Run it again and it goes on: nothing is added twice.',
  );
  expect(pauses).toEqual([1_000, 1_000, 1_000, 4_000, 15_000]);
  expect(worker.posts, 'the first and the second twice, the third once, the fourth four times').toBe(9);
  expect(
    said.some((line) => /^\d+ % \d+ of 500 comments$/.test(line)),
    'how far it has come',
  ).toBe(true);
  const before = await worker.keys('fact:');
  const values = await Promise.all(before.map((key) => worker.kv.get(key)));
  expect(before.length).toBeGreaterThan(100);

  worker.fail = () => null;
  const { added, same } = await run(options(file), said);
  expect(added + same).toBe(2 * PAGES);
  expect(same, 'what came through the first time is not sent again').toBeGreaterThan(0);
  expect(said.at(-1)).toMatch(/^Added \d+ comments\. \d+ were here already\. They show on their pages/);
  expect(await Promise.all(before.map((key) => worker.kv.get(key)))).toEqual(values);
  const indexes = (await worker.keys('fact:')).filter((key) => key.endsWith(':index'));
  expect(indexes, 'a bundle for each page').toHaveLength(PAGES);

  const third = await run(options(file));
  expect(third).toMatchObject({ added: 0, same: 2 * PAGES, writes: 0 });
});

test('a token that is refused is not tried again', async () => {
  await expect(run(options(pages()), [], 'another')).rejects.toThrow('The worker does not take this ADMIN_TOKEN.');
  expect(pauses).toEqual([]);
  expect(worker.asked).toHaveLength(1);
});

test('a worker that fails before anything was sent leaves nothing half done', async () => {
  worker.fail = () => 'cut before';
  await expect(run(options(pages()))).rejects.toThrow('The worker cannot be reached. Nothing was written.');
  expect(pauses).toEqual([1_000, 4_000, 15_000]);
});

// ---- the command ----

// Not spawnSync: the worker it asks runs in this process.
async function command(args: string[], token?: string): Promise<{ status: number | null; out: string; said: string }> {
  const { ADMIN_TOKEN: _, ...env } = process.env;
  const child = spawn(process.execPath, ['scripts/import.ts', ...args], {
    env: { ...env, ...(token !== undefined && { ADMIN_TOKEN: token }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const heard = { out: '', said: '' };
  child.stdout.on('data', (text) => (heard.out += text));
  child.stderr.on('data', (text) => (heard.said += text));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, out: heard.out.trim(), said: heard.said.trim() };
}

test('from a shell: into the worker that --to names, with the token of the environment, and it says how far it is', async () => {
  const file = pages();
  const dry = await command([file, '--to', address, '--site', SITE, '--dry-run'], TOKEN);
  expect(dry.out).toContain('500 comments would be added.');
  expect(dry.out).toMatch(/This was a dry run: nothing was written\.$/);
  expect(dry).toMatchObject({ status: 0, said: '' });
  expect(await worker.keys()).toEqual([]);

  const { status, out } = await command([file, '--to', address, '--site', SITE], TOKEN);
  expect(out).toMatch(/^Isso: 500 comments on 250 pages\n/);
  expect(out, 'plain lines where there is no terminal').toMatch(/\n {2}█+░+ \d+ of 500 comments\n/);
  expect(out).toMatch(/\nAdded 500 comments\. They show/);
  expect(out + dry.out).not.toContain(TOKEN);
  expect(status).toBe(0);
});

test('from a shell: what is wrong is one sentence', async () => {
  const refused = { status: 1, out: '', said: 'The worker does not take this ADMIN_TOKEN.' };
  expect(await command([pages(), '--to', address], 'another')).toEqual(refused);
  expect((await command([])).said).toMatch(/^npm run import -- FILE \[options\]\n/);
});

test.each([
  [['nothing.xml'], 'There is no file nothing.xml.'],
  [['--to', 'my worker'], '“my worker” is not a web address. It looks like https://comments.example.com'],
  [['--to', 'http://comments.example'], 'Over http://comments.example the token would travel in the open: use https.'],
])('says what is wrong with %j', (args, said) => {
  expect(() => readOptions(args[0] === '--to' ? [pages(), ...args] : args)).toThrow(said);
});

test('an address where no worker answers, or something else does, is told at once', async () => {
  const gone = new ServedWorker();
  const nobody = await gone.listen();
  gone.close();
  await expect(requireWorker(nobody)).rejects.toThrow(
    `The worker at ${nobody} cannot be reached (ECONNREFUSED). Is the address right?`,
  );
  const other = createServer((_, response) => void response.end('<h1>A blog</h1>'));
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  const blog = `http://127.0.0.1:${(other.address() as AddressInfo).port}`;
  await expect(requireWorker(blog)).rejects.toThrow(
    `${blog} answers 200, but not as Afterword does. Is the address right?`,
  );
  other.close();
  await requireWorker(address);
});

test('where no worker of npm start runs it says how to start it', async () => {
  vi.stubGlobal('fetch', async () => {
    throw new TypeError('fetch failed', { cause: Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }) });
  });
  await expect(requireWorker(LOCAL_WORKER).finally(() => vi.unstubAllGlobals())).rejects.toThrow(
    'No worker runs at http://localhost:8787. Start it with npm start in another terminal, or name a deployed one: --to https://…',
  );
});

test('without --to it is the worker of npm start, and which blog is said in wrangler.toml and by its demo', () => {
  expect(readOptions([pages()])).toMatchObject({ to: LOCAL_WORKER, sites: { origins: ['http://localhost:8788'] } });
  expect(readOptions([pages(), '--to', 'comments.example', '--site', SITE])).toMatchObject({
    to: 'https://comments.example',
    sites: { origins: [SITE] },
  });
});

test('a folder of Staticman’s comes in as it lies there, but for what is hidden', async () => {
  const site = join(folder, 'site');
  const entry = (name: string) => `_id: ${name}\nname: ${name}\nmessage: Words of ${name}\ndate: 1500000000\n`;
  for (const path of ['comments/post', '.git', 'node_modules/x/comments/y']) {
    mkdirSync(join(site, path), { recursive: true });
    writeFileSync(join(site, path, 'entry1.yml'), entry(path.includes('post') ? 'Ada' : 'Eve'));
  }
  const imported = await run(options(site));
  expect(imported.report.system).toBe('staticman');
  expect(imported).toMatchObject({ added: 1 });
  const { comments } = (await (await worker.get(`/api/thread?page=${SITE}/post`)).json()) as Thread;
  expect(comments.map(({ author }) => author.name)).toEqual(['Ada']);
});

test('Waline’s database comes in, its tables with their prefix', async () => {
  const path = join(folder, 'waline.sqlite');
  const database = new DatabaseSync(path);
  database.exec(`
    CREATE TABLE "wl_Comment" ("id" INTEGER, "user_id" INTEGER, "comment" TEXT, "insertedAt" DATETIME, "ip" TEXT, "link" TEXT,
      "mail" TEXT, "nick" TEXT, "rid" INTEGER, "pid" INTEGER, "sticky" NUMERIC, "status" TEXT NOT NULL, "like" INTEGER,
      "ua" TEXT, "url" TEXT, "createdAt" DATETIME, "updatedAt" DATETIME, PRIMARY KEY("id" AUTOINCREMENT));
    CREATE TABLE "wl_Users" ("id" INTEGER, "display_name" TEXT, "email" TEXT, "type" TEXT NOT NULL, PRIMARY KEY("id"));
    INSERT INTO wl_Users VALUES (7, 'Owner', 'owner@blog.example', 'administrator');
    INSERT INTO wl_Comment (comment, insertedAt, nick, status, url) VALUES ('Words', '2022-05-01 10:00:00', 'Ada', 'approved', '/post/');
    INSERT INTO wl_Comment (comment, insertedAt, nick, status, url, pid, rid, user_id)
      VALUES ('A reply', '2022-05-01 11:00:00', 'Owner', 'approved', '/post/', 1, 1, 7);
  `);
  database.close();
  const imported = await run(options(path));
  expect(imported.report.system).toBe('waline');
  const { comments } = (await (await worker.get(`/api/thread?page=${SITE}/post`)).json()) as Thread;
  expect(comments.map(({ author, parent }) => [author.name, author.owner, parent !== null])).toEqual([
    ['Ada', undefined, false],
    ['Owner', true, true],
  ]);
});

/** As much of R2 as is read here: a backup of one piece. */
function bucketWith(day: string, lines: string): object {
  const piece = { size: lines.length, etag: 'e' };
  const at = NOW;
  const objects: Record<string, string> = {
    [`${day}/00000.ndjson`]: lines,
    [`${day}/manifest.json`]: JSON.stringify({ v: 1, day, startedAt: at, endedAt: at, pieces: [piece], skipped: [] }),
  };
  return {
    list: async () => ({ delimitedPrefixes: [`${day}/`], objects: [], truncated: false }),
    get: async (name: string) => {
      const text = objects[name];
      return text === undefined ? null : { text: async () => text, body: new Blob([text]).stream() };
    },
  };
}

test('a backup that the worker made by itself is put back from there', async () => {
  await run(options(isso('kept.db', 20)));
  const headers = { Authorization: `Bearer ${TOKEN}` };
  const lines = await (await fetch(`${address}/api/admin/export`, { headers })).text();
  await worker.close();

  worker = new ServedWorker();
  address = await worker.listen();
  worker.env.BACKUPS = bucketWith('2026-11-22', lines);
  const said: string[] = [];
  const none = run(options('', { backup: '2026-11-01' }));
  await expect(none).rejects.toThrow('The worker has no backup of 2026-11-01. It has those of 2026-11-22.');
  expect(worker.posts).toBe(0);
  for (const backup of ['latest', '2026-11-22']) await run(options('', { backup, isOwn: true, isDecided: true }), said);
  expect(said).toContain('The backup of 2026-11-22:');
  expect(said.at(-1)).toContain('Added 0 comments. 20 were here already.');
  const thread = (await (await worker.get(`/api/thread?page=${SITE}/post`)).json()) as Thread;
  expect(thread.total).toBe(20);
});

test('it is a file or a backup of a day, and not both', () => {
  expect(() => readOptions([])).toThrow('npm run import -- FILE');
  expect(() => readOptions(['package.json', '--backup', 'latest'])).toThrow('npm run import -- FILE');
  expect(readOptions(['--backup', 'latest', '--site', SITE])).toMatchObject({ backup: 'latest' });
});
