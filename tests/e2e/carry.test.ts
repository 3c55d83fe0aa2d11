// From the laptop to the phone: one's comments are carried by a key, by keyboard, and judged by axe on the way.

import { type Browser, expect, type Page, test } from '@playwright/test';
import { violations, WIDGET } from './axe.ts';
import { approve, comment, newReader, open, post, THANKS, widget, write } from './people.ts';
import { BLOG, POSTS, WORKER } from './places.ts';

const DEVICES = 'My comments on other devices';

async function phone(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 320, height: 640 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await open(page, url);
  return page;
}

/** Opens the panel by keyboard alone. */
async function openPanel(page: Page): Promise<void> {
  await page.getByRole('textbox', { name: 'Leave a comment' }).focus();
  const line = page.getByRole('button', { name: DEVICES });
  await expect(line).toBeVisible();
  for (let i = 0; i < 20 && !(await line.evaluate((one) => one.matches(':focus'))); i++)
    await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(line).toHaveAttribute('aria-expanded', 'true');
  await expect(line).toBeFocused();
}

const sideways = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

test('what was written on the laptop is edited on the phone and deleted there', async ({ browser, request }) => {
  const laptop = await newReader(browser, POSTS.weeding);
  await laptop.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: BLOG });
  await write(laptop, 'Lena', 'Written on the laptop.');
  await post(laptop);
  await expect(laptop.getByText(THANKS)).toBeVisible();
  await approve(request, 'Written on the laptop.');
  await openPanel(laptop);
  await laptop.getByRole('button', { name: 'Copy' }).click();
  await expect(laptop.getByText('Copied.')).toBeVisible();
  const key = await laptop.evaluate(() => navigator.clipboard.readText());
  expect(key).toMatch(/^[\w-]{22}$/);
  expect(await violations(laptop, WIDGET)).toEqual([]);

  const page = await phone(browser, POSTS.weeding);
  const asked: string[] = [];
  page.on('request', (one) => asked.push(`${one.method()} ${one.url()} ${JSON.stringify(one.headers())}`));
  await expect(comment(page, 'Written on the laptop.').getByRole('button', { name: 'Delete' })).toHaveCount(0);
  await openPanel(page);
  const field = page.getByRole('textbox', { name: 'Key from another device' });
  await page.keyboard.press('Tab');
  await expect(field).toBeFocused();
  await page.keyboard.type('half a key');
  await page.keyboard.press('Enter');
  await expect(field).toHaveAccessibleDescription(/^That key is incomplete\./);
  await expect(field).toBeFocused();
  expect(await violations(page, WIDGET)).toEqual([]);
  expect(await sideways(page)).toBe(0);
  await field.fill(` ${key} `);
  await page.keyboard.press('Enter');
  await expect(page.getByText('This browser now uses the key of your other device.')).toBeVisible();
  await expect(page.getByRole('button', { name: DEVICES })).toBeFocused();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Lena');

  const mine = comment(page, 'Written on the laptop.');
  await mine.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('textbox', { name: 'Edit your comment' }).fill('Edited on the phone.');
  await page.getByRole('button', { name: 'Save' }).click();
  const edited = comment(page, 'Edited on the phone.');
  await expect(edited).toBeVisible();

  // The phone is known now: what it posts shows at once, though it has never posted before.
  await write(page, 'Lena', 'And a second one from there.');
  await post(page);
  await expect(page.getByText('Posted.')).toBeVisible();

  for (const one of [edited, comment(page, 'And a second one from there.')]) {
    await one.getByRole('button', { name: 'Delete' }).click();
    await one.getByRole('button', { name: 'Delete' }).click();
    await expect(one).toHaveCount(0);
  }

  // Only in the body of what goes to the worker.
  expect(asked.filter((one) => one.includes(key))).toEqual([]);
  expect(asked.filter((one) => !one.includes(WORKER) && !one.includes(BLOG))).toEqual([]);
  await laptop.context().close();
  await page.context().close();
});

test('a phone that has written asks once before its key is replaced', async ({ browser }) => {
  const page = await phone(browser, POSTS.found);
  await write(page, 'Otto', 'Written on the phone.');
  await post(page);
  await expect(page.getByText(THANKS)).toBeVisible();
  const before = await page.evaluate(() => localStorage.getItem('afterword:key'));
  await openPanel(page);
  await expect(page.getByRole('textbox', { name: 'Key of this browser' })).toHaveValue(JSON.parse(before ?? ''));
  await page.getByRole('textbox', { name: 'Key from another device' }).fill('another-device-another');
  await page.getByRole('button', { name: 'Use this key' }).click();
  await expect(page.getByRole('button', { name: 'Keep' })).toBeFocused();
  expect(await violations(page, WIDGET)).toEqual([]);
  expect(await sideways(page)).toBe(0);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Key from another device' })).toBeFocused();
  expect(await page.evaluate(() => localStorage.getItem('afterword:key'))).toBe(before);

  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Replace it' }).click();
  await expect(page.getByText('This browser now uses the key of your other device.')).toBeVisible();
  // What was written with the old one is still seen waiting, and cannot be changed from here.
  await expect(comment(page, 'Written on the phone.')).toContainText('Waiting');
  await expect(comment(page, 'Written on the phone.').getByRole('button', { name: 'Delete' })).toHaveCount(0);
  await page.context().close();
});

for (const [name, path, width] of [
  ['from right to left', '/places/rtl.html', 320],
  ['dark', '/places/dark.html', 800],
  ['hostile', '/places/hostile.html', 800],
] as const) {
  test(`the panel on a page that is ${name}`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.addInitScript(() => {
      localStorage.setItem('afterword:key', JSON.stringify('written-written-writte'));
      localStorage.setItem('afterword:me', JSON.stringify('somebody'));
    });
    await page.goto(BLOG + path);
    await widget(page).first().scrollIntoViewIfNeeded();
    await widget(page).first().getByRole('textbox').first().focus();
    await widget(page).first().locator('[aria-expanded="false"][id="devices"]').click();
    const field = widget(page).first().locator('#other-key');
    await field.fill('another-device-another');
    const before = await sideways(page);
    await field.press('Enter');
    await expect(widget(page).first().locator('#keep-key')).toBeFocused();
    expect(await violations(page, WIDGET)).toEqual([]);
    expect(await sideways(page)).toBe(before);
  });
}
