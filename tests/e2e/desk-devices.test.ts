// Notices on this device, in a real browser with the real service worker. Its push service is an imitation: browsers on
// test machines are given none. What comes from such a service is handed to the service worker by the browser's own
// tools.

import { type Browser, type BrowserContextOptions, expect, type Page, test } from '@playwright/test';
import { violations } from './axe.ts';
import { DESK, ownersPage } from './owner.ts';
import { WORKER } from './places.ts';

const NOTICES = `${DESK}/notices`;

/** A page whose browser subscribes to a push service that nobody runs, with keys as a browser makes them. */
async function pageThatSubscribes(browser: Browser, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await ownersPage(browser, options);
  await page.addInitScript(() => {
    const KEPT = 'the-test’s-subscription';
    const base64Url = (bytes: ArrayBuffer | Uint8Array) =>
      btoa(String.fromCharCode(...new Uint8Array(bytes)))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replaceAll('=', '');
    const subscriptionOf = (text: string) => ({
      endpoint: JSON.parse(text).endpoint as string,
      toJSON: () => JSON.parse(text) as unknown,
      unsubscribe: async () => {
        localStorage.removeItem(KEPT);
        return true;
      },
    });
    Object.assign(PushManager.prototype, {
      async getSubscription() {
        const text = localStorage.getItem(KEPT);
        return text === null ? null : subscriptionOf(text);
      },
      async subscribe({ applicationServerKey, userVisibleOnly }: PushSubscriptionOptionsInit) {
        // As browsers do.
        if (!userVisibleOnly) throw new Error('not user visible');
        if ((applicationServerKey as ArrayBuffer).byteLength !== 65) throw new Error('no key');
        const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
        const keys = {
          p256dh: base64Url(await crypto.subtle.exportKey('raw', pair.publicKey)),
          auth: base64Url(crypto.getRandomValues(new Uint8Array(16))),
        };
        const text = JSON.stringify({ endpoint: `https://push.invalid/${crypto.randomUUID()}`, keys });
        localStorage.setItem(KEPT, text);
        return subscriptionOf(text);
      },
    });
  });
  await page.goto(NOTICES);
  return page;
}

const row = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Devices' }).getByRole('listitem').filter({ hasText: name });

test('notices are turned on here, tried, and removed', async ({ browser }) => {
  const page = await pageThatSubscribes(browser, { permissions: ['notifications'] });
  const name = page.getByLabel('Name of this device');
  await expect(name).toHaveValue('Chrome on Linux');
  await name.fill('The reading room');
  await page.getByRole('button', { name: 'Turn on here' }).click();
  await expect(page.getByRole('main').getByRole('status')).toContainText('Notices are on here.');
  await expect(row(page, 'The reading room')).toContainText('This device');
  await expect(page.getByRole('button', { name: 'Turn on here' })).toBeHidden();
  expect(await violations(page)).toEqual([]);

  await page.getByRole('button', { name: 'Send a test: The reading room' }).click();
  await expect(page.getByRole('main').getByRole('alert').first()).toContainText('It could not be reached.');

  await page.getByRole('button', { name: 'Remove: The reading room' }).click();
  await expect(page.getByRole('main').getByRole('status')).toContainText('No notices go there any more.');
  await expect(row(page, 'The reading room')).toHaveCount(0);
  await expect(page.getByText('Notices were on in this browser')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Turn on here' })).toBeVisible();
  await page.context().close();
});

test('a push wakes the service worker, which shows it', async ({ browser }) => {
  const page = await pageThatSubscribes(browser, { permissions: ['notifications'] });
  await page.getByLabel('Name of this device').fill('Shows pushes');
  const woken = page.context().waitForEvent('serviceworker');
  await page.getByRole('button', { name: 'Turn on here' }).click();
  await expect(row(page, 'Shows pushes')).toBeVisible();
  const worker = await woken;
  expect(worker.url()).toBe(`${WORKER}/admin/push.js`);
  const served = (await page.request.get(worker.url())).headers();
  expect(served).toMatchObject({
    'content-type': 'text/javascript; charset=utf-8',
    'cache-control': 'no-cache',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  });
  expect(served['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/);
  // A browser without a screen shows no notices: what it is asked to show is kept instead.
  await worker.evaluate(() => {
    const shown: unknown[] = [];
    const scope = globalThis as unknown as { shown: unknown[]; registration: object };
    scope.shown = shown;
    Object.assign(scope.registration, {
      showNotification: async (title: string, { body }: { body: string }) => void shown.push([title, body]),
    });
  });

  const tools = await page.context().newCDPSession(page);
  const registered = new Promise<string>((resolve) => {
    tools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      const ours = registrations.find(({ scopeURL }) => scopeURL === `${WORKER}/admin/`);
      if (ours) resolve(ours.registrationId);
    });
  });
  await tools.send('ServiceWorker.enable');
  const message = { title: '2 comments are waiting', body: 'Ada on “A post”', tag: 'a', open: '/admin', acts: [] };
  const data = JSON.stringify(message);
  await tools.send('ServiceWorker.deliverPushMessage', { origin: WORKER, registrationId: await registered, data });
  const shown = () => worker.evaluate(() => (globalThis as unknown as { shown: unknown[] }).shown);
  await expect.poll(shown).toEqual([['2 comments are waiting', 'Ada on “A post”']]);
  await page.getByRole('button', { name: 'Remove: Shows pushes' }).click();
  await expect(row(page, 'Shows pushes')).toHaveCount(0);
  await page.context().close();
});

test('a browser that is not allowed to says so, and nothing is saved', async ({ browser }) => {
  const page = await pageThatSubscribes(browser);
  await page.getByLabel('Name of this device').fill('Not allowed');
  await page.getByRole('button', { name: 'Turn on here' }).click();
  await expect(page.getByRole('alert')).toContainText('Your browser does not allow it.');
  await page.reload();
  await expect(row(page, 'Not allowed')).toHaveCount(0);
  await page.context().close();
});

test('without JavaScript a sentence says what it needs, and everything else is there', async ({ browser }) => {
  const page = await ownersPage(browser, { javaScriptEnabled: false });
  await page.goto(NOTICES);
  await expect(page.getByText('Turning them on needs JavaScript.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Turn on here' })).toBeHidden();
  await expect(page.getByLabel('E-mail address or web address')).toBeVisible();
  await page.context().close();
});
