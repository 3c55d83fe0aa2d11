// What the browser's tests run against: a worker and a blog for each lane, on ports of their own so that `npm start`
// may run beside them, with stores that are wiped and seeded anew. `node tests/e2e/servers.ts 1` starts the first lane
// only. Started by start-servers.ts, which hears of it once everything answers.

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { serveDemo } from '../../demo/serve.ts';
import { isPortFree, ROOT, WRANGLER, WRANGLER_ENV } from '../../scripts/local/development.ts';
import { holderOf } from '../../scripts/local/port-holder.ts';
import { seed } from '../../scripts/seed.ts';
import { memoryFolder } from '../memory-folder.ts';
import { LANES, type Place, placeOf, TOKEN } from './places.ts';
import { siteFolders } from './sites.ts';
import { LastLines } from './start-servers.ts';

const WORKER_PATIENCE = 90_000;

const places = Array.from({ length: Number(process.argv[2] ?? LANES) }, (_, lane) => placeOf(lane));
const workers: ChildProcess[] = [];
process.once('SIGTERM', end);
// Whoever started them is gone.
process.once('disconnect', end);

try {
  await checkPorts();
  if (process.env.E2E_BUILT === undefined) build();
  const folder = memoryFolder() ?? join(ROOT, '.tmp/e2e');
  await Promise.all(places.map((place) => startWorker(place, folder)));
  for (const place of places) {
    await serveDemo({ port: place.blogPort, workerOrigin: place.worker, folders: siteFolders(place.blog) });
  }
  process.send?.('ready');
} catch (error) {
  stop(error instanceof Error ? error.message : String(error));
}

function end(): void {
  for (const worker of workers) worker.kill('SIGTERM');
  process.exit();
}

function stop(why: string): never {
  console.error(why);
  for (const worker of workers) worker.kill('SIGTERM');
  process.exit(1);
}

async function checkPorts(): Promise<void> {
  for (const port of places.flatMap(({ workerPort, blogPort }) => [workerPort, blogPort])) {
    if (await isPortFree(port)) continue;
    const holder = holderOf(port) ?? 'another program';
    throw new Error(`Port ${port} is taken by ${holder}. E2E_PORT=8897 npm test takes others, from there on.`);
  }
}

async function startWorker({ workerPort, worker, blog }: Place, folder: string): Promise<void> {
  const state = join(folder, String(workerPort));
  rmSync(state, { recursive: true, force: true });
  mkdirSync(state, { recursive: true });
  const [vars, config] = [join(state, 'vars'), join(state, 'wrangler.toml')];
  // In place of .dev.vars, which may hold anything on a developer's machine.
  writeFileSync(vars, `ADMIN_TOKEN=${TOKEN}\nSITES=${blog}\n`);
  writeFileSync(config, withoutLimits(withoutBuild(readFileSync(join(ROOT, 'wrangler.toml'), 'utf8'))));
  await seed({ persist: join(state, 'v3'), site: blog, token: TOKEN });
  const files = ['--config', config, '--persist-to', state, '--env-file', vars];
  // Left to itself wrangler looks for a free port to be inspected at, which the other lane's has found as well.
  const ports = ['--port', String(workerPort), '--inspector-port', '0'];
  const flags = ['--log-level', 'error', '--show-interactive-dev-session=false'];
  const child = spawn(process.execPath, [WRANGLER, 'dev', ...files, ...ports, ...flags], {
    cwd: ROOT,
    env: { ...process.env, ...WRANGLER_ENV },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  workers.push(child);
  const said = new LastLines(child);
  child.once('close', (code, signal) =>
    stop(`The worker on port ${workerPort} ended with ${code ?? signal}. Its last lines:\n${said}`),
  );
  const last = Date.now() + WORKER_PATIENCE;
  while (!(await answers(`${worker}/health`))) {
    if (Date.now() > last)
      throw new Error(`The worker on port ${workerPort} does not answer. Its last lines:\n${said}`);
    await setTimeout(100);
  }
}

function answers(url: string): Promise<boolean> {
  return fetch(url).then(
    ({ ok }) => ok,
    () => false,
  );
}

function build(): void {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '-s', 'build'], { cwd: ROOT, encoding: 'utf8' });
  if (status !== 0) throw new Error(`The widget could not be built:\n${stdout}${stderr}`);
}

/** Each lane's wrangler would build, into the folder that the others serve. Paths in it are from where it lies. */
function withoutBuild(toml: string): string {
  const changed = toml
    .replace(/^\[build\]\n(?:.+\n)*/m, '')
    .replace(/^main = "(.+)"/m, (_, path) => `main = ${JSON.stringify(join(ROOT, path))}`)
    .replace(/ = "(\.\/.+)"/g, (_, path) => ` = ${JSON.stringify(join(ROOT, path))}`);
  if (/^\[build\]/m.test(changed) || / = "\.{1,2}\//.test(changed)) throw new Error('wrangler.toml has another form');
  return changed;
}

/**
 * All people of these tests come from one address, faster than people are: on a quick machine they would spend the
 * rate limits of a visitor, of the site and of all strangers. The worker's own tests hold both.
 */
function withoutLimits(toml: string): string {
  return ['POST_LIMIT', 'SITE_LIMIT', 'STRANGER_LIMIT'].reduce((text, name) => {
    const limit = new RegExp(`(?<=name = "${name}"\\n.*\\nsimple = \\{ limit = )\\d+`);
    const changed = text.replace(limit, '6000');
    if (changed === text) throw new Error(`wrangler.toml has no ${name} of the usual form`);
    return changed;
  }, toml);
}
