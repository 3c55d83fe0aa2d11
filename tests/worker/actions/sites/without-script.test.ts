// The page of a thread without JavaScript, for further sites.

import { beforeEach, describe, expect, it } from 'vitest';
import { kv, setting, TestWorker, WORKER } from '../../help/as-reader.ts';
import { ROSES, UNTIL_REREAD, WithFurtherSites } from '../../help/further-sites.ts';
import { everything } from '../../help/store-with.ts';

let worker: WithFurtherSites;
beforeEach(async () => {
  worker = await WithFurtherSites.open();
});

describe('the page without JavaScript', () => {
  const formOf = async (page: string, reader: TestWorker = worker) => {
    const html = await (await reader.fetch(`/thread?page=${encodeURIComponent(page)}`)).text();
    const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1];
    return { html, ticket: value('ticket'), page: value('page') };
  };
  const post = (fields: Record<string, string>, reader: TestWorker = worker) =>
    reader.fetch('/thread', { method: 'POST', body: new URLSearchParams(fields), headers: { Origin: WORKER } });

  it('has the form of a further site’s page, with and without comments, and takes what is written there', async () => {
    for (const address of [ROSES, 'http://www.garden.example/post']) {
      const reader = new TestWorker({ MODERATION: 'open' });
      reader.now = worker.now;
      const { html, ticket, page } = await formOf(address, reader);
      expect(page).toBe(ROSES);
      expect(html).toContain(`<link rel="canonical" href="${ROSES}">`);
      reader.now += 5_000;
      const posted = await post(
        { ticket: ticket!, page: page!, name: 'Ada', body: `By hand, ${address.length} letters` },
        reader,
      );
      expect([posted.status, (await posted.text()).includes(`href="${ROSES}"`)]).toEqual([201, true]);
      worker.now = reader.now;
    }
    const { comments } = await worker.thread(ROSES);
    expect(comments).toHaveLength(2);
    const facts = Object.entries(await everything()).filter(([key]) => /^fact:[^:]+:\w{26}$/.test(key));
    expect(facts.map(([, value]) => JSON.parse(value!).page)).toEqual([ROSES, ROSES]);
  });

  it('gives the text back where the site was taken out meanwhile, and writes nothing', async () => {
    await worker.said(ROSES);
    await setting('sites', []);
    worker.now += UNTIL_REREAD;
    const { ticket, page } = await formOf(ROSES);
    worker.now += 5_000;
    const before = await everything();
    const refused = await post({ ticket: ticket!, page: page!, name: 'Ada', body: 'Kept words' });
    const html = await refused.text();
    expect(refused.status).toBe(403);
    expect(html).toContain('Commenting is not available at this address.');
    expect(html).toContain('Kept words</textarea>');
    expect(html).not.toContain(`href="${ROSES}"`);
    expect(await everything()).toEqual(before);
  });

  it('gives the text and its ticket back while KV is down', async () => {
    const { ticket, page } = await formOf(ROSES);
    worker.now += UNTIL_REREAD;
    worker.env.COMMENTS = new Proxy(kv, { get: () => () => Promise.reject(new Error('down')) });
    const refused = await post({ ticket: ticket!, page: page!, name: 'Ada', body: 'Kept words' });
    const html = await refused.text();
    expect(refused.status).toBe(503);
    expect(html).toContain('Kept words</textarea>');
    expect(html).toContain(ticket);
  });

  it('hands out no ticket for a page of elsewhere, also where SITES is empty', async () => {
    for (const reader of [worker as TestWorker, new TestWorker({ SITES: '' })]) {
      const { html, ticket } = await formOf('https://evil.example/post', reader);
      expect([ticket, html.includes('Commenting is not available')]).toEqual([undefined, true]);
    }
  });
});
