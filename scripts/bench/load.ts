// `npm run bench:load`: the worker under load, in local workerd on this machine: a hundred connections that read for
// half a minute while others write, then a burst of posts at once. Printed: errors, times, what was acknowledged and
// what is there, and the memory all along. Bounded in connections and time; the worker is its own and is stopped at the
// end.

import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ENDPOINTS, type Thread, type TicketAnswer } from '../../worker/contract/index.ts';
import { newToken } from '../local/development.ts';
import { workerdMemory } from './processor-time.ts';
import { type BenchWorker, startBenchWorker } from './worker.ts';

const CONNECTIONS = 100;
/** `-- --seconds 120` looks for longer. */
const SECONDS = Number(parseArgs({ options: { seconds: { type: 'string', default: '30' } } }).values.seconds);
const BURST = 200;
/** Threads that the burst goes to: one of them gets half of it. */
const PAGES = 5;
const SITE = 'https://bench.example';
const LOOK_EVERY = 5_000;

interface Posted {
  page: string;
  id: string;
}

async function bench(): Promise<void> {
  const vars = { SITES: SITE, ADMIN_TOKEN: newToken(), MODERATION: 'open' };
  const worker = await startBenchWorker({ name: 'bench-load', port: 8806, vars });
  try {
    const written: Posted[] = [];
    written.push(...(await post(worker, pages(50), 'before')).posted);
    console.log(`${CONNECTIONS} connections reading for ${SECONDS} s, one writing:\n`);
    await read(worker, written);
    await readPlain((await (await fetch(addressOf(worker, pageAt(0)))).arrayBuffer()).byteLength);
    console.log(`\n${BURST} posts at once, to ${PAGES} pages, half of them to one:\n`);
    const { posted, refused } = await post(worker, pages(BURST), 'burst');
    written.push(...posted);
    // The sweep mends what two publishes at once left out.
    const missingAtOnce = (await missing(worker, written)).length;
    await fetch(`${worker.origin}/cdn-cgi/handler/scheduled`);
    const lost = await missing(worker, written);
    console.log('| acknowledged | refused | shown at once | shown after a sweep | lost |\n|---|---|---|---|---|');
    const shown = (gone: number) => written.length - gone;
    console.log(
      `| ${posted.length} of ${BURST} | ${refused} | ${shown(missingAtOnce)} of ${written.length} | ${shown(lost.length)} of ${written.length} | ${lost.length} |`,
    );
    if (lost.length > 0 || refused > 0) process.exitCode = 1;
  } finally {
    await worker.stop();
  }
}

async function read(worker: BenchWorker, written: Posted[]): Promise<void> {
  const until = performance.now() + SECONDS * 1_000;
  const times: number[] = [];
  let errors = 0;
  const reader = async () => {
    while (performance.now() < until) {
      const start = performance.now();
      const isRight = await readThread(worker, pageAt(times.length % PAGES)).then(
        (thread) => thread.comments.length > 0,
        () => false,
      );
      if (!isRight) errors++;
      times.push(performance.now() - start);
    }
  };
  const writer = async () => {
    while (performance.now() < until) {
      const { posted, refused } = await post(worker, [pageAt(0)], `${performance.now()}`);
      written.push(...posted);
      errors += refused;
    }
  };
  console.log(
    '| after | requests | errors | median ms | 99 of 100 under | memory of workerd |\n|---|---|---|---|---|---|',
  );
  const look = async () => {
    for (let after = LOOK_EVERY; after <= SECONDS * 1_000; after += LOOK_EVERY) {
      await sleep(LOOK_EVERY);
      const sorted = [...times].sort((a, b) => a - b);
      const at = (share: number) => `${sorted[Math.floor((sorted.length - 1) * share)]?.toFixed(0)} ms`;
      const count = times.length.toLocaleString('en-GB');
      console.log(`| ${after / 1_000} s | ${count} | ${errors} | ${at(0.5)} | ${at(0.99)} | ${memoryOf(worker)} |`);
    }
  };
  await Promise.all([...Array.from({ length: CONNECTIONS }, reader), writer(), look()]);
  if (errors > 0) process.exitCode = 1;
}

