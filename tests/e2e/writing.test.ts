// The way of a comment: written, waiting, approved, seen by others, answered; and two of them at once.

import { expect, test } from '@playwright/test';
import {
  approve,
  comment,
  countWords,
  heading,
  newReader,
  ONLY_YOU,
  open,
  post,
  THANKS,
  widget,
  write,
} from './people.ts';
import { BLOG, POSTS } from './places.ts';

test('a first comment waits, stays with its author, is approved, and her next one shows at once', async ({
  browser,
  page,
  request,
}) => {
  await open(page, POSTS.quiet);
  await write(page, 'Mia', 'Someone on our third floor sharpens **pencils** by hand.');
  await post(page);
  await expect(page.getByText(THANKS)).toBeVisible();
  const mine = comment(page, 'sharpens pencils by hand');
  await expect(mine).toContainText(ONLY_YOU);
  await expect(mine.locator('strong, b')).toHaveText('pencils');

  await open(page, POSTS.quiet);
  await expect(comment(page, 'sharpens pencils by hand')).toContainText(ONLY_YOU);

  const ben = await newReader(browser, POSTS.quiet);
  await expect(ben.getByText('No comments yet. Yours would be the first.')).toBeVisible();
  await expect(ben.getByText('sharpens')).toHaveCount(0);

  await approve(request, 'sharpens **pencils**');
  await open(ben, POSTS.quiet);
  await expect(heading(ben)).toHaveText('1 comment');
  await expect(comment(ben, 'sharpens pencils by hand')).not.toContainText(ONLY_YOU);
  await expect(comment(ben, 'sharpens pencils by hand')).toContainText('Mia');

  await open(page, POSTS.quiet);
  await expect(comment(page, 'sharpens pencils by hand')).not.toContainText(ONLY_YOU);
  await write(page, 'Mia', 'And now there are two of them.');
  await post(page);
  await expect(page.getByText('Posted.')).toBeVisible();
  await open(ben, POSTS.quiet);
  await expect(heading(ben)).toHaveText('2 comments');
  await expect(comment(ben, 'now there are two')).toBeVisible();
  await ben.context().close();
});

test('a reply stands below what it answers, and the index counts it', async ({ browser, page, request }) => {
  await page.goto(BLOG);
  await expect(page.getByRole('link', { name: '1 comment', exact: true })).toHaveAttribute('href', /weeding/);

  await open(page, POSTS.weeding);
  await page.getByRole('button', { name: 'Reply to Tomasz Wren' }).click();
  const answer = page.getByRole('textbox', { name: 'Reply to Tomasz Wren' });
  await expect(answer).toBeFocused();
  await answer.fill('Which leg?');
  await page.getByRole('textbox', { name: 'Name' }).fill('Ada');
  await page.getByRole('button', { name: 'Post reply' }).click();
  await expect(comment(page, 'Which leg?')).toContainText(ONLY_YOU);
  await approve(request, 'Which leg?');

  const ben = await newReader(browser, POSTS.weeding);
  await expect(heading(ben)).toHaveText('2 comments');
  const answered = ben.getByRole('listitem').filter({ hasText: 'a surgeon came down in tears' }).first();
  await expect(answered.getByRole('listitem').filter({ hasText: 'Which leg?' })).toBeVisible();
  await ben.goto(BLOG);
  await expect(ben.getByRole('link', { name: '2 comments' }).and(ben.locator('[href*="weeding"]'))).toBeVisible();
  await ben.context().close();
});

test('a comment is text, whatever it looks like', async ({ page }) => {
  await open(page, POSTS.found);
  await write(page, '<b>Bobby</b>', '<img src=x onerror="document.title = 1"> [a link](javascript:alert(1))');
  await post(page);
  await expect(page.getByText(THANKS)).toBeVisible();
  const mine = comment(page, '<img src=x');
  await expect(mine).toContainText('<b>Bobby</b>');
  await expect(widget(page).locator('img, script, [href^="javascript:"]')).toHaveCount(0);
  await expect(page).toHaveTitle('Things left in books: a field guide · Notes from the stacks');
});

test('two people who post at the same moment are both there', async ({ browser, page, request }) => {
  const eve = await newReader(browser, POSTS.found);
  await open(page, POSTS.found);
  const before = Number.parseInt(await countWords(request, POSTS.found), 10);
  await write(page, 'Dan', 'A bus ticket from 1988, unused.');
  await write(eve, 'Eve', 'A four-leaf clover, and a note: not mine.');
  await Promise.all([post(page), post(eve)]);
  await Promise.all([expect(page.getByText(THANKS)).toBeVisible(), expect(eve.getByText(THANKS)).toBeVisible()]);
  await Promise.all([approve(request, 'A bus ticket'), approve(request, 'A four-leaf clover')]);

  const ben = await newReader(browser, POSTS.found);
  await expect(comment(ben, 'A bus ticket')).toBeVisible();
  await expect(comment(ben, 'A four-leaf clover')).toBeVisible();
  await expect(heading(ben)).toHaveText(`${before + 2} comments`);
  await ben.context().close();
  await eve.context().close();
});

test('what is missing is said beside the field, and nothing is lost', async ({ page }) => {
  await open(page, POSTS.interview);
  await page.getByRole('textbox', { name: 'Leave a comment' }).fill('No name yet.');
  await post(page);
  await expect(page.getByText('Please add a name.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await expect(page.getByRole('textbox', { name: 'Leave a comment' })).toHaveValue('No name yet.');
});
