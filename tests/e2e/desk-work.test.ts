// The owner's work at the desk: many at once, search, keys, replies, other words, threads, authors, settings; on a
// phone, without JavaScript; and axe on every page of it.

import { expect, type Locator, type Page, test } from '@playwright/test';
import { violations } from './axe.ts';
import { DESK, forgetSession, leaveComments, namesAt, ownersPage, pageOf, threadAt } from './owner.ts';
import { TOKEN } from './places.ts';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const row = (page: Page, name: string): Locator =>
  page.getByRole('article').filter({ has: page.getByRole('heading', { name, exact: true }) });
const select = (page: Page, name: string) => page.getByLabel(`Select ${name}’s comment`);
/** The count of what is selected is a status too, and is only hidden once the style is there. */
const said = (page: Page) => page.locator('main [role=status]');

async function more(page: Page, name: string, what: string): Promise<void> {
  await row(page, name).getByText('More', { exact: true }).click();
  await row(page, name).getByText(what, { exact: true }).first().click();
}

/** Only what this test has left there. */
async function show(page: Page, title: string, tab = ''): Promise<void> {
  await page.goto(`${DESK}?${new URLSearchParams({ ...(tab && { status: tab }), q: title })}`);
}

async function notTooWide(page: Page): Promise<void> {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

test('many are approved at once, and taken back at once', async ({ browser, request }) => {
  const place = pageOf('many');
  await leaveComments(request, place, [
    { name: 'Ada', body: 'The first of three' },
    { name: 'Ben', body: 'The second of three' },
    { name: 'Cleo', body: 'The third of three' },
  ]);
  const page = await ownersPage(browser);
  await show(page, place.title);
  await expect(page.getByRole('button', { name: 'Approve selected' })).toBeHidden();
  await select(page, 'Ada').check();
  await select(page, 'Cleo').check();
  await expect(page.locator('#count')).toHaveText('2 selected');
  await page.getByRole('button', { name: 'Select all 3' }).click();
  await expect(page.locator('#count')).toHaveText('3 selected');
  for (const name of ['Ada', 'Ben', 'Cleo']) await expect(select(page, name)).toBeChecked();
  await page.getByRole('button', { name: 'Clear' }).click();
  await expect(page.getByRole('button', { name: 'Approve selected' })).toBeHidden();

  await select(page, 'Cleo').check();
  await select(page, 'Ada').click({ modifiers: ['Shift'] });
  await select(page, 'Ben').uncheck();
  await page.getByRole('button', { name: 'Approve selected' }).click();
  await expect(said(page)).toContainText('Approved 2 comments.');
  await expect(row(page, 'Ben')).toBeVisible();
  await expect(row(page, 'Ada')).toHaveCount(0);
  await expect.poll(() => namesAt(request, place.page)).toEqual(['Ada', 'Cleo']);

  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(said(page)).toContainText('Undone. 2 comments are waiting again.');
  await expect(page.getByRole('article')).toHaveCount(3);
  await expect.poll(() => namesAt(request, place.page)).toEqual([]);
  await page.context().close();
});

test('all of it by keys, which can be switched off', async ({ browser, request }) => {
  const place = pageOf('keys');
  await leaveComments(request, place, [
    { name: 'Dora', body: 'For the keys' },
    { name: 'Emil', body: 'For the keys too' },
    { name: 'Finn', body: 'And this one' },
  ]);
  const page = await ownersPage(browser);
  await show(page, place.title);
  const press = async (key: string) => {
    // The script shows this once it listens.
    await expect(page.getByRole('button', { name: 'Keyboard shortcuts' })).toBeVisible();
    await page.keyboard.press(key);
  };
  await press('a');
  await expect(said(page)).toHaveCount(0);
  await press('j');
  await expect(row(page, 'Finn')).toBeFocused();
  await press('j');
  await press('k');
  await expect(row(page, 'Finn')).toBeFocused();
  await press('x');
  await expect(select(page, 'Finn')).toBeChecked();
  await press('x');

  const top = async (name: string) => (await row(page, name).boundingBox())!.y;
  const before = await top('Finn');
  await press('a');
  await expect(said(page)).toContainText('Approved Finn’s comment.');
  await expect(row(page, 'Emil')).toBeFocused();
  // What was said pushed the list down, and the next Approve ran from under the pointer.
  await expect.poll(() => top('Emil')).toBe(before);
  await press('s');
  await expect(said(page)).toContainText('Marked Emil’s comment as spam.');
  await press('u');
  await expect(said(page)).toContainText('Undone. Emil’s comment is waiting again.');
  await expect(row(page, 'Emil')).toBeFocused();
  await press('d');
  await expect(said(page)).toContainText('Removed Emil’s comment.');
  await expect(row(page, 'Dora')).toBeFocused();

  await press('/');
  await expect(page.getByRole('searchbox')).toBeFocused();
  await press('a');
  await expect(page.getByRole('searchbox')).toHaveValue(/a/);
  await page.getByRole('searchbox').blur();

  await press('j');
  await press('r');
  await expect(page.getByRole('heading', { name: 'Reply to Dora' })).toBeVisible();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(row(page, 'Dora')).toBeVisible();
  await press('j');
  await press('e');
  await expect(page.getByRole('heading', { name: 'Edit Dora’s comment' })).toBeVisible();
  await page.getByRole('link', { name: 'Cancel' }).click();
  await expect(row(page, 'Dora')).toBeVisible();

  await press('?');
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await list.getByLabel('On').uncheck();
  await list.getByRole('button', { name: 'Close' }).click();
  await page.reload();
  await press('j');
  await press('d');
  await expect(row(page, 'Dora')).toBeVisible();
  await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  await expect(list.getByLabel('On')).not.toBeChecked();
  await page.context().close();
});

test('the owner searches, replies with the badge, rewords and pins; readers see it', async ({ browser, request }) => {
  const place = pageOf('replies');
  await leaveComments(request, place, [
    { name: 'Gus', body: 'Is the atlas back?' },
    { name: 'Hana', body: 'Teh reading room was cold.' },
  ]);
  const page = await ownersPage(browser);
  await page.getByRole('searchbox').fill('ATLAS');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByRole('article')).toHaveCount(1);
  await row(page, 'Gus').getByRole('link', { name: 'Reply' }).click();
  await page.getByLabel('Your reply').fill('On *Tuesday*.');
  await page.getByRole('button', { name: 'Approve and reply' }).click();
  await expect(said(page)).toContainText('Your reply to Gus is on the page within about a minute.');
  await page.getByRole('searchbox').fill('zebra');
  await page.getByRole('button', { name: 'Search' }).click();
  await expect(page.getByText('Nothing found for “zebra”.')).toBeVisible();

  await show(page, place.title);
  await more(page, 'Hana', 'Edit');
  await expect(page.getByLabel('Words')).toHaveValue('Teh reading room was cold.');
  await page.getByLabel('Words').fill('The reading room was cold.');
  await page.getByRole('button', { name: 'Save and publish' }).click();
  await show(page, place.title, 'approved');
  await more(page, 'Gus', 'Pin');
  await expect(said(page)).toContainText('Pinned Gus’s comment above the others.');

  await expect.poll(async () => (await threadAt(request, place.page)).count).toBe(3);
  const { comments } = await threadAt(request, place.page);
  const gus = comments.find(({ author }) => author.name === 'Gus');
  expect(gus?.pinned).toBe(true);
  expect(comments.find(({ author }) => author.owner)?.parent).toBe(gus?.id);
  expect(JSON.stringify(comments)).toContain('The reading room was cold.');
  expect(JSON.stringify(comments)).not.toContain('Teh');
  await page.context().close();
});