/**
 * How the runtime's memory grows by itself: the same reading of a value as large, from a worker that does nothing else.
 */
async function readPlain(size: number): Promise<void> {
  const writes = [{ key: 'value', value: 'x'.repeat(size) }];
  const plain = await startBenchWorker({
    name: 'bench-plain',
    port: 8807,
    main: 'scripts/bench/plain-worker.ts',
    writes,
  });
  try {
    const until = performance.now() + SECONDS * 1_000;
    const memory: string[] = [];
    const reader = async () => {
      while (performance.now() < until) await (await fetch(plain.origin)).arrayBuffer();
    };
    const look = async () => {
      for (let after = LOOK_EVERY; after <= SECONDS * 1_000; after += LOOK_EVERY) {
        await sleep(LOOK_EVERY);
        memory.push(memoryOf(plain));
      }
    };
    await Promise.all([...Array.from({ length: CONNECTIONS }, reader), look()]);
    console.log(`\nMemory of a worker that only hands out such a value, read the same way: ${memory.join(', ')}.`);
  } finally {
    await plain.stop();
  }
}

/** One comment to each of these pages, all at once. */
async function post(worker: BenchWorker, to: string[], mark: string): Promise<{ posted: Posted[]; refused: number }> {
  const tickets = await Promise.all(to.map((page) => send<TicketAnswer>(worker, ENDPOINTS.tickets, { page })));
  await sleep(2_100); // a ticket must be two seconds old
  const answers = await Promise.all(
    to.map((page, n) =>
      send<{ comment: { id: string } }>(worker, ENDPOINTS.comments, {
        ticket: tickets[n]!.ticket,
        name: `Reader ${n}`,
        key: `reader-${n}-of-the-load-bench`,
        body: `Remark ${mark} ${n}, in words of its own: ${(n + 1) * 7919}.`,
      }).then(
        ({ comment }) => ({ page, id: comment.id }),
        () => null,
      ),
    ),
  );
  const posted = answers.filter((answer) => answer !== null);
  return { posted, refused: answers.length - posted.length };
}

/** Those of the comments that readers do not get, wherever in their threads they stand. */
async function missing(worker: BenchWorker, written: Posted[]): Promise<Posted[]> {
  const there = new Set<string>();
  for (const page of new Set(written.map((one) => one.page))) {
    const head = await readThread(worker, page);
    const parts = head.parts > 1 ? [...Array(head.parts).keys()] : [];
    const rest = await Promise.all(parts.map((part) => readThread(worker, page, `&part=${part}`)));
    for (const { comments } of [head, ...rest]) for (const { id } of comments) there.add(id);
  }
  return written.filter(({ id }) => !there.has(id));
}

function addressOf(worker: BenchWorker, page: string, more = ''): string {
  return `${worker.origin}${ENDPOINTS.thread}?page=${encodeURIComponent(page)}${more}`;
}

async function readThread(worker: BenchWorker, page: string, more = ''): Promise<Thread> {
  const answer = await fetch(addressOf(worker, page, more));
  if (!answer.ok) throw new Error(String(answer.status));
  return (await answer.json()) as Thread;
}

async function send<T>(worker: BenchWorker, path: string, body: object): Promise<T> {
  const headers = { 'Content-Type': 'application/json', Origin: SITE };
  const answer = await fetch(worker.origin + path, { method: 'POST', headers, body: JSON.stringify(body) });
  if (answer.status !== 201) throw new Error(`${path}: ${answer.status}`);
  return (await answer.json()) as T;
}

const pageAt = (n: number) => `${SITE}/${n}`;

function pages(count: number): string[] {
  return Array.from({ length: count }, (_, n) => pageAt(n % 2 === 0 ? 0 : n % PAGES));
}

function memoryOf(worker: BenchWorker): string {
  const bytes = workerdMemory(worker.process);
  return bytes === null ? '–' : `${Math.round(bytes / 1024 / 1024)} MiB`;
}

await bench();
