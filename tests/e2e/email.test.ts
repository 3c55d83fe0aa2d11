// The e-mail field in a browser. The worker of these tests has no mail to send, so its ticket is made to ask for an
// address; everything else is real.

import { expect, type Page, test } from '@playwright/test';
import type { TicketAnswer } from '../../worker/contract/index.ts';
import { violations, WIDGET } from './axe.ts';
import { open, post, THANKS, widget, write } from './people.ts';
import { POSTS, WORKER } from './places.ts';

const EMAIL = 'E-mail (optional), for replies only, never shown';

async function askForEmail(page: Page): Promise<void> {
  await page.route(`${WORKER}/api/tickets`, async (route) => {
    const response = await route.fetch();
    const ticket = (await response.json()) as TicketAnswer;
    await route.fulfill({ response, json: { ...ticket, asks: [...ticket.asks, 'email'] } });
  });
}

test('an address is asked for where replies are told of, checked, sent once, and kept nowhere', async ({ page }) => {
  await askForEmail(page);
  const sent: (string | undefined)[] = [];
  page.on('request', (request) => {
    if (request.url() === `${WORKER}/api/comments`) sent.push((request.postDataJSON() as { email?: string }).email);
  });
  await open(page, POSTS.found);
  await write(page, 'Ida', 'Tell me when it is found.');
  const field = page.getByRole('textbox', { name: EMAIL });
  await field.fill('ida@');
  await post(page);
  await expect(field).toBeFocused();
  await expect(field).toHaveAccessibleDescription('That e-mail address looks incomplete.');
  expect(await violations(page, WIDGET)).toEqual([]);
  await field.fill('ida@ida.example');
  await post(page);
  await expect(
    page.getByText(`${THANKS} If this address is new here, you’ll get an e-mail to confirm it`),
  ).toBeVisible();
  expect(sent).toEqual(['ida@ida.example']);
  expect(await page.evaluate(() => JSON.stringify({ ...localStorage }))).not.toContain('ida@');
  await expect(widget(page)).not.toContainText('ida@');
});

test('where nobody is told of replies there is no such field', async ({ page }) => {
  await open(page, POSTS.found);
  await write(page, 'Ida', 'Never mind.');
  await expect(page.getByRole('textbox', { name: 'Website (optional)' })).toBeVisible();
  await expect(page.getByRole('textbox', { name: EMAIL })).toHaveCount(0);
});
