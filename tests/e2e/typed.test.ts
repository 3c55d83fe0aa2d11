// What people type, as they see it: their own words come back, drafts stay in reach, and nothing is cut off or covered.

import { expect, type Locator, test } from '@playwright/test';
import { ENDPOINTS, type OwnerComments } from '../../worker/contract/index.ts';
import { approve, comment, open, post, THANKS, widget, write } from './people.ts';
import { POSTS, TOKEN, WORKER } from './places.ts';

const ZALGO = [...'Zalgo comes'].map((letter) => letter + '\u0300\u0301\u0316\u0317\u0489'.repeat(12)).join('');
const LISTS = `1986. A great year\n1987. Another\n\n- one\n\n999999999. The last\n\n- two\n\n7. Apart\n\n8. Too\n\n- three\n\n${'1. n\n'.repeat(120)}`;
const LONG = 'w'.repeat(300);

test('one’s own words come back in the box as they were typed, letter for letter', async ({ page }) => {
  const typed = 'I <3 this [source: https://example.com/a] and C:\\temp\n\n- 2 * 3 * 4';
  await open(page, POSTS.quiet);
  await write(page, 'Typist', typed);
  await post(page);
  await expect(page.getByText(THANKS)).toBeVisible();
  await comment(page, 'I <3 this').getByRole('button', { name: 'Edit' }).click();
  await expect(page.getByRole('textbox', { name: 'Edit your comment' })).toHaveValue(typed);
  await page.reload();
  await comment(page, 'I <3 this').getByRole('button', { name: 'Edit' }).click();
  await expect(page.getByRole('textbox', { name: 'Edit your comment' })).toHaveValue(typed);
});

test('a reply that was begun is announced after a reload, and gone on with', async ({ page }) => {
  await open(page, POSTS.weeding);
  await page.getByRole('button', { name: 'Reply to Tomasz Wren' }).click();
  await page.getByRole('textbox', { name: 'Reply to Tomasz Wren' }).fill('Half an answer');
  await expect(page.getByRole('button', { name: 'Post reply' })).toBeVisible();
  await page.reload();
  await widget(page).scrollIntoViewIfNeeded();
  await expect(page.getByText('Your draft is still here.')).toBeVisible();
  await expect(page.getByText('Half an answer')).toBeVisible();
  await widget(page).locator('.elsewhere').getByRole('button', { name: 'Edit' }).click();
  await expect(page.getByRole('textbox', { name: 'Reply to Tomasz Wren' })).toHaveValue('Half an answer');
  await page.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByText('Your draft is still here.')).toBeHidden();
});

