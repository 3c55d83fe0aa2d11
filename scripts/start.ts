// `npm start`: the worker and the demo blog on two origins of this machine, as a newcomer first meets them. It seeds
// the demo once, says where to look in the order of doing, and takes everything down again. Not for production.

import { type ChildProcess, spawn } from 'node:child_process';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { POSTS } from '../demo/seed-comments.ts';
import { serveDemo } from '../demo/serve.ts';
import { ENDPOINTS } from '../worker/contract/index.ts';
import { SWEEP_EVERY } from '../worker/store/sweep/slots.ts';
import { tag } from './build/published.ts';
import { developmentToken, isPortFree, ROOT, WRANGLER, WRANGLER_ENV } from './local/development.ts';
import { readStartFlags, START_HELP, type StartFlags, wranglerFlags } from './local/start-flags.ts';
import { isChatter } from './local/wrangler-output.ts';

const flags = readFlags();
const { workerPort, blogPort, worker: WORKER, blog: BLOG, sites } = flags;
const READY_WITHIN = 90_000;

let worker: ChildProcess | undefined;
let blog: Server | undefined;
let stopping = false;

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop(0));

await start();

async function start(): Promise<void> {
  for (const port of [workerPort, blogPort]) {
    if (await isPortFree(port)) continue;
    console.error(
      `Port ${port} is taken by another program: stop that one, then run npm start again, or: npm start -- --port ${workerPort + 100}`,
    );
    process.exit(1);
  }
  developmentToken();
  console.log('Starting: it takes about half a minute.');
  const step = stepper();
  step('Building the widget, and making the demo’s comments');
  // wrangler builds as well (and again on each change), but tells of a mistake in two screens of its own innards.
  const building = build();
  // Imported late, because miniflare takes a second to load, and a port that is taken should be told at once.
  const { seed } = await import('./seed.ts');
  const seeded = await seed({ site: BLOG });
  if (!(await building)) return stop(1);
  if (stopping) return;
  step('Starting the worker');
  blog = await serveDemo({ port: blogPort, workerOrigin: WORKER });
  worker = startWorker();
  await untilReady();
  if (stopping) return;
  step('Ready');
  // wrangler does not run cron triggers by itself.
  setInterval(() => void fetch(`${WORKER}/cdn-cgi/handler/scheduled`).catch(() => {}), SWEEP_EVERY).unref();
  console.log(`${seeded > 0 ? `\nThe demo has ${seeded} comments to begin with.` : ''}
1. Read a post, and leave a comment:   ${BLOG}${POSTS[0]!.path}
2. Approve it at the desk:             ${WORKER}${ENDPOINTS.desk}
3. Press Ctrl-C to stop.
${sites.length > 0 ? `\nYour own blog: paste this under a post, and open it at ${sites.join(' or ')}.\n\n   ${tag(WORKER)}\n` : ''}`);
}

/** A line for each step, with how long it has been: nobody waits half a minute before a silent screen. */
function stepper(): (words: string) => void {
  const since = Date.now();
  return (words) => console.log(`  ${String(Math.round((Date.now() - since) / 1000)).padStart(3)} s  ${words}`);
}

function readFlags(): StartFlags {
  try {
    const read = readStartFlags(process.argv.slice(2));
    if (read !== 'help') return read;
    console.log(START_HELP);
    process.exit(0);
  } catch (error) {
    console.error(`${(error as Error).message}\n\n${START_HELP}`);
    process.exit(1);
  }
}

function build(): Promise<boolean> {
  const child = spawn(process.execPath, [join(ROOT, 'scripts/build.ts')], {
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve) => child.once('exit', (code) => resolve(code === 0)));
}

function startWorker(): ChildProcess {
  // A group of its own, for two reasons: Ctrl-C reaches only us, and `workerd` can be ended with it.
  const child = spawn(process.execPath, [WRANGLER, 'dev', ...wranglerFlags(flags)], {
    cwd: ROOT,
    env: { ...process.env, ...WRANGLER_ENV },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream! }).on('line', (line) => {
      if (!stopping && !isChatter(line)) console.error(line);
    });
  }
  child.once('exit', () => {
    if (stopping) return;
    console.error('The worker has stopped by itself, so the blog stops too. What it said is above.');
    void stop(1);
  });
  return child;
}

async function untilReady(): Promise<void> {
  const until = Date.now() + READY_WITHIN;
  for (const url of [`${BLOG}/`, WORKER + ENDPOINTS.health, WORKER + ENDPOINTS.embed]) {
    while (!stopping && !(await answers(url))) {
      if (Date.now() > until) {
        console.error(`${url} does not answer after ${READY_WITHIN / 1000} seconds.`);
        return stop(1);
      }
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url)).ok;
  } catch {
    return false; // not listening yet
  }
}

/** Idempotent: npm passes Ctrl-C on although the terminal has sent it to everyone already. */
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  blog?.closeAllConnections();
  blog?.close();
  if (worker?.pid !== undefined) await endGroup(worker, worker.pid);
  process.exit(code);
}

async function endGroup(child: ChildProcess, pid: number): Promise<void> {
  const gone = new Promise<void>((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });
  signalGroup(pid, 'SIGTERM');
  await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 3_000))]);
  signalGroup(pid, 'SIGKILL');
}

function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // ESRCH: all of the group has ended already, which is what we want
  }
}
