// What leads to a page of a further site: permalinks, feeds, and an address that has moved.

import { beforeEach, describe, expect, it } from 'vitest';
import { House, PAGE, refusal, SITE, setting } from '../../help/as-reader.ts';
import { GARDEN, ROSES, threadOf, UNTIL_REREAD, WithFurtherSites } from '../../help/further-sites.ts';
import { everything } from '../../help/store-with.ts';

let house: WithFurtherSites;
beforeEach(async () => {
  house = await WithFurtherSites.open();
});

describe('what leads to a page', () => {
  it('a permalink goes to a further site, for a read more, and no longer once it was taken out', async () => {
    await house.said(ROSES);
    await house.said(PAGE);
    const link = async (page: string) => {
      const { thread, comments } = await house.thread(page);
      return { id: comments[0]!.id, path: `/c/${comments[0]!.id}?thread=${thread}` };
    };
    const [roses, first] = [await link(ROSES), await link(PAGE)];
    const reader = new House();
    for (const reads of [{ getWithMetadata: 1, get: 1 }, { getWithMetadata: 1 }]) {
      const { answer, counts } = await reader.counted(roses.path);
      expect([answer.status, answer.headers.get('Location')]).toEqual([302, `${ROSES}#comment-${roses.id}`]);
      expect(counts).toEqual(reads);
    }
    expect((await new House().counted(first.path)).counts).toEqual({ getWithMetadata: 1 });
    await setting('sites', []);
    reader.now += UNTIL_REREAD;
    expect(await refusal(await reader.fetch(roses.path))).toMatchObject({ status: 404, code: 'not_found' });
  });

  it('feeds: of the page, and of the site once the sweep has come by', async () => {
    await house.said(ROSES, 'About roses');
    await house.said(PAGE, 'About posts');
    await house.sweep();
    const feed = async (query: Record<string, string>) => house.fetch(`/feed?${new URLSearchParams(query)}`);
    expect(await (await feed({ page: ROSES })).text()).toContain(`href="${ROSES}#comment-`);
    for (const site of [GARDEN, `${GARDEN}/`, 'http://www.garden.example']) {
      const xml = await (await feed({ site })).text();
      expect(xml).toContain('About roses');
      expect(xml).not.toContain('About posts');
    }
    expect(await (await feed({ site: SITE })).text()).not.toContain('About roses');
    const other = new House();
    const path = `/feed?${new URLSearchParams({ site: GARDEN })}`;
    expect((await other.counted(path)).counts).toEqual({ getWithMetadata: 1, get: 1 });
    expect((await other.counted(path)).counts).toEqual({ getWithMetadata: 1 });
    await setting('sites', []);
    other.now += UNTIL_REREAD;
    expect((await other.fetch(path)).status).toBe(404);
  });

  it('a move: from SITES to a further site and back, and never to elsewhere', async () => {
    await house.said(PAGE);
    const { thread } = await house.thread();
    const move = (movedTo: string) => house.owner('PUT', `/api/admin/threads/${thread}`, { movedTo });
    const before = await everything();
    for (const elsewhere of ['https://evil.example/post', 'http://localhost.evil.example/post']) {
      expect(await refusal(await move(elsewhere))).toMatchObject({ status: 400, fields: { movedTo: 'unknown' } });
    }
    expect(await everything()).toEqual(before);

    expect((await move(`http://www.garden.example/roses/`)).status).toBe(200);
    for (const page of [PAGE, `${GARDEN}/roses`]) {
      const { answer, counts } = await new House().counted(threadOf(page));
      expect(await answer.json()).toMatchObject({ thread, page: `${GARDEN}/roses`, count: 1 });
      expect(counts).toEqual({ getWithMetadata: 1 });
    }
    house.now += UNTIL_REREAD;
    await house.said(`${GARDEN}/roses`, 'At the new address');
    expect(await house.thread()).toMatchObject({ thread, count: 2 });
    // The page without JavaScript leads there from the old address as well.
    const old = await (await house.fetch(`/thread?page=${encodeURIComponent(PAGE)}`)).text();
    expect(old).toContain(`<link rel="canonical" href="${GARDEN}/roses">`);
    house.now += UNTIL_REREAD;
    expect((await move(PAGE)).status).toBe(200);
    expect(await house.thread(`${GARDEN}/roses`)).toMatchObject({ thread, page: PAGE, count: 2 });
  });
});
