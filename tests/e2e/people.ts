// What readers and the owner do, in the words that they see. No selector knows how the widget is built inside:
// roles, labels and texts only, which Playwright finds through the open shadow root.

import { type APIRequestContext, type Browser, expect, type Locator, type Page } from '@playwright/test';
import { type CountsAnswer, ENDPOINTS, type OwnerComments, type VerdictAnswer } from '../../worker/contract/index.ts';
import { TOKEN, WORKER } from './places.ts';

export const THANKS = 'Thank you. Your comment is waiting for approval.';
export const ONLY_YOU = 'Only you can see this until it is approved.';

/** A person with a browser of her own: nothing is shared with anybody else's. */
export async function newReader(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await open(page, url);
  return page;
}

/** Opens the page and waits for its comments, which load when they come near. */
export async function open(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await widget(page).scrollIntoViewIfNeeded();
  await expect(page.getByRole('textbox', { name: 'Leave a comment' })).toBeVisible();
  await expect(page.getByText('Loading comments…')).toBeHidden();
}

export function widget(page: Page): Locator {
  return page.locator('afterword-comments');
}

export function heading(page: Page): Locator {
  return widget(page).getByRole('heading', { level: 2 });
}

/** The comment that holds these words, without its replies. */
export function comment(page: Page, words: string): Locator {
  return page.getByRole('article').filter({ hasText: words }).last();
}

/** How many comments the worker counts there, in the words of a link or a heading. */
export async function countWords(request: APIRequestContext, url: string): Promise<string> {
  const answer = await request.get(`${WORKER}${ENDPOINTS.counts}?page=${encodeURIComponent(url)}`);
  const count = ((await answer.json()) as CountsAnswer).counts[0];
  return count === 1 ? '1 comment' : `${count} comments`;
}

export async function write(page: Page, name: string, body: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Leave a comment' }).fill(body);
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
}

export async function post(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Post comment' }).click();
}

/** As the owner does it without the desk: reads what waits, and approves what these words are in. */
export async function approve(request: APIRequestContext, words: string): Promise<void> {
  const headers = { authorization: `Bearer ${TOKEN}` };
  const answer = await request.get(`${WORKER}${ENDPOINTS.ownerComments}?status=pending`, { headers });
  const { comments } = (await answer.json()) as OwnerComments;
  const found = comments.find(({ source }) => source.includes(words));
  if (!found) throw new Error(`Nothing that waits says “${words}”`);
  const { thread, id, words: hash } = found;
  const data = { comments: [{ thread, id, words: hash }], verdict: 'approve' };
  const judged = await request.post(`${WORKER}${ENDPOINTS.verdicts}`, { headers, data });
  expect(((await judged.json()) as VerdictAnswer).done).toEqual([id]);
}
