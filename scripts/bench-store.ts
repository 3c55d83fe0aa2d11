// `npm run bench:store`: what reading and posting cost, for threads of 50, 500 and 5,000 comments. First in workerd: median
// time, bytes, and processor time of the whole local runtime, its imitation of KV included. Then our own code alone, in this
// process with KV in memory: the processor time that a plan of Cloudflare's counts, measured on the same engine.
// Bounded: a few hundred requests to a worker of its own on this machine, which it starts and stops.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ENDPOINTS, type TicketAnswer } from '../worker/contract/index.ts';
import { createWorker } from '../worker/create-worker.ts';
import { KEY, pageAt, SITE, sentence, threadWrites } from './bench-threads.ts';
import type { Write } from './bench-worker.ts';
import { newToken, ROOT, WRANGLER, WRANGLER_ENV } from './development.ts';
import { memoryKv } from './memory-kv.ts';

const SIZES = [50, 500, 5_000];
const READS = 100;
const POSTS = 25;
/** Of our code alone. */
const OURS = 60;
const PORT = 8807;
const WORKER = `http://localhost:${PORT}`;
const STATE = join(ROOT, '.tmp/bench');
const CONFIG = join(STATE, 'wrangler.toml');

interface Measured {
  ms: number;
  cpu: number | null;
  bytes: number;
}

async function bench(): Promise<void> {
  rmSync(STATE, { recursive: true, force: true });
  mkdirSync(STATE, { recursive: true });
  writeConfig();
  const writes = await threadWrites(
    SIZES.map((size) => ({ page: pageAt(size), size })),
    Date.now(),
  );
  seed(writes);
  const worker = await startWorker();
  try {
    await settle();
    console.log('| comments | read: ms | cpu ms | bytes | post: ms | cpu ms | bytes |\n|---|---|---|---|---|---|---|');
    for (const size of SIZES) {
      const read = await measureReads(worker, size);
      const post = await measurePosts(worker, size);
      console.log(`| ${size.toLocaleString('en-GB')} | ${cells(read)} | ${cells(post)} |`);
    }
  } finally {
    worker.kill('SIGTERM');
  }
  await benchOurs(writes);
}

async function benchOurs(writes: Write[]): Promise<void> {
  const kv = memoryKv();
  for (const { key, value, metadata } of writes) await kv.put(key, value, metadata && { metadata });
  let now = Date.now();
  const worker = createWorker({ now: () => now, random: (bytes) => crypto.getRandomValues(bytes) });
  const waiting: Promise<unknown>[] = [];
  const ctx = { waitUntil: (work: Promise<unknown>) => waiting.push(work), passThroughOnException() {}, props: {} };
  const env = { COMMENTS: kv, SITES: SITE, ADMIN_TOKEN: newToken() };
  const call = async (path: string, init?: RequestInit) => {
    const answer = await worker.fetch(new Request(WORKER + path, init), env, ctx as never);
    const text = await answer.text();
    // Background work is done here, as it is within the same invocation there.
    await Promise.all(waiting.splice(0));
    return text;
  };
  for (let run = 0; run < 4; run++) await worker.scheduled({} as never, env, ctx as never);

  console.log('\n| comments | read: our cpu ms | post: our cpu ms |\n|---|---|---|');
  for (const size of SIZES) {
    const reads: number[] = [];
    const posts: number[] = [];
    for (let n = 0; n < OURS; n++) {
      const page = pageAt(size);
      const { ticket } = JSON.parse(await call(ENDPOINTS.tickets, requestOf({ page }))) as TicketAnswer;
      now += 60_000;
      const body = sentence(n * 1_000 + size + 1);
      posts.push(await cpuOfThis(() => call(ENDPOINTS.comments, requestOf({ ticket, key: KEY, name: 'Bench', body }))));
      reads.push(await cpuOfThis(() => call(`${ENDPOINTS.thread}?page=${encodeURIComponent(page)}`)));
    }
    console.log(`| ${size.toLocaleString('en-GB')} | ${median(reads).toFixed(2)} | ${median(posts).toFixed(2)} |`);
  }
}

/** Milliseconds of processor time of the thread that runs our code. */
async function cpuOfThis(act: () => Promise<unknown>): Promise<number> {
  const before = process.threadCpuUsage();
  await act();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1_000;
}

/** The worker as it is deployed, without the limits that would slow a bench. */
function writeConfig(): void {
  writeFileSync(
    CONFIG,
    `name = "afterword-bench"
main = ${JSON.stringify(join(ROOT, 'worker/index.ts'))}
compatibility_date = "2026-10-20"
[vars]
SITES = "${SITE}"
ADMIN_TOKEN = "${newToken()}"
[[kv_namespaces]]
binding = "COMMENTS"
`,
  );
}