test('words typed before the session ended are sent after signing in again', async ({ browser, request }) => {
  const place = pageOf('session');
  await leaveComments(request, place, [{ name: 'Ivo', body: 'Anybody there?' }]);
  const page = await ownersPage(browser);
  await show(page, place.title);
  await row(page, 'Ivo').getByRole('link', { name: 'Reply' }).click();
  await page.getByLabel('Your reply').fill('Yes, since the morning.');
  const cookies = await page.context().cookies();
  await page.context().addCookies(cookies.map((cookie) => ({ ...cookie, value: `${cookie.value.slice(0, -4)}AAAA` })));
  await page.getByRole('button', { name: 'Approve and reply' }).click();
  await expect(page.getByText('You have been signed out. What you typed is kept.')).toBeVisible();
  await page.getByLabel('Token').fill(TOKEN);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Send it now' }).click();
  await expect(said(page)).toContainText('Your reply to Ivo is on the page');
  await expect.poll(async () => (await threadAt(request, place.page)).count).toBe(2);
  await page.context().close();
});

test('a thread is closed, opened, renamed and moved', async ({ browser, request }) => {
  const place = pageOf('moving');
  const { page: newAddress } = pageOf('moved');
  await leaveComments(request, place, [{ name: 'Juno', body: 'Where will this go?' }]);
  const page = await ownersPage(browser);
  await show(page, place.title);
  await row(page, 'Juno').getByRole('button', { name: 'Approve' }).click();
  await expect(said(page)).toContainText('Approved Juno’s comment.');
  await expect.poll(() => namesAt(request, place.page)).toEqual(['Juno']);

  await page.getByRole('link', { name: 'Threads' }).click();
  const thread = page.getByRole('listitem').filter({ hasText: place.title });
  await expect(thread).toContainText('1 comment');
  await thread.getByRole('link', { name: `Change ${place.title}` }).click();
  await page.getByRole('button', { name: 'Close now' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Closed');
  expect((await threadAt(request, place.page)).open).toBe(false);
  await page.getByRole('button', { name: 'Open again' }).click();
  await expect(said(page)).toContainText('Open again.');
  await page.getByLabel('Rename').fill('A name of the owner’s');
  await page.getByRole('button', { name: 'Save' }).last().click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('A name of the owner’s');
  await page.getByLabel('Moved to').fill('https://somewhere.example/else');
  await page.getByRole('button', { name: 'Move' }).click();
  await expect(page.getByText('That address is not on one of your sites.')).toBeVisible();
  await page.getByLabel('Moved to').fill(newAddress);
  await page.getByRole('button', { name: 'Move' }).click();
  await expect(said(page)).toContainText('Both addresses lead to these comments.');
  expect(await namesAt(request, newAddress)).toEqual(['Juno']);
  expect(await threadAt(request, place.page)).toMatchObject({ page: newAddress, title: 'A name of the owner’s' });
  await page.context().close();
});

test('on a phone, without JavaScript: select, judge, undo, reply, block', async ({ browser, request }) => {
  const place = pageOf('phone');
  await leaveComments(request, place, [
    { name: 'Kaya', body: 'From one phone to another' },
    { name: 'Liam', body: 'A second one' },
  ]);
  const page = await ownersPage(browser, { ...PHONE, javaScriptEnabled: false });
  await show(page, place.title);
  await expect(select(page, 'Kaya')).toBeHidden();
  await page.getByText('Select', { exact: true }).click();
  await select(page, 'Kaya').check();
  await select(page, 'Liam').check();
  await page.getByRole('button', { name: 'Spam selected' }).click();
  await expect(said(page)).toContainText('Marked 2 comments as spam.');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByRole('article')).toHaveCount(2);

  await more(page, 'Liam', 'Block');
  await expect(row(page, 'Liam').getByText('New comments from this browser will be refused.')).toBeVisible();
  await row(page, 'Liam').getByRole('button', { name: 'Block' }).click();
  await expect(row(page, 'Liam')).toContainText('blocked');

  await row(page, 'Kaya').getByRole('link', { name: 'Reply' }).click();
  await page.getByLabel('Your reply').fill('From this one, too.');
  await page.getByRole('button', { name: 'Approve and reply' }).click();
  await expect.poll(async () => (await threadAt(request, place.page)).count).toBe(2);
  await notTooWide(page);

  await page.goto(`${DESK}/authors`);
  await notTooWide(page);
  const liam = page.getByRole('listitem').filter({ hasText: 'Liam' });
  await liam.getByText('More', { exact: true }).click();
  await liam.getByRole('link', { name: 'Erase all comments' }).click();
  await page.getByRole('button', { name: 'Erase the one comment' }).click();
  await expect(said(page)).toContainText('Erased one comment for good.');
  await page.context().close();
});

// The bar of what is selected stuck out, and what was said lay over Save for good.
test('on the smallest phone nothing sticks out or is covered', async ({ browser, request }) => {
  const place = pageOf('smallest');
  await leaveComments(request, place, [
    { name: 'Noa', body: 'From a very small phone' },
    { name: 'Omar', body: `And a word that is long: ${'o'.repeat(100)}` },
  ]);
  const page = await ownersPage(browser, { ...PHONE, viewport: { width: 320, height: 568 } });
  await show(page, place.title);
  await page.getByText('Select', { exact: true }).click();
  await select(page, 'Noa').check();
  await page.getByRole('button', { name: 'Select all 2' }).click();
  await notTooWide(page);
  const clear = page.getByRole('button', { name: 'Clear' });
  expect((await clear.boundingBox())!.x + (await clear.boundingBox())!.width).toBeLessThanOrEqual(320);
  await page.getByRole('button', { name: 'Approve selected' }).click();
  await expect(said(page)).toContainText('Approved 2 comments.');
  await show(page, place.title, 'approved');
  const tops = await row(page, 'Noa')
    .locator('.acts > .button, .acts > button')
    .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().top));
  expect(new Set(tops).size, 'three buttons are one row').toBe(1);
  await notTooWide(page);

  await page.goto(`${DESK}/settings`);
  const save = page.getByRole('button', { name: 'Save' });
  await save.click();
  await expect(said(page)).toContainText('Nothing was changed.');
  await save.scrollIntoViewIfNeeded();
  const { x, y } = (await save.boundingBox())!;
  expect(await page.evaluate(([x, y]) => document.elementFromPoint(x!, y!)?.textContent, [x + 4, y + 4])).toBe('Save');
  await page.context().close();
});

