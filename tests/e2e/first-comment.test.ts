// What a comment takes of its writer: fields, presses, stops of the Tab key, and the way from the last comment to the
// button. And the form in each of its states, judged by axe.

import { type Browser, expect, type Page, test } from '@playwright/test';
import { violations, WIDGET } from './axe.ts';
import { comment, open, widget } from './people.ts';
import { POSTS } from './places.ts';

const BOX = 'Leave a comment';
const POST = 'Post comment';

interface Taken {
  /** Boxes that take words, and those of them that may not be empty or are not filled in yet. */
  fields: number;
  empty: number;
  clicks: number;
  /** Presses of Tab from the box to the button. */
  tabs: number;
  /** From the end of the last comment to the end of the button. */
  pixels: number;
}

async function reader(browser: Browser, width: number): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await open(page, POSTS.found);
  await page.evaluate(() => {
    addEventListener(
      'click',
      (event) => {
        const isPress = event.isTrusted && event.detail > 0;
        if (isPress)
          document.documentElement.dataset.clicks = `${Number(document.documentElement.dataset.clicks ?? 0) + 1}`;
      },
      true,
    );
  });
  return page;
}

async function take(page: Page, words: string): Promise<Taken> {
  await page.evaluate(() => delete document.documentElement.dataset.clicks);
  await page.getByRole('textbox', { name: BOX }).click();
  await page.keyboard.type(words);
  const button = page.getByRole('button', { name: POST });
  await expect(button).toBeVisible();
  const fields = widget(page).locator('.write form').getByRole('textbox');
  const texts = await fields.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  const pixels = await widget(page).evaluate((element) => {
    const root = element.shadowRoot as ShadowRoot;
    const last = [...root.querySelectorAll('.list article')].pop() as Element;
    const main = root.querySelector('.write form button.main') as Element;
    return Math.round(main.getBoundingClientRect().bottom - last.getBoundingClientRect().bottom);
  });
  let tabs = 0;
  for (; tabs < 30 && !(await button.evaluate((one) => one.matches(':focus'))); tabs++)
    await page.keyboard.press('Tab');

  const name = page.getByRole('textbox', { name: 'Name' });
  if ((await name.count()) > 0 && (await name.inputValue()) === '') {
    await name.click();
    await page.keyboard.type('Mia');
  }
  await button.click();
  await expect(comment(page, words)).toBeVisible();
  const clicks = Number(await page.evaluate(() => document.documentElement.dataset.clicks));
  return { fields: texts.length, empty: texts.filter((text) => text === '').length, clicks, tabs, pixels };
}

for (const [width, pixels] of [
  [1100, 500],
  [390, 560],
  [320, 560],
] as const) {
  test(`a first comment and a second, ${width} px wide`, async ({ browser }) => {
    const page = await reader(browser, width);
    const first = await take(page, `One, ${width} wide.`);
    const second = await take(page, `Two, ${width} wide.`);
    console.log(`${width} px: the first takes ${JSON.stringify(first)}, the second ${JSON.stringify(second)}`);
    // Of the first: words, a name, and a website that may stay empty. Of the second: words.
    expect(first).toMatchObject({ fields: 3, empty: 2, clicks: 3, tabs: 6 });
    expect(second).toMatchObject({ fields: 3, empty: 1, clicks: 2, tabs: 6 });
    expect(first.pixels).toBeLessThanOrEqual(pixels);
    expect(second.pixels).toBeLessThanOrEqual(pixels);
    await page.context().close();
  });
}

test('a draft that one comes back to takes one press', async ({ browser }) => {
  const page = await reader(browser, 390);
  await page.getByRole('textbox', { name: BOX }).fill('Begun, and left.');
  await page.getByRole('textbox', { name: 'Name' }).fill('Mia');
  await page.reload();
  await widget(page).scrollIntoViewIfNeeded();
  await expect(page.getByText('Your draft is still here.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Mia');
  await page.getByRole('button', { name: POST }).click();
  await expect(comment(page, 'Begun, and left.')).toBeVisible();
  await page.context().close();
});

/** What moves in the widget just now, by name. */
function moving(page: Page): Promise<string[]> {
  return widget(page).evaluate((element) =>
    (element.shadowRoot as ShadowRoot).getAnimations().map((one) => {
      const { duration } = one.effect?.getTiming() ?? {};
      return `${(one as CSSAnimation).animationName} ${duration}`;
    }),
  );
}

for (const reducedMotion of ['no-preference', 'reduce'] as const) {
  test(`a press on the heart and a new comment are seen to happen, once: ${reducedMotion}`, async ({ browser }) => {
    const context = await browser.newContext({ reducedMotion });
    const page = await context.newPage();
    await open(page, POSTS.found);
    // What has begun is kept, however short it is.
    await widget(page).evaluate((element) => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      element.shadowRoot?.addEventListener('animationstart', (event) =>
        seen.push((event as AnimationEvent).animationName),
      );
    });
    const seen = () => page.evaluate(() => (window as unknown as { seen: string[] }).seen);
    await page
      .getByRole('button', { name: /^Like Nkechi/ })
      .first()
      .click();
    await expect(page.getByRole('button', { pressed: true })).toHaveCount(1);
    await page.getByRole('textbox', { name: BOX }).fill('Something that moves.');
    await page.getByRole('textbox', { name: 'Name' }).fill('Mia');
    await page.getByRole('button', { name: POST }).click();
    const mine = comment(page, 'Something that moves.');
    await expect(mine).toBeFocused();
    const still = reducedMotion === 'reduce';
    await expect.poll(async () => [...new Set(await seen())].sort()).toEqual(still ? [] : ['beat', 'mark', 'show']);
    if (!still) expect(await moving(page)).toContain('mark 2000');

    // Coming back is no press.
    await page.reload();
    await widget(page).scrollIntoViewIfNeeded();
    await expect(page.getByRole('button', { pressed: true })).toHaveCount(1);
    expect(await moving(page)).toEqual([]);
    await context.close();
  });
}

