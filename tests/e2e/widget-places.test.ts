// The widget in hard places: each page of demo/places, judged by axe.

import { expect, type Page, test } from '@playwright/test';
import { violations, WIDGET } from './axe.ts';
import { comment, heading, widget } from './people.ts';
import { picture } from './pictures.ts';
import { BLOG, WORKER } from './places.ts';
import { writePage } from './sites.ts';

// None of them writes anything.
test.describe.configure({ mode: 'parallel' });

const COUNT = /^\d+ comments$/;

async function visit(page: Page, name: string): Promise<string[]> {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(`${BLOG}/places/${name}.html`);
  await expect(widget(page).first().getByRole('article').first()).toBeVisible();
  await expect(widget(page).first().getByRole('combobox')).toBeVisible();
  return complaints;
}

/** With the form closed, open, and with what is wrong said. */
async function judge(page: Page, name: string, box: string | RegExp = 'Leave a comment'): Promise<void> {
  expect(await violations(page, WIDGET)).toEqual([]);
  await picture(page, `places/${name}`);
  await page.getByRole('textbox', { name: box }).first().fill('Half a thought');
  const main = widget(page).first().locator('form button:not([type])');
  await expect(main).toBeVisible();
  expect(await violations(page, WIDGET)).toEqual([]);
  await main.click();
  await expect(widget(page).first().locator('[aria-invalid=true]')).toBeFocused();
  expect(await violations(page, WIDGET)).toEqual([]);
  await picture(page, `places/${name}-open`);
}

test('a dark page', async ({ page }) => {
  expect(await visit(page, 'dark')).toEqual([]);
  await judge(page, 'dark');
});

// A theme's own switch may change colours alone: then a browser's own checkbox stays bright white.
test('a dark page that does not tell the browser so: the checkbox is as dark as the page', async ({ page }) => {
  const tag = `<script async data-lazy="off" data-page-url="${BLOG}/posts/the-interview-past-audiology.html" src="${WORKER}/embed.js"></script>`;
  await page.goto(
    writePage(
      'dark.html',
      `<!doctype html><html lang="en"><body style="background:#111;color:#eee">${tag}</body></html>`,
    ),
  );
  await page.getByRole('textbox', { name: 'Leave a comment' }).first().fill('Half a thought');
  const box = widget(page).getByRole('checkbox').first();
  const look = () =>
    box.evaluate((element) => {
      const { appearance, backgroundColor } = getComputedStyle(element);
      return [appearance, backgroundColor, getComputedStyle(element, '::before').content];
    });
  await box.check();
  expect(await look()).toEqual(['none', 'rgba(0, 0, 0, 0)', '"✓"']);
  await box.uncheck();
  expect(await look()).toEqual(['none', 'rgba(0, 0, 0, 0)', 'none']);
  await picture(page, 'places/dark-unsaid');
});

test('a hostile page cannot unset it, squeeze it or blow it up', async ({ page }) => {
  await visit(page, 'hostile');
  const { width, fontSize } = await widget(page).evaluate((element) => {
    const root = element.shadowRoot?.querySelector('section') as HTMLElement;
    return { width: root.getBoundingClientRect().width, fontSize: getComputedStyle(root).fontSize };
  });
  expect(width).toBeGreaterThan(400);
  expect(fontSize).toBe('16px');
  await judge(page, 'hostile');
});

test('a tiny root leaves it legible', async ({ page }) => {
  await visit(page, 'tiny');
  const size = await widget(page).evaluate((element) =>
    Number.parseFloat(getComputedStyle(element.shadowRoot?.querySelector('.body') as HTMLElement).fontSize),
  );
  expect(size).toBeGreaterThanOrEqual(14);
  await judge(page, 'tiny');
});

test('a page from right to left is spoken to in its language, and each comment keeps its direction', async ({
  page,
}) => {
  await visit(page, 'rtl');
  await expect(heading(page)).toContainText('تعليق');
  const disc = await widget(page).locator('.disc').first().boundingBox();
  const body = await widget(page).locator('.body').first().boundingBox();
  expect(disc?.x).toBeGreaterThan(body?.x ?? 0);
  await judge(page, 'rtl', 'اترك تعليقًا');
});

test('where its language is not among ours, the words are English and run as English does', async ({ page }) => {
  await visit(page, 'pashto');
  await expect(heading(page)).toHaveText(COUNT);
  await expect(widget(page).locator('section')).toHaveAttribute('dir', 'ltr');
  await judge(page, 'pashto');
});

