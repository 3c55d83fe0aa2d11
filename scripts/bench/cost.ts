// `npm run bench:cost`: the processor time that workerd uses for a request, as a plan of Cloudflare's counts it, and
// what the worker weighs and takes to start. The bundle that would be deployed runs in workerd itself, over a KV in its
// own memory (cost-worker.ts), so that nobody else's work is in the figures; what an answer of nothing at all uses is
// taken off. Warm is the mean of many requests, the median of some rounds. Cold is the first request of a fresh
// isolate: many isolates in one process, each asked once. Linux only: processor time is read from /proc, in hundredths
// of a second.

import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ENDPOINTS, type TicketAnswer } from '../../worker/contract/index.ts';
import { bundle, COMPATIBILITY_DATE } from '../build/bundle.ts';
import { ROOT, WRANGLER } from '../local/development.ts';
import { workerdTime } from './processor-time.ts';
import { KEY, pageAt, SITE, sentence, threadWrites } from './threads.ts';
import type { Write } from './worker.ts';

const SIZES = [20, 500, 5_000];
/** Threads that one run of the sweep takes. */
const SWEPT = 8;
const ROUNDS = 5;
const READS = 400;
const POSTS = 40;
const SWEEPS = 8;
/** Fresh isolates of one process; a start of each takes some milliseconds, and the clock ticks in tens. */
const ISOLATES = 10;
const STATE = join(ROOT, '.tmp/bench-cost');
const TOKEN = 'bench-token-bench-token-bench-token-bench-token';
const START = Date.UTC(2026, 10, 23);
const MINUTE = 60_000;
/** The one that wrangler brings along. */
const WORKERD: string = createRequire(WRANGLER)('workerd').default;

// ---- workerd ----

interface Running {
  /** Milliseconds of processor time so far. */
  time(): number;
  ask(path: string, init?: { isolate?: number; method?: string; json?: unknown }): Promise<string>;
  stop(): Promise<void>;
}

const children = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of children) child.kill();
});

/** So many isolates of one script, each behind a socket of its own. */
async function start(script: string, isolates = 1): Promise<Running> {
  const folder = join(STATE, 'run');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  cpSync(script, join(folder, 'worker.js'));
  const all = Array.from({ length: isolates }, (_, n) => n);
  const config = `using Workerd = import "/workerd/workerd.capnp";
const worker :Workerd.Worker = (
  modules = [(name = "worker.js", esModule = embed "worker.js")],
  compatibilityDate = "${COMPATIBILITY_DATE}",
  bindings = [(name = "SITES", text = "${SITE}"), (name = "ADMIN_TOKEN", text = "${TOKEN}")],
);
const config :Workerd.Config = (
  services = [${all.map((n) => `(name = "w${n}", worker = .worker)`).join(', ')}],
  sockets = [${all.map((n) => `(name = "s${n}", address = "unix:${join(folder, `${n}.sock`)}", http = (), service = "w${n}")`).join(', ')}],
);
`;
  writeFileSync(join(folder, 'config.capnp'), config);
  const child = spawn(WORKERD, ['serve', join(folder, 'config.capnp')], { stdio: ['ignore', 'ignore', 'inherit'] });
  children.add(child);
  child.once('exit', () => children.delete(child));
  // A connection each: workerd closes some that are kept, just when the next request is on its way.
  const agent = new Agent({ keepAlive: false, maxSockets: 1 });
  const ask: Running['ask'] = (path, { isolate = 0, method = 'GET', json } = {}) =>
    new Promise((resolve, reject) => {
      const headers = {
        Host: 'localhost',
        ...(json !== undefined && { 'Content-Type': 'application/json', Origin: SITE }),
      };
      const sent = request({ agent, socketPath: join(folder, `${isolate}.sock`), path, method, headers }, (answer) => {
        const chunks: Buffer[] = [];
        answer.on('data', (chunk: Buffer) => chunks.push(chunk));
        answer.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          const { statusCode = 0 } = answer;
          if (statusCode >= 200 && statusCode < 300) resolve(text);
          else reject(new Error(`${method} ${path}: ${statusCode} ${text.slice(0, 300)}`));
        });
      });
      sent.on('error', reject);
      sent.end(json === undefined ? undefined : JSON.stringify(json));
    });
  const running: Running = {
    time: () => {
      const time = workerdTime(child);
      if (time === null) throw new Error('This bench reads processor time from /proc, which is here on Linux only.');
      return time;
    },
    ask,
    async stop() {
      agent.destroy();
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await ended;
    },
  };
  for (let tries = 0; tries < 300; tries++) {
    if (readdirSync(folder).filter((name) => name.endsWith('.sock')).length === isolates) return running;
    await sleep(50);
  }
  await running.stop();
  throw new Error('workerd did not start.');
}

