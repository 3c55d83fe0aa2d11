// The development token and the question whether a port is free.

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { developmentToken, isPortFree, newToken } from '../../../scripts/local/development.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'afterword-test-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('makes a token once, readable by its owner only, and keeps to it', () => {
  const file = join(folder, '.dev.vars');
  const token = developmentToken(file);
  expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/);
  expect(developmentToken(file)).toBe(token);
  expect(readFileSync(file, 'utf8')).toBe(`ADMIN_TOKEN=${token}\n`);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test('leaves what else stands in .dev.vars', () => {
  const file = join(folder, '.dev.vars');
  writeFileSync(file, 'OWNER_NAME=Ines');
  const token = developmentToken(file);
  expect(readFileSync(file, 'utf8')).toBe(`OWNER_NAME=Ines\nADMIN_TOKEN=${token}\n`);
});

test('takes a token that somebody wrote there, in quotes or not', () => {
  const file = join(folder, '.dev.vars');
  writeFileSync(file, 'ADMIN_TOKEN = "a token of my own"\n');
  expect(developmentToken(file)).toBe('a token of my own');
});

test('no two tokens are alike', () => {
  expect(newToken()).not.toBe(newToken());
});

test('sees that a port is taken, and that it is free again', async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  expect(await isPortFree(port)).toBe(false);
  await new Promise((resolve) => server.close(resolve));
  expect(await isPortFree(port)).toBe(true);
});
