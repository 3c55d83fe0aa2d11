// `npm run bench:widget [RUNS]`: what the widget costs a reader, in the browser, with the CPU slowed down four times: bytes,
// the longest task from the tag to 200 comments shown and while ten thousand replies are paged through, what a key costs in
// the form, and what moves. Prints figures, medians of five runs; tests hold limits. The worker is played by this file, so
// that only the widget is measured. A task's time is that of the processor, which a busy machine does not stretch as much as
// the clock's; that stands beside it.

import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { type CDPSession, chromium, type Page } from 'playwright';
import { browserArgs, browserPath } from '../tests/browser.ts';
import type { Node, PublicComment, Thread } from '../worker/contract/index.ts';
import { ROOT } from './development.ts';

const RUNS = Number(process.argv[2] ?? 5);
const COMMENTS = 200;
const SLOWER = 4;
const KEYS = 'It is a truth universally acknowledged, that a reader must be in want of a comment. '.repeat(2);

const MANY = 10_000;

const all = Array.from({ length: COMMENTS }, (_, i): PublicComment => {
  const words = `Comment number ${i}. ${'Some words that take a line or two, as people write them. '.repeat(1 + (i % 4))}`;
  const body: Node[] = [
    { t: 'p', c: [words, { t: 'b', c: ['bold'] }, ' and ', { t: 'a', href: 'https://example.com/', c: ['a link'] }] },
    ...(i % 5 === 0 ? [{ t: 'quote' as const, c: [{ t: 'p' as const, c: ['Something quoted.'] }] }] : []),
  ];
  return {
    id: idOf(i),
    parent: i % 3 === 1 ? idOf(i - 1) : i % 3 === 2 ? idOf(i - 2) : null,
    author: { id: `author-${i % 40}`, name: `Reader ${i % 40}` },
    body,
    createdAt: new Date(Date.now() - (COMMENTS - i) * 3_600_000).toISOString(),
    likes: i % 5,
  };
});

function idOf(i: number): string {
  return `01JD${String(i).padStart(22, '0')}`;
}

/** Ten thousand answers to the first comment. */
const many = Array.from({ length: MANY }, (_, i): PublicComment => {
  const { body, author, likes } = all[i % COMMENTS] as PublicComment;
  const createdAt = new Date(Date.now() - (MANY - i) * 60_000).toISOString();
  return { id: idOf(i), parent: i === 0 ? null : idOf(0), author, body, createdAt, likes };
});

function part(comments: PublicComment[], n: number | null, page: string): Thread {
  const total = comments.length;
  const from = n === null ? total - 100 : n * 100;
  return {
    thread: 'T'.repeat(22),
    page,
    title: 'A post',
    open: true,
    count: total,
    total,
    from,
    parts: total / 100,
    comments: comments.slice(from, from + 100),
    gone: [],
    asks: ['url', 'likes'],
  };
}

// Runs in the page, whose types this program does not have. The browser reports keys that are shown after 16 ms or more.
const WATCH = `
  const seen = { shift: 0, keys: [] };
  window.seen = seen;
  const watch = (type, note, more) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...more });
  watch('layout-shift', ({ value }) => { seen.shift += value; });
  watch('event', ({ name, duration }) => { if (name === 'keydown') seen.keys.push(duration); }, { durationThreshold: 16 });
`;

/** A post with the comments below it, or, as the worst place, in the first window with text below. */
function pageHtml(isWorst: boolean): string {
  const text = '<p>A paragraph of the post, or of whatever stands below the comments.</p>';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bench</title><style>
    body { max-width: 42rem; margin: 1rem auto; font: 1rem/1.6 sans-serif }</style></head><body><h1>A post</h1>
    ${isWorst ? '' : text.repeat(4)}<script async data-lazy="off" src="/embed.js"></script>${isWorst ? text.repeat(3) : ''}</body></html>`;
}

const server = createServer((request, response) => {
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const url = new URL(request.url ?? '/', origin);
  const file = join(ROOT, 'dist/assets', url.pathname);
  const json = (status: number, value: object) => {
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
  if (url.pathname === '/api/thread') {
    const asked = url.searchParams.get('part');
    const page = url.searchParams.get('page') ?? '';
    json(200, part(page.endsWith('/many') ? many : all, asked === null ? null : Number(asked), page));
  } else if (url.pathname === '/api/tickets') {
    json(201, {
      ticket: 't',
      id: idOf(999),
      notBefore: new Date().toISOString(),
      expiresAt: '',
      asks: ['url', 'likes'],
    });
  } else if (url.pathname.endsWith('.js') && existsSync(file)) {
    response.writeHead(200, { 'content-type': 'text/javascript' }).end(readFileSync(file));
  } else if (['/', '/worst', '/many'].includes(url.pathname)) {
    response.writeHead(200, { 'content-type': 'text/html' }).end(pageHtml(url.pathname === '/worst'));
  } else json(404, {});
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://localhost:${(server.address() as AddressInfo).port}`;

const browser = await chromium.launch({ executablePath: await browserPath(), args: browserArgs });

async function blank(): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
  await page.addInitScript(WATCH);
  const cdp: CDPSession = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return page;
}