// ---- what is measured ----

/** Milliseconds of processor time of one act; background work ends before the time is read. */
async function timeOf(running: Running, count: number, act: (n: number) => Promise<unknown>): Promise<number> {
  const before = running.time();
  for (let n = 0; n < count; n++) await act(n);
  await sleep(100);
  return (running.time() - before) / count;
}

function median(numbers: number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}

async function rounds(measure: () => Promise<number>): Promise<number> {
  const found: number[] = [];
  for (let round = 0; round < ROUNDS; round++) found.push(await measure());
  return median(found);
}

let now = START;

async function setClock(running: Running, time: number, isolate = 0): Promise<void> {
  now = time;
  await running.ask(`/bench/clock?now=${time}`, { isolate });
}

async function ticketsFor(running: Running, page: string, count: number): Promise<string[]> {
  const tickets: string[] = [];
  for (let n = 0; n < count; n++) {
    const answer = await running.ask(ENDPOINTS.tickets, { method: 'POST', json: { page } });
    tickets.push((JSON.parse(answer) as TicketAnswer).ticket);
  }
  return tickets;
}

/** Never the same words twice. */
let said = 1_000_000;
const commentOf = (ticket: string) => ({ ticket, key: KEY, name: 'Bench', body: sentence(said++) });
const readPath = (page: string) => `${ENDPOINTS.thread}?page=${encodeURIComponent(page)}`;

interface Row {
  read: number;
  post: number;
  sweep: number;
  coldRead: number;
  coldPost: number;
}

/** Everything of one size, in a process of its own. */
async function measureSize(script: string, size: number): Promise<Row> {
  const pages = Array.from({ length: SWEPT }, (_, n) => pageAt(size, `/${n}`));
  const page = pages[0]!;
  const writes = await threadWrites(
    pages.map((each) => ({ page: each, size })),
    START,
  );
  const running = await start(script);
  try {
    await load(running, writes);
    // The sweep makes the views, twenty parts of a thread a run, and looks once more.
    for (let run = 0; run < 12; run++) {
      await setClock(running, START + run * 5 * MINUTE);
      await running.ask('/bench/sweep', { method: 'POST' });
    }
    const nothing = await baseline(running);
    const dump = JSON.parse(await running.ask('/bench/dump')) as Write[];
    const ticket = (await ticketsFor(running, page, 1))[0]!;
    const issued = now;

    await warm(running, page);
    const read = (await rounds(() => timeOf(running, READS, () => running.ask(readPath(page))))) - nothing;
    const post =
      (await rounds(async () => {
        const tickets = await ticketsFor(running, page, POSTS);
        await setClock(running, now + MINUTE);
        return timeOf(running, POSTS, (n) =>
          running.ask(ENDPOINTS.comments, { method: 'POST', json: commentOf(tickets[n]!) }),
        );
      })) - nothing;
    const sweep = (await measureSweeps(running, pages)) - nothing;
    await running.stop();
    const [coldRead, coldPost] = await measureCold(script, dump, page, ticket, issued);
    return { read, post, sweep, coldRead, coldPost };
  } finally {
    await running.stop().catch(() => undefined);
  }
}

async function load(running: Running, writes: Write[], isolate = 0): Promise<void> {
  for (let from = 0; from < writes.length; from += 5_000) {
    await running.ask('/bench/load', { isolate, method: 'POST', json: writes.slice(from, from + 5_000) });
  }
}

async function baseline(running: Running): Promise<number> {
  const nothing = (n: number) =>
    running.ask('/bench/nothing', n % 2 ? {} : { method: 'POST', json: commentOf('no ticket') });
  for (let n = 0; n < 200; n++) await nothing(n);
  return rounds(() => timeOf(running, READS, nothing));
}

