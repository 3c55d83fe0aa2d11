// The page of the import, and what it asks before it sends anything.

import { describe, expect, it } from 'vitest';
import { refusal, TestWorker, TOKEN } from '../../help/as-reader.ts';
import { say } from '../../help/store-with.ts';

const OWNER = { Authorization: `Bearer ${TOKEN}` };
describe('accepts', () => {
  it('a look at the page, under the policy of every page of the desk', async () => {
    const answer = await new TestWorker().fetch('/admin/import', { headers: OWNER });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Content-Security-Policy')).toContain("script-src 'self';");
    const page = await answer.text();
    expect(page).toContain('<script type="module" src="/desk/import.js"></script>');
    expect(page).toContain(
      'npm run import -- FILE --to https://comments.example --site https://blog.example --dry-run',
    );
    expect(page).toContain('<option>https://blog.example</option>');
  });

  it('the question what is here, which names comments and no words', async () => {
    const worker = new TestWorker();
    await say(worker.env.COMMENTS, 1);
    const answer = await worker.fetch('/api/admin/import', { headers: OWNER });
    expect(answer.headers.get('Content-Type')).toBe('application/x-ndjson');
    const lines = (await answer.text()).trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    expect(lines[0]).not.toContain('Words');
    expect(JSON.parse(lines[1]!)).toEqual({ cursor: null });
  });

  it('says what to do where no site is set', async () => {
    const answer = await new TestWorker({ SITES: '' }).fetch('/admin/import', { headers: OWNER });
    expect(await answer.text()).toContain('The variable SITES is not set yet');
  });
});

describe('refuses', () => {
  it('a cursor that is none', async () => {
    const answer = await new TestWorker().fetch(`/api/admin/import?cursor=${'x'.repeat(2_000)}`, { headers: OWNER });
    expect(await refusal(answer)).toMatchObject({ status: 400, fields: { cursor: 'too_long' } });
  });
});

describe('who may', () => {
  it('nobody but the owner', async () => {
    const worker = new TestWorker();
    expect((await worker.fetch('/admin/import')).status).toBe(401);
    expect(await refusal(await worker.fetch('/api/admin/import'))).toMatchObject({ status: 401 });
  });
});
