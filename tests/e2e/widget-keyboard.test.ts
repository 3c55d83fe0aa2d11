// Everything by keyboard alone, and the focus never lost: after posting, replying, cancelling, liking, reporting,
// editing, deleting, unfolding.

import { expect, type Page, test } from '@playwright/test';
import { comment, newReader, open, widget } from './people.ts';
import { POSTS } from './places.ts';

/** The accessible name of what has the focus, through shadow trees. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    let active = document.activeElement;
    while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
    const root = active?.getRootNode() as Document | ShadowRoot;
    const label = active?.id ? root.querySelector(`label[for="${active.id}"]`)?.textContent : '';
    return (
      active?.getAttribute('aria-label') ??
      (label || active?.querySelector('title')?.textContent || active?.textContent) ??
      ''
    )
      .replace(/\s+/g, ' ')
      .trim();
  });
}

/** Tab until the focus is there; a test that gets lost says where it was. */
async function tabTo(page: Page, name: string | RegExp, key = 'Tab'): Promise<void> {
  const seen: string[] = [];
  for (let i = 0; i < 80; i++) {
    const now = await focused(page);
    if (typeof name === 'string' ? now === name : name.test(now)) return;
    seen.push(now.slice(0, 30));
    await page.keyboard.press(key);
  }
  throw new Error(`never came to ${name}: ${seen.join(' | ')}`);
}

test('reading, replying, posting, editing and deleting by keyboard', async ({ browser }) => {
  const page = await newReader(browser, POSTS.weeding);
  await page.locator('h1').click();
  await tabTo(page, /^Reply to Tomasz Wren/);
  await page.keyboard.press('Enter');
  expect(await focused(page)).toBe('Reply to Tomasz Wren');
  await page.keyboard.type('By keyboard.');

  // Text, tools (one stop, arrows within), Preview, Name, Remember, Post.
  await expect(page.getByRole('button', { name: 'Bold' })).toBeVisible();
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('Bold');
  await page.keyboard.press('ArrowRight');
  expect(await focused(page)).toBe('Italic');
  await page.keyboard.press('Tab');
  expect(await focused(page)).toBe('Preview');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Write', exact: true })).toBeFocused();
  await expect(widget(page).getByText('By keyboard.').first()).toBeVisible();
  await page.keyboard.press('Enter');
  expect(await focused(page)).toBe('Reply to Tomasz Wren');

  await tabTo(page, 'Cancel');
  await page.keyboard.press('Enter');
  expect(await focused(page)).toBe('Reply to Tomasz Wren');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Reply to Tomasz Wren' })).toHaveValue('By keyboard.');
  await page.keyboard.press('Control+Enter');
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('Keys');
  await page.keyboard.press('Enter');
  const mine = comment(page, 'By keyboard.');
  await expect(mine).toBeFocused();
  await expect(mine).toContainText('Waiting');

  await tabTo(page, 'Edit');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Edit your comment' })).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.type(' Edited.');
  await page.keyboard.press('Control+Enter');
  await expect(comment(page, 'By keyboard. Edited.')).toBeFocused();

  await tabTo(page, 'Delete');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Delete' })).toBeFocused();
  await tabTo(page, 'Keep');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Delete' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await expect(page.getByText('By keyboard. Edited.')).toHaveCount(0);
  expect(await focused(page)).not.toBe('');
  await page.context().close();
});

test('liking and reporting by keyboard', async ({ browser }) => {
  const page = await newReader(browser, POSTS.found);
  await page.locator('h1').click();
  await tabTo(page, /^Like .*’s comment/);
  const like = await focused(page);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { pressed: true })).toHaveCount(1);
  expect(await focused(page)).toBe(like);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { pressed: true })).toHaveCount(0);

  await tabTo(page, /^Report .*’s comment/);
  const report = await focused(page);
  await page.keyboard.press('Enter');
  expect(await focused(page)).toBe('What is wrong with this comment?');
  await page.keyboard.type('It is about biscuits.');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article').getByText('Thank you. The site’s owner will look at it.')).toBeVisible();
  expect(await focused(page)).toBe(report);
  await page.context().close();
});

test('folding a branch keeps the focus on its button', async ({ page }) => {
  await open(page, POSTS.interview);
  const hide = page.getByRole('button', { name: /^Hide \d+ replies/ }).first();
  await hide.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^Show \d+ replies/ }).first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(hide).toBeFocused();
});
