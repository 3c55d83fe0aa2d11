// `npm run doctor` against workers that are well, ill and not there.

import { spawn } from 'node:child_process';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { VERSION } from '../../worker/version.ts';

let server: Server | null = null;
afterEach(() => void server?.close());

async function worker(answer: RequestListener, host = '127.0.0.1'): Promise<string> {
  server = createServer(answer);
  await new Promise<void>((resolve) => server?.listen(0, host, resolve));
  return `http://${host}:${(server.address() as AddressInfo).port}`;
}

// Not spawnSync: the server it asks runs in this process.
async function doctor(args: string[], token?: string): Promise<{ status: number | null; said: string }> {
  const { ADMIN_TOKEN: _, ...env } = process.env;
  const child = spawn(process.execPath, ['scripts/doctor.ts', ...args], {
    env: { ...env, ...(token !== undefined && { ADMIN_TOKEN: token }) },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += text));
  const status = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { status, said: said.trim() };
}

const TOKEN = 'the-token';
const LINES = [{ name: 'Sweep', state: 'wrong', says: 'It has had something to do for 40 minutes.' }];

const well: RequestListener = (request, response) => {
  const json = (status: number, body: object) => response.writeHead(status).end(JSON.stringify(body));
  if (request.url === '/health') json(200, { ok: true, version: VERSION });
  else if (request.url === '/embed.js') response.writeHead(200, { 'Content-Type': 'text/javascript' }).end('');
  else if (request.headers.authorization !== `Bearer ${TOKEN}`) json(401, {});
  else json(200, { lines: LINES });
};

test('says that all is well, and that it could see more with the token', async () => {
  const { status, said } = await doctor([await worker(well)]);
  expect(said).toContain(`fine   Worker: Version ${VERSION} answers`);
  expect(said).toContain('fine   Widget:');
  expect(said).toContain('fine   Desk: Turns strangers away. With ADMIN_TOKEN in the environment');
  expect(status).toBe(0);
});

test('passes on what the worker found, and ends badly where something is wrong', async () => {
  const address = await worker(well);
  const { status, said } = await doctor([address], TOKEN);
  expect(said).toContain('WRONG  Sweep: It has had something to do for 40 minutes.');
  expect(said).not.toContain(TOKEN);
  expect(status).toBe(1);
  expect((await doctor([address], 'another')).said).toContain('is not the one that is deployed');
});

test('tells a desk without a token, a widget that is missing and another program', async () => {
  const address = await worker((request, response) => {
    const status = request.url === '/health' ? 200 : request.url?.startsWith('/api/admin') ? 503 : 404;
    response.writeHead(status).end(JSON.stringify({ version: '0.0.0' }));
  });
  const { status, said } = await doctor([address]);
  expect(said).toContain(`look   Worker: Version 0.0.0 answers, this clone is ${VERSION}`);
  expect(said).toContain('WRONG  Widget: /embed.js answers 404');
  expect(said).toContain('npx wrangler secret put ADMIN_TOKEN');
  expect(status).toBe(1);
  const other = await worker((_, response) => void response.end('<h1>A blog</h1>'));
  expect((await doctor([other])).said).toContain('but not as Afterword does');
});

test('says how to ask, and that nobody answers, without a stack', async () => {
  expect(await doctor([])).toEqual({
    status: 1,
    said: 'Which worker? Say its address: npm run doctor -- https://comments.example.com',
  });
  const { status, said } = await doctor(['http://127.0.0.1:9']);
  expect(said).toBe('WRONG  Worker: http://127.0.0.1:9 does not answer. Is the address right, and is it deployed?');
  expect(status).toBe(1);
});

test('a token does not travel over http', async () => {
  const tokens: (string | undefined)[] = [];
  const address = await worker((request, response) => {
    tokens.push(request.headers.authorization);
    well(request, response);
  }, '127.0.0.2');
  const { status, said } = await doctor([address], TOKEN);
  expect(said).toContain('WRONG  Encryption: This is http');
  expect(said).toContain('fine   Desk: Turns strangers away.');
  expect(tokens.filter((token) => token !== undefined)).toEqual([]);
  expect(status).toBe(1);
});
