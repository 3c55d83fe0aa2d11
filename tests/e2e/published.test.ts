// The two names of the embed, as browsers see them: the stable one, and the one with its hash that a tag may pin.

import { join } from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { pinnedTag, publishedIn } from '../../scripts/build/published.ts';
import { ROOT } from '../../scripts/local/development.ts';
import { comment } from './people.ts';
import { POSTS, WORKER } from './places.ts';
import { writePage } from './sites.ts';

const present = publishedIn(join(ROOT, 'dist/assets'));
const FORMER = { file: 'embed-000000000000.js', integrity: `sha384-${'A'.repeat(64)}` };

/** A page with that tag, about a post that has comments. */
async function visit(page: Page, tag: string): Promise<void> {
  const canonical = `<link rel="canonical" href="${POSTS.interview}">`;
  await page.goto(
    writePage('pinned.html', `<!doctype html><title>Pinned</title>${canonical}<body><p>Words.</p>${tag}`),
  );
}

test('both names are kept as long as they may be, and may be read from anywhere', async ({ request }) => {
  const headers = async (path: string) => {
    const answer = await request.get(`${WORKER}/${path}`);
    expect(answer.status()).toBe(200);
    expect(answer.headers()['access-control-allow-origin']).toBe('*');
    return answer.headers()['cache-control'];
  };
  expect(await headers('embed.js')).toBe('public, max-age=300, stale-while-revalidate=86400');
  expect(await headers(present.file)).toBe('public, max-age=31536000, immutable');
});

test('the pinned tag shows the comments', async ({ page }) => {
  await visit(page, pinnedTag(WORKER, present));
  await expect(comment(page, 'Any news?')).toBeVisible();
});

test('the tag of an earlier deploy shows nothing, and the browser says why', async ({ page }) => {
  const said = page.waitForEvent('console', (message) => /integrity/i.test(message.text()));
  await visit(page, pinnedTag(WORKER, FORMER));
  expect((await said).text()).toContain('has been blocked');
  await expect(page.locator('afterword-comments')).toHaveCount(0);
});

test('one that names the coming deploy’s hash as well goes on through it', async ({ page }) => {
  await visit(page, pinnedTag(WORKER, { ...FORMER, integrity: `${FORMER.integrity} ${present.integrity}` }));
  await expect(comment(page, 'Any news?')).toBeVisible();
});
