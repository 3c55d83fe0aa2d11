// The first sight on a slow network: what shows before reading.js is there, that somebody can write in it, and that
// nothing moves and nothing is lost when Preact takes over. Pictures to look at are in .tmp/places.

import { expect, type Page, test } from '@playwright/test';
import { comment, heading, newReader, widget } from './people.ts';
import { picture } from './pictures.ts';
import { BLOG, POSTS, WORKER } from './places.ts';

const box = (page: Page) => page.getByRole('textbox', { name: 'Leave a comment' });

/** Keeps reading.js back; what is returned lets it come. */
async function holdBack(page: Page): Promise<() => void> {
  let come: () => void = () => {};
  const gate = new Promise<void>((done) => {
    come = done;
  });
  await page.route(`${WORKER}/*/reading.js*`, async (route) => {
    await gate;
    await route.continue();
  });
  return come;
}

/** From here on: what moves, and which of the elements that stand now are taken away. */
async function watch(page: Page): Promise<() => Promise<{ shift: number; lost: string[] }>> {
  await page.evaluate(() => {
    const root = document.querySelector('afterword-comments')?.shadowRoot as ShadowRoot;
    // Room that is kept for what can be done is an empty `div`, which is made anew.
    const before = [...root.querySelectorAll('section *')].filter(({ className }) => className !== 'acts');
    let shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) shift += entry.value;
    }).observe({ type: 'layout-shift' });
    Object.assign(window, {
      watched: () => ({ shift, lost: before.filter((one) => !one.isConnected).map(({ localName }) => localName) }),
    });
  });
  return () => page.evaluate(() => (window as unknown as { watched(): { shift: number; lost: string[] } }).watched());
}

async function taken(page: Page): Promise<void> {
  await expect(page.getByRole('link', { name: /RSS/ })).toBeVisible();
}

test('who writes before reading.js is there keeps place, words and caret when it comes', async ({ page }) => {
  const come = await holdBack(page);
  await page.goto(POSTS.interview);
  await widget(page).scrollIntoViewIfNeeded();
  await expect(comment(page, 'Sending vibes')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Reply to/ })).toHaveCount(0);
  await box(page).click();
  await page.keyboard.type('Half a thought');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('Shift+ArrowLeft');
  await picture(page, 'places/first-sight');
  const seen = await watch(page);
  come();
  await taken(page);
  await expect(page.getByRole('button', { name: 'Post comment' })).toBeVisible();
  expect(
    await box(page).evaluate(({ selectionStart, selectionEnd }: HTMLTextAreaElement) => [selectionStart, selectionEnd]),
  ).toEqual([12, 13]);
  await expect(box(page)).toBeFocused();
  await page.keyboard.type('G');
  await expect(box(page)).toHaveValue('Half a thougGt');
  const { lost } = await seen();
  expect(lost).toEqual([]);
  await picture(page, 'places/first-sight-taken');
});

test('nothing that shows moves when reading.js comes', async ({ page }) => {
  const come = await holdBack(page);
  await page.goto(POSTS.weeding);
  await widget(page).scrollIntoViewIfNeeded();
  await expect(comment(page, 'a surgeon came down in tears')).toBeVisible();
  const seen = await watch(page);
  come();
  await taken(page);
  await expect(page.getByRole('button', { name: /^Reply to/ }).first()).toBeVisible();
  const { shift, lost } = await seen();
  expect(lost).toEqual([]);
  expect(shift).toBe(0);
});

test('what is typed while the thread is on its way stays, in the same box', async ({ page }) => {
  await holdBack(page);
  let answer: () => void = () => {};
  const gate = new Promise<void>((done) => {
    answer = done;
  });
  await page.route(`${WORKER}/api/thread**`, async (route) => {
    await gate;
    await route.continue();
  });
  await page.goto(POSTS.interview);
  await widget(page).scrollIntoViewIfNeeded();
  await expect(page.getByText('Loading comments…')).toBeVisible();
  await box(page).click();
  await page.keyboard.type('Early');
  const element = await box(page).elementHandle();
  answer();
  await expect(comment(page, 'Sending vibes')).toBeVisible();
  await page.keyboard.type(' bird');
  await expect(box(page)).toHaveValue('Early bird');
  expect(await element?.evaluate((one) => one.isConnected)).toBe(true);
});

test('letters that are being composed are not taken from under the fingers', async ({ page }) => {
  const come = await holdBack(page);
  await page.goto(POSTS.interview);
  await widget(page).scrollIntoViewIfNeeded();
  await expect(comment(page, 'Sending vibes')).toBeVisible();
  await box(page).click();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Input.imeSetComposition', { text: 'にほ', selectionStart: 2, selectionEnd: 2 });
  await expect(box(page)).toHaveValue('にほ');
  const ended = await box(page).evaluateHandle((element) => {
    const seen = { ended: 0 };
    element.addEventListener('compositionend', () => seen.ended++);
    return seen;
  });
  come();
  await taken(page);
  await expect(page.getByRole('button', { name: 'Post comment' })).toBeVisible();
  expect(await ended.jsonValue()).toEqual({ ended: 0 });
  await cdp.send('Input.imeSetComposition', { text: 'にほん', selectionStart: 3, selectionEnd: 3 });
  await cdp.send('Input.insertText', { text: '日本' });
  await expect(box(page)).toHaveValue('日本');
});

test('where reading.js is blocked every comment can be read, and the box keeps its text', async ({ page }) => {
  await page.route(`${WORKER}/*/reading.js*`, (route) => route.abort());
  await page.goto(POSTS.interview);
  await widget(page).scrollIntoViewIfNeeded();
  await expect(comment(page, 'Any news?')).toBeVisible();
  await expect(heading(page)).toHaveText(`${(await page.getByRole('article').count()) - 1} comments`);
  await box(page).fill('Kept');
  await picture(page, 'places/first-sight-blocked');
  await page.unroute(`${WORKER}/*/reading.js*`);
  await page.reload();
  await widget(page).scrollIntoViewIfNeeded();
  await expect(box(page)).toHaveValue('Kept');
  await taken(page);
});

test('the first sight runs from right to left, and on a telephone', async ({ page }) => {
  await holdBack(page);
  await page.setViewportSize({ width: 320, height: 700 });
  await page.goto(`${BLOG}/places/rtl.html`);
  await widget(page).scrollIntoViewIfNeeded();
  await expect(heading(page)).toContainText('تعليق');
  await picture(page, 'places/first-sight-rtl');
  expect(await page.locator('html').evaluate(({ scrollWidth }) => scrollWidth)).toBe(320);
});

test('the first sight is dark where the page is', async ({ browser }) => {
  const page = await newReader(browser, POSTS.interview);
  await holdBack(page);
  await page.getByRole('radio', { name: 'Dark' }).check();
  await page.reload();
  await widget(page).scrollIntoViewIfNeeded();
  await expect(comment(page, 'Sending vibes')).toBeVisible();
  await picture(page, 'places/first-sight-dark');
  await page.context().close();
});
