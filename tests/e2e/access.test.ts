// Checked by axe, the parts that a machine can judge: names, roles, contrast.

import { expect, test } from '@playwright/test';
import { violations, WIDGET } from './axe.ts';
import { open, widget } from './people.ts';
import { POSTS, TOKEN, WORKER } from './places.ts';

test('what is wrong inside the widget would be found', async ({ page }) => {
  await open(page, POSTS.interview);
  expect(await violations(page, WIDGET)).toEqual([]);
  await widget(page).evaluate((element) => {
    const button = document.createElement('button');
    button.style.cssText = 'width: 30px; height: 30px';
    const pale = Object.assign(document.createElement('p'), { textContent: 'Hardly to be read' });
    pale.style.cssText = 'color: #ccc; background: #fff; opacity: 1';
    element.shadowRoot?.querySelector('section')?.append(button, pale);
  });
  for (const found of [await violations(page, WIDGET), await violations(page)]) {
    expect(found).toEqual([expect.stringMatching(/^button-name: /), expect.stringMatching(/^color-contrast: /)]);
  }
});

for (const look of ['Light', 'Serif', 'Dark', 'Coloured']) {
  test(`a post with comments and an open form: ${look}`, async ({ page }) => {
    await open(page, POSTS.interview);
    await page.getByRole('radio', { name: look }).check();
    await page.getByRole('textbox', { name: 'Leave a comment' }).fill('Half a thought');
    await expect(page.getByRole('button', { name: 'Post comment' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });
}

test('the desk, before and after signing in, light and dark', async ({ page }) => {
  const inBoth = async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await violations(page)).toEqual([]);
    }
  };
  await page.goto(`${WORKER}/admin`);
  await inBoth();
  await page.getByLabel('Token').fill(TOKEN);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('link', { name: /^Waiting/ })).toBeVisible();
  await inBoth();
});