test('a strict policy and trusted types find nothing to complain about', async ({ page }) => {
  expect(await visit(page, 'strict')).toEqual([]);
  const size = await heading(page).evaluate((element) => getComputedStyle(element).fontWeight);
  expect(size).toBe('600');
  await judge(page, 'strict');
});

test('an app that swaps articles has the comments of each, and none where there are none', async ({ page }) => {
  await page.goto(`${BLOG}/places/app.html?the-interview-past-audiology`);
  await expect(comment(page, 'Any news?')).toBeVisible();
  await page.getByRole('textbox', { name: 'Leave a comment' }).fill('Half a thought');
  await page.getByRole('link', { name: 'Things left in books' }).click();
  await expect(comment(page, 'Any news?')).toHaveCount(0);
  await expect(widget(page).getByRole('article').first()).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Leave a comment' })).toHaveValue('');
  await page.getByRole('link', { name: 'No comments here' }).click();
  await expect(widget(page)).toHaveCount(0);
  await page.goBack();
  await page.goBack();
  await expect(comment(page, 'Any news?')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Leave a comment' })).toHaveValue('Half a thought');
});

test('two threads on a page keep to themselves', async ({ page }) => {
  test.slow(); // twice as much for axe
  await visit(page, 'two');
  await expect(widget(page)).toHaveCount(2);
  const [first, second] = [widget(page).nth(0), widget(page).nth(1)];
  await expect(second.getByRole('article').first()).toBeVisible();
  await first.getByRole('textbox', { name: 'Leave a comment' }).fill('For the first');
  await expect(second.getByRole('textbox', { name: 'Leave a comment' })).toHaveValue('');
  const asked = await page.evaluate(() =>
    performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname),
  );
  expect(asked.filter((path) => path === '/embed.js')).toHaveLength(1);
  await judge(page, 'two');
});

for (const place of [
  'id=afterword',
  'id=comments',
  'id=disqus_thread',
  'id=cusdis_thread',
  'id=commento',
  'id=isso-thread',
  'id=remark42',
  'class=giscus',
  'id=waline',
]) {
  test(`it takes the place of another system: ${place}`, async ({ page }) => {
    await page.goto(`${BLOG}/places/moved.html?${place}`);
    await widget(page).scrollIntoViewIfNeeded();
    await expect(heading(page)).toHaveText(COUNT);
    expect(await violations(page, WIDGET)).toEqual([]);
  });
}

test('in the first window, with text below, next to nothing moves', async ({ page }) => {
  await page.route(`${WORKER}/api/thread**`, async (route) => {
    await new Promise((done) => setTimeout(done, 600));
    await route.continue();
  });
  await page.goto(`${BLOG}/places/first.html`);
  await expect(widget(page).getByRole('combobox')).toBeVisible();
  const shift = await page.evaluate(
    () =>
      new Promise<number>((done) => {
        let sum = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[]) sum += entry.value;
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => done(sum), 300);
      }),
  );
  console.log(`layout shift in the worst place: ${shift.toFixed(4)}`);
  expect(shift).toBeLessThan(0.05);
});

const WAYS: [string, (page: Page) => Promise<unknown>][] = [
  ['narrow', (page) => page.setViewportSize({ width: 320, height: 700 })],
  ['zoomed', (page) => page.setViewportSize({ width: 550, height: 450 })],
  ['forced', (page) => page.emulateMedia({ forcedColors: 'active' })],
  ['contrast', (page) => page.emulateMedia({ contrast: 'more' })],
  ['still', (page) => page.emulateMedia({ reducedMotion: 'reduce' })],
  ['print', (page) => page.emulateMedia({ media: 'print' })],
];

for (const [name, change] of WAYS) {
  test(`as it is seen: ${name}`, async ({ page }) => {
    await change(page);
    await page.goto(`${BLOG}/posts/the-interview-past-audiology.html`);
    await widget(page).scrollIntoViewIfNeeded();
    await expect(widget(page).getByRole('article').first()).toBeVisible();
    await page.waitForFunction(() =>
      document.querySelector('afterword-comments')?.shadowRoot?.querySelector('.foot a'),
    );
    await picture(page, `places/look-${name}`);
    const { scrollWidth, clientWidth } = await page
      .locator('html')
      .evaluate(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }));
    expect(scrollWidth).toBeLessThanOrEqual(clientWidth);
    if (name === 'print') {
      await expect(page.getByRole('textbox', { name: 'Leave a comment' })).toBeHidden();
      await expect(page.getByRole('button', { name: /^Reply to/ }).first()).toBeHidden();
      await expect(comment(page, 'Any news?')).toBeVisible();
    } else expect(await violations(page, WIDGET)).toEqual([]);
  });
}
