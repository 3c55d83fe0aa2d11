// A further site: the owner adds an origin at the desk, and a page there takes comments, with the same tag and no new
// deploy. http://127.0.0.1 is another origin than http://localhost, which is what SITES says here.

import { type Browser, expect, type Page, test } from '@playwright/test';
import { DESK, ownersPage, threadAt } from './owner.ts';
import { approve, comment, heading, newReader, post, THANKS, widget, write } from './people.ts';
import { BLOG, WORKER } from './places.ts';
import { writePage } from './sites.ts';

const GARDEN = BLOG.replace('localhost', '127.0.0.1');
const HTML = `<!doctype html><html lang="en"><title>Roses</title><h1>Roses</h1><script async src="${WORKER}/embed.js"></script></html>`;
const ROSES = addressOf('roses.html');
const TULIPS = addressOf('tulips.html');

/** The same file is a page of the blog, too. */
function addressOf(name: string): string {
  return GARDEN + new URL(writePage(name, HTML)).pathname;
}

async function visit(browser: Browser, address: string): Promise<Page> {
  const page = await (await browser.newContext()).newPage();
  await page.goto(address);
  await widget(page).scrollIntoViewIfNeeded();
  return page;
}

async function saveSites(owner: Page, sites: string): Promise<void> {
  await owner.goto(`${DESK}/settings`);
  await owner.getByLabel('Further sites').fill(sites);
  await owner.getByRole('button', { name: 'Save' }).click();
}

test('a page of another origin is a preview until the owner adds its site, and then takes comments', async ({
  browser,
  request,
}) => {
  const before = await visit(browser, ROSES);
  await expect(before.getByText('Preview: readers can write here once the page is online.')).toBeVisible();
  await before.context().close();

  const owner = await ownersPage(browser);
  await saveSites(owner, 'http://garden.example');
  await expect(owner.getByText('Only localhost may have http')).toBeVisible();
  await expect(owner.getByLabel('Further sites')).toHaveValue('http://garden.example');
  await saveSites(owner, ROSES);
  await expect(owner.getByText('Saved. It holds everywhere within a minute or two.')).toBeVisible();
  await expect(owner.getByLabel('Further sites')).toHaveValue(GARDEN);

  const reader = await newReader(browser, ROSES);
  await expect(reader.getByText('No comments yet. Yours would be the first.')).toBeVisible();
  await write(reader, 'Rosa', 'They smell best in the morning.');
  await post(reader);
  await expect(reader.getByText(THANKS)).toBeVisible();
  await approve(request, 'smell best');
  await expect.poll(async () => (await threadAt(request, ROSES)).count).toBe(1);
  await reader.context().close();

  const other = await visit(browser, `${ROSES}?utm_source=letter`);
  await widget(other).scrollIntoViewIfNeeded();
  await expect(heading(other)).toHaveText('1 comment');
  await expect(comment(other, 'smell best')).toContainText('Rosa');
  await other.getByRole('button', { name: 'Like Rosa’s comment' }).click();
  await expect(other.getByRole('button', { name: 'Like Rosa’s comment' })).toHaveAttribute('aria-pressed', 'true');
  await other.context().close();

  // Taken out again: what was said stays, and pages without comments are previews as before.
  await saveSites(owner, '');
  await expect(owner.getByText('Saved.')).toBeVisible();
  const later = await visit(browser, ROSES);
  await expect(comment(later, 'smell best')).toBeVisible();
  await later.goto(TULIPS);
  await expect(later.getByText('Preview: readers can write here once the page is online.')).toBeVisible();
  await later.context().close();
  await owner.context().close();
});
