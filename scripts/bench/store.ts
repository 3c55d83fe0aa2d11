// `npm run bench:store`: what reading and posting cost, for threads of 50, 500 and 5,000 comments. First in workerd:
// median time, bytes, and processor time of the whole local runtime, its imitation of KV included. Then our own code
// alone, in this process with KV in memory: the processor time that a plan of Cloudflare's counts, measured on the same
// engine. Bounded: a few hundred requests to a worker of its own on this machine, which it starts and stops.

import { setTimeout as sleep } from 'node:timers/promises';
import { ENDPOINTS, type TicketAnswer } from '../../worker/contract/index.ts';
import { createWorker } from '../../worker/worker.ts';
import { newToken } from '../local/development.ts';
import { memoryKv } from '../local/memory-kv.ts';
import { workerdTime } from './processor-time.ts';
import { KEY, pageAt, SITE, sentence, threadWrites } from './threads.ts';
import { type BenchWorker, startBenchWorker, type Write } from './worker.ts';

const SIZES = [50, 500, 5_000];
const READS = 100;
const POSTS = 25;
/** Of our code alone. */
const OURS = 60;
const VARS = { SITES: SITE, ADMIN_TOKEN: newToken() };

interface Measured {
  ms: number;
  cpu: number | null;
  bytes: number;
}

async function bench(): Promise<void> {
  const writes = await threadWrites(
    SIZES.map((size) => ({ page: pageAt(size), size })),
    Date.now(),
  );
  const worker = await startBenchWorker({ name: 'bench-store', port: 8807, vars: VARS, writes });
  try {
    await settle(worker);
    console.log('| comments | read: ms | cpu ms | bytes | post: ms | cpu ms | bytes |\n|---|---|---|---|---|---|---|');
    for (const size of SIZES) {
      const read = await measureReads(worker, size);
      const post = await measurePosts(worker, size);
      console.log(`| ${size.toLocaleString('en-GB')} | ${cells(read)} | ${cells(post)} |`);
    }
  } finally {
    await worker.stop();
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
  const env = { COMMENTS: kv, ...VARS };
  const call = async (path: string, init?: RequestInit) => {
    const answer = await worker.fetch(new Request(`https://comments.example${path}`, init), env, ctx as never);
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

/** The sweep writes the views: 20 parts a run, so three runs for the longest thread. */
async function settle(worker: BenchWorker): Promise<void> {
  const { parts } = await (await fetch(addressOf(worker, 5_000))).json().then((thread) => thread as { parts: number });
  if (parts >= 50) return;
  for (let run = 0; run < 4; run++) await fetch(`${worker.origin}/cdn-cgi/handler/scheduled`);
}

const addressOf = ({ origin }: BenchWorker, size: number) =>
  `${origin}${ENDPOINTS.thread}?page=${encodeURIComponent(pageAt(size))}`;

async function measureReads(worker: BenchWorker, size: number): Promise<Measured> {
  const read = async () => (await (await fetch(addressOf(worker, size))).arrayBuffer()).byteLength;
  return measure(worker, READS, read);
}

async function measurePosts(worker: BenchWorker, size: number): Promise<Measured> {
  const tickets: TicketAnswer[] = [];
  for (let n = 0; n < POSTS + 5; n++) tickets.push(await post(worker, ENDPOINTS.tickets, { page: pageAt(size) }));
  await sleep(2_100);
  let n = 0;
  return measure(worker, POSTS, async () => {
    const { ticket } = tickets[n++]!;
    const answer = await post(worker, ENDPOINTS.comments, {
      ticket,
      key: KEY,
      name: 'Bench',
      body: sentence(n * 1_000 + size),
    });
    return JSON.stringify(answer).length;
  });
}

async function post<T>({ origin }: BenchWorker, path: string, body: object): Promise<T> {
  const answer = await fetch(origin + path, requestOf(body));
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
async function measure(worker: BenchWorker, count: number, act: () => Promise<number>): Promise<Measured> {
  for (let n = 0; n < 5; n++) await act();
  await sleep(500);
  const times: number[] = [];
  let bytes = 0;
  const before = workerdTime(worker.process);
  for (let n = 0; n < count; n++) {
    const start = performance.now();
    bytes = await act();
    times.push(performance.now() - start);
  }
  await sleep(500);
  const after = workerdTime(worker.process);
  const cpu = before === null || after === null ? null : (after - before) / count;
  return { ms: median(times), cpu, bytes };
}

function cells({ ms, cpu, bytes }: Measured): string {
  return `${ms.toFixed(1)} | ${cpu === null ? '–' : cpu.toFixed(1)} | ${bytes.toLocaleString('en-GB')}`;
}

await bench();
