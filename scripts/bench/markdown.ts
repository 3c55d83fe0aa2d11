// `npm run bench:markdown`: the processor time in workerd of making a comment's tree, for each text that is meant to
// take long. Each is parsed so often that the kernel's hundredths of a second say something, in a worker that does
// nothing else. Bounded: some seconds of a worker of its own on this machine, which it starts and stops.

import { PATHOLOGICAL } from '../../tests/worker/hostile/pathological.ts';
import { workerdTime } from './processor-time.ts';
import { type BenchWorker, startBenchWorker } from './worker.ts';

/** How often each is parsed: a text that takes 1 ms then takes a second in all. */
const TIMES = 1_000;
/** Milliseconds; a text that takes longer is stopped there, and its figure is the mean of what was done by then. */
const ENOUGH = 2_000;
const BATCH = 50;
/** What a person writes, for comparison. */
const ORDINARY = `I read this **twice**, and then the [second part](https://blog.example/two).

> A library is a growing organism.

It is, but \`grep\` has not grown with it. Three things help:

- a list
- a map
- somebody who knows

`.repeat(20);

async function bench(): Promise<void> {
  const worker = await startBenchWorker({
    name: 'bench-markdown',
    port: 8805,
    main: 'scripts/bench/markdown-worker.ts',
  });
  try {
    const texts = [
      ['what a person writes, 5,000 characters of it', ORDINARY.slice(0, 5_000)] as const,
      ...PATHOLOGICAL,
    ];
    await measure(worker, ORDINARY.slice(0, 5_000));
    const rows: [string, number][] = [];
    for (const [name, text] of texts) rows.push([name, await measure(worker, text)]);
    const [ordinary, ...hostile] = rows;
    console.log('| text | cpu ms |\n|---|---|');
    for (const [name, ms] of [ordinary!, ...hostile.sort((a, b) => b[1] - a[1])])
      console.log(`| ${name} | ${ms.toFixed(2)} |`);
  } finally {
    await worker.stop();
  }
}

/** Milliseconds for one. */
async function measure(worker: BenchWorker, text: string): Promise<number> {
  const before = timeOf(worker);
  let done = 0;
  while (done < TIMES && timeOf(worker) - before < ENOUGH) {
    const answer = await fetch(`${worker.origin}/?times=${BATCH}`, { method: 'POST', body: text });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    done += BATCH;
  }
  return (timeOf(worker) - before) / done;
}

function timeOf(worker: BenchWorker): number {
  const time = workerdTime(worker.process);
  if (time === null) throw new Error('This bench reads processor time from /proc, which is here on Linux only.');
  return time;
}

await bench();
