// Checked by axe, the parts that a machine can judge: names, roles, contrast.

import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { open } from './people.ts';
import { POSTS, TOKEN, WORKER } from './places.ts';

async function violations(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`);
}

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
