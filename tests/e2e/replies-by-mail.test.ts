// A reader leaves an address, and opens the links that are in the mails: in a browser, with and without a script. The
// mails themselves go to a server of their own in tests/worker/actions/tell-readers; here the links are signed
// as the worker does.

import { type Browser, expect, type Page, test } from '@playwright/test';
import { markOf, type SubscriptionAct, signLink } from '../../worker/rules/signed/subscription-link.ts';
import { violations } from './axe.ts';
import { ownersPage, pageOf, threadAt } from './owner.ts';
import { approve, newReader, THANKS, write } from './people.ts';
import { picture } from './pictures.ts';
import { POSTS, TOKEN, WORKER } from './places.ts';

/** A page that no other test counts the comments of. */
const PLACE = pageOf('replies-by-mail');
const ADDRESS = 'noor@mail.example';
const WORDS = 'Tell me when somebody answers this.';
const SIZES = { wide: { width: 1100, height: 900 }, narrow: { width: 320, height: 640 } };

test.describe.configure({ mode: 'serial' });

/** As HKDF gives it to the worker (worker/actions/memory/secrets.ts). */
async function signingKey(): Promise<CryptoKey> {
  const bytes = new TextEncoder();
  const base = await crypto.subtle.importKey('raw', bytes.encode(TOKEN), 'HKDF', false, ['deriveKey']);
  const info = bytes.encode('afterword subscription v1');
  const from = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(0), info };
  return crypto.subtle.deriveKey(from, base, { name: 'HMAC', hash: 'SHA-256', length: 256 }, false, ['sign']);
}

async function linkTo(page: Page, act: SubscriptionAct): Promise<string> {
  const { thread, comments } = await threadAt(page.request, PLACE.page);
  const { id } = comments.find(({ body }) => JSON.stringify(body).includes(WORDS))!;
  const key = await signingKey();
  const mark = await markOf(key, act, ADDRESS);
  const expiresAt = act === 'confirm' ? Date.now() + 60 * 60_000 : null;
  return `${WORKER}/subscription?token=${await signLink(key, { act, thread, id, mark, expiresAt })}`;
}

const readers = (page: Page) => page.getByRole('region', { name: 'Replies to readers' });

async function openNotices(browser: Browser): Promise<Page> {
  const page = await ownersPage(browser);
  await page.goto(`${WORKER}/admin/notices`);
  return page;
}

/** In both themes and at both sizes: nothing sticks out, and axe has nothing to say. */
async function look(browser: Browser, address: string, name: string): Promise<void> {
  const context = await browser.newContext({ bypassCSP: true });
  const page = await context.newPage();
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const [size, viewport] of Object.entries(SIZES)) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await page.goto(address);
      await picture(page, `places/${name}-${colorScheme}-${size}`);
      expect(await page.locator('html').evaluate(({ scrollWidth }) => scrollWidth)).toBe(viewport.width);
      expect(await violations(page)).toEqual([]);
    }
  }
  await context.close();
}

test('the owner gives a key and a sender’s address, and switches it on', async ({ browser }) => {
  const page = await openNotices(browser);
  await expect(readers(page)).toContainText('It needs the key of a mail provider');
  await page.getByLabel('Key of a mail provider').fill('re_abc');
  await page.getByLabel('Sender’s address').fill('comments@blog.example');
  await page.getByRole('button', { name: 'Save', exact: true }).first().click();
  await readers(page).getByRole('button', { name: 'Switch on' }).click();
  await expect(readers(page)).toContainText('On. Nobody is waiting for replies yet.');
  await picture(readers(page), 'places/readers-section');
  expect(await violations(page, '#readers')).toEqual([]);
  await page.context().close();
});

test('a reader leaves an address, confirms it by the page’s button, and stops', async ({ browser, page }) => {
  test.setTimeout(120_000);
  const reader = await newReader(browser, POSTS.weeding);
  await reader.evaluate((address) => {
    const elsewhere = document.createElement('afterword-comments');
    elsewhere.dataset.pageUrl = address;
    document.querySelector('afterword-comments')?.replaceWith(elsewhere);
  }, PLACE.page);
  await expect(reader.getByText('No comments yet')).toBeVisible();
  await write(reader, 'Noor', WORDS);
  await reader.getByRole('textbox', { name: /^E-mail/ }).fill(ADDRESS);
  await reader.getByRole('button', { name: 'Post comment' }).click();
  await expect(reader.getByText(THANKS)).toContainText('you’ll get an e-mail to confirm it');
  await reader.context().close();
  await approve(page.request, WORDS);
  await expect.poll(async () => JSON.stringify(await threadAt(page.request, PLACE.page))).toContain(WORDS);

  const confirm = await linkTo(page, 'confirm');
  await look(browser, confirm, 'confirm');
  // Opened eight times by now, by a browser that runs scripts.
  const owner = await openNotices(browser);
  await expect(readers(owner)).toContainText('Nobody is waiting for replies yet.');

  await page.goto(confirm);
  await page.getByRole('button', { name: 'Yes, send me replies' }).click();
  await expect(page.getByRole('heading', { name: 'Replies will come by e-mail' })).toBeVisible();
  await owner.reload();
  await expect(readers(owner)).toContainText('Replies to one comment are awaited.');

  const stop = await linkTo(page, 'stop');
  await look(browser, stop, 'stop');
  const plain = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
  await plain.goto(stop);
  await plain.getByRole('button', { name: 'Stop for this page' }).click();
  await expect(plain.getByRole('heading', { name: 'No more e-mails' })).toBeVisible();
  await plain.context().close();
  await owner.reload();
  await expect(readers(owner)).toContainText('Nobody is waiting for replies yet.');
  await owner.context().close();

  await page.goto(confirm);
  await expect(page.getByRole('heading', { name: 'There is nothing to confirm any more' })).toBeVisible();

  const refuse = await linkTo(page, 'refuse');
  await look(browser, refuse, 'refuse');
  await page.goto(refuse);
  await page.getByRole('button', { name: 'No more e-mails' }).click();
  await expect(page.getByRole('heading', { name: 'No more e-mails' })).toBeVisible();
  await look(browser, refuse, 'refused');
  await page.getByRole('button', { name: 'Allow e-mails again' }).click();
  await expect(page.getByRole('heading', { name: 'E-mails are allowed again' })).toBeVisible();
  await look(browser, `${WORKER}/subscription?token=x`, 'expired');
});

test('without a script a reader is asked for the address as well', async ({ browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  await page.goto(`${WORKER}/thread?page=${encodeURIComponent(PLACE.page)}`);
  await expect(page.getByLabel('E-mail (optional), for replies only, never shown')).toBeVisible();
  await picture(page.locator('#write'), 'places/form-with-address');
  await context.close();
});

test('the owner switches it off, and the form asks no more', async ({ browser, request }) => {
  const page = await openNotices(browser);
  await readers(page).getByRole('button', { name: 'Switch off' }).click();
  await expect(readers(page)).toContainText('Off.');
  await page.getByLabel('Forget the saved key').check();
  await page.getByLabel('Sender’s address').fill('');
  await page.getByRole('button', { name: 'Save', exact: true }).first().click();
  await expect(readers(page)).toContainText('It needs the key of a mail provider');
  await page.context().close();
  const data = { page: PLACE.page };
  const ticket = await request.post(`${WORKER}/api/tickets`, { data, headers: { origin: WORKER } });
  expect((await ticket.json()).asks).not.toContain('email');
});