async function warm(running: Running, page: string): Promise<void> {
  const tickets = await ticketsFor(running, page, 20);
  await setClock(running, now + MINUTE);
  for (const ticket of tickets) {
    await running.ask(ENDPOINTS.comments, { method: 'POST', json: commentOf(ticket) });
    for (let again = 0; again < 10; again++) await running.ask(readPath(page));
  }
}

/**
 * A run of the sweep that folds eight threads and writes a view of each: a comment came to each, and its publish was
 * lost.
 */
async function measureSweeps(running: Running, pages: string[]): Promise<number> {
  const runs: number[] = [];
  for (let run = 0; run < SWEEPS; run++) {
    for (const page of pages) {
      const [ticket] = await ticketsFor(running, page, 1);
      await setClock(running, now + MINUTE);
      await running.ask(ENDPOINTS.comments, { method: 'POST', json: commentOf(ticket!) });
    }
    await setClock(running, now + 12 * MINUTE);
    runs.push(await timeOf(running, 1, () => running.ask('/bench/sweep', { method: 'POST' })));
    await sleep(50);
  }
  // The clock ticks every 10 ms, and one run takes hardly longer: so it is the mean of several.
  return runs.reduce((sum, each) => sum + each, 0) / runs.length;
}

async function measureCold(
  script: string,
  writes: Write[],
  page: string,
  ticket: string,
  issued: number,
): Promise<[read: number, post: number]> {
  const times: number[] = [];
  // Only this one thread, because each isolate loads a copy, and eight large threads would take long.
  const thread = (JSON.parse(await firstThread(script, writes, page)) as { thread: string }).thread;
  const own = writes.filter(({ key }) => key.includes(thread) || !/^(fact|view|inbox|touch|likes):/.test(key));
  for (const act of ['read', 'post'] as const) {
    const running = await start(script, ISOLATES);
    try {
      for (let isolate = 0; isolate < ISOLATES; isolate++) {
        await load(running, own, isolate);
        await setClock(running, issued + MINUTE, isolate);
        for (let n = 0; n < 3; n++) await running.ask('/bench/nothing', { isolate, method: 'POST', json: {} });
      }
      await sleep(500);
      const cold = await timeOf(running, ISOLATES, (isolate) =>
        act === 'read'
          ? running.ask(readPath(page), { isolate })
          : running.ask(ENDPOINTS.comments, { isolate, method: 'POST', json: commentOf(ticket) }),
      );
      times.push(cold);
    } finally {
      await running.stop();
    }
  }
  return times as [number, number];
}

async function firstThread(script: string, writes: Write[], page: string): Promise<string> {
  const running = await start(script);
  await load(
    running,
    writes.filter(({ key }) => key.startsWith('view:')),
  );
  const thread = await running.ask(readPath(page));
  await running.stop();
  return thread;
}

/** Processor time until the first answer, of an isolate: what so many of ours use more than so many of an empty one. */
async function measureStart(script: string): Promise<number> {
  const empty = join(STATE, 'empty.js');
  writeFileSync(empty, 'export default { fetch: () => new Response("nothing") };\n');
  const used = async (file: string) => {
    const running = await start(file, ISOLATES);
    for (let isolate = 0; isolate < ISOLATES; isolate++) await running.ask(ENDPOINTS.health, { isolate });
    await sleep(100);
    const time = running.time();
    await running.stop();
    return time / ISOLATES;
  };
  return rounds(async () => (await used(script)) - (await used(empty)));
}

const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(0)} kB`;
const ms = (time: number) => (time < 10 ? Math.max(0, time).toFixed(1) : time.toFixed(0));

rmSync(STATE, { recursive: true, force: true });
mkdirSync(STATE, { recursive: true });
const deployed = bundle('upload');
const measured = bundle('cost-worker', 'scripts/bench/cost-worker.ts');
console.log(
  `The worker: ${kilobytes(deployed.bytes)} minified, ${kilobytes(deployed.gzip)} gzip; an isolate of it starts in ${ms(await measureStart(deployed.file))} ms of processor time.\n`,
);
console.log(
  '| comments | read | post | sweep of 8 such threads | first read | first post |\n|---|---|---|---|---|---|',
);
for (const size of SIZES) {
  const { read, post, sweep, coldRead, coldPost } = await measureSize(measured.file, size);
  const cells = [read, post, sweep, coldRead, coldPost].map((time) => `${ms(time)} ms`);
  console.log(`| ${size.toLocaleString('en-GB')} | ${cells.join(' | ')} |`);
}