// There a text gets a ground of its own, and what is filled with the text's colour was black on black.
test('with forced colours the buttons to press first can be read, and one row is the current one', async ({
  browser,
  request,
}) => {
  const place = pageOf('forced');
  await leaveComments(request, place, [
    { name: 'Pia', body: 'In few colours' },
    { name: 'Quin', body: 'In fewer' },
  ]);
  const page = await ownersPage(browser, { forcedColors: 'active', colorScheme: 'dark' });
  await show(page, place.title);
  await page.keyboard.press('j');
  const colours = (name: string) =>
    row(page, name).evaluate((article) => {
      const button = getComputedStyle(article.querySelector('button.main')!);
      return {
        bar: getComputedStyle(article).borderInlineStartColor,
        ground: getComputedStyle(document.body).backgroundColor,
        button: [button.forcedColorAdjust, button.color, button.backgroundColor],
      };
    });
  // The newest first.
  const [current, other] = [await colours('Quin'), await colours('Pia')];
  expect(current.bar).not.toBe(other.bar);
  expect(current.button[0]).toBe('none');
  expect(current.button[1]).not.toBe(current.button[2]);
  await page.context().close();
});

test('the doctor looks, and tells', async ({ browser }) => {
  const page = await ownersPage(browser);
  await page.goto(`${DESK}/doctor`);
  await page.getByRole('button', { name: 'Look now' }).click();
  await expect(page.getByText('A record was written, read back and deleted.')).toBeHidden();
  await page.getByText(/checks(?:, all| are) fine/).click();
  await expect(page.getByText('A record was written, read back and deleted.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Look again' })).toBeVisible();
  await page.context().close();
});

