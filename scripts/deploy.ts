// `npm run deploy`: the guide from a clone to comments under a blog. It asks for the blog's address, makes the one
// secret, deploys, and says what to paste where. With `-- --dry-run` it needs no account and changes no file.
// The token is shown once and lies in a file only while wrangler reads it. In a build service (Cloudflare's, after its
// button; docs/deploy.md) it asks nothing, makes no token, which would stand in the log, and only deploys.

import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { parseArgs } from 'node:util';
import { ENDPOINTS } from '../worker/contract/index.ts';
import { pinnedTag, publishedIn, remember, tag } from './build/published.ts';
import { newToken, ROOT, WRANGLER } from './local/development.ts';
import { parseSite, sitesIn, twinOf, withSites } from './local/site.ts';
import { deployedOrigin, hasSecret } from './local/wrangler-output.ts';

const CONFIG = join(ROOT, 'wrangler.toml');
const ASSETS = join(ROOT, 'dist/assets');
const PLACEHOLDER = 'https://afterword.<your name>.workers.dev';
const QUIET = { WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true' };

/** Ends the guide with a sentence. Thrown rather than exited with, so that every `finally` runs. */
class Stopped extends Error {}

try {
  await deploy(readFlags());
} catch (error) {
  if (!(error instanceof Stopped)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function deploy({ site, dry }: Flags): Promise<void> {
  const { CI, WORKERS_CI } = process.env;
  // Cloudflare's own service goes on without an address: after its button, there is a worker to be looked at first.
  const origins = WORKERS_CI && !site ? sitesIn(readFileSync(CONFIG, 'utf8')) : await askForSites(site);
  const isService = Boolean(CI || WORKERS_CI);
  if (dry) return dryRun(origins, isService);
  if (isService) return deployFromService(origins);
  writeSites(origins);
  signIn();
  const token = secretExists() ? null : newToken();
  const origin = upload(token);
  tell(origin ?? PLACEHOLDER, token);
}

interface Flags {
  site: string[] | undefined;
  dry: boolean;
}

function readFlags(): Flags {
  try {
    const { values } = parseArgs({
      options: { site: { type: 'string', multiple: true }, 'dry-run': { type: 'boolean', default: false } },
    });
    return { site: values.site, dry: values['dry-run'] };
  } catch (error) {
    return fail(`${(error as Error).message}\nIt knows --site https://example.com (also twice) and --dry-run.`);
  }
}

function dryRun(origins: string[], isService: boolean): void {
  say(
    `\nDry run: nothing is uploaded and no file is changed. wrangler.toml would say SITES = "${origins.join(' ')}".\n`,
  );
  const args = ['--dry-run', '--outdir', '.tmp/deploy', '--var', sitesVariable(origins)];
  if (wrangler(['deploy', ...args]).status !== 0) fail('The worker could not be built; wrangler says why above.');
  tell(PLACEHOLDER, isService ? null : '<a token made for you and shown here, once>');
}

/** Who signs in, where the secret lies and what is asked are the service's. */
function deployFromService(origins: string[]): void {
  const origin = upload(null, origins.length > 0 ? ['--var', sitesVariable(origins)] : []);
  tell(origin ?? PLACEHOLDER, null);
  if (origins.length === 0) {
    say(
      'SITES is empty in wrangler.toml, so no page may have comments yet: write your blog’s address there and commit.',
    );
  }
}

function sitesVariable(origins: string[]): string {
  return `SITES:${origins.join(' ')}`;
}

// ---- the blog's address ----

async function askForSites(given: string[] | undefined): Promise<string[]> {
  if (given) return [...new Set(given.map(mustParse))];
  const before = sitesIn(readFileSync(CONFIG, 'utf8'));
  if (!process.stdin.isTTY) {
    if (before.length > 0) return before;
    fail('Which blog is it for? Without a terminal to ask in, say so: npm run deploy -- --site https://example.com');
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const gone = new AbortController();
  terminal.once('close', () => gone.abort()); // Ctrl-C and Ctrl-D
  try {
    return await converse((question) => terminal.question(question, { signal: gone.signal }), before);
  } catch (error) {
    if (gone.signal.aborted) fail('\nStopped. Nothing was changed.');
    throw error;
  } finally {
    terminal.close();
  }
}

async function converse(ask: (question: string) => Promise<string>, before: string[]): Promise<string[]> {
  const again = before.length > 0 ? ` [${before.join(' ')}]` : '';
  for (;;) {
    const typed = await ask(`The address of your blog, as your readers see it${again}: `);
    if (typed.trim() === '' && before.length > 0) return before;
    const site = parseSite(typed);
    if ('problem' in site) {
      say(site.problem);
      continue;
    }
    const twin = twinOf(site.origin);
    if (twin === null) return [site.origin];
    const both = await ask(`Do pages also show at ${twin}, without being redirected? [y/N] `);
    return /^y/i.test(both.trim()) ? [site.origin, twin] : [site.origin];
  }
}

function mustParse(text: string): string {
  const site = parseSite(text);
  return 'origin' in site ? site.origin : fail(site.problem);
}

function writeSites(origins: string[]): void {
  const toml = readFileSync(CONFIG, 'utf8');
  const changed = withSites(toml, origins);
  if (changed === toml) return;
  writeFileSync(CONFIG, changed);
  say(`Wrote SITES = "${origins.join(' ')}" into wrangler.toml: only pages there may take comments.`);
}

// ---- Cloudflare ----

function signIn(): void {
  if (process.env.CLOUDFLARE_API_TOKEN) return; // may deploy without being allowed to say who it is
  if (wrangler(['whoami', '--json'], { stdio: 'ignore' }).status === 0) return;
  say('You are not signed in to Cloudflare yet. A browser window opens for it.');
  if (wrangler(['login']).status !== 0) {
    fail('Without an account there is nowhere to deploy to. On a machine without a browser set CLOUDFLARE_API_TOKEN.');
  }
}

/** Asked first, so that a second deploy does not change the token under a signed-in owner. */
function secretExists(): boolean {
  const { status, stdout, stderr } = wrangler(['secret', 'list'], { stdio: ['inherit', 'pipe', 'pipe'] });
  if (status === 0) return hasSecret(String(stdout), 'ADMIN_TOKEN');
  const said = `${stdout}${stderr}`;
  // The first deploy: there is no worker yet that could have a secret.
  if (/not found/i.test(said)) return false;
  return fail(`Cloudflare could not be asked for the worker’s secrets:\n${said.trim()}`);
}

/** Deploys, with the token where there is one to set, and returns the worker's origin where wrangler names it. */
function upload(token: string | null, flags: string[] = []): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'afterword-'));
  // Ctrl-C reaches wrangler too; this listener keeps us alive until `finally` has taken the token off the disk.
  const wait = () => {};
  process.on('SIGINT', wait);
  try {
    const secrets = join(folder, 'secrets.json');
    const report = join(folder, 'report.ndjson');
    if (token) writeFileSync(secrets, JSON.stringify({ ADMIN_TOKEN: token }), { mode: 0o600 });
    writeFileSync(report, '');
    // Not `wrangler secret put`, which fails before the first deploy: there is no worker to put it in.
    const args = token ? ['deploy', '--secrets-file', secrets] : ['deploy'];
    if (wrangler([...args, ...flags], {}, { WRANGLER_OUTPUT_FILE_PATH: report }).status !== 0) {
      fail('The deploy did not go through; wrangler says why above. Then run npm run deploy again.');
    }
    remember(ASSETS);
    return deployedOrigin(readFileSync(report, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
    process.off('SIGINT', wait);
  }
}

function wrangler(args: string[], options: SpawnSyncOptions = {}, env: Record<string, string> = {}) {
  return spawnSync(process.execPath, [WRANGLER, ...args], {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...QUIET, ...env },
    ...options,
  });
}

// ---- words ----

function tell(origin: string, token: string | null): void {
  say(`
1. Paste this where the comments should stand, under each post:

   ${tag(origin)}

2. Judge what comes in at the desk:

   ${origin}${ENDPOINTS.desk}

${token ? tokenWords(token) : '3. Sign in there with the ADMIN_TOKEN you have kept. Lost it? npx wrangler secret put ADMIN_TOKEN'}
`);
  say(`For a tag that runs these very bytes and no others (to be changed after updates: docs/deploy.md):

   ${pinnedTag(origin, publishedIn(ASSETS))}
`);
  if (origin === PLACEHOLDER) say('(Put the worker’s own address in; wrangler prints it when it has deployed.)\n');
}

function tokenWords(token: string): string {
  return `3. Sign in there with this token. Keep it in your password manager; it is shown only now:

   ${token}`;
}

function say(text: string): void {
  console.log(text);
}

function fail(text: string): never {
  throw new Stopped(text);
}
