// The whole guide, by the real wrangler, against an imitation of Cloudflare's interface: from a fresh copy to a tag,
// and each failure that owners meet, with what it tells them to do.

import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { Cloudflare } from './cloudflare.ts';

/** wrangler starts three times, on a machine that does other things as well. */
const timeout = 120_000;
const PARTS = ['scripts', 'worker', 'widget', 'desk', 'package.json', 'wrangler.toml', 'tsconfig.json', 'dist'];
const TOKEN = /^ {3}([\w-]{43})$/m;
const TAG = '<script async src="https://afterword.ines.workers.dev/embed.js"></script>';

let root: string;
let cloudflare: Cloudflare;
let base: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'afterword-guide-'));
  for (const part of PARTS) cpSync(part, join(root, part), { recursive: true });
  symlinkSync(resolve('node_modules'), join(root, 'node_modules'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));
beforeEach(async () => {
  cloudflare = new Cloudflare();
  base = await cloudflare.start();
});
afterEach(() => {
  cloudflare.stop();
  for (const name of ['wrangler.local.toml', 'wrangler.staging.toml']) rmSync(join(root, name), { force: true });
});

async function deploy(flags: string[] = ['--site', 'https://blog.example'], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ['scripts/deploy.ts', '--built', ...flags], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      CI: '',
      WORKERS_CI: '',
      CLOUDFLARE_API_BASE_URL: base,
      CLOUDFLARE_API_TOKEN: 'of-the-imitation',
      CLOUDFLARE_ACCOUNT_ID: '',
      WRANGLER_CACHE_DIR: join(root, '.wrangler/cache'),
      NO_COLOR: '1',
      ...env,
    },
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
  const status = await new Promise<number | null>((done) => child.once('close', done));
  return { status, said, token: TOKEN.exec(said)?.[1] };
}

/** Every tag in it is of the worker that was deployed. */
function tagsIn(said: string): string[] {
  return said.match(/<script[^>]*>/g) ?? [];
}

const own = (env = 'local') => readFileSync(join(root, `wrangler.${env}.toml`), 'utf8');

test('from a fresh copy to the tag, the desk and the token, and nothing that git tracks is changed', {
  timeout,
}, async () => {
  const { status, said, token } = await deploy();
  expect(status, said).toBe(0);
  expect(said).toContain(TAG);
  expect(said).toContain('https://afterword.ines.workers.dev/admin');
  expect(token).toBeDefined();
  expect(tagsIn(said)).toHaveLength(2);
  for (const tag of tagsIn(said)) expect(tag).toContain('https://afterword.ines.workers.dev/');
  expect(own()).toContain('SITES = "https://blog.example"');
  expect(readFileSync(join(root, 'wrangler.toml'), 'utf8')).toBe(readFileSync('wrangler.toml', 'utf8'));
  expect(cloudflare.namespaces).toHaveLength(1);

  // Again, to update: it asks nothing, and the token stays.
  const again = await deploy([]);
  expect(again.status, again.said).toBe(0);
  expect(again.token).toBeUndefined();
  expect(again.said).toContain('Sign in there with the ADMIN_TOKEN that you have kept.');
});

// The secret goes up with the worker. When a later step failed, nobody had ever seen it, and the next run took it for
// kept.
test.each([
  [
    'the limit of cron triggers',
    /PUT .*\/schedules/,
    { status: 400, code: 10072, message: 'You have exceeded the limit of 5 cron triggers.' },
    'five cron triggers',
  ],
  [
    'a route that is not allowed',
    /POST .*\/scripts\/afterword\/subdomain/,
    { status: 403, code: 10000, message: 'Authentication error' },
    'Edit Cloudflare',
  ],
] as const)(
  'the token is shown where the deploy failed after the upload: %s',
  { timeout },
  async (_, asked, fault, words) => {
    cloudflare.faults = [[asked, fault]];
    const { status, said, token } = await deploy();
    expect(status).toBe(1);
    expect(said).toContain(words);
    expect(said).toContain('The worker is up');
    expect(token, said).toBeDefined();
    expect(tagsIn(said)).toEqual([]);
  },
);

test.each([
  [
    'a namespace that a broken deploy left behind',
    /POST .*\/storage\/kv\/namespaces/,
    {
      status: 400,
      code: 10014,
      message: 'create namespace: a namespace with this account ID and title already exists',
    },
    'npx wrangler kv namespace list',
  ],
  [
    'a token that may not do it',
    /PUT .*\/workers\/scripts\/afterword/,
    { status: 403, code: 10000, message: 'Authentication error' },
    'Edit Cloudflare',
  ],
] as const)(
  'it says what to do, and shows no token that was never set: %s',
  { timeout },
  async (_, asked, fault, words) => {
    cloudflare.faults = [[asked, fault]];
    const { status, said, token } = await deploy();
    expect(status).toBe(1);
    expect(said).toContain(words);
    expect(token).toBeUndefined();
    expect(tagsIn(said)).toEqual([]);
  },
);

test('an account without a name on workers.dev is told where to choose it', { timeout }, async () => {
  cloudflare.subdomain = null;
  const { status, said } = await deploy();
  expect(status).toBe(1);
  expect(said).toContain('Your account has no workers.dev name yet.');
  expect(tagsIn(said)).toEqual([]);
});

test('of several accounts the line to write is told, and that line is heeded', { timeout }, async () => {
  cloudflare.accounts.push({ id: 'b'.repeat(32), name: 'The library' });
  const first = await deploy();
  expect(first.status).toBe(1);
  expect(first.said).toContain(`account_id = "${'b'.repeat(32)}"   # The library`);
  writeFileSync(join(root, 'wrangler.local.toml'), `account_id = "${'b'.repeat(32)}"\n${own()}`);
  const { status, said } = await deploy();
  expect(status, said).toBe(0);
  expect(
    cloudflare.asked.some((each) => each.startsWith(`PUT /accounts/${'b'.repeat(32)}/workers/scripts/afterword`)),
  ).toBe(true);
  expect(cloudflare.asked.some((each) => each.includes(`/accounts/${'a'.repeat(32)}/`))).toBe(false);
});

test('a second worker has a name and values of its own', { timeout }, async () => {
  const { status, said } = await deploy(['--env', 'staging', '--site', 'https://staging.example']);
  expect(status, said).toBe(0);
  expect(cloudflare.uploaded?.name).toBe('afterword-staging');
  expect(own('staging')).toContain('https://staging.example');
  expect(existsSync(join(root, 'wrangler.local.toml'))).toBe(false);
});

test('a build service asks nothing, makes no token, and says where SITES is written', { timeout }, async () => {
  const { status, said, token } = await deploy([], { WORKERS_CI: '1', CI: 'true' });
  expect(status, said).toBe(0);
  expect(token).toBeUndefined();
  expect(said).toContain('SITES is empty');
  expect(said).toContain('wrangler.local.toml');
  expect(existsSync(join(root, 'wrangler.local.toml'))).toBe(false);
});