for (const [name, options] of Object.entries({
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  phone: PHONE,
} as const)) {
  test(`axe finds nothing on any page of the desk: ${name}`, async ({ browser, request }) => {
    test.slow(); // eleven pages, and axe takes seconds for each on a busy machine
    const place = pageOf(`axe-${name}`);
    await leaveComments(request, place, [{ name: 'Mona', body: 'Words to be read by a machine' }]);
    const page = await ownersPage(browser, options);
    const check = async (what: string) => expect(await violations(page), what).toEqual([]);
    await show(page, place.title);
    await row(page, 'Mona').getByText('More', { exact: true }).click();
    await check('an open menu');
    await page.keyboard.press('Escape');
    if (name === 'phone') await page.getByText('Select', { exact: true }).click();
    await select(page, 'Mona').check();
    await check('a selection');
    await row(page, 'Mona').getByRole('link', { name: 'Reply' }).click();
    await check('a reply');
    for (const path of [
      '?status=approved',
      '?q=zebra',
      '/threads',
      '/authors',
      '/settings',
      '/numbers',
      '/notices',
      '/doctor',
    ]) {
      await page.goto(`${DESK}${path}`);
      await check(path);
    }
    await page.goto(`${DESK}/threads`);
    await page
      .getByRole('link', { name: /^Change/ })
      .first()
      .click();
    await check('a thread');
    await page.context().close();
  });
}

// Last: everybody is signed out by it.
test('settings are saved, wrong ones are marked, and signing out everywhere ends every session', async ({
  browser,
}) => {
  const page = await ownersPage(browser);
  await page.getByRole('link', { name: 'Settings' }).click();
  const save = page.getByRole('button', { name: 'Save' });
  await expect(save).not.toHaveClass(/main/);
  await page.getByLabel('Links in one comment').fill('a few');
  await expect(page.getByText('Unsaved changes')).toBeVisible();
  await expect(save).toHaveClass(/main/);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('A whole number from 0 to 100.')).toBeVisible();
  await expect(page.getByLabel('Links in one comment')).toHaveValue('a few');
  await page.getByLabel('Links in one comment').fill('6');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(said(page)).toContainText('Saved. It holds everywhere within a minute or two.');
  await page.reload();
  await expect(page.getByLabel('Links in one comment')).toHaveValue('6');

  const second = await ownersPage(browser);
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page.getByLabel('Token')).toBeVisible();
  await second.reload();
  await expect(second.getByText('You have been signed out.')).toBeVisible();
  forgetSession();
  await second.context().close();
  await page.context().close();
});
