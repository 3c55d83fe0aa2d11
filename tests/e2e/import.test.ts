// The owner moves in at the desk: a file is chosen, its report read, and what it says is what readers get.

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gzipSync } from 'node:zlib';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { TextReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js/lib/zip-core-external.js';
import { ENDPOINTS, OWNER_ENDPOINTS } from '../../worker/contract/index.ts';
import { violations } from './axe.ts';
import { ownersPage, threadAt } from './owner.ts';
import { picture } from './pictures.ts';
import { BLOG, TOKEN, WORKER } from './places.ts';

interface File {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

const file = (name: string, content: string | Buffer): File => ({
  name,
  mimeType: 'application/octet-stream',
  buffer: Buffer.from(content),
});

/** So many comments on one page, each third an answer to the one before; one of them deleted, one spam. */
function disqus(name: string, size: number): File {
  const posts = Array.from({ length: size }, (_, i) => {
    const n = i + 1;
    const parent = n % 3 === 0 ? `<parent dsq:id="${n - 1}"/>` : '';
    return `<post dsq:id="${n}"><id/><message><![CDATA[<p>Disqus <b>${n}</b></p>]]></message><createdAt>2015-01-01T00:00:${String(n % 60).padStart(2, '0')}Z</createdAt><isDeleted>${n === 2}</isDeleted><isSpam>${n === 4}</isSpam><author><email>ada@ada.example</email><name>Ada</name></author><thread dsq:id="1"/>${parent}</post>`;
  });
  return file(
    `${name}.xml.gz`,
    gzipSync(
      `<?xml version="1.0"?><disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals"><thread dsq:id="1"><id/><link>https://old.example/${name}.html</link><title>From Disqus</title></thread>${posts.join('')}</disqus>`,
    ),
  );
}

function isso(name: string): File {
  const folder = mkdtempSync(join(tmpdir(), 'afterword-'));
  const path = join(folder, 'comments.db');
  const database = new DatabaseSync(path);
  // As Prisma leaves its databases, for which a browser's SQLite has no memory to share.
  database.exec('PRAGMA journal_mode = WAL');
  database.exec(`
    CREATE TABLE threads (id INTEGER PRIMARY KEY, uri VARCHAR(256) UNIQUE, title VARCHAR(256));
    CREATE TABLE comments (tid REFERENCES threads(id), id INTEGER PRIMARY KEY, parent INTEGER, created FLOAT NOT NULL,
      modified FLOAT, mode INTEGER, remote_addr VARCHAR, text VARCHAR, author VARCHAR, email VARCHAR, website VARCHAR,
      likes INTEGER DEFAULT 0, dislikes INTEGER DEFAULT 0, voters BLOB NOT NULL, notification INTEGER DEFAULT 0);
    INSERT INTO threads VALUES (1, '/posts/${name}.html', 'From Isso');
    INSERT INTO comments (tid, id, parent, created, mode, text, author, likes, voters) VALUES
      (1, 1, NULL, 1600000000.5, 1, 'Isso *one* 🙂', 'Bea', 3, x'00ff'),
      (1, 2, 1, 1600000001.5, 4, '', 'Bea', 0, x'00ff'),
      (1, 3, 2, 1600000002.5, 1, 'Isso three', 'Cy', 0, x'00ff'),
      (1, 4, NULL, 1600000003.5, 2, 'Isso waits', 'Dot', 0, x'00ff');
  `);
  database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  database.close();
  const buffer = readFileSync(path);
  rmSync(folder, { recursive: true, force: true });
  expect([buffer[18], buffer[19]]).toEqual([2, 2]);
  return file('comments.db', buffer);
}

function cusdis(name: string): File {
  const pages = [{ id: 'p', slug: name, url: `${BLOG}/posts/${name}.html`, title: 'From Cusdis' }];
  const comment = { pageId: 'p', created_at: '2021-05-01T10:00:00.000Z', by_nickname: 'Eve', approved: 1 };
  const comments = [
    { ...comment, id: 'a', content: 'Cusdis **one**' },
    { ...comment, id: 'b', parentId: 'a', content: 'Cusdis two', by_nickname: 'Owner', moderatorId: 'o' },
    { ...comment, id: 'c', content: 'Cusdis waits', approved: 0 },
  ];
  return file('cusdis.json', JSON.stringify({ pages, comments }));
}

async function importPage(browser: Browser, options: Parameters<typeof ownersPage>[1] = {}): Promise<Page> {
  const page = await ownersPage(browser, options);
  await page.goto(`${WORKER}${ENDPOINTS.desk}/settings`);
  await page.getByRole('link', { name: 'Import comments' }).click();
  await expect(page.getByRole('heading', { name: 'Import', exact: true })).toBeVisible();
  return page;
}

/** They are folded up among what is seldom wanted. */
async function fillRules(page: Page, rules: string): Promise<void> {
  const field = page.getByLabel('Address rules');
  if (!(await field.isVisible())) await page.getByText('More choices').click();
  await field.fill(rules);
}

async function look(page: Page, chosen: File): Promise<void> {
  await page.getByLabel('Choose a file').setInputFiles(chosen);
  await page.getByRole('button', { name: 'Show what would happen' }).click();
}

/** The comments of that page as a reader sees them, on a page that shows them beside its own. */
async function readers(page: Page, name: string): Promise<Page> {
  const context = await page.context().browser()!.newContext();
  const reader = await context.newPage();
  await reader.goto(`${BLOG}/nowhere.html`);
  await reader.evaluate(
    ({ src, url }) => {
      const comments = document.createElement('afterword-comments');
      comments.dataset.pageUrl = url;
      comments.dataset.lazy = 'off';
      const tag = document.createElement('script');
      tag.src = src;
      document.querySelector('main')?.append(comments);
      document.head.append(tag);
    },
    { src: `${WORKER}/embed.js`, url: `${BLOG}/posts/${name}.html` },
  );
  return reader;
}

test('a compressed file of Disqus’ comes in by address rules, and only once', async ({ browser }) => {
  const page = await importPage(browser);
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await picture(page, 'import/form');
  expect(await violations(page)).toEqual([]);

  await look(page, disqus('disqus', 12));
  await expect(page.getByText('12 skipped: on a page of another site')).toBeVisible();
  await expect(page.getByText('No comment in it is new.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Import/ })).toHaveCount(0);

  await fillRules(page, `https://old.example/* ${BLOG}/posts/*`);
  await expect(page.getByText('12 skipped: '), 'what was said held for other choices').toBeHidden();
  await page.getByRole('button', { name: 'Show what would happen' }).click();
  await expect(page.getByRole('heading', { name: 'Disqus: 12 comments on 1 page' })).toBeFocused();
  await expect(page.getByText('In all: 10 published, 1 spam, 1 removed')).toBeVisible();
  await picture(page, 'import/report');
  expect(await violations(page)).toEqual([]);
  expect((await threadAt(page.request, `${BLOG}/posts/disqus.html`)).total, 'nothing was written yet').toBe(0);

  await page.getByRole('button', { name: 'Import 12 comments' }).click();
  await expect(page.getByText('Added 12 comments.')).toBeVisible();
  await picture(page, 'import/done');
  expect(await violations(page)).toEqual([]);

  const reader = await readers(page, 'disqus');
  await expect(reader.getByRole('heading', { name: '10 comments' })).toBeVisible();
  await expect(reader.getByRole('article').first()).toContainText('Disqus 1');
  await expect(reader.getByText('Removed by a moderator.')).toBeVisible();
  await expect(reader.locator('afterword-comments').getByText('Disqus 4')).toHaveCount(0);
  await reader.context().close();

  await look(page, disqus('disqus', 12));
  await expect(page.getByText('12 are here already.')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Import/ })).toHaveCount(0);
  // What is new in a later export is all that is sent.
  await page.getByRole('button', { name: 'Choose again' }).click();
  await look(page, disqus('disqus', 15));
  await page.getByRole('button', { name: 'Import 3 comments' }).click();
  await expect(page.getByText('Added 3 comments. 12 were here already.')).toBeVisible();
  expect((await threadAt(page.request, `${BLOG}/posts/disqus.html`)).count).toBe(13);

  await page.goto(`${WORKER}${ENDPOINTS.desk}/threads`);
  await expect(page.getByRole('link', { name: 'From Disqus', exact: true })).toBeVisible();
  expect(errors).toEqual([]);
  await page.context().close();
});

test('a database of Isso’s comes in, on a phone', async ({ browser }) => {
  const page = await importPage(browser, {
    viewport: { width: 360, height: 740 },
    colorScheme: 'dark',
    hasTouch: true,
  });
  await picture(page, 'import/phone-form');
  await look(page, isso('isso'));
  await expect(page.getByText('In all: 2 published, 1 waiting, 1 removed')).toBeVisible();
  await picture(page, 'import/phone-report');
  expect(await violations(page)).toEqual([]);
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, 'nothing is cut off at the side').toBeLessThanOrEqual(360);
  await page.getByRole('button', { name: 'Import 4 comments' }).click();
  await expect(page.getByText('Added 4 comments.')).toBeVisible();

  const reader = await readers(page, 'isso');
  await expect(reader.getByText('Isso one 🙂')).toBeVisible();
  await expect(reader.getByText('Isso three')).toBeVisible();
  await reader.context().close();
  await page.getByRole('link', { name: 'See what waits' }).click();
  await expect(page.getByRole('article').filter({ hasText: 'Isso waits' })).toContainText('from Isso');
  await page.context().close();
});

test('Cusdis’ tables as JSON, and the owner’s own comments', async ({ browser }) => {
  const page = await importPage(browser);
  await look(page, cusdis('cusdis'));
  await expect(page.getByText('In all: 2 published, 1 waiting')).toBeVisible();
  await page.getByRole('button', { name: 'Import 3 comments' }).click();
  await expect(page.getByText('Added 3 comments.')).toBeVisible();
  const { comments } = await threadAt(page.request, `${BLOG}/posts/cusdis.html`);
  expect(comments.map(({ author }) => [author.name, author.owner])).toEqual([
    ['Eve', undefined],
    ['Owner', true],
  ]);
  await page.context().close();
});

async function zip(files: Record<string, string>): Promise<File> {
  const writer = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false });
  for (const [name, text] of Object.entries(files)) await writer.add(name, new TextReader(text));
  return file('export.zip', Buffer.from(await writer.close()));
}

