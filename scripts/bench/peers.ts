// `npm run bench:peers`: Afterword beside the comment systems that npm has, doing the same work in one run on this
// machine: what a reader downloads until the comments show, when they show and when one can write, and what the servers
// take to read and to be written to. Writes docs/measurements.md. The others are installed into a folder of their own,
// once; everything is on loopback, bounded, and stopped at the end. `-- artalk twikoo` looks at these alone, and writes
// nothing.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright';
import { ROOT } from '../local/development.ts';
import { afterword } from './peers/afterword.ts';
import { artalk } from './peers/artalk.ts';
import { openBrowser, type Visit, visit } from './peers/browse.ts';
import { host } from './peers/host.ts';
import { hasWalineServer, installPeers } from './peers/install.ts';
import { SHOWN, SIZES, type System } from './peers/system.ts';
import { twikoo } from './peers/twikoo.ts';
import { waline } from './peers/waline.ts';

const VISITS = 5;
const READS = 40;
const BURST = 200;
const PAGES = 8871;
const PAGE = join(ROOT, 'docs/measurements.md');

interface Served {
  ms: Record<number, number>;
  bytes: Record<number, number>;
  burst: { acknowledged: number; there: number };
}

interface Result {
  system: System;
  visit: Visit;
  served: Served | null;
}

async function bench(): Promise<void> {
  installPeers();
  execFileSync(process.execPath, [join(ROOT, 'scripts/build.ts')], { stdio: 'ignore' });
  const makers: Record<string, () => Promise<System>> = {
    afterword: () => afterword(`http://127.0.0.1:${PAGES}`),
    ...(hasWalineServer() && { waline }),
    artalk: async () => artalk(),
    twikoo: async () => twikoo(),
  };
  const { positionals: only } = parseArgs({ allowPositionals: true });
  const browser = await openBrowser();
  const results: Result[] = [];
  try {
    for (const [name, make] of Object.entries(makers)) {
      if (only.length === 0 || only.includes(name)) results.push(await measure(browser, await make()));
    }
  } finally {
    await browser.close();
  }
  const report = reportOf(results);
  if (only.length === 0) writeFileSync(PAGE, report + below(readFileSync(PAGE, 'utf8')));
  console.log(report);
}

/** What other benches have found stands below what this one finds. */
function below(page: string): string {
  return /\n## How near to what is possible\n[\s\S]*$/.exec(page)?.[0] ?? '';
}

async function measure(browser: Browser, system: System): Promise<Result> {
  console.error(`${system.name} ${system.version}…`);
  const place = await host(system, PAGES);
  try {
    const visits: Visit[] = [];
    for (let n = 0; n < VISITS; n++) visits.push(await visit(browser, place));
    return { system, visit: medianVisit(visits), served: system.server ? await serve(system.server) : null };
  } finally {
    await place.stop();
  }
}

async function serve({ read, post }: NonNullable<System['server']>): Promise<Served> {
  const served: Served = { ms: {}, bytes: {}, burst: { acknowledged: 0, there: 0 } };
  for (const size of SIZES) {
    for (let n = 0; n < 5; n++) await read(size);
    const times: number[] = [];
    for (let n = 0; n < READS; n++) {
      const start = performance.now();
      served.bytes[size] = await read(size);
      times.push(performance.now() - start);
    }
    served.ms[size] = median(times);
  }
  served.burst = await post(BURST);
  return served;
}

function medianVisit(visits: Visit[]): Visit {
  const of = (figure: (one: Visit) => number) => median(visits.map(figure));
  return {
    ...visits[0]!,
    shown: of(({ shown }) => shown),
    usable: of(({ usable }) => usable),
    longestTask: of(({ longestTask }) => longestTask),
    shift: of(({ shift }) => shift),
  };
}

function median(numbers: number[]): number {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;
}

function reportOf(results: Result[]): string {
  const [ours] = results;
  const times = (theirs: number, our: number) => (our > 0 && theirs > 0 ? ` (${(theirs / our).toFixed(1)}×)` : '');
  const kb = (bytes: number) => (bytes / 1_000).toFixed(1);
  const column = (figure: (result: Result) => number, write: (value: number) => string) => (result: Result) =>
    write(figure(result)) + (result === ours ? '' : times(figure(result), figure(ours!)));
  const table = (head: string, columns: ((result: Result) => string)[], of: Result[]) =>
    [
      `| | ${head} |`,
      `|---|${head.replace(/[^|]+/g, '---')}|`,
      ...of.map((result) => `| ${result.system.name} | ${columns.map((cell) => cell(result)).join(' | ')} |`),
    ].join('\n');
  const ms = (value: number) => `${value.toLocaleString('en-GB', { maximumFractionDigits: value < 20 ? 1 : 0 })} ms`;
  const withServer = results.filter(({ served }) => served !== null);
  const read = (size: number) => column(({ served }) => served!.ms[size]!, ms);
  const bytes = (size: number) =>
    column(
      ({ served }) => served!.bytes[size]!,
      (value) => `${kb(value)} kB`,
    );

  return `# Beside others

Made by \`npm run bench:peers\` on ${new Date().toISOString().slice(0, 10)}: ${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, Node ${process.versions.node}, everything on
loopback. The machine is shared, so look at ratios (in brackets, ours is 1) and not at single figures.

${results.map(({ system }) => `- ${system.name} ${system.version}${system.note ? `: ${system.note}` : ''}`).join('\n')}

Left out: Isso (neither npm nor Debian has it now), Remark42, Commento, Cusdis, giscus and Disqus (no package to install).

## What a reader's browser downloads

A page with ${SHOWN} comments, cold cache, until the first words of a comment show; the page itself not counted. “In all” is two
seconds after the form can be used.

${table(
  'requests | uncompressed | gzip 9 | brotli 11 | brotli in all',
  [
    ({ visit: { before } }) => String(before.requests),
    column(
      (one) => one.visit.before.raw,
      (value) => `${kb(value)} kB`,
    ),
    column(
      (one) => one.visit.before.gzip,
      (value) => `${kb(value)} kB`,
    ),
    column(
      (one) => one.visit.before.brotli,
      (value) => `${kb(value)} kB`,
    ),
    column(
      (one) => one.visit.all.brotli,
      (value) => `${kb(value)} kB`,
    ),
  ],
  results,
)}

The comments' own words (JSON) are in it: they differ by how many are sent at first.

## When it is there

Headless Chromium, processor four times slower, Lighthouse's slow 4G, median of ${VISITS} visits; the comments stand in the first screen
with text below them, which is the worst place for the layout (a shift up to 0.1 counts as good).

${table(
  'comments shown | one can write | longest task | layout shift',
  [
    column((one) => one.visit.shown, ms),
    column((one) => one.visit.usable, ms),
    column(
      (one) => one.visit.longestTask,
      (value) => (value < 50 ? 'under 50 ms' : ms(value)),
    ),
    ({ visit: { shift } }) => shift.toFixed(3),
  ],
  results,
)}

## What the server takes

The first request of a thread, one after the other, median of ${READS}, uncompressed. Ours runs in workerd with the local imitation of KV,
Waline in Node with SQLite. Afterword sends a hundred comments at once, Waline ten.

${table(
  SIZES.map((size) => `${size.toLocaleString('en-GB')} comments | bytes`).join(' | '),
  SIZES.flatMap((size) => [read(size), bytes(size)]),
  withServer,
)}

${BURST} comments posted at once to one page:

${table(
  'acknowledged | there',
  [({ served }) => `${served!.burst.acknowledged}`, ({ served }) => `${served!.burst.there}`],
  withServer,
)}
`;
}

await bench();
