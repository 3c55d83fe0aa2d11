// Every language in a window of 320 px: the form open, what is wrong said, the panel of keys open. One page is spoken
// to in one after the other, because loading it anew for each would take a minute.

import { expect, test } from '@playwright/test';
import { LANGUAGES } from '../../widget/words/languages.ts';
import { PAGES } from '../../worker/rules/paths.ts';
import { widget } from './people.ts';
import { picture } from './pictures.ts';
import { POSTS, WORKER } from './places.ts';

test.use({ viewport: { width: 320, height: 900 } });

/** Every file has a row of its own (tests/widget/words/languages.test.ts). */
const FILES = LANGUAGES.split(' ').filter((row) => !row.includes(':'));

test('no word is wider than its button, in any language', async ({ page }) => {
  test.slow();
  await page.goto(POSTS.found);
  const section = widget(page).locator('section');
  await widget(page).scrollIntoViewIfNeeded();
  const tooWide: Record<string, string[]> = {};
  for (const file of FILES) {
    await widget(page).evaluate((element, tag) => element.setAttribute('data-lang', tag), file);
    await expect(section).toHaveAttribute('lang', new RegExp(`^${file}$`, 'i'));
    await expect(section.getByRole('article').first()).toBeVisible();
    await section.locator('textarea').first().fill('Half a thought');
    await section.locator('form button:not([type])').click();
    await expect(section.locator('[aria-invalid=true]')).toBeFocused();
    await section.locator('.foot button[aria-expanded=false]').click();
    const wide = await section.evaluate((root) =>
      [...root.querySelectorAll<HTMLElement>('button, select, label, legend, p, h2, h3, h4')]
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1)
        // Nobody sees what is there for programs that fill in everything.
        .filter((element) => !element.closest('[aria-hidden=true]'))
        .map((element) => element.textContent ?? ''),
    );
    if (wide.length > 0) tooWide[file] = wide;
    expect([file, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([file, 320]);
  }
  expect(tooWide).toEqual({});
});

test('nothing sticks out of the page without JavaScript, in any language', async ({ page }) => {
  test.slow();
  const tooWide: Record<string, string[]> = {};
  for (const file of FILES) {
    await page.goto(`${WORKER}${PAGES.thread}?page=${encodeURIComponent(POSTS.found)}&lang=${file}`);
    await expect(page.locator('html')).toHaveAttribute('lang', new RegExp(`^${file}$`, 'i'));
    const wide = await page.locator('main').evaluate((root) =>
      [...root.querySelectorAll<HTMLElement>('button, .button, label, p, h1, h2')]
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1 && clientWidth > 0)
        // Nor what is for the ear.
        .filter((element) => !element.closest('[aria-hidden=true], .unseen'))
        .map((element) => element.textContent ?? ''),
    );
    if (wide.length > 0) tooWide[file] = wide;
    expect([file, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([file, 320]);
    await picture(page, `languages/${file}-page`);
  }
  expect(tooWide).toEqual({});
});
