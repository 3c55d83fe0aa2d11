// Readers whose browser runs no JavaScript: the thread as a page, and its form.

import { expect, type Page, test } from '@playwright/test';
import { PAGES } from '../../worker/rules/paths.ts';
import { violations } from './axe.ts';
import { approve, THANKS } from './people.ts';
import { POSTS, WORKER } from './places.ts';

const address = (post: string) => `${WORKER}/thread?page=${encodeURIComponent(post)}`;
const comment = (page: Page, words: string) => page.getByRole('article').filter({ hasText: words });

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('a reader reads, replies, is told that it waits, and it shows once it is approved', async ({
    page,
    request,
  }) => {
    const styled = page.waitForResponse(WORKER + PAGES.threadStyle);
    await page.goto(address(POSTS.interview));
    expect((await styled).headers()['content-type']).toContain('text/css');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^\d+ comments$/);
    await page.getByRole('link', { name: 'Reply to Hanneke' }).click();
    await expect(page.getByRole('heading', { name: 'Reply to Hanneke' })).toBeVisible();
    await page.getByRole('textbox', { name: 'Your comment' }).fill('A loud Monday, read by **everybody**.');
    await page.getByLabel('Name').fill('Noor');
    await expect(page.getByLabel('Leave this empty')).not.toBeInViewport();
    // A person takes longer than this to write; a program would be told to wait.
    await page.waitForTimeout(2_100);
    await page.getByRole('button', { name: 'Post reply' }).click();
    await expect(page.getByText(THANKS)).toBeVisible();
    await expect(comment(page, 'A loud Monday').locator('strong')).toHaveText('everybody');
    await page.getByRole('link', { name: 'Show the latest comments' }).click();
    await expect(comment(page, 'A loud Monday')).toHaveCount(0);

    await approve(request, 'A loud Monday');
    await page.reload();
    const answered = page.getByRole('listitem').filter({ hasText: 'one of them in the corridor' });
    await expect(answered).not.toContainText('A loud Monday');
    const hanneke = page.getByRole('listitem').filter({ hasText: 'Read nothing into a silent Friday' }).last();
    await expect(hanneke).toContainText('read by everybody');
    await expect(page.getByRole('link', { name: '← Back to the page' })).toHaveAttribute('href', POSTS.interview);
  });

  test('what was written is still there when something is missing', async ({ page }) => {
    await page.goto(address(POSTS.quiet));
    await page.getByLabel('Your comment').fill('A long thought\nin two lines.');
    await page.getByLabel('Name').fill('x'.repeat(81));
    await page.waitForTimeout(2_100);
    await page.getByRole('button', { name: 'Post comment' }).click();
    await expect(page.getByText('A name can have up to 80 characters.')).toBeVisible();
    await expect(page.getByLabel('Your comment')).toHaveValue('A long thought\nin two lines.');
    await page.getByLabel('Name').fill('Noor');
    await page.getByRole('button', { name: 'Post comment' }).click();
    await expect(page.getByText(THANKS)).toBeVisible();
  });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the page without a script: ${colorScheme}`, async ({ browser }) => {
    const context = await browser.newContext({ colorScheme, bypassCSP: true });
    const page = await context.newPage();
    await page.goto(address(POSTS.interview));
    expect(await violations(page)).toEqual([]);
    await context.close();
  });
}

test('nothing of it sticks out on a telephone of 320 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(address(POSTS.interview));
  expect(await page.locator('html').evaluate(({ scrollWidth }) => scrollWidth)).toBe(320);
});

test('it has the grid and the weights of the widget', async ({ page }) => {
  await page.goto(address(POSTS.interview));
  const list = comment(page, 'Twenty-two years').last();
  const at = async (selector: string) => (await list.locator(selector).first().boundingBox())!;
  const style = (selector: string, name: 'listStyleType' | 'fontWeight' | 'marginTop') =>
    page
      .locator(selector)
      .first()
      .evaluate((element, name) => getComputedStyle(element)[name], name);
  const [disc, name, words, act] = [await at('.avatar'), await at('h2'), await at('.words'), await at('.acts')];
  // The disc in a column of its own, and what is written beside it.
  expect(words.x).toBeGreaterThan(disc.x + disc.width);
  expect([name.x, act.x]).toEqual([words.x, words.x]);
  // Paragraphs are apart, in a list of comments or not.
  expect(await style('.words > p + *', 'marginTop')).toBe('12px');
  expect(await style('.words ul', 'listStyleType')).toBe('disc');
  expect(await style('.send button', 'fontWeight')).toBe('600');
  expect(await style('.field label[for=name]', 'fontWeight')).toBe('400');
  // Over the box stands one line; its label is for the ear.
  await expect(page.getByRole('textbox', { name: 'Your comment' })).toBeVisible();
  expect((await page.locator('label[for=body]').boundingBox())?.width).toBeLessThanOrEqual(1);

  await page.setViewportSize({ width: 390, height: 800 });
  const [small, below] = [await at('.avatar'), await at('.words')];
  expect(below.x).toBe(small.x);
});