/** Asked seldom: to look at the page is work for it. */
async function until(page: Page, holds: string): Promise<void> {
  await page.waitForFunction(
    `(() => { const root = document.querySelector('afterword-comments')?.shadowRoot; return ${holds}; })()`,
    null,
    {
      polling: 400,
      timeout: 120_000,
    },
  );
  await page.waitForTimeout(500);
}

const shown = (n: number) => `root?.querySelectorAll('article').length >= ${n} && root.querySelector('.foot a')`;

interface Task {
  /** Milliseconds, of the processor and of the clock. */
  cpu: number;
  clock: number;
}

interface TraceEvent {
  name: string;
  ph: string;
  pid: number;
  tid: number;
  ts: number;
  dur: number;
  tdur?: number;
  args: { data?: { url?: string } };
}

/** The longest task of the page's main thread, from the first that runs a script of ours. */
async function longest(page: Page, act: () => Promise<void>): Promise<Task> {
  await browser.startTracing(page, { categories: ['toplevel', 'devtools.timeline'] });
  await act();
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: TraceEvent[] };
  const ours = traceEvents
    .filter(({ args }) => args.data?.url?.startsWith(`${origin}/`) && /\.js/.test(args.data.url))
    .filter(({ name }) => name === 'EvaluateScript' || name === 'FunctionCall')
    .sort((a, b) => a.ts - b.ts)[0];
  const tasks = traceEvents.filter(
    ({ name, ph, pid, tid, ts, dur }) =>
      name === 'ThreadControllerImpl::RunTask' &&
      ph === 'X' &&
      pid === ours?.pid &&
      tid === ours.tid &&
      ts + dur > ours.ts,
  );
  return {
    cpu: Math.max(0, ...tasks.map(({ tdur, dur }) => tdur ?? dur)) / 1000,
    clock: Math.max(0, ...tasks.map(({ dur }) => dur)) / 1000,
  };
}

const figures = new Map<string, number[]>();

function note(name: string, value: number): void {
  figures.set(name, [...(figures.get(name) ?? []), value]);
}

function noteTask(name: string, { cpu, clock }: Task): void {
  note(`longest task, ${name}: ms of the processor`, cpu);
  note(`longest task, ${name}: ms on the clock`, clock);
}

interface Seen {
  shift: number;
  keys: number[];
}

const seenOn = (page: Page) => page.evaluate<Seen>('seen');

async function press(page: Page, name: RegExp, holds: string): Promise<void> {
  await page.getByRole('button', { name }).first().click();
  await until(page, holds);
}

for (let run = 0; run < RUNS; run++) {
  const page = await blank();
  noteTask(
    'from the tag to 100 comments shown',
    await longest(page, async () => {
      await page.goto(origin);
      await until(page, shown(100));
    }),
  );
  note('layout shift, below a post', (await seenOn(page)).shift);
  noteTask(
    `from “Show earlier” to ${COMMENTS} shown`,
    await longest(page, () => press(page, /^Show earlier comments/, shown(COMMENTS))),
  );
  await page.getByRole('textbox', { name: 'Leave a comment' }).focus();
  await page.getByRole('button', { name: 'Post comment' }).waitFor();
  await page.waitForTimeout(500);
  noteTask(
    `typing below ${COMMENTS} comments`,
    await longest(page, async () => {
      for (const key of KEYS) {
        await page.keyboard.press(key === ' ' ? 'Space' : key);
        await page.waitForTimeout(20);
      }
    }),
  );
  note(`of ${KEYS.length} keys shown later than 50 ms`, (await seenOn(page)).keys.filter((ms) => ms > 50).length);
  await page.close();

  const worst = await blank();
  await worst.goto(`${origin}/worst`);
  await until(worst, shown(100));
  note('layout shift, in the first window with text below', (await seenOn(worst)).shift);
  await worst.close();

  const long = await blank();
  await long.goto(`${origin}/many`);
  await until(long, shown(6));
  noteTask(
    `${MANY.toLocaleString('en')} replies to one comment, five parts fetched`,
    await longest(long, async () => {
      for (let n = MANY - 200; n > MANY - 700; n -= 100) {
        await press(long, /^Show earlier comments/, `root.textContent.includes('(${n.toLocaleString('en')})')`);
      }
    }),
  );
  note(
    'elements then',
    await long.evaluate<number>("document.querySelector('afterword-comments').shadowRoot.querySelectorAll('*').length"),
  );
  await long.close();
}

const median = (values: number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] as number;
const round = (value: number) => Number(value.toFixed(value < 1 ? 4 : 0));

for (const [what, files] of [
  ['before the comments show', ['embed']],
  ['to read and answer', ['embed', 'reading']],
  ['to write as well', ['embed', 'reading', 'composer']],
] as const) {
  const sum = files.reduce((bytes, name) => bytes + brotli(join(ROOT, `dist/widget/${name}.js`)), 0);
  console.log(`${what}: ${sum.toLocaleString('en')} bytes (brotli)`);
}
console.log(`Medians of ${RUNS} runs, the least and the most in brackets, ${SLOWER} times slowed down:`);
for (const [name, values] of figures) {
  console.log(`${name}: ${round(median(values))} (${round(Math.min(...values))} to ${round(Math.max(...values))})`);
}
await browser.close();
server.close();

function brotli(path: string): number {
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } };
  return brotliCompressSync(readFileSync(path), quality).length;
}
