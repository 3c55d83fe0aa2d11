// Pages that a library swaps without a reload, with the libraries themselves: whichever page a reader comes to, and by
// which way, it has its own comments, once.

import { expect, type Page, test } from '@playwright/test';
import { comment, heading, open, post, THANKS, widget, write } from './people.ts';
import { BLOG, POSTS, WORKER } from './places.ts';
import { writeLibrary, writePage } from './sites.ts';

const EMPTY = 'No comments yet. Yours would be the first.';
const TAG = `<script async src="${WORKER}/embed.js"></script>`;

/** Two posts that link to each other, the first with the comments of the demo's interview. */
interface Blog {
  /** In the head of both. */
  head: string;
  /** Around what is swapped. */
  main?: (inner: string) => string;
  /** Of the body. */
  body?: string;
  /** Where the comments come. */
  place?: (page: string) => string;
  /** Whether the library takes the head along. */
  canonical?: boolean;
}

function writeBlog(name: string, { head, main = (inner) => inner, body = '', place, canonical = true }: Blog): string {
  const addresses = { one: POSTS.interview, two: `${BLOG}/written/${name}/two.html` };
  for (const [page, other] of [
    ['one', 'two'],
    ['two', 'one'],
  ] as const) {
    const link = canonical ? `<link rel="canonical" href="${addresses[page]}">` : '';
    const words = '<p>Words.</p>'.repeat(3);
    writePage(
      `${name}/${page}.html`,
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${page}</title>${link}${head}</head><body ${body}>
       ${main(`<h1>Page ${page}</h1>${words}<a href="${other}.html">To ${other}</a>${place?.(addresses[page]) ?? TAG}`)}</body></html>`,
    );
  }
  return `${BLOG}/written/${name}/one.html`;
}

const umd = (file: string) => `<script src="${writeLibrary(file)}"></script>`;

/** Each with the tag in the body, as the snippet for plain HTML has it. */
const LIBRARIES: [string, () => Blog][] = [
  ['Turbo', () => ({ head: umd('@hotwired/turbo/dist/turbo.es2017-umd.js') })],
  ['htmx', () => ({ head: umd('htmx.org/dist/htmx.min.js'), body: 'hx-boost="true"' })],
  [
    'Swup',
    () => ({
      head: `${umd('swup/dist/Swup.umd.js')}${TAG}<script>addEventListener('DOMContentLoaded', () => new Swup({ animationSelector: false }))</script>`,
      main: (inner) => `<main id="swup">${inner}</main>`,
      place: () => '<afterword-comments></afterword-comments>',
    }),
  ],
];

async function isFirst(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Page one' })).toBeVisible();
  await expect(comment(page, 'Any news?')).toBeVisible();
  await expect(widget(page)).toHaveCount(1);
}

async function isSecond(page: Page): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Page two' })).toBeVisible();
  await expect(page.getByText(EMPTY)).toBeVisible();
  await expect(widget(page)).toHaveCount(1);
}

for (const [name, blog] of LIBRARIES) {
  test(`${name}: ten times back and forth, each page has its own comments, once`, async ({ page }) => {
    await page.goto(writeBlog(name.toLowerCase(), blog()));
    await page.evaluate(() => Object.assign(window, { stayed: true }));
    await isFirst(page);
    await page.getByRole('link', { name: 'To two' }).click();
    await isSecond(page);
    for (let n = 0; n < 10; n++) {
      await page.goBack();
      await isFirst(page);
      await page.goForward();
      await isSecond(page);
    }
    await page.getByRole('link', { name: 'To one' }).click();
    await isFirst(page);
    await expect(page.locator('#afterword')).toHaveCount(name === 'Swup' ? 0 : 1);
    expect(await page.evaluate(() => 'stayed' in window)).toBe(true);
  });
}

test('a page that was kept as a file, our element in it, has one thread', async ({ page }) => {
  await page.goto(writeBlog('kept', { head: '' }));
  await isFirst(page);
  const html = await page.content();
  expect(html).toContain('<afterword-comments data-placed=');
  await page.goto(writePage('kept/one.html', html));
  await isFirst(page);
});

test('the same tag twice is one thread; tags of two pages are two', async ({ page }) => {
  const tag = (address: string) => `<script async src="${WORKER}/embed.js" data-page-url="${address}"></script>`;
  await page.goto(writePage('twice.html', `<body>${tag(POSTS.interview)}${tag(POSTS.interview)}`));
  await expect(comment(page, 'Any news?')).toBeVisible();
  await expect(widget(page)).toHaveCount(1);
  await page.goto(writePage('twice.html', `<body>${tag(POSTS.interview)}${tag(POSTS.found)}`));
  await expect(widget(page)).toHaveCount(2);
});

test('where a library leaves the canonical link of the page before, no other page’s comments show', async ({
  page,
}) => {
  // htmx swaps the body alone. The home page has neither comments nor the tag.
  const link = `<link rel="canonical" href="${POSTS.interview}">`;
  const head = umd('htmx.org/dist/htmx.min.js');
  writePage('stale/post.html', `<!doctype html><title>Post</title><body hx-boost="true"><h1>Page two</h1>${TAG}`);
  const home = `<!doctype html><title>Home</title>${link}${head}<body hx-boost="true"><a href="post.html">To it</a>`;
  await page.goto(writePage('stale/home.html', home));
  await page.getByRole('link', { name: 'To it' }).click();
  await isSecond(page);
  await expect(page.locator('link[rel=canonical]')).toHaveAttribute('href', POSTS.interview);
});

test.describe('a router that keeps its routes behind the #', () => {
  const APP = `${BLOG}/written/router/index.html`;

  test.beforeAll(() => {
    writePage(
      'router/index.html',
      `<!doctype html><html lang="en"><title>An app</title><script async src="${WORKER}/embed.js"></script>
       <nav><a href="#/one">One</a> <a href="#/two">Two</a> <a href="#/one#afterword">Count</a></nav><main></main><script>
       const routes = ['#/one', '#/two'];
       function show() {
         const known = routes.includes(location.hash);
         const main = document.querySelector('main');
         main.textContent = known ? '' : 'NOT FOUND ' + location.hash;
         if (!known) return;
         const element = document.createElement('afterword-comments');
         element.dataset.pageUrl = location.href;
         main.append(element);
       }
       addEventListener('hashchange', show);
       show();
       </script></html>`,
    );
  });

  test('has a thread for each, whose links lead to comments and leave the route alone', async ({ page }) => {
    await open(page, `${APP}#/one`);
    await write(page, 'Ada', 'About the first route');
    await post(page);
    await expect(page.getByText(THANKS)).toBeVisible();
    await expect(comment(page, 'About the first route')).toBeVisible();
    await page.getByRole('link', { name: 'just now' }).click();
    await expect(comment(page, 'About the first route')).toBeFocused();
    expect(page.url()).toBe(`${APP}#/one`);
    await page.getByRole('link', { name: 'Two' }).click();
    await expect(page.getByText(EMPTY)).toBeVisible();
    await page.getByRole('link', { name: 'One' }).click();
    await expect(comment(page, 'About the first route')).toBeVisible();
    await expect(page.getByText('NOT FOUND')).toHaveCount(0);
  });
});

