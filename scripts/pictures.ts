// `npm run pictures`: the pictures of README.md and docs, taken from the seeded demo on ports of the browser's tests,
// so that they show what a newcomer sees, on a store of their own. Addresses of this machine are shown as those of a
// blog on the web.

import { spawn } from 'node:child_process';
import { mkdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BrowserContextOptions, chromium, type Page } from 'playwright';
import sharp from 'sharp';
import { POSTS } from '../demo/seed-comments.ts';
import { browserArgs, browserPath } from '../tests/browser.ts';
import { BLOG, TOKEN, WORKER, WORKER_PORT } from '../tests/e2e/places.ts';
import { ENDPOINTS } from '../worker/contract/index.ts';
import { isPortFree, ROOT } from './local/development.ts';
import { labelParts, stylesBesideEachOther } from './pictures/parts.ts';
import { tellStory } from './pictures/story.ts';

const FOLDER = join(ROOT, 'demo/pictures');
const READY_WITHIN = 90_000;
const DESK = WORKER + ENDPOINTS.desk;
const DESKTOP: BrowserContextOptions = { viewport: { width: 1000, height: 800 } };
const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 780 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
  colorScheme: 'dark',
};

mkdirSync(FOLDER, { recursive: true });
const isFree = await isPortFree(WORKER_PORT);
const servers = isFree ? spawn(process.execPath, ['tests/e2e/servers.ts', '1'], { cwd: ROOT }) : null;
await untilReady();
const browser = await chromium.launch({ executablePath: await browserPath(), args: browserArgs });
try {
  await takeHero();
  await takePost('dark', async (page) => {
    await page.getByRole('textbox', { name: 'Leave a comment' }).fill('Good vibes from the night shift on ward 4.');
    await page.getByRole('textbox', { name: 'Name' }).fill('Mia');
    await page.getByRole('textbox', { name: 'Leave a comment' }).focus();
    await page.getByRole('contentinfo').scrollIntoViewIfNeeded();
    return page.screenshot({ clip: { x: 0, y: 0, width: 1000, height: 830 } });
  });
  await takePost('light', labelParts, 'parts');
  await takePost('light', stylesBesideEachOther, 'styles');
  await takeDesk();
  await takeStory();
} finally {
  await browser.close();
  servers?.kill('SIGTERM');
}

async function untilReady(): Promise<void> {
  const until = Date.now() + READY_WITHIN;
  for (const url of [`${BLOG}/`, WORKER + ENDPOINTS.health]) {
    while (
      !(await fetch(url).then(
        ({ ok }) => ok,
        () => false,
      ))
    ) {
      if (Date.now() > until) throw new Error(`${url} does not answer.`);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

/** The first post in one of its looks, at its comments. */
async function takePost(look: string, prepare: (page: Page) => Promise<Buffer>, name = look): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 1100 }, locale: 'en-GB' });
  await page.addInitScript({ content: `sessionStorage.setItem('look', '${look}')` });
  await page.goto(`${BLOG}${POSTS[0]!.path}#afterword`);
  await page.getByText('Learn the names of the ward secretaries').waitFor();
  await save(name, await prepare(page));
  await page.close();
}

/** A short thread with its line and a heart, and the box with words in it: all that there is, in one window. */
async function takeHero(): Promise<void> {
  const context = await browser.newContext({
    viewport: { width: 1000, height: 1190 },
    deviceScaleFactor: 2,
    locale: 'en-GB',
  });
  const page = await context.newPage();
  await page.addInitScript({ content: "sessionStorage.setItem('look', 'light')" });
  await page.goto(`${BLOG}${POSTS[1]!.path}#afterword`);
  await page.getByText('Half a lottery ticket').waitFor();
  await page.getByRole('button', { name: /^Like/ }).first().click();
  const box = page.getByRole('textbox', { name: 'Leave a comment' });
  await box.fill('A pressed violet, in a manual for tractors. Nobody has ever come back for it.');
  await page.getByRole('textbox', { name: 'Name' }).fill('Mia');
  await box.focus();
  await page.evaluate(
    'scrollTo(0, document.querySelector("afterword-comments").getBoundingClientRect().top + scrollY - 40)',
  );
  await save('light', await page.screenshot());
  await context.close();
}

