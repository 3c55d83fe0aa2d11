// The owner at the desk: plain forms that work with and without JavaScript. Signing in is limited to five tries a
// minute, also here, so the tests share what they sign in for.

import { expect, type Page, test } from '@playwright/test';
import { heading, newReader } from './people.ts';
import { POSTS, TOKEN, WORKER } from './places.ts';

async function signIn(page: Page): Promise<void> {
  await page.goto(`${WORKER}/admin`);
  await page.getByLabel('Token').fill(TOKEN);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('link', { name: /^Waiting/ })).toHaveAttribute('aria-current', 'page');
}

const row = (page: Page, words: string) => page.getByRole('article').filter({ hasText: words });

test('a wrong token opens nothing', async ({ page }) => {
  await page.goto(`${WORKER}/admin`);
  await expect(page.getByLabel('Token')).toHaveValue('');
  await page.getByLabel('Token').fill('not the token, but just as long as it is');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByText('That is not the token.')).toBeVisible();
  expect((await page.context().cookies()).length).toBe(0);
});

test('no text becomes markup or a script on the desk’s pages: the browser itself refuses', async ({ page }) => {
  await page.goto(`${WORKER}/admin`);
  const refused = await page.evaluate(() => {
    const tries = [
      () => new Worker('/desk/reader.js'),
      () => Object.assign(document.createElement('script'), { src: '/desk/desk.js' }),
      () => Object.assign(document.body, { innerHTML: '<b>bold</b>' }),
    ];
    return tries.map((attempt) => {
      try {
        attempt();
        return 'done';
      } catch (error) {
        return (error as Error).name;
      }
    });
  });
  expect(refused).toEqual(['TypeError', 'TypeError', 'TypeError']);
});

test('the owner signs in, sees what waits and why, marks spam, and signs out', async ({ page }) => {
  await signIn(page);
  const spam = row(page, 'the job of the dreams');
  await expect(spam).toContainText('Waiting: ');
  await expect(spam).toContainText('The interview past Audiology');
  await spam.getByRole('button', { name: 'Spam' }).click();
  await expect(page.getByText('Marked Interview Boost’s comment as spam.')).toBeVisible();
  await expect(row(page, 'the job of the dreams')).toHaveCount(0);
  await page.getByRole('link', { name: 'Spam' }).click();
  await expect(row(page, 'the job of the dreams')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.goto(`${WORKER}/admin`);
  await expect(page.getByLabel('Token')).toBeVisible();
});

test('without JavaScript the owner approves, takes it back and approves again', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await signIn(page);
  await row(page, 'Did you wear the jacket').getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByText('Approved Wes’s comment.')).toBeVisible();
  await expect(row(page, 'Did you wear the jacket')).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Undone. Wes’s comment is waiting again.')).toBeVisible();
  await row(page, 'Did you wear the jacket').getByRole('button', { name: 'Approve' }).click();
  await expect(page.getByText('Approved Wes’s comment.')).toBeVisible();

  const reader = await newReader(browser, POSTS.interview);
  await expect(heading(reader)).toHaveText('19 comments');
  await expect(reader.getByText('Did you wear the jacket')).toBeVisible();
  await reader.context().close();
  await context.close();
});
