// A post whose HTML holds its comments (docs/in-the-page.md): what shows before the widget and without it, and how the
// widget takes over. Pictures to look at are in .tmp/places.

import { type APIRequestContext, expect, type Page, test } from '@playwright/test';
import { ENDPOINTS } from '../../worker/contract/index.ts';
import { violations, WIDGET } from './axe.ts';
import { leaveComments, pageOf, threadAt } from './owner.ts';
import { approve, comment, heading, widget } from './people.ts';
import { picture } from './pictures.ts';
import { POSTS, TOKEN, WORKER } from './places.ts';
import { writePage } from './sites.ts';

const LONG = 'word '.repeat(400);
const FIRST = 'Any news?';

/** The post as a build leaves it. `change`: what has happened to the HTML since. */
async function build(
  request: APIRequestContext,
  name: string,
  { change = (html: string) => html, above = '', below = LONG, lang = 'en', post = POSTS.interview } = {},
): Promise<string> {
  const answer = await request.get(`${WORKER}/fragment?lang=${lang}&page=${encodeURIComponent(post)}`);
  expect(answer.status()).toBe(200);
  const html = change(await answer.text());
  return writePage(
    `${name}.html`,
    `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${name}</title></head>
<body style="font:16px/1.5 sans-serif;max-width:40em;margin:1em auto"><article><h1>The interview</h1><p>${above}</p></article>
<afterword-comments id="afterword" data-page-url="${post}">${html}</afterword-comments>
<script async src="${WORKER}/embed.js"></script><p>${below}</p></body></html>`,
  );
}

/** As built long ago. */
function old(html: string): string {
  return html.replace(/data-read-at="[^"]*"/, 'data-read-at="2026-01-01T00:00:00.000Z"');
}

function asked(page: Page): string[] {
  const urls: string[] = [];
  page.on('request', (request) => request.url().startsWith(`${WORKER}/api/thread`) && urls.push(request.url()));
  return urls;
}

async function taken(page: Page): Promise<void> {
  await expect(page.getByRole('link', { name: /RSS/ })).toBeVisible();
}

test('without JavaScript the comments are there, and lead to the rest', async ({ browser, request }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(await build(request, 'held'));
  await expect(page.getByText(FIRST)).toBeVisible();
  await expect(page.getByRole('link', { name: 'Leave a comment' })).toHaveAttribute('href', /#write$/);
  await picture(page, 'places/in-the-page');
  await page.emulateMedia({ media: 'print' });
  await expect(page.getByText(FIRST)).toBeVisible();
  await context.close();
});

test('axe finds nothing in them', async ({ page, request }) => {
  await page.route(`${WORKER}/embed.js`, (route) => route.abort());
  await page.goto(await build(request, 'held'));
  expect(await violations(page, WIDGET)).toEqual([]);
});

test('the widget goes on from them: it asks for nothing, and shows each comment once', async ({ page, request }) => {
  const urls = asked(page);
  await page.goto(await build(request, 'held'));
  await widget(page).scrollIntoViewIfNeeded();
  await taken(page);
  await expect(comment(page, FIRST)).toBeVisible();
  await expect(heading(page)).toHaveText(/comments$/);
  await expect(page.getByText(FIRST).filter({ visible: true })).toHaveCount(1);
  expect(urls).toEqual([]);
});

test('they show until the widget can show them, whatever it waits for', async ({ page, request }) => {
  let come: () => void = () => {};
  const gate = new Promise<void>((done) => {
    come = done;
  });
  const address = await build(request, 'held-german', { lang: 'de' });
  await page.route(`${WORKER}/*/lang/de.js*`, async (route) => {
    await gate;
    await route.continue();
  });
  await page.goto(address);
  await expect(page.getByText(FIRST)).toBeVisible();
  await page.waitForFunction(() => document.querySelector('afterword-comments')?.shadowRoot);
  await page.waitForTimeout(300);
  await expect(page.getByText(FIRST)).toBeVisible();
  come();
  await expect(page.getByRole('heading', { name: /Kommentare/ })).toBeVisible();
  await expect(page.getByText(FIRST).filter({ visible: true })).toHaveCount(1);
});

for (const width of [390, 1100]) {
  test(`nothing jumps where the text below can be seen: ${width} px`, async ({ page, request }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.addInitScript(() => {
      Object.assign(window, { shift: 0 });
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
          (window as unknown as { shift: number }).shift += entry.value;
      }).observe({ type: 'layout-shift', buffered: true });
    });
    await page.goto(await build(request, `held-${width}`));
    await taken(page);
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => (window as unknown as { shift: number }).shift)).toBeLessThanOrEqual(0.05);
  });
}

test('an old page is asked for anew: what was removed goes', async ({ page, request }) => {
  const place = pageOf('removed-since-the-build');
  await leaveComments(request, place, [
    { name: 'Ada', body: 'Still there' },
    { name: 'Ben', body: 'Removed since' },
  ]);
  for (const words of ['Still there', 'Removed since']) await approve(request, words);
  const address = await build(request, 'old', { change: old, post: place.page });
  const { thread, comments } = await threadAt(request, place.page);
  const { id } = comments.find(({ author }) => author.name === 'Ben')!;
  await request.post(`${WORKER}${ENDPOINTS.verdicts}`, {
    headers: { authorization: `Bearer ${TOKEN}` },
    data: { comments: [{ thread, id }], verdict: 'remove' },
  });
  const urls = asked(page);
  await page.goto(address);
  await widget(page).scrollIntoViewIfNeeded();
  await taken(page);
  await expect(comment(page, 'Still there')).toBeVisible();
  await expect(page.getByText('Removed since').filter({ visible: true })).toHaveCount(0);
  expect(urls).toHaveLength(1);
});

test('an old page far below costs no request until its reader comes near', async ({ page, request }) => {
  const urls = asked(page);
  const address = await build(request, 'old-below', { change: old, above: LONG.repeat(8), below: '' });
  await page.goto(address);
  await page.waitForFunction(() => document.querySelector('afterword-comments')?.shadowRoot?.querySelector('article'));
  expect(urls).toEqual([]);
  await widget(page).scrollIntoViewIfNeeded();
  await expect.poll(() => urls.length).toBe(1);
});

test('who stands on a link of it, or has selected words, keeps it until she is done', async ({ page, request }) => {
  let come: () => void = () => {};
  const gate = new Promise<void>((done) => {
    come = done;
  });
  await page.route(`${WORKER}/embed.js`, async (route) => {
    await gate;
    await route.continue();
  });
  await page.goto(await build(request, 'held-focus'), { waitUntil: 'commit' });
  const link = page.getByRole('link', { name: 'Leave a comment' });
  await link.focus();
  come();
  await page.waitForFunction(() => document.querySelector('afterword-comments')?.shadowRoot);
  await page.waitForTimeout(400);
  await expect(link).toBeFocused();
  await expect(link).toBeVisible();
  await page.evaluate(() => (document.activeElement as HTMLElement).blur());
  await taken(page);
  await expect(comment(page, FIRST)).toBeVisible();
});

test('what is damaged is as if it were not there', async ({ page, request }) => {
  const urls = asked(page);
  await page.goto(
    await build(request, 'damaged', { change: (html) => html.replace('data-afterword="{', 'data-afterword="') }),
  );
  await widget(page).scrollIntoViewIfNeeded();
  await taken(page);
  await expect(comment(page, FIRST)).toBeVisible();
  expect(urls).toHaveLength(1);
});