test('an archive is opened, and the export found in it', async ({ browser }) => {
  const page = await importPage(browser);
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await look(page, await zip({ 'readme.txt': 'Dear all,', 'backup/cusdis.json': cusdis('zipped').buffer.toString() }));
  await page.getByRole('button', { name: 'Import 3 comments' }).click();
  await expect(page.getByText('Added 3 comments.')).toBeVisible();
  expect((await threadAt(page.request, `${BLOG}/posts/zipped.html`)).count).toBe(2);
  expect(errors).toEqual([]);
  await page.context().close();
});

const STATICMAN = {
  'comments/staticman/entry1.yml': '_id: s1\nname: Flo\nmessage: >-\n  Staticman *one*\ndate: 1500000000\n',
  'comments/staticman/entry2.yml': '_id: s2\nreplying_to: "1"\nname: Gus\nmessage: Staticman two\ndate: 1500000001\n',
};

test('Staticman’s files and FastComments’ table, and what reads them is loaded for them alone', async ({ browser }) => {
  const page = await importPage(browser);
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await look(page, cusdis('before'));
  await expect(page.getByText('In all: 2 published, 1 waiting')).toBeVisible();
  expect(asked.filter((path) => path.includes('text-files'))).toEqual([]);

  await fillRules(page, `/staticman ${BLOG}/posts/staticman.html`);
  await look(page, await zip(STATICMAN));
  await expect(page.getByRole('heading', { name: 'Staticman: 2 comments on 1 page' })).toBeFocused();
  expect(asked.filter((path) => path.includes('text-files'))).toHaveLength(1);
  await page.getByRole('button', { name: 'Import 2 comments' }).click();
  await expect(page.getByText('Added 2 comments.')).toBeVisible();
  const { comments } = await threadAt(page.request, `${BLOG}/posts/staticman.html`);
  expect(comments.map(({ author, parent }) => [author.name, parent !== null])).toEqual([
    ['Flo', false],
    ['Gus', true],
  ]);

  const table = `ID,Parent ID,URL ID,URL,Name,Comment,Date\n1,,x,${BLOG}/posts/fast.html,Hal,"Words, quoted",2022-05-01T10:00:00.000Z\n`;
  await look(page, file('comments.csv', table));
  await expect(page.getByRole('heading', { name: 'FastComments: 1 comment on 1 page' })).toBeFocused();
  await page.getByRole('button', { name: 'Import 1 comment', exact: true }).click();
  await expect(page.getByText('Added 1 comment.')).toBeVisible();
  await page.context().close();
});

