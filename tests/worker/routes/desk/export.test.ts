// The page of the export.

import { expect, test } from 'vitest';
import { TestWorker, TOKEN } from '../../help/as-reader.ts';

test('shows the formats and the command, under the policy of every page of the desk', async () => {
  const answer = await new TestWorker().fetch('/admin/export', { headers: { Authorization: `Bearer ${TOKEN}` } });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('Content-Security-Policy')).toContain("script-src 'self';");
  const page = await answer.text();
  expect(page).toContain('<script type="module" src="/desk/export.js"></script>');
  expect([...page.matchAll(/name="format" value="(\w+)"/g)].map(([, format]) => format)).toEqual([
    'ndjson',
    'wxr',
    'disqus',
    'csv',
  ]);
  expect(page).toContain('npm run export -- --from https://comments.example<');
});

test('nobody but the owner sees it', async () => {
  expect((await new TestWorker().fetch('/admin/export')).status).toBe(401);
});