function seed(writes: Write[]): void {
  const file = join(STATE, 'seed.json');
  writeFileSync(file, JSON.stringify(writes));
  const flags = ['--local', '--binding', 'COMMENTS', '--config', CONFIG, '--persist-to', STATE];
  execFileSync(process.execPath, [WRANGLER, 'kv', 'bulk', 'put', file, ...flags], {
    env: { ...process.env, ...WRANGLER_ENV },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function startWorker(): Promise<ChildProcess> {
  const flags = ['--config', CONFIG, '--port', String(PORT), '--persist-to', STATE, '--log-level', 'error'];
  const worker = spawn(process.execPath, [WRANGLER, 'dev', ...flags, '--show-interactive-dev-session=false'], {
    env: { ...process.env, ...WRANGLER_ENV },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (let tries = 0; tries < 150; tries++) {
    if (
      await fetch(WORKER + ENDPOINTS.health).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return worker;
    await sleep(200);
  }
  worker.kill('SIGTERM');
  throw new Error('The worker did not start.');
}

/** The sweep writes the views: 20 parts a run, so three runs for the longest thread. */
async function settle(): Promise<void> {
  const { parts } = await (await fetch(addressOf(5_000))).json().then((thread) => thread as { parts: number });
  if (parts >= 50) return;
  for (let run = 0; run < 4; run++) await fetch(`${WORKER}/cdn-cgi/handler/scheduled`);
}

const addressOf = (size: number) => `${WORKER}${ENDPOINTS.thread}?page=${encodeURIComponent(pageAt(size))}`;

async function measureReads(worker: ChildProcess, size: number): Promise<Measured> {
  const read = async () => (await (await fetch(addressOf(size))).arrayBuffer()).byteLength;
  return measure(worker, READS, read);
}

async function measurePosts(worker: ChildProcess, size: number): Promise<Measured> {
  const tickets: TicketAnswer[] = [];
  for (let n = 0; n < POSTS + 5; n++) tickets.push(await post(ENDPOINTS.tickets, { page: pageAt(size) }));
  await sleep(2_100);
  let n = 0;
  return measure(worker, POSTS, async () => {
    const { ticket } = tickets[n++]!;
    const answer = await post(ENDPOINTS.comments, {
      ticket,
      key: KEY,
      name: 'Bench',
      body: sentence(n * 1_000 + size),
    });
    return JSON.stringify(answer).length;
  });
}

async function post<T>(path: string, body: object): Promise<T> {
  const answer = await fetch(WORKER + path, requestOf(body));
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as T;
}

function requestOf(body: object): RequestInit {
  const headers = { 'Content-Type': 'application/json', Origin: SITE };
  return { method: 'POST', headers, body: JSON.stringify(body) };
}

function median(numbers: number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}

/** One after the other, the first five not counted. Background work ends before the processor time is read. */
async function measure(worker: ChildProcess, count: number, act: () => Promise<number>): Promise<Measured> {
  for (let n = 0; n < 5; n++) await act();
  await sleep(500);
  const times: number[] = [];
  let bytes = 0;
  const before = cpuOf(worker);
  for (let n = 0; n < count; n++) {
    const start = performance.now();
    bytes = await act();
    times.push(performance.now() - start);
  }
  await sleep(500);
  const after = cpuOf(worker);
  const cpu = before === null || after === null ? null : (after - before) / count;
  return { ms: median(times), cpu, bytes };
}

/** Milliseconds of processor time of every workerd below the process; null where there is no /proc. */
function cpuOf({ pid }: ChildProcess): number | null {
  if (!existsSync('/proc/self/stat')) return null;
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => statOf(name) ?? []);
  const below = new Set([pid]);
  for (let grew = true; grew; ) {
    const found = stats.filter((stat) => below.has(stat.parent) && !below.has(stat.pid));
    for (const stat of found) below.add(stat.pid);
    grew = found.length > 0;
  }
  const ticks = stats.filter((stat) => below.has(stat.pid) && stat.name.includes('workerd')).map((stat) => stat.ticks);
  return ticks.reduce((sum, each) => sum + each, 0) * 10;
}

function statOf(pid: string): { pid: number; parent: number; name: string; ticks: number } | null {
  try {
    const [, name = '', rest = ''] = /\((.*)\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const fields = rest.split(' ');
    return { pid: Number(pid), parent: Number(fields[1]), name, ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    // It ended while we were looking.
    return null;
  }
}

function cells({ ms, cpu, bytes }: Measured): string {
  return `${ms.toFixed(1)} | ${cpu === null ? '–' : cpu.toFixed(1)} | ${bytes.toLocaleString('en-GB')}`;
}

await bench();