test('our own backup comes in as well', async ({ browser }) => {
  const page = await importPage(browser);
  const headers = { authorization: `Bearer ${TOKEN}` };
  const backup = await page.request.get(`${WORKER}${OWNER_ENDPOINTS.export}`, { headers });
  await look(page, file('afterword.ndjson', await backup.body()));
  await expect(page.getByRole('heading', { name: /^Afterword: \d+ comments on \d+ pages/ })).toBeVisible();
  await expect(page.getByText('No comment in it is new.')).toBeVisible();
  // Verdicts and likes are compared by the worker.
  await expect(page.getByText(/^It also says who may do what: .*known writer/)).toBeVisible();
  await picture(page, 'import/backup');
  // As long as of a site with many pages: it scrolls, and a keyboard has to get there.
  const pages = page.getByRole('list', { name: 'Pages' }).first();
  await pages.evaluate((list) => {
    list.style.maxBlockSize = '2rem';
  });
  expect(await violations(page)).toEqual([]);
  await pages.focus();
  await expect(pages).toBeFocused();
  const sent = page.waitForRequest((request) => request.method() === 'POST');
  await page.getByRole('button', { name: 'Import all: it is mine' }).click();
  expect((await sent).url()).toContain('own=1');
  await expect(page.getByText(/^Added 0 comments\. \d+ were here already/)).toBeVisible();
  await page.context().close();
});

