// The snippets of docs/snippets.md, in sites that are built with them.

import { expect, test } from '@playwright/test';
import { approve, comment, countWords, heading, open, post, THANKS, widget, write } from './people.ts';
import { BLOG, WORKER } from './places.ts';
import { buildSite, type System, systemsHere } from './sites.ts';

// Where the first post of each lies, as a visitor may come to it, and as it is really called.
const POSTS: Record<System, { first: string; second: string | null; hasList?: false }> = {
  plain: { first: '/plain/posts/my-post.html', second: null },
  eleventy: { first: '/eleventy/posts/first/', second: '/eleventy/posts/second/' },
  astro: { first: '/astro/posts/first/', second: '/astro/posts/second/' },
  vitepress: { first: '/vitepress/posts/first.html', second: '/vitepress/posts/second.html' },
  // Landscape's list is the theme's own.
  hexo: { first: '/hexo/first/', second: '/hexo/second/', hasList: false },
  docusaurus: { first: '/docusaurus/first/', second: '/docusaurus/second/' },
  hugo: { first: '/hugo/posts/first/', second: '/hugo/posts/second/' },
  jekyll: { first: '/jekyll/posts/first/', second: '/jekyll/posts/second/' },
};
const SYSTEMS = systemsHere();
/** What is here with `npm ci`; what is not asks for these systems alone. */
const isUsual = SYSTEMS.includes('plain');

test.beforeAll(() => {
  test.setTimeout(isUsual ? 120_000 : 600_000);
  for (const system of SYSTEMS) buildSite(system);
});

for (const system of SYSTEMS) {
  const { first, second, hasList = true } = POSTS[system];

  test.describe(system, () => {
    const words = `The first words under a page of ${system}`;

    test('a comment is kept at the page’s own address, however a reader came', async ({ page, request }) => {
      await open(page, `${BLOG}${first}?utm_source=a-letter#somewhere`);
      await expect(heading(page)).toHaveText('Comments');
      await write(page, 'Ada', words);
      await post(page);
      await expect(page.getByText(THANKS)).toBeVisible();
      await approve(request, words);
      await expect.poll(() => countWords(request, BLOG + first)).toBe('1 comment');
      await page.reload();
      await widget(page).scrollIntoViewIfNeeded();
      await expect(comment(page, words)).toBeVisible();
    });

    if (hasList) {
      test('the list of posts says how many comments there are', async ({ page }) => {
        await page.goto(`${BLOG}/${system}/`);
        await expect(page.locator(`a[href$="${first.slice(system.length + 2)}#afterword"]`)).toHaveText('1 comment');
        if (second) await expect(page.getByRole('link', { name: 'Leave a comment' })).toHaveCount(1);
        await expect(widget(page)).toHaveCount(0);
        await page.getByRole('link', { name: '1 comment' }).click();
        await expect(comment(page, words)).toBeVisible();
      });
    }

    test('without JavaScript a link leads to the same thread', async ({ browser }) => {
      const context = await browser.newContext({ javaScriptEnabled: false });
      const page = await context.newPage();
      await page.goto(BLOG + first);
      await page.getByRole('link', { name: 'Read and write comments' }).click();
      await expect(page).toHaveURL(new RegExp(`^${WORKER}/thread`));
      await expect(page.getByRole('article').filter({ hasText: words })).toBeVisible();
      await context.close();
    });

    if (second) {
      test('the next post has a thread of its own', async ({ page }) => {
        await open(page, BLOG + second);
        await expect(comment(page, words)).toHaveCount(0);
        await expect(page.getByText('No comments yet. Yours would be the first.')).toBeVisible();
      });
    }
  });
}

if (isUsual) {
  test('the newest comments are listed on the index page', async ({ page, request }) => {
    // As the cron does every five minutes.
    expect((await request.get(`${WORKER}/cdn-cgi/handler/scheduled`)).ok()).toBe(true);
    await page.goto(`${BLOG}/plain/`);
    const item = page.locator('afterword-recent li').filter({ hasText: 'under a page of plain' });
    await expect(item).toContainText('Ada');
    await expect(page.locator('afterword-recent')).not.toContainText('None yet.');
    await item.getByRole('link').click();
    await expect(page).toHaveURL(/\/plain\/posts\/my-post\.html#comment-/);
    await expect(comment(page, 'under a page of plain')).toBeInViewport();
  });

  for (const system of ['astro', 'vitepress'] as const) {
    test(`${system}: where a router swaps pages without a reload, threads and counts go along`, async ({ page }) => {
      const words = `under a page of ${system}`;
      await open(page, BLOG + POSTS[system].first);
      await page.evaluate(() => Object.assign(window, { stayed: true }));
      await expect(comment(page, words)).toBeVisible();
      await page.getByRole('link', { name: 'All posts' }).click();
      await expect(widget(page)).toHaveCount(0);
      await expect(page.getByRole('link', { name: '1 comment' })).toBeVisible();
      await page.getByRole('link', { name: 'The second post' }).click();
      await expect(page.getByText('No comments yet. Yours would be the first.')).toBeVisible();
      await page.goBack();
      await page.getByRole('link', { name: 'The first post' }).click();
      await expect(comment(page, words)).toBeVisible();
      await expect(widget(page)).toHaveCount(1);
      expect(await page.evaluate(() => 'stayed' in window)).toBe(true);
    });
  }

  test('vitepress: from post to post and back, each has its own thread', async ({ page }) => {
    await open(page, BLOG + POSTS.vitepress.first);
    await page.evaluate(() => Object.assign(window, { stayed: true }));
    const words = comment(page, 'under a page of vitepress');
    for (let n = 0; n < 3; n++) {
      await expect(words).toBeVisible();
      await page.getByRole('link', { name: 'The second post' }).click();
      await expect(page.getByText('No comments yet. Yours would be the first.')).toBeVisible();
      await expect(words).toHaveCount(0);
      await expect(widget(page)).toHaveCount(1);
      await page.getByRole('link', { name: 'The first post' }).click();
    }
    await page.goBack();
    await expect(page.getByText('No comments yet. Yours would be the first.')).toBeVisible();
    await page.goForward();
    await expect(words).toBeVisible();
    expect(await page.evaluate(() => 'stayed' in window)).toBe(true);
  });

  test('on a preview elsewhere the page’s comments are to be read, and the form is off', async ({ page }) => {
    await page.goto(`${BLOG.replace('//', '//preview.')}/eleventy/posts/first/`);
    await expect(comment(page, 'under a page of eleventy')).toBeVisible();
    await expect(page.getByText('Preview: readers can write here once the page is online.')).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'Leave a comment' })).toHaveCount(0);
  });
}