test('count links that come later are filled, and what stands in them stays', async ({ page }) => {
  const link = (inner: string, more = '') => `<a href="${POSTS.interview}#afterword" ${more}>${inner}</a>`;
  await page.goto(
    writePage(
      'counts.html',
      `<!doctype html><html lang="en"><title>List</title><script async src="${WORKER}/embed.js"></script><ul>
       <li id="icon">${link('<svg width="9" height="9"><title>Speech</title></svg> Comments <span class="hidden">on it</span>', 'aria-label="Comments"')}
       <li id="place">${link('See <b data-afterword-count></b> here')}
       <li id="number">${link('<span data-afterword-count="number">…</span>')}
       <li id="alone"><span data-afterword-count data-page-url="${POSTS.interview}"></span></ul></html>`,
    ),
  );
  const number = page.locator('#number span');
  await expect(number).toHaveText(/^[1-9]\d*$/);
  const count = await number.textContent();
  await expect(page.locator('#icon')).toHaveText(`Speech ${count} comments on it`);
  await expect(page.locator('#icon a')).toHaveAttribute('aria-label', `${count} comments`);
  await expect(page.locator('#place')).toHaveText(`See ${count} comments here`);
  await expect(page.locator('#alone')).toHaveText(`${count} comments`);
  await page.evaluate((href) => {
    const later = document.createElement('a');
    later.href = `${href}#afterword`;
    later.textContent = 'Comments';
    later.id = 'later';
    document.body.append(later);
  }, POSTS.interview);
  await expect(page.locator('#later')).toHaveText(`${count} comments`);
  await page.locator('#later').evaluate((link: HTMLAnchorElement, href) => {
    link.href = `${href}#afterword`;
  }, `${BLOG}/written/nobody.html`);
  await expect(page.locator('#later')).toHaveText('Leave a comment');
});

test('a link below the title counts the thread of the page it stands on, whatever the address bar says', async ({
  page,
}) => {
  const tag = `<script async src="${WORKER}/embed.js" data-page-url="${POSTS.interview}"></script>`;
  const byline = '<p id="byline"><a href="#afterword">Comments</a></p>';
  const address = writePage('byline.html', `<!doctype html><html lang="en"><title>Post</title><body>${byline}${tag}`);
  await page.goto(`${address}?page=2`);
  await expect(heading(page)).toHaveText(/^\d+ comments$/);
  await expect(page.locator('#byline')).toHaveText((await heading(page).textContent()) ?? '');
});
