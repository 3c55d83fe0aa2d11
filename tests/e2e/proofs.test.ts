// A site that asks for work, and a phone that is too slow for it: the reader hears that her comment waits, and the
// owner why.

import { type APIRequestContext, expect, test } from '@playwright/test';
import { ENDPOINTS, OWNER_ENDPOINTS, type OwnerComments } from '../../worker/contract/index.ts';
import { BITS_SPARED } from '../../worker/rules/screening/work.ts';
import { comment, open, post, THANKS, write } from './people.ts';
import { POSTS, TOKEN, WORKER } from './places.ts';

const headers = { authorization: `Bearer ${TOKEN}` };

async function ask(request: APIRequestContext, work: 'always' | 'auto'): Promise<void> {
  const answer = await request.put(`${WORKER}${OWNER_ENDPOINTS.settings}`, { headers, data: { work } });
  expect(answer.status()).toBe(200);
}

async function reasonsOf(request: APIRequestContext, words: string): Promise<string[]> {
  const answer = await request.get(`${WORKER}${ENDPOINTS.ownerComments}?status=pending`, { headers });
  const { comments } = (await answer.json()) as OwnerComments;
  return comments.find(({ source }) => source.includes(words))?.reasons ?? [];
}

test.beforeEach(({ request }) => ask(request, 'always'));
test.afterEach(({ request }) => ask(request, 'auto'));

test('the work is done while the reader writes', async ({ page, request }) => {
  await open(page, POSTS.quiet);
  await write(page, 'Ada', 'Quick enough.');
  await post(page);
  await expect(page.getByText(THANKS)).toBeVisible();
  expect(await reasonsOf(request, 'Quick enough.')).toEqual(['first comment']);
});

test('a phone that gives up is held and not refused', async ({ page, request }) => {
  // What the real file sends when its five seconds are over, but for the seconds: the best of less than all.
  await page.route(`${WORKER}/*/work.js*`, (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      headers: { 'Access-Control-Allow-Origin': '*' },
      body: `export async function solve(ticket, bits) {
        for (let n = 0; ; n++) {
          const data = new TextEncoder().encode(ticket + '.' + n);
          const [word] = new Uint32Array(await crypto.subtle.digest('SHA-256', data));
          const zeros = Math.clz32(new DataView(Uint32Array.of(word).buffer).getUint32(0));
          if (zeros >= bits - ${BITS_SPARED} && zeros < bits) return { n, zeros, next: n + 1 };
        }
      }`,
    }),
  );
  await open(page, POSTS.quiet);
  await write(page, 'Eve', 'From an old phone.');
  await post(page);
  await expect(page.getByText(THANKS)).toBeVisible();
  await expect(comment(page, 'From an old phone.')).toContainText('Waiting');
  expect(await reasonsOf(request, 'From an old phone.')).toContain('its browser was too slow for the work asked of it');
});
