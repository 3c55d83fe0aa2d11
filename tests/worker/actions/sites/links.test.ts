// What leads to a page of a further site: permalinks, feeds, and an address that has moved.

import { beforeEach, describe, expect, it } from 'vitest';
import { PAGE, refusal, SITE, setting, TestWorker } from '../../help/as-reader.ts';
import { GARDEN, ROSES, threadOf, UNTIL_REREAD, WithFurtherSites } from '../../help/further-sites.ts';
import { everything } from '../../help/store-with.ts';

let worker: WithFurtherSites;
beforeEach(async () => {
  worker = await WithFurtherSites.open();
});

describe('what leads to a page', () => {
  it('a permalink goes to a further site, for a read more, and no longer once it was taken out', async () => {
    await worker.said(ROSES);
    await worker.said(PAGE);
    const link = async (page: string) => {
      const { thread, comments } = await worker.thread(page);
      return { id: comments[0]!.id, path: `/c/${comments[0]!.id}?thread=${thread}` };
    };
    const [roses, first] = [await link(ROSES), await link(PAGE)];
    const reader = new TestWorker();
    for (const reads of [{ getWithMetadata: 1, get: 1 }, { getWithMetadata: 1 }]) {
      const { answer, counts } = await reader.counted(roses.path);
      expect([answer.status, answer.headers.get('Location')]).toEqual([302, `${ROSES}#comment-${roses.id}`]);
      expect(counts).toEqual(reads);
    }
    expect((await new TestWorker().counted(first.path)).counts).toEqual({ getWithMetadata: 1 });
    await setting('sites', []);
    reader.now += UNTIL_REREAD;
    expect(await refusal(await reader.fetch(roses.path))).toMatchObject({ status: 404, code: 'not_found' });
  });

  it('feeds: of the page, and of the site once the sweep has come by', async () => {
    await worker.said(ROSES, 'About roses');
    await worker.said(PAGE, 'About posts');
    await worker.sweep();
    const feed = async (query: Record<string, string>) => worker.fetch(`/feed?${new URLSearchParams(query)}`);
    expect(await (await feed({ page: ROSES })).text()).toContain(`href="${ROSES}#comment-`);
    for (const site of [GARDEN, `${GARDEN}/`, 'http://www.garden.example']) {
      const xml = await (await feed({ site })).text();
      expect(xml).toContain('About roses');
      expect(xml).not.toContain('About posts');
    }
    expect(await (await feed({ site: SITE })).text()).not.toContain('About roses');
    const other = new TestWorker();
    const path = `/feed?${new URLSearchParams({ site: GARDEN })}`;
    expect((await other.counted(path)).counts).toEqual({ getWithMetadata: 1, get: 1 });
    expect((await other.counted(path)).counts).toEqual({ getWithMetadata: 1 });
    await setting('sites', []);
    other.now += UNTIL_REREAD;
    expect((await other.fetch(path)).status).toBe(404);
  });

  it('a move: from SITES to a further site and back, and never to elsewhere', async () => {
    await worker.said(PAGE);
    const { thread } = await worker.thread();
    const move = (movedTo: string) => worker.owner('PUT', `/api/admin/threads/${thread}`, { movedTo });
    const before = await everything();
    for (const elsewhere of ['https://evil.example/post', 'http://localhost.evil.example/post']) {
      expect(await refusal(await move(elsewhere))).toMatchObject({ status: 400, fields: { movedTo: 'unknown' } });
    }
    expect(await everything()).toEqual(before);

    expect((await move(`http://www.garden.example/roses/`)).status).toBe(200);
    for (const page of [PAGE, `${GARDEN}/roses`]) {
      const { answer, counts } = await new TestWorker().counted(threadOf(page));
      expect(await answer.json()).toMatchObject({ thread, page: `${GARDEN}/roses`, count: 1 });
      expect(counts).toEqual({ getWithMetadata: 1 });
    }
    worker.now += UNTIL_REREAD;
    await worker.said(`${GARDEN}/roses`, 'At the new address');
    expect(await worker.thread()).toMatchObject({ thread, count: 2 });
    // The page without JavaScript leads there from the old address as well.
    const old = await (await worker.fetch(`/thread?page=${encodeURIComponent(PAGE)}`)).text();
    expect(old).toContain(`<link rel="canonical" href="${GARDEN}/roses">`);
    worker.now += UNTIL_REREAD;
    expect((await move(PAGE)).status).toBe(200);
    expect(await worker.thread(`${GARDEN}/roses`)).toMatchObject({ thread, page: PAGE, count: 2 });
  });
});
