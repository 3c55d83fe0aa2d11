// npm run export against a worker that breaks off: what is complete stays, and the next run goes on from there.

import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { exportTo } from '../../scripts/export.ts';

const folder = mkdtempSync(join(tmpdir(), 'afterword-test-'));
const TOKEN = 'a-token-a-token-a-token-a-token-a-token';
let server: Server | undefined;

afterEach(() => server?.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

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
  const run = (from: string) => exportTo({ format: 'ndjson', from, out, token: TOKEN }, () => {});
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
  await expect(exportTo({ format: 'ndjson', from, out, token: 'wrong' }, () => {})).rejects.toThrow(
    'The worker does not take this ADMIN_TOKEN.',
  );
});

test('another format is made of a backup, and not of half a one', async () => {
  const backup = join(folder, 'whole.ndjson');
  const out = join(folder, 'whole.csv');
  writeFileSync(backup, PAGES['']! + PAGES.one + PAGES.two);
  await exportTo({ format: 'csv', from: backup, out, token: '' }, () => {});
  expect(readFileSync(out, 'utf8').split('\r\n')).toHaveLength(6);
  writeFileSync(backup, PAGES['']! + PAGES.one);
  await expect(exportTo({ format: 'wxr', from: backup, out, token: '' }, () => {})).rejects.toThrow(/not complete/);
});
