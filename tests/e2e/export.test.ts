// The owner takes everything away at the desk: as a backup, which comes in again, and as other systems read it.

import { readFileSync } from 'node:fs';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { ENDPOINTS, OWNER_ENDPOINTS } from '../../worker/contract/index.ts';
import { violations } from './axe.ts';
import { ownersPage } from './owner.ts';
import { picture } from './pictures.ts';
import { TOKEN, WORKER } from './places.ts';

async function exportPage(browser: Browser, options: Parameters<typeof ownersPage>[1] = {}): Promise<Page> {
  const page = await ownersPage(browser, options);
  await page.goto(`${WORKER}${ENDPOINTS.desk}/settings`);
  await page.getByRole('link', { name: 'Export comments' }).click();
  await expect(page.getByRole('heading', { name: 'Export', exact: true })).toBeVisible();
  return page;
}

async function download(page: Page, format: string): Promise<{ name: string; text: string }> {
  const saved = page.waitForEvent('download');
  await page.getByLabel(format).check();
  await page.getByRole('button', { name: 'Download' }).click();
  const file = await saved;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), 'utf8') };
}

test('a backup, WXR, Disqus’ XML and a table are saved under names of the day', async ({ browser }) => {
  const page = await exportPage(browser);
  const errors: string[] = [];
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  await picture(page, 'export/form');
  expect(await violations(page)).toEqual([]);

  const backup = await download(page, 'Backup');
  expect(backup.name).toMatch(/^afterword-\d{4}-\d\d-\d\d\.ndjson$/);
  expect(backup.text.trimEnd().split('\n').at(-1)).toBe('{"v":1,"type":"cursor","cursor":null}');
  await expect(page.getByRole('heading', { name: `${backup.name} is written.` })).toBeFocused();
  await picture(page, 'export/written');
  expect(await violations(page)).toEqual([]);

  const wxr = await download(page, 'WordPress (WXR)');
  expect(wxr.name).toMatch(/-wxr\.xml$/);
  const comments = wxr.text.match(/<wp:comment>/g)?.length ?? 0;
  await expect(page.getByText(new RegExp(`^${comments} comments? of \\d+ pages?\\.$`))).toBeVisible();
  expect((await download(page, 'Disqus (XML)')).text).toContain('<disqus xmlns="http://disqus.com"');
  expect((await download(page, 'Table (CSV)')).text).toMatch(/^\ufeffpage,title,/);
  expect(errors).toEqual([]);
  await page.context().close();
});

test('an answer that breaks off makes no file, and trying again does', async ({ browser }) => {
  const page = await exportPage(browser, { viewport: { width: 360, height: 740 }, colorScheme: 'dark' });
  const address = `**${OWNER_ENDPOINTS.export}?*`;
  await page.context().route(address, (route) => route.fulfill({ status: 200, body: '{"v":1,"type":"exp' }));
  await page.getByRole('button', { name: 'Download' }).click();
  await expect(page.getByRole('heading', { name: 'No file was made.' })).toBeFocused();
  await expect(page.locator('#problem')).toHaveText('The worker’s answer broke off.');
  await picture(page, 'export/phone-failed');
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect(width, 'nothing is cut off at the side').toBeLessThanOrEqual(360);
  await page.context().unroute(address);
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Try again' }).click();
  expect((await saved).suggestedFilename()).toMatch(/\.ndjson$/);
  await page.context().close();
});

test('what writes the file may talk to the worker and nobody else', async ({ browser }) => {
  const page = await ownersPage(browser);
  const answer = await page.request.get(`${WORKER}/desk/writer.js`, { headers: { authorization: `Bearer ${TOKEN}` } });
  expect(answer.headers()['content-security-policy']).toBe("default-src 'none'; script-src 'self'; connect-src 'self'");
  await page.context().close();
});
