// The owner sets further sites by JSON: what is taken, what is refused, and the backup.

import { beforeEach, describe, expect, it } from 'vitest';
import { kv, refusal, SITE, setting, TestWorker, WORKER } from '../../help/as-reader.ts';
import { GARDEN, OWNER, ROSES, WithFurtherSites } from '../../help/further-sites.ts';
import { everything } from '../../help/store-with.ts';

let worker: WithFurtherSites;
beforeEach(async () => {
  worker = await WithFurtherSites.open();
});

describe('the owner', () => {
  it('sets them by JSON too, as they are kept: each once, and none that SITES has', async () => {
    const sites = [
      ` ${GARDEN}/ `,
      'Other.Example',
      GARDEN,
      SITE,
      'https://www.blog.example',
      'http://127.0.0.1:8080',
      '',
    ];
    const answer = await worker.owner('PUT', '/api/admin/settings', { sites });
    const kept = [GARDEN, 'https://other.example', 'https://www.blog.example', 'http://127.0.0.1:8080'];
    expect(await answer.json()).toMatchObject({ sites: kept });
    expect(await kv.get('settings:sites', 'json')).toEqual({ v: 1, value: kept });
    const read = await worker.fetch('/api/admin/settings', { headers: OWNER });
    expect(await read.json()).toMatchObject({ sites: kept });
  });

  it('is heard at once where it was set, also by readers', async () => {
    await worker.thread('https://new.example/post');
    await worker.owner('PUT', '/api/admin/settings', { sites: ['https://new.example'] });
    expect((await worker.thread('https://new.example/post')).page).toBe('https://new.example/post');
    await worker.said('https://new.example/post');
  });

  it.each([
    ['https://garden.example', 'wrong_type'],
    [null, 'wrong_type'],
    [[GARDEN, 7], 'wrong_type'],
    [[GARDEN, '*'], 'malformed'],
    [['https://*'], 'malformed'],
    [['https://*.example'], 'malformed'],
    [['https://garden.example:*'], 'malformed'],
    [['https://localhost:*'], 'malformed'],
    [['http://garden.example'], 'malformed'],
    [['http://localhost.evil.example'], 'malformed'],
    [['ftp://garden.example'], 'malformed'],
    [['javascript:alert(1)'], 'malformed'],
    [['null'], 'malformed'],
    [['garden'], 'malformed'],
    [['My garden.example'], 'malformed'],
    [['garden.example,other.example'], 'malformed'],
    [['https://garden.example.'], 'malformed'],
    [['https://owner:secret@garden.example'], 'malformed'],
    [['https://garden.example@evil.example'], 'malformed'],
    [['https://[::1]'], 'malformed'],
    [[`https://${'x'.repeat(300)}.example`], 'malformed'],
    [Array.from({ length: 21 }, (_, n) => `https://site-${n}.example`), 'too_many'],
  ])('is told of %j that it is %s, and nothing is saved', async (sites, problem) => {
    const before = await everything();
    const answer = await refusal(await worker.owner('PUT', '/api/admin/settings', { sites, maxLinks: 3 }));
    expect(answer).toMatchObject({ status: 400, code: 'invalid_request', fields: { sites: problem } });
    expect(await everything()).toEqual(before);
  });

  it('alone sets them', async () => {
    const before = await everything();
    for (const headers of [{}, { Authorization: 'Bearer wrong' }, { Cookie: '__Host-afterword=x' }]) {
      const answer = await worker.send(
        'PUT',
        '/api/admin/settings',
        { sites: ['https://evil.example'] },
        { ...headers, Origin: WORKER },
      );
      expect(answer.status).toBe(401);
    }
    expect(await everything()).toEqual(before);
  });

  it('has them in the backup, and back from it where none are set', async () => {
    const backup = new TextDecoder().decode(
      await (await worker.fetch('/api/admin/export', { headers: OWNER })).arrayBuffer(),
    );
    const restore = async () => {
      const init = { method: 'POST', headers: { ...OWNER, 'Content-Type': 'application/x-ndjson' }, body: backup };
      expect((await worker.fetch('/api/admin/import?own=1', init)).status).toBe(200);
      return kv.get('settings:sites', 'json');
    };
    await setting('sites', ['https://newer.example']);
    expect(await restore()).toMatchObject({ value: ['https://newer.example'] });
    await kv.delete('settings:sites');
    expect(await restore()).toMatchObject({ value: [GARDEN, 'http://localhost:*'] });
    expect((await new TestWorker().thread(ROSES)).page).toBe(ROSES);
  });

  it('can import for them at the desk', async () => {
    const html = await (await worker.fetch('/admin/import', { headers: OWNER })).text();
    expect([...html.matchAll(/<option>([^<]*)/g)].map(([, origin]) => origin)).toEqual([SITE, GARDEN]);
  });
});
