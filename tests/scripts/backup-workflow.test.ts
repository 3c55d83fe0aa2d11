// What docs/backup.yml does to fetch a backup, run as GitHub runs it: bash that stops at what fails, curl and jq.

import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'afterword-test-'));
const TOKEN = 'a-token-a-token-a-token-a-token-a-token';
let server: Server | undefined;

afterEach(() => server?.close());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const workflow = readFileSync('docs/backup.yml', 'utf8');
const step = /- name: Fetch everything\n[\s\S]*?run: \|\n([\s\S]*?)\n\n {6}- name:/.exec(workflow)![1]!;
// The test's server speaks http.
const script = step.replace(/^ {10}/gm, '').replace("--proto '=https' --retry 5", '--retry 0');

const PAGES: Record<string, string> = {
  '': '{"v":1,"type":"setting"}\n{"v":1,"type":"cursor","cursor":"4.fact:a b&c"}\n',
  '4.fact:a b&c': '{"v":1,"type":"fact"}\n{"v":1,"type":"cursor","cursor":null}\n',
};

async function run(pages: Record<string, string>, token = TOKEN): Promise<{ status: number | null; said: string }> {
  server = createServer((request, response) => {
    const cursor = new URL(request.url!, 'http://x').searchParams.get('cursor') ?? '';
    if (request.headers.authorization !== `Bearer ${TOKEN}`) response.writeHead(401).end();
    else response.end(pages[cursor]);
  });
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  const env = {
    PATH: process.env.PATH,
    BASH_ENV: '',
    WORKER: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ADMIN_TOKEN: token,
  };
  // As the runner's own default: https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax
  const child = spawn('bash', ['--noprofile', '--norc', '-e', '-c', script], { cwd: folder, env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, said };
}

test('all answers come one after the other, and nobody else may read the file', async () => {
  expect(await run(PAGES)).toEqual({ status: 0, said: '' });
  expect(readFileSync(join(folder, 'backup.ndjson'), 'utf8')).toBe(Object.values(PAGES).join(''));
});

test('an answer that breaks off and a wrong token end it', async () => {
  const cut = await run({ ...PAGES, '4.fact:a b&c': '{"v":1,"type":"fact"}\n{"v":1,"type":"cur' });
  expect(cut.status).not.toBe(0);
  const half = await run({ ...PAGES, '4.fact:a b&c': '{"v":1,"type":"fact"}\n' });
  expect(half).toMatchObject({ status: 1, said: 'An answer broke off.\n' });
  const wrong = await run(PAGES, 'another');
  expect(wrong.status).not.toBe(0);
  expect(wrong.said).toContain('401');
  expect(wrong.said).not.toContain('another');
  expect(existsSync(join(folder, 'backup.ndjson'))).toBe(true);
});
