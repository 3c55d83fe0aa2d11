// `npm run simulate`: the store under fault for as many seeds as you like, on all cores. `--seeds N` plays N,
// `--seed S` begins at S (and plays just that one unless told otherwise); without it a run begins where nobody has
// played yet, at a number made of the date. `--log` writes every operation of one seed, `--without NAMES` leaves parts
// of its cast and faults out: a failure says which of them it does not need. `--cores N`: no more than so many.
// Read next: tests/simulation/play/play.ts.

import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import { ours } from '../tests/simulation/platform/program.ts';
import { playCalm } from '../tests/simulation/play/calm.ts';
import { play } from '../tests/simulation/play/play.ts';
import { add, noTotals, playSeeds, summary, type Totals } from '../tests/simulation/play/report.ts';

/** What a thread is handed at a time: small, so that none of them is left with the rest at the end. */
const AT_ONCE = 10;

interface Task {
  seeds: number[];
  /** Failures of it that are made short; each takes some seconds. */
  shortened: number;
}

if (isMainThread) await main();
else await work();

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string' },
      seed: { type: 'string' },
      cores: { type: 'string' },
      log: { type: 'boolean', default: false },
      without: { type: 'string', default: '' },
    },
  });
  const from = Number(values.seed ?? firstOfToday());
  const seeds = Number(values.seeds ?? (values.seed === undefined ? 1_000 : 1));
  const cores = Number(values.cores ?? availableParallelism());
  if (![from, seeds, cores].every(Number.isSafeInteger) || seeds < 1 || cores < 1) {
    console.error('Usage: npm run simulate -- [--seeds N] [--seed S] [--cores N] [--log] [--without NAMES]');
    process.exit(2);
  }
  if (values.log) await log(String(from), new Set(values.without.split(',')));
  const threads = Math.min(cores, Math.ceil(seeds / AT_ONCE));
  const began = Date.now();
  console.log(`Seeds ${from} to ${from + seeds - 1}, on ${threads} core${threads === 1 ? '' : 's'}.`);
  const totals = await playOn(threads, from, seeds);
  console.log(`\n${summary(totals)}\nIt took ${Math.round((Date.now() - began) / 1_000)} seconds.`);
  process.exitCode = totals.failures.length === 0 ? 0 : 1;
}

/** 30 November 2026 begins at 202,611,300,001. */
function firstOfToday(): number {
  return Number(new Date().toISOString().slice(0, 10).replaceAll('-', '')) * 10_000 + 1;
}

async function log(seed: string, without: Set<string>): Promise<void> {
  const program = await ours();
  const trace = (line: string) => console.log(line);
  const { wrong } = await play(seed, program, { trace, without });
  for (const { invariant, story } of wrong) console.log(`${invariant}: ${story}`);
  await playCalm(seed, program, { trace });
}

/** Tells of each failure as it comes. Throws what a thread throws. */
async function playOn(threads: number, from: number, seeds: number): Promise<Totals> {
  const totals = noTotals();
  let next = from;
  let told = 0;
  const tasks = (): Task | null => {
    const size = Math.min(AT_ONCE, from + seeds - next);
    const task = { seeds: Array.from({ length: size }, (_, n) => next + n), shortened: told < 3 ? 1 : 0 };
    next += size;
    return size > 0 ? task : null;
  };
  const one = () =>
    new Promise<void>((resolve, reject) => {
      const thread = new Worker(new URL(import.meta.url));
      const hand = () => {
        const task = tasks();
        if (task) thread.postMessage(task);
        else void thread.terminate().then(() => resolve());
      };
      thread.on('error', reject);
      thread.on('message', (played: Totals) => {
        add(totals, played);
        for (; told < totals.failures.length; told++) console.log(`\n${totals.failures[told]}`);
        if (totals.seeds % 500 < played.seeds) console.log(`${totals.seeds} seeds, ${totals.failures.length} failed`);
        hand();
      });
      hand();
    });
  await Promise.all(Array.from({ length: threads }, one));
  return totals;
}

async function work(): Promise<void> {
  const program = await ours();
  parentPort!.on('message', async ({ seeds, shortened }: Task) => {
    parentPort!.postMessage(await playSeeds(program, seeds, shortened));
  });
}
