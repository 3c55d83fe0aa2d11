// `npm run bench:widget`: what the widget costs a reader's machine, in the browser, with the CPU slowed down four times:
// the longest task from the tag to 200 comments shown, the layout shift in the worst place, and what a key costs in the
// form. Prints figures; tests hold limits. The worker is played by this file, so that only the widget is measured.

import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type CDPSession, chromium, type Page } from 'playwright';
import { browserArgs, browserPath } from '../tests/browser.ts';
import type { Node, PublicComment, Thread } from '../worker/contract/index.ts';
import { ROOT } from './development.ts';

const COMMENTS = 200;
const SLOWER = 4;
const KEYS = 'It is a truth universally acknowledged, that a reader must be in want of a comment. '.repeat(2);

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

function part(n: number | null, origin: string): Thread {
  const from = n === null ? COMMENTS - 100 : n * 100;
  return {
    thread: 'T'.repeat(22),
    page: `${origin}/`,
    title: 'A post',
    open: true,
    count: COMMENTS,
    total: COMMENTS,
    from,
    parts: COMMENTS / 100,
    comments: all.slice(from, from + 100),
    gone: [],
    asks: ['url', 'likes'],
  };
}

// Runs in the page, whose types this program does not have. The browser reports keys that are shown after 16 ms or more.
const WATCH = `
  const seen = { tasks: [], shift: 0, keys: [] };
  window.seen = seen;
  const watch = (type, note, more) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true, ...more });
  watch('longtask', ({ duration }) => seen.tasks.push(duration));
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
    json(200, part(asked === null ? null : Number(asked), origin));
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
  } else if (url.pathname === '/' || url.pathname === '/worst') {
    response.writeHead(200, { 'content-type': 'text/html' }).end(pageHtml(url.pathname === '/worst'));
  } else json(404, {});
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const origin = `http://localhost:${(server.address() as AddressInfo).port}`;

const browser = await chromium.launch({ executablePath: await browserPath(), args: browserArgs });

async function visit(path: string): Promise<{ page: Page; cdp: CDPSession }> {
  const page = await browser.newPage({ viewport: { width: 1100, height: 900 } });
  await page.addInitScript(WATCH);
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  await page.goto(origin + path);
  await page.locator('afterword-comments .foot a').waitFor();
  await page.waitForTimeout(500);
  return { page, cdp };
}

interface Seen {
  tasks: number[];
  shift: number;
  keys: number[];
}

const seenOn = (page: Page) => page.evaluate<Seen>('seen');
const longest = (tasks: number[]) => (tasks.length > 0 ? `${Math.max(...tasks).toFixed(0)} ms` : 'none over 50 ms');

const { page } = await visit('/');
const first = await seenOn(page);
console.log(`longest task, tag to 100 comments shown: ${longest(first.tasks)}`);
await page.getByRole('button', { name: /^Show earlier comments/ }).click();
await page
  .locator('afterword-comments article')
  .nth(COMMENTS - 1)
  .waitFor({ state: 'attached' });
await page.waitForTimeout(500);
const second = await seenOn(page);
console.log(`longest task, "Show earlier" to ${COMMENTS} shown: ${longest(second.tasks.slice(first.tasks.length))}`);

await page.getByRole('textbox', { name: 'Leave a comment' }).focus();
await page.getByRole('button', { name: 'Post comment' }).waitFor();
await page.waitForTimeout(500);
const before = (await seenOn(page)).tasks.length;
const start = performance.now();
for (const key of KEYS) await page.keyboard.press(key === ' ' ? 'Space' : key);
const each = (performance.now() - start) / KEYS.length;
const typed = await seenOn(page);
const slow = typed.keys.filter((duration) => duration > 50);
console.log(
  `typing below ${COMMENTS} comments: ${each.toFixed(1)} ms a key all in all; of ${KEYS.length} keys ${slow.length} shown later than 50 ms; longest task ${longest(typed.tasks.slice(before))}`,
);
await page.close();

const worst = await visit('/worst');
console.log(`layout shift, first window with text below: ${(await seenOn(worst.page)).shift.toFixed(4)}`);
await browser.close();
server.close();
