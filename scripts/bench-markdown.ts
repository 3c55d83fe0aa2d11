// `npm run bench:markdown`: the processor time in workerd of making a comment's tree, for each text that is meant to take
// long. Each is parsed so often that the kernel's hundredths of a second say something, in a worker that does nothing else.
// Bounded: some seconds of a worker of its own on this machine, which it starts and stops.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { PATHOLOGICAL } from '../tests/worker/hostile/pathological.ts';
import { ROOT, WRANGLER, WRANGLER_ENV } from './development.ts';
import { workerdTime } from './processor-time.ts';

/** As many, that a text of 1 ms uses a second. */
const TIMES = 1_000;
/** No text is measured for longer, in milliseconds: its figure is the mean of what was done by then. */
const ENOUGH = 2_000;
const BATCH = 50;
const PORT = 8805;
const WORKER = `http://localhost:${PORT}`;
const STATE = join(ROOT, '.tmp/bench-markdown');
/** What a person writes, for comparison. */
const ORDINARY = `I read this **twice**, and then the [second part](https://blog.example/two).

> A library is a growing organism.

It is, but \`grep\` has not grown with it. Three things help:

- a list
- a map
- somebody who knows

`.repeat(20);

async function bench(): Promise<void> {
  const worker = await startWorker();
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
    worker.kill('SIGTERM');
  }
}

/** Milliseconds for one. */
async function measure(worker: ChildProcess, text: string): Promise<number> {
  const before = timeOf(worker);
  let done = 0;
  while (done < TIMES && timeOf(worker) - before < ENOUGH) {
    const answer = await fetch(WORKER, { method: 'POST', body: text });
    if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`);
    done += BATCH;
  }
  return (timeOf(worker) - before) / done;
}

function timeOf(worker: ChildProcess): number {
  const time = workerdTime(worker);
  if (time === null) throw new Error('This bench reads processor time from /proc, which is here on Linux only.');
  return time;
}

async function startWorker(): Promise<ChildProcess> {
  rmSync(STATE, { recursive: true, force: true });
  mkdirSync(STATE, { recursive: true });
  const markdown = JSON.stringify(join(ROOT, 'worker/rules/markdown.ts'));
  writeFileSync(
    join(STATE, 'worker.ts'),
    `import { toTree } from ${markdown};
export default {
  async fetch(request) {
    const text = await request.text();
    let nodes = 0;
    for (let n = 0; n < ${BATCH}; n++) nodes += toTree(text).length;
    return new Response(String(nodes));
  },
};
`,
  );
  writeFileSync(
    join(STATE, 'wrangler.toml'),
    'name = "afterword-bench-markdown"\nmain = "worker.ts"\ncompatibility_date = "2026-10-20"\n',
  );
  const flags = ['--config', join(STATE, 'wrangler.toml'), '--port', String(PORT), '--log-level', 'error'];
  const worker = spawn(process.execPath, [WRANGLER, 'dev', ...flags, '--show-interactive-dev-session=false'], {
    env: { ...process.env, ...WRANGLER_ENV },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  for (let tries = 0; tries < 150; tries++) {
    const isThere = await fetch(WORKER, { method: 'POST', body: 'words' }).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isThere) return worker;
    await sleep(200);
  }
  worker.kill('SIGTERM');
  throw new Error('The worker did not start.');
}

await bench();
