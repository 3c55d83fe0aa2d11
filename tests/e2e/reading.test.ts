// What a reader meets before writing anything.

import { expect, test } from '@playwright/test';
import { comment, countWords, heading, newReader, open, widget } from './people.ts';
import { BLOG, POSTS, WORKER } from './places.ts';

test('a reader sees the thread, its replies and who wrote the post', async ({ page, request }) => {
  await open(page, POSTS.interview);
  await expect(heading(page)).toHaveText(await countWords(request, POSTS.interview));
  const advice = comment(page, 'Twenty-two years in a hospital library');
  await expect(advice.getByRole('listitem').filter({ hasText: 'Learn the names' })).toBeVisible();
  await expect(comment(page, 'I have copied this out by hand')).toContainText('Author');
  await expect(advice).not.toContainText('Author');
  await expect(page.getByText('the job of the dreams')).toHaveCount(0);
});

test('a post without comments invites the first', async ({ page }) => {
  await open(page, POSTS.quiet);
  await expect(heading(page)).toHaveText('Comments');
  await expect(page.getByText('No comments yet. Yours would be the first.')).toBeVisible();
});

test('reading asks nobody but the blog and the worker, and leaves no cookie', async ({ page, context }) => {
  const asked = new Set<string>();
  const complaints: string[] = [];
  page.on('request', (request) => asked.add(new URL(request.url()).origin));
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(String(error)));
  await open(page, POSTS.interview);
  await expect(comment(page, 'Any news?')).toBeVisible();
  expect([...asked].sort()).toEqual([WORKER, BLOG].sort());
  expect(await context.cookies()).toEqual([]);
  expect(complaints).toEqual([]);
});

test('the index tells how many comments each post has, in one request', async ({ page, request }) => {
  const requests: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/')) requests.push(new URL(request.url()).pathname);
  });
  await page.goto(BLOG);
  const many = await countWords(request, POSTS.interview);
  await expect(page.getByRole('link', { name: many })).toHaveAttribute('href', /past-audiology/);
  await expect(page.getByRole('link', { name: '1 comment', exact: true })).toHaveAttribute('href', /weeding/);
  await expect(page.getByRole('link', { name: 'Leave a comment' })).toHaveAttribute('href', /quiet-floor/);
  expect(requests).toEqual(['/api/counts']);
});

test('the link of a count leads to the comments', async ({ page }) => {
  await page.goto(BLOG);
  await page.getByRole('link', { name: /^\d\d comments$/ }).click();
  await expect(heading(page)).toBeInViewport();
});

for (const look of ['Light', 'Serif', 'Dark', 'Coloured']) {
  test(`the comments wear what the page wears: ${look}`, async ({ browser }) => {
    const page = await newReader(browser, POSTS.weeding);
    await page.getByRole('radio', { name: look }).check();
    const body = page.getByRole('article').filter({ hasText: 'a surgeon came down in tears' }).last();
    const style = (element: Element) => {
      const { color, fontFamily, backgroundColor } = getComputedStyle(element);
      return { color, fontFamily, backgroundColor };
    };
    const transparent = { backgroundColor: 'rgba(0, 0, 0, 0)' };
    const expected = { ...(await page.locator('article.post p').first().evaluate(style)), ...transparent };
    expect(await widget(page).evaluate(style)).toEqual(expected);
    expect(await body.getByText('a surgeon came down in tears').evaluate(style)).toEqual(expected);
    await page.context().close();
  });
}

test('nothing sticks out on a telephone of 320 pixels', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await open(page, POSTS.interview);
  await page.getByRole('textbox', { name: 'Leave a comment' }).focus();
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeVisible();
  const root = page.locator('html');
  expect(await root.evaluate(({ scrollWidth }) => scrollWidth)).toBe(320);
});