async function takeStory(): Promise<void> {
  const reader = await browser.newPage({ locale: 'en-GB' });
  await reader.addInitScript({ content: "sessionStorage.setItem('look', 'light')" });
  await reader.goto(`${BLOG}${POSTS[1]!.path}#afterword`);
  const phone = await signedIn({ ...PHONE, deviceScaleFactor: 1, colorScheme: 'light' });
  const path = join(FOLDER, 'approve.webp');
  writeFileSync(path, await tellStory(reader, phone));
  console.log(`demo/pictures/approve.webp  ${Math.round(statSync(path).size / 1_000)} kB`);
}

/** The owner's pages, all of one size, and the first of them on a phone in the dark. */
async function takeDesk(): Promise<void> {
  const page = await signedIn(DESKTOP);
  await save('desk-waiting', await page.screenshot());
  for (const name of ['threads', 'authors', 'settings', 'doctor', 'notices']) {
    if (name === 'notices') await addDevices(page, ['Firefox on the office computer', 'Chrome on Android']);
    await page.goto(`${DESK}/${name}`);
    if (name === 'doctor') await page.getByRole('button', { name: 'Look now' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    if (name === 'doctor') await page.locator('summary').click();
    await save(`desk-${name}`, await page.screenshot());
  }
  const session = await page.context().storageState();
  const phone = await signedIn({ ...PHONE, storageState: session });
  await save('desk-phone', await phone.screenshot());
}

/** As their browsers would: each with keys of its own, and a push service that is not there. */
async function addDevices(page: Page, names: string[]): Promise<void> {
  const { subtle } = globalThis.crypto;
  const text = (bytes: ArrayBuffer | Uint8Array) => Buffer.from(bytes as ArrayBuffer).toString('base64url');
  for (const name of names) {
    const own = await subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits']);
    const pair = await subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
    const form = {
      name,
      endpoint: `https://push.invalid/${crypto.randomUUID()}`,
      p256dh: text(await subtle.exportKey('raw', own.publicKey)),
      auth: text(crypto.getRandomValues(new Uint8Array(16))),
      publicKey: text(await subtle.exportKey('raw', pair.publicKey)),
      privateKey: (await subtle.exportKey('jwk', pair.privateKey)).d ?? '',
    };
    await page.request.post(`${DESK}/devices`, { form, headers: { origin: WORKER } });
  }
}

async function signedIn(options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const page = await context.newPage();
  // Only what is read: the pages themselves stay those of the worker.
  await page.route(`${DESK}**`, async (route) => {
    if (route.request().resourceType() !== 'document') return route.continue();
    const answer = await route.fetch({ maxRedirects: 0 });
    const text = (await answer.text())
      .replaceAll(BLOG, 'https://blog.example')
      .replaceAll(WORKER, 'https://comments.example')
      .replaceAll(new URL(BLOG).host, 'blog.example');
    return route.fulfill({ response: answer, body: text });
  });
  await page.goto(DESK);
  if (options.storageState === undefined) {
    await page.getByLabel('Token').fill(TOKEN);
    await page.getByRole('button', { name: 'Sign in' }).click();
  }
  await page.getByRole('link', { name: /^Waiting/ }).waitFor();
  // What a redirect led to was not changed.
  await page.goto(DESK);
  return page;
}

/** With a palette, which is a third of the bytes and looks the same for pages of text. */
async function save(name: string, picture: Buffer): Promise<void> {
  const path = join(FOLDER, `${name}.png`);
  await sharp(picture).png({ palette: true, colours: 128, effort: 10, compressionLevel: 9, dither: 0 }).toFile(path);
  console.log(`demo/pictures/${name}.png  ${Math.round(statSync(path).size / 1_000)} kB`);
}
