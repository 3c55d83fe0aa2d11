// The worker down, or out of reach: the page is whole, a plain sentence says so, and no word is lost.

import { expect, test } from '@playwright/test';
import { comment, ONLY_YOU, open, post, write } from './people.ts';
import { BLOG, POSTS, WORKER } from './places.ts';

test('without the worker the post and the index are whole', async ({ page }) => {
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  await page.route(`${WORKER}/**`, (route) => route.abort());
  await page.goto(POSTS.interview);
  await expect(page.getByText('I am well supplied with the other kind.')).toBeVisible();
  await page.goto(BLOG);
  await expect(page.getByRole('link', { name: 'Comments' })).toHaveCount(4);
  expect(errors).toEqual([]);
});

test('when only the thread cannot be read, it says so and can be asked again', async ({ page }) => {
  await page.route(`${WORKER}/api/**`, (route) => route.abort());
  await page.goto(POSTS.weeding);
  await page.locator('afterword-comments').scrollIntoViewIfNeeded();
  await expect(page.getByText('Comments could not be loaded just now.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Leave a comment' })).toBeVisible();
  await page.unroute(`${WORKER}/api/**`);
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(comment(page, 'a surgeon came down in tears')).toBeVisible();
});

test('words stay in the box while the worker is down, also over a reload, and go out by themselves once it is back', async ({
  page,
}) => {
  const body = 'Written while nobody was listening.';
  const box = page.getByRole('textbox', { name: 'Leave a comment' });
  await open(page, POSTS.interview);
  await write(page, 'Kim', body);
  await page.route(`${WORKER}/api/**`, (route) => route.abort());
  await post(page);
  await expect(page.getByText(/^No response yet\. Your comment is kept here/)).toBeVisible();
  await expect(box).toHaveValue(body);

  await page.reload();
  await expect(box).toHaveValue(body);

  await page.unroute(`${WORKER}/api/**`);
  await open(page, POSTS.interview);
  await expect(comment(page, body)).toContainText(ONLY_YOU);
  await expect(box).toHaveValue('');
  await open(page, POSTS.interview);
  await expect(page.getByText(body)).toHaveCount(1);
});

test('what waits is sent from another page of the site, or taken back there', async ({ page }) => {
  await open(page, POSTS.interview);
  await write(page, 'Kim', 'Meant for the interview.');
  await page.route(`${WORKER}/api/comments`, (route) => route.abort());
  await post(page);
  await expect(page.getByText(/^No response yet/)).toBeVisible();

  await open(page, POSTS.quiet);
  await expect(page.getByText(/^No response yet/)).toBeVisible();
  await page.unroute(`${WORKER}/api/comments`);
  await open(page, POSTS.quiet);
  await expect(page.getByText('Your earlier comment has been posted.')).toBeVisible();
  await open(page, POSTS.interview);
  await expect(comment(page, 'Meant for the interview.')).toContainText(ONLY_YOU);

  await write(page, 'Kim', 'Better not.');
  await page.route(`${WORKER}/api/comments`, (route) => route.abort());
  await post(page);
  await page.getByRole('button', { name: 'Don’t send' }).click();
  await expect(page.getByRole('textbox', { name: 'Leave a comment' })).toBeFocused();
  await page.unroute(`${WORKER}/api/comments`);
  await open(page, POSTS.quiet);
  await expect(page.getByText('No comments yet.')).toBeVisible();
  await open(page, POSTS.interview);
  await expect(page.getByText('Your draft is still here.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Leave a comment' })).toHaveValue('Better not.');
});
