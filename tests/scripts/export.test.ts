// npm run export against a worker that breaks off: what is complete stays, and the next run goes on from there.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { exportTo, nameFor } from '../../scripts/export.ts';
import { tokenFor } from '../../scripts/local/remote.ts';

const folder = mkdtempSync(join(tmpdir(), 'afterword-test-'));
const TOKEN = 'a-token-a-token-a-token-a-token-a-token';
let server: Server | undefined;

afterEach(() => server?.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const HOW = { format: 'ndjson' as const, backup: join(folder, 'on-the-way.ndjson'), token: TOKEN };

const line = (fields: object) => `${JSON.stringify({ v: 1, ...fields })}\n`;
const fact = (n: number) =>
  line({
    type: 'fact',
    thread: 'A'.repeat(22),
    id: `01ARZ3NDEKTSV4RRFFQ69G5FA${n}`,
    fact: {
      v: 1,
      kind: 'post',
      at: 1e12 + n,
      hash: 'h',
      words: { name: 'Ada', parent: null, source: `Words ${n}`, body: [{ t: 'p', c: [`Words ${n}`] }] },
      screening: { status: 'approved', reasons: [] },
      authorId: null,
      page: 'https://blog.example/post',
      title: 'A post',
    },
  });

const PAGES: Record<string, string> = {
  '': fact(0) + fact(1) + line({ type: 'cursor', cursor: 'one' }),
  one: fact(2) + line({ type: 'cursor', cursor: 'two' }),
  two: fact(3) + line({ type: 'cursor', cursor: null }),
};

/** Serves the pages; `broken` ends in the middle of a line. Notes what was asked. */
async function serve(broken: string | null, asked: string[]): Promise<string> {
  server?.close();
  server = createServer((request, response) => {
    const cursor = new URL(request.url!, 'http://x').searchParams.get('cursor') ?? '';
    asked.push(cursor);
    if (request.headers.authorization !== `Bearer ${TOKEN}`) response.writeHead(401).end();
    else if (cursor === broken) response.end(PAGES[cursor]!.slice(0, 60));
    else response.end(PAGES[cursor]);
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test('goes on where it stopped, also when the file itself was cut off', async () => {
  const out = join(folder, 'backup.ndjson');
  const asked: string[] = [];
  const run = (from: string) => exportTo({ ...HOW, from, out }, () => {});
  await expect(run(await serve('one', asked))).rejects.toThrow(/goes on where it stopped/);
  expect(readFileSync(out, 'utf8')).toBe(PAGES['']);

  // As if the machine had gone down while the second answer was written.
  writeFileSync(out, PAGES['']! + PAGES.one!.slice(0, 70));
  await run(await serve(null, asked));
  expect(readFileSync(out, 'utf8')).toBe(PAGES['']! + PAGES.one + PAGES.two);
  expect(asked).toEqual(['', 'one', 'one', 'two']);

  await expect(run(await serve(null, asked))).rejects.toThrow(/complete backup already/);
  truncateSync(out, PAGES['']!.length);
  await run(await serve(null, asked));
  expect(readFileSync(out, 'utf8')).toBe(PAGES['']! + PAGES.one + PAGES.two);
});

test('a wrong token, and a worker that is not there, are said in a sentence', async () => {
  const from = await serve(null, []);
  const out = join(folder, 'none.ndjson');
  await expect(exportTo({ ...HOW, from, out, token: 'wrong' }, () => {})).rejects.toThrow(
    'The worker does not take this ADMIN_TOKEN.',
  );
});

test('another format is made of a backup, and not of half a one', async () => {
  const backup = join(folder, 'whole.ndjson');
  const out = join(folder, 'whole.csv');
  writeFileSync(backup, PAGES['']! + PAGES.one + PAGES.two);
  await exportTo({ ...HOW, format: 'csv', from: backup, out }, () => {});
  expect(readFileSync(out, 'utf8').split('\r\n')).toHaveLength(6);
  writeFileSync(backup, PAGES['']! + PAGES.one);
  await expect(
    exportTo({ ...HOW, format: 'wxr', from: backup, out: join(folder, 'half.xml') }, () => {}),
  ).rejects.toThrow(/not complete/);
});

test('a name says the day and the format, and is never that of a file that is there', async () => {
  const there = join(folder, 'names');
  mkdirSync(there);
  const day = new Date('2026-11-30T23:59:00Z');
  const names = () => (['ndjson', 'wxr', 'disqus', 'csv'] as const).map((format) => nameFor(format, day, there));
  const first = ['.ndjson', '-wxr.xml', '-disqus.xml', '.csv'].map((end) => join(there, `afterword-2026-11-30${end}`));
  expect(names()).toEqual(first);

  for (const name of first) writeFileSync(name, PAGES['']! + PAGES.one + PAGES.two);
  expect(names()).toEqual(first.map((name) => name.replace('-30', '-30-2')));
  writeFileSync(first[0]!, PAGES['']! + PAGES.one!.slice(0, 70));
  expect(nameFor('ndjson', day, there), 'one that broke off is gone on with').toBe(first[0]);
  writeFileSync(first[0]!, 'Dear diary');
  expect(nameFor('ndjson', day, there), 'what is something else is left alone').not.toBe(first[0]);

  // They hold readers' e-mail addresses, and the command is run in the clone.
  const ignored = first.map((name) => name.slice(there.length + 1));
  expect(
    execFileSync('git', ['check-ignore', ...ignored], { encoding: 'utf8' })
      .trim()
      .split('\n'),
  ).toEqual(ignored);
});

test('what is there already is not written over', async () => {
  const backup = join(folder, 'over.ndjson');
  writeFileSync(backup, PAGES['']! + PAGES.one + PAGES.two);
  for (const format of ['wxr', 'disqus', 'csv'] as const) {
    const out = join(folder, `over.${format}`);
    writeFileSync(out, 'Dear diary');
    await expect(exportTo({ ...HOW, format, from: backup, out }, () => {})).rejects.toThrow(
      /There is a file .* already/,
    );
    expect(readFileSync(out, 'utf8')).toBe('Dear diary');
  }
  const from = await serve(null, []);
  await expect(exportTo({ ...HOW, from, out: join(folder, 'over.csv') }, () => {})).rejects.toThrow(/something else/);
  expect(readFileSync(join(folder, 'over.csv'), 'utf8')).toBe('Dear diary');
});

test('another format of a worker leaves its backup behind, and says what was written', async () => {
  const said: string[] = [];
  const out = join(folder, 'worker.xml');
  await exportTo({ ...HOW, format: 'wxr', from: await serve(null, []), out }, (text) => said.push(text));
  expect(readFileSync(HOW.backup, 'utf8')).toBe(PAGES['']! + PAGES.one + PAGES.two);
  expect(said.at(-1)).toBe(`4 comments of 1 page in ${out}`);
  expect(existsSync(out)).toBe(true);
});

test('a token does not travel over http', async () => {
  await expect(tokenFor('http://comments.example')).rejects.toThrow(/would travel in the open: use https/);
});