test('what an extension puts into the trap costs nobody a comment; what is typed there is kept as spam', async ({
  page,
  request,
}) => {
  await open(page, POSTS.quiet);
  await write(page, 'Extended', 'Filled in behind my back.');
  const trap = page.locator('input[name=subject]');
  await trap.evaluate((field: HTMLInputElement) => {
    field.value = 'Autofilled';
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  await post(page);
  await expect(page.getByText(THANKS)).toBeVisible();
  await write(page, 'Robot', 'Best prices, by a robot.');
  await trap.focus();
  await page.keyboard.type('Best prices');
  await post(page);
  await expect(comment(page, 'by a robot')).toBeVisible();
  expect(await tab(request, 'pending')).toContain('Filled in behind my back.');
  expect(await tab(request, 'spam')).toContain('Best prices, by a robot.');
});

async function tab(request: Parameters<typeof approve>[0], status: string): Promise<string[]> {
  const answer = await request.get(`${WORKER}${ENDPOINTS.ownerComments}?status=${status}`, {
    headers: { authorization: `Bearer ${TOKEN}` },
  });
  return ((await answer.json()) as OwnerComments).comments.map(({ source }) => source);
}

for (const width of [320, 390, 1100]) {
  test(`nothing is cut off or covered at ${width} px`, async ({ page, request }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await open(page, POSTS.found);
    const words = `${ZALGO} ${width}\n\n${LISTS}\n\n${LONG}\n\n${'> '.repeat(8)}deep\n\n\`${LONG}\``;
    await write(page, `🇩🇪 ${'n'.repeat(70)}${width}`, words);
    await post(page);
    await expect(widget(page).getByText('A great year').last()).toBeVisible();
    const mine = widget(page).getByRole('article').filter({ hasText: 'A great year' }).last();
    await expect(mine).toBeFocused();
    await expectWhole(mine);
    await approve(request, `${width}\n\n1986`);

    // The same without a script.
    await page.goto(`${WORKER}/thread?page=${encodeURIComponent(POSTS.found)}`);
    await expectWhole(page.getByRole('article').filter({ hasText: 'A great year' }).last());
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}

/** No word stands out of the comment, every number of a list is within it, and its name looks as without its words. */
async function expectWhole(article: Locator): Promise<void> {
  const { outside, numbers, beside } = await article.evaluate((element) => {
    const box = element.getBoundingClientRect();
    const all = [...element.querySelectorAll('p, li, blockquote, bdi, code')].map((one) => one.getBoundingClientRect());
    const pen = document.createElement('canvas').getContext('2d') as CanvasRenderingContext2D;
    const digits = [...element.querySelectorAll('ol')].map((list) => {
      const { listStylePosition, font, paddingInlineStart } = getComputedStyle(list);
      pen.font = font;
      const last = `${list.start + list.children.length - 1}. `;
      return listStylePosition === 'inside' || pen.measureText(last).width <= Number.parseFloat(paddingInlineStart);
    });
    return {
      outside: all.filter(({ left, right }) => left < box.left - 1 || right > box.right + 1).length,
      numbers: digits.every(Boolean),
      // A number in a line of its own says nothing.
      beside: [...element.querySelectorAll('li > p:first-child')].every((words) => {
        const [line] = words.getClientRects();
        return (line?.top ?? 0) - (words.parentElement?.getBoundingClientRect().top ?? 0) < 10;
      }),
    };
  });
  expect(outside).toBe(0);
  expect(numbers).toBe(true);
  expect(beside).toBe(true);

  const name = article.getByRole('heading').first();
  await name.scrollIntoViewIfNeeded();
  const before = await name.screenshot();
  await article.evaluate((element) => {
    const body = element.querySelector<HTMLElement>('.body, .words');
    if (body) body.style.visibility = 'hidden';
  });
  expect((await name.screenshot()).equals(before)).toBe(true);
}

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });

  test('who comes back to a form by “back” can post at once', async ({ page }) => {
    await page.goto(`${WORKER}/thread?page=${encodeURIComponent(POSTS.interview)}`);
    await page.getByRole('textbox', { name: 'Your comment' }).fill('Written before I looked something up.');
    await page.getByLabel('Name').fill('Bea');
    await page.waitForTimeout(2_100);
    await page.getByRole('link', { name: /Back to the page/ }).click();
    await page.goBack();
    // What a browser restores by itself is its own; the page and its ticket are those that were read.
    await page.getByRole('textbox', { name: 'Your comment' }).fill('Written before I looked something up.');
    await page.getByLabel('Name').fill('Bea');
    await page.getByRole('button', { name: 'Post comment' }).click();
    await expect(page.getByText(THANKS)).toBeVisible();
  });

  test('“example.com” is a website', async ({ page }) => {
    await page.goto(`${WORKER}/thread?page=${encodeURIComponent(POSTS.interview)}`);
    await page.getByRole('textbox', { name: 'Your comment' }).fill('With a site of my own.');
    await page.getByLabel('Name').fill('Cy');
    await page.getByLabel('Website').fill('example.com');
    await page.waitForTimeout(2_100);
    await page.getByRole('button', { name: 'Post comment' }).click();
    await expect(page.getByText(THANKS)).toBeVisible();
    await expect(page.getByRole('link', { name: 'Cy' })).toHaveAttribute('href', 'https://example.com/');
  });
});