test('somebody else’s backup brings comments, and makes nobody the owner', async ({ browser }) => {
  const page = await importPage(browser);
  const me = { v: 1, type: 'author', field: 'me', authorId: 'eve0000000000000', value: { v: 1, on: true, at: 1 } };
  const lines = [{ v: 1, type: 'export' }, me, { v: 1, type: 'cursor', cursor: null }];
  await look(page, file('eve.ndjson', lines.map((line) => JSON.stringify(line)).join('\n')));
  await expect(page.getByText('It also says who may do what: 1 owner.')).toBeVisible();
  await page.getByRole('button', { name: 'Import comments only' }).click();
  await expect(page.getByText('Added 0 comments.')).toBeVisible();
  await page.goto(`${WORKER}${ENDPOINTS.desk}/authors`);
  await expect(page.getByText('eve0000000000000')).toHaveCount(0);
  await page.context().close();
});

test('what cannot be read is said, with its place, and writes nothing', async ({ browser }) => {
  const page = await importPage(browser);
  const sent: string[] = [];
  page.on('request', (request) => request.method() === 'POST' && sent.push(request.url()));
  const refused: [File, RegExp][] = [
    [
      file('cut.xml', '<disqus xmlns:dsq="x">\n<thread dsq:id="1">\n'),
      /The file ends too early: .*Nothing was written\.$/,
    ],
    [file('cut.xml.gz', disqus('cut', 50).buffer.subarray(0, 300)), /^The file ends too early/],
    [file('holiday.jpg', '\u00ff\u00d8\u00ff'), /no export that can be read here/],
    [file('damaged.db', `SQLite format 3\0${'x'.repeat(5_000)}`), /^The database cannot be read/],
    [file('broken.json', '{"version":1,"users":[],"posts":[]}\n{"id":"a"}\n{"id":}\n'), /^Line 3: This is no JSON/],
    [file('cut.json', '{"version":1,"users":[],"posts":[]}\n{"id":'), /^The file ends too early/],
    [file('empty.json', ''), /^The file is empty/],
  ];
  for (const [broken, words] of refused) {
    await look(page, broken);
    await expect(page.getByRole('heading', { name: 'This file cannot be imported.' })).toBeFocused();
    await expect(page.getByText(words).first()).toBeVisible();
    await expect(page.getByRole('button', { name: /^Import/ })).toHaveCount(0);
  }
  await picture(page, 'import/refused');
  await fillRules(page, 'https://one.example/*');
  await look(page, cusdis('never'));
  await expect(page.getByText(/^Line 1 of the address rules: /).first()).toBeVisible();
  expect(sent).toEqual([]);
  await page.context().close();
});

