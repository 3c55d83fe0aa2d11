// `npm run pictures`: the screenshots of README.md, taken from the seeded demo. Wants `npm start` to be running
// in another terminal, freshly seeded for the picture to show what a newcomer sees.

import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { POSTS } from '../demo/seed-comments.ts';
import { browserArgs, browserPath } from '../tests/browser.ts';
import { BLOG_PORT, isPortFree, ROOT } from './development.ts';

const FOLDER = join(ROOT, 'demo/pictures');

if (await isPortFree(BLOG_PORT)) {
  console.error('The demo does not run. Start it with npm start in another terminal, then take the pictures.');
  process.exit(1);
}
mkdirSync(FOLDER, { recursive: true });
const browser = await chromium.launch({ executablePath: await browserPath(), args: browserArgs });
try {
  await takePicture('light', async (page) => {
    await page.getByText('Learn the names of the ward secretaries').waitFor();
  });
  await takePicture('dark', async (page) => {
    await page.getByRole('textbox', { name: 'Leave a comment' }).fill('Good vibes from the night shift on ward 4. You');
    await page.getByRole('textbox', { name: 'Name' }).fill('Mia');
    await page.getByRole('textbox', { name: 'Leave a comment' }).focus();
    await page.getByRole('contentinfo').scrollIntoViewIfNeeded();
  });
} finally {
  await browser.close();
}
console.log(`Took the pictures of README.md: ${FOLDER}`);

/** Shows the first post in one of its looks, at its comments. */
async function takePicture(look: string, prepare: (page: Page) => Promise<void>): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1000, height: 1100 }, locale: 'en-GB' });
  await page.addInitScript({ content: `sessionStorage.setItem('look', '${look}')` });
  await page.goto(`http://localhost:${BLOG_PORT}${POSTS[0]!.path}#afterword`);
  await prepare(page);
  await page.screenshot({ path: join(FOLDER, `${look}.png`) });
  await page.close();
}