test('in each of its states, light and dark, with nothing for axe to find', async ({ browser }) => {
  test.slow(); // ten states, judged twice
  const page = await reader(browser, 390);
  const judge = async (state: string) => {
    for (const look of ['light', 'dark']) {
      await page.evaluate((to) => Object.assign(document.documentElement.dataset, { look: to }), look);
      expect(await violations(page, WIDGET), `${state}, ${look}`).toEqual([]);
    }
  };
  await page
    .getByRole('button', { name: /^Like Nkechi/ })
    .first()
    .click();
  await expect(page.getByRole('button', { pressed: true })).toHaveCount(1);
  await judge('liked');

  await page
    .getByRole('button', { name: /^Report Nkechi/ })
    .first()
    .click();
  await judge('report');
  await page.getByRole('button', { name: 'Send report' }).click();
  await expect(page.getByText('Please write a few words.')).toBeVisible();
  await judge('report, empty');
  await page.getByRole('button', { name: 'Cancel' }).click();

  await page
    .getByRole('button', { name: /^Reply to Nkechi/ })
    .first()
    .click();
  await page.getByRole('textbox', { name: /^Reply to Nkechi/ }).fill('Which half?');
  await expect(page.getByRole('button', { name: 'Post reply' })).toBeVisible();
  await judge('reply');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('button', { name: 'Discard' }).click();

  await page.getByRole('textbox', { name: BOX }).fill('A **pressed** flower.');
  await expect(page.getByRole('button', { name: POST })).toBeVisible();
  await judge('open');
  await page.getByRole('button', { name: 'Preview' }).click();
  await expect(page.getByRole('button', { name: 'Write', exact: true })).toBeVisible();
  await judge('preview');
  await page.getByRole('textbox', { name: 'Website (optional)' }).fill('no address');
  await page.getByRole('button', { name: POST }).click();
  await expect(page.getByText('That is not a web address.')).toBeVisible();
  await judge('what is wrong');

  await page.getByRole('textbox', { name: 'Website (optional)' }).fill('mia.dev');
  await page.getByRole('textbox', { name: 'Name' }).fill('Mia');
  await page.getByRole('checkbox', { name: 'Remember me in this browser' }).check();
  await page.getByRole('button', { name: POST }).click();
  const mine = comment(page, 'A pressed flower.');
  await expect(mine).toContainText('Thank you. Only you can see this until it is approved.');
  await expect(mine).toBeFocused();
  await expect(page.getByRole('button', { name: POST })).toHaveCount(0);
  await expect(mine.getByRole('link', { name: 'Mia' })).toHaveAttribute('href', 'https://mia.dev/');
  await judge('posted');

  await mine.getByRole('button', { name: 'Delete' }).click();
  await judge('delete');
  await page.getByRole('textbox', { name: BOX }).fill('And a leaf.');
  await expect(page.getByText('Posting as Mia.')).toBeVisible();
  await judge('known');
  await page.getByRole('button', { name: 'My comments on other devices' }).click();
  await judge('devices');
  await page.context().close();
});

test('a press on the heart moves nothing, and what is drawn stands at the edges of the column', async ({ page }) => {
  await open(page, POSTS.found);
  const first = widget(page).getByRole('article').first();
  const at = () =>
    first.evaluate((article) => {
      const edges = (of: string) => article.querySelector(of)?.getBoundingClientRect() as DOMRect;
      const [heart, reply, flag, words] = ['[aria-pressed] path', '[id^=reply]', '.flag path', '.body'].map(edges);
      return { heart: heart!.left - words!.left, reply: reply!.left, flag: words!.right - flag!.right };
    });
  await expect(first.getByRole('button', { name: /^Report/ })).toBeVisible();
  const before = await at();
  expect(Math.abs(before.heart)).toBeLessThan(2.5);
  expect(Math.abs(before.flag)).toBeLessThan(3.5);
  await first.getByRole('button', { name: /^Like/ }).click();
  await expect(page.getByRole('button', { pressed: true })).toHaveCount(1);
  const { reply } = await at();
  expect(reply).toBe(before.reply);
});