test('an upload that breaks off goes on where it stopped, and a page that was closed begins anew', async ({
  browser,
}) => {
  test.setTimeout(90_000);
  const page = await importPage(browser);
  await page.clock.install();
  let pieces = 0;
  let isDown = false;
  // The worker of the page is a client of its own, whose requests the context routes.
  await page.context().route(`**${OWNER_ENDPOINTS.import}*`, (route) => {
    if (route.request().method() === 'GET') return route.continue();
    pieces++;
    if (pieces > 1) isDown = true;
    return isDown && pieces < 6 ? route.abort('connectionreset') : route.continue();
  });
  await fillRules(page, `https://old.example/* ${BLOG}/posts/*`);
  await look(page, disqus('broken-off', 2_500));
  await page.getByRole('button', { name: 'Import 2,500 comments' }).click();
  await expect(page.getByText('Not everything was sent.')).toBeVisible({ timeout: 40_000 });
  await expect(page.getByText(/The worker cannot be reached\./).first()).toBeVisible();
  await picture(page, 'import/failed');
  const before = await threadAt(page.request, `${BLOG}/posts/broken-off.html`);
  expect(before.count, 'half a page is not published').toBe(0);

  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(page.getByText('Added 2,500 comments.')).toBeVisible({ timeout: 20_000 });
  await expect
    .poll(async () => (await threadAt(page.request, `${BLOG}/posts/broken-off.html`)).count, { timeout: 20_000 })
    .toBe(2_498);

  await page.reload();
  await fillRules(page, `https://old.example/* ${BLOG}/posts/*`);
  await look(page, disqus('broken-off', 2_500));
  await expect(page.getByText('2,500 are here already.')).toBeVisible();
  await page.context().close();
});

test('a damaged list of what is here stops nothing, and is told', async ({ browser }) => {
  const page = await importPage(browser);
  await page.context().route(`**${OWNER_ENDPOINTS.import}*`, async (route) => {
    if (route.request().method() !== 'GET') return route.continue();
    const answer = await route.fetch();
    return route.fulfill({ response: answer, body: `{"thread":"x","index":{"v":1,"comm\n${await answer.text()}` });
  });
  await look(page, cusdis('damaged-list'));
  await expect(
    page
      .getByText('1 list of imported comments here cannot be read, so some that count as new may be here already.')
      .first(),
  ).toBeVisible();
  await picture(page, 'import/damaged-list');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Import 3 comments' }).click();
  await expect(page.getByText('Added 3 comments.')).toBeVisible();
  await page.context().close();
});

test('cancelling stops it, and importing again adds the rest', async ({ browser }) => {
  const page = await importPage(browser);
  let pieces = 0;
  await page.context().route(`**${OWNER_ENDPOINTS.import}*`, async (route) => {
    // The second one never gets an answer.
    if (route.request().method() === 'POST' && ++pieces === 2) return;
    return route.continue();
  });
  await fillRules(page, `https://old.example/* ${BLOG}/posts/*`);
  await look(page, disqus('cancelled', 2_500));
  await page.getByRole('button', { name: 'Import 2,500 comments' }).click();
  await expect(page.getByRole('heading', { name: /^Importing… [\d,]+ of 2,500/ })).toBeVisible();
  await picture(page, 'import/sending');
  expect(await violations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('heading', { name: 'Stopped.' })).toBeVisible();
  await page.getByRole('button', { name: 'Show what would happen' }).click();
  const rest = page.getByRole('button', { name: /^Import [\d,]+ comments/ });
  await expect(rest).not.toHaveText('Import 2,500 comments');
  await rest.click();
  await expect(page.getByText(/^Added [\d,]+ comments\. [\d,]+ were here already/)).toBeVisible({ timeout: 20_000 });
  await page.context().close();
});

test('without JavaScript the page shows the command', async ({ browser }) => {
  const page = await importPage(browser, { javaScriptEnabled: false });
  await expect(page.getByText('This page needs JavaScript')).toBeVisible();
  await expect(page.getByText(`npm run import -- FILE --to ${WORKER} --site ${BLOG} --dry-run`)).toBeVisible();
  await expect(page.getByLabel('Choose a file')).toBeHidden();
  await picture(page, 'import/no-script');
  await page.context().close();
});

test('WebAssembly runs where SQLite is read, and on no page of the desk', async ({ browser }) => {
  const page = await importPage(browser);
  const compiles = await page.evaluate(async () => {
    try {
      await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
      return true;
    } catch {
      return false;
    }
  });
  expect(compiles).toBe(false);
  const answer = await page.request.get(`${WORKER}/desk/reader.js`);
  expect(answer.headers()['content-security-policy']).toBe(
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'",
  );
  // SQLite is not fetched for a file that is none.
  const asked: string[] = [];
  page.on('request', (request) => asked.push(new URL(request.url()).pathname));
  await look(page, cusdis('unread'));
  await expect(page.getByRole('button', { name: 'Import 3 comments' })).toBeVisible();
  expect(asked.filter((path) => path.includes('sqlite'))).toEqual([]);
  await page.context().close();
});
