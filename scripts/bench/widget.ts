// `npm run bench:widget [RUNS]`: what the widget costs a reader, in the browser, with the CPU slowed down four times:
// bytes, the longest task from the tag to 200 comments shown and while ten thousand replies are paged through, what a
// key costs in the form, and what moves. Prints figures, medians of five runs; tests hold limits. The worker is played
// by this file, so that only the widget is measured, and answers as late as one on a slow line. Beside ours stand a
// page without comments and one with the same comments as plain HTML: what they take is the browser's, on this machine.
// A task's time is that of the processor, which a busy machine does not stretch as much as the clock's; that stands
// beside it.

import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';
import { chromium } from 'playwright';
import { browserArgs, browserPath } from '../../tests/browser.ts';
import type { Node, PublicComment, Thread } from '../../worker/contract/index.ts';
import { ROOT } from '../local/development.ts';
import { pause, SlowPage, type Task } from './main-thread.ts';

const RUNS = Number(process.argv[2] ?? 5);
const COMMENTS = 200;
const SLOWER = 4;
/** Milliseconds to an answer, as on a slow mobile line; a page is drawn by then, as it is there. */
const DISTANCE = 150;
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

// Runs in the page, whose types this program does not have. The browser reports keys that are shown after 16 ms or
// more.
const WATCH = `
  const seen = { shift: 0, keys: [] };
  window.seen = seen;
  const watch = (type, note, more) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...more });
  watch('layout-shift', ({ value }) => { seen.shift += value; });
  watch('event', ({ name, duration }) => { if (name === 'keydown') seen.keys.push(duration); }, { durationThreshold: 16 });
`;

const TEXT = '<p>A paragraph of the post, or of whatever stands below the comments.</p>';
const TAG = '<script async data-lazy="off" src="/embed.js"></script>';

/** A post with the comments below it; as the worst place, in the first window with text below; and without ours. */
const PAGES: Record<string, string> = {
  '/': TEXT.repeat(4) + TAG,
  '/many': TEXT.repeat(4) + TAG,
  '/worst': TAG + TEXT.repeat(3),
  '/alone': `${TEXT.repeat(4)}<form><textarea></textarea></form>`,
  '/plain': `${TEXT.repeat(4)}<ol>${all.map(asHtml).join('')}</ol><form><textarea></textarea></form>`,
};

function pageHtml(inner: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bench</title><style>
    body { max-width: 42rem; margin: 1rem auto; font: 1rem/1.6 sans-serif }</style></head><body><h1>A post</h1>
    ${inner}</body></html>`;
}

/** A comment as a blog would have it in its page, without depth and without style. */
function asHtml({ author, body, likes }: PublicComment): string {
  const draw = (node: Node): string => {
    if (typeof node === 'string') return node;
    const tag = 't' in node && node.t === 'quote' ? 'blockquote' : node.t;
    return `<${tag}>${'c' in node ? node.c.map(draw).join('') : ''}</${tag}>`;
  };
  return `<li><article><h3>${author.name}</h3><p><a href="#">3 days ago</a></p>${body.map(draw).join('')}
    <p><button>${likes}</button> <button>Reply</button></p></article></li>`;
}

const server = createServer((request, response) => {
  const origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  const url = new URL(request.url ?? '/', origin);
  const file = join(ROOT, 'dist/assets', url.pathname);
  const answer = (type: string, body: string | Buffer, status = 200) =>
    response.writeHead(status, { 'content-type': type }).end(body);
  const json = (status: number, value: object) =>
    setTimeout(answer, DISTANCE, 'application/json', JSON.stringify(value), status);
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
    setTimeout(answer, DISTANCE, 'text/javascript', readFileSync(file));
  } else if (PAGES[url.pathname]) {
    answer('text/html', pageHtml(PAGES[url.pathname] as string));
  } else json(404, {});
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://localhost:${(server.address() as AddressInfo).port}`;

const browser = await chromium.launch({ executablePath: await browserPath(), args: browserArgs });
const open = () => SlowPage.open(browser, SLOWER, WATCH);

const shown = (n: number) => `root?.querySelectorAll('article').length >= ${n} && root.querySelector('.foot a')`;

/**
 * The first task that runs a script of ours; of a page without one, the first that reads it; of keys, the first of
 * them.
 */
const ours = (name: string, url: string) =>
  /^(EvaluateScript|FunctionCall)$/.test(name) && url.startsWith(`${origin}/`) && url.includes('.js');
const reads = (name: string) => name === 'ParseHTML';
const keys = (name: string) => name === 'EventDispatch';

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

const seenOn = (slow: SlowPage) => slow.ask<Seen>('seen');
const lateKeys = async (slow: SlowPage) => (await seenOn(slow)).keys.filter((ms) => ms > 50).length;

async function press(slow: SlowPage, name: RegExp, holds: string): Promise<void> {
  await slow.page.getByRole('button', { name }).first().click();
  await slow.until(holds);
}

async function type({ page }: SlowPage): Promise<void> {
  for (const key of KEYS) {
    await page.keyboard.press(key === ' ' ? 'Space' : key);
    await pause(20);
  }
}

for (let run = 0; run < RUNS; run++) {
  const alone = await open();
  noteTask(
    'a page without comments',
    await alone.longest(reads, async () => {
      await alone.page.goto(`${origin}/alone`);
      await pause(1_000);
    }),
  );
  await alone.page.close();

  const plain = await open();
  noteTask(
    `${COMMENTS} comments as plain HTML`,
    await plain.longest(reads, async () => {
      await plain.page.goto(`${origin}/plain`);
      await pause(2_000);
    }),
  );
  await plain.page.locator('textarea').focus();
  noteTask(`typing below them, in a plain box`, await plain.longest(keys, () => type(plain)));
  note(`of ${KEYS.length} keys shown later than 50 ms, in a plain box`, await lateKeys(plain));
  await plain.page.close();

  const slow = await open();
  const { page } = slow;
  noteTask(
    'ours, from the tag to 100 comments shown',
    await slow.longest(ours, async () => {
      await page.goto(origin);
      await slow.until(shown(100));
    }),
  );
  note('layout shift, below a post', (await seenOn(slow)).shift);
  noteTask(
    `ours, from “Show earlier” to ${COMMENTS} shown`,
    await slow.longest(ours, () => press(slow, /^Show earlier comments/, shown(COMMENTS))),
  );
  await page.getByRole('textbox', { name: 'Leave a comment' }).focus();
  await page.getByRole('button', { name: 'Post comment' }).waitFor();
  await pause(500);
  noteTask(`ours, typing below ${COMMENTS} comments`, await slow.longest(keys, () => type(slow)));
  note(`of ${KEYS.length} keys shown later than 50 ms, in ours`, await lateKeys(slow));
  await page.close();

  const worst = await open();
  await worst.page.goto(`${origin}/worst`);
  await worst.until(shown(100));
  note('layout shift, in the first window with text below', (await seenOn(worst)).shift);
  await worst.page.close();

  const long = await open();
  await long.page.goto(`${origin}/many`);
  await long.until(shown(6));
  noteTask(
    `ours, ${MANY.toLocaleString('en')} replies to one comment, five parts fetched`,
    await long.longest(ours, async () => {
      for (let n = MANY - 200; n > MANY - 700; n -= 100) {
        await press(long, /^Show earlier comments/, `root.textContent.includes('(${n.toLocaleString('en')})')`);
      }
    }),
  );
  note(
    'elements then',
    await long.ask<number>("document.querySelector('afterword-comments').shadowRoot.querySelectorAll('*').length"),
  );
  await long.page.close();
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
