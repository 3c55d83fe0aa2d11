// Further sites, as readers meet them: what the desk adds to SITES costs readers of SITES nothing, and opens nothing
// else.

import { beforeEach, describe, expect, it } from 'vitest';
import type { Thread } from '../../../../worker/contract/index.ts';
import { metaOf } from '../../../../worker/rules/comment/facts.ts';
import { parseSites } from '../../../../worker/rules/page/sites.ts';
import { keyOfFact } from '../../../../worker/store/kv/keys.ts';
import { put } from '../../../../worker/store/kv/kv.ts';
import { republish } from '../../../../worker/store/views/publish.ts';
import { aComment, kv, PAGE, refusal, SITE, setting, TestWorker, WORKER } from '../../help/as-reader.ts';
import { GARDEN, ROSES, threadOf, UNTIL_REREAD, WithFurtherSites } from '../../help/further-sites.ts';
import { everything, idOf, postFact } from '../../help/store-with.ts';

let worker: WithFurtherSites;
beforeEach(async () => {
  worker = await WithFurtherSites.open();
});

it('nobody reads the variable alone: it would not compile', () => {
  // @ts-expect-error: whoever has SITES in hand as text forgets the further sites
  expect(parseSites(worker.env.SITES).origins).toEqual([SITE]);
});

describe('a reader gets', () => {
  it('an empty thread of its own, not the comments of the first site’s page with that path', async () => {
    await worker.said(PAGE);
    expect(await worker.thread(ROSES)).toMatchObject({ page: ROSES, count: 0, open: true });
    expect(await worker.thread('https://elsewhere.example/post')).toMatchObject({ page: PAGE, count: 1 });
  });

  it('one thread for the many addresses of a page', async () => {
    await worker.said('http://www.garden.example./post/index.html?utm_source=x#top', 'Once', GARDEN);
    const other = new TestWorker();
    for (const page of [ROSES, 'http://www.garden.example/post/', `${ROSES}?ref=1`, 'https://garden.example./post']) {
      expect(await other.thread(page), page).toMatchObject({ page: ROSES, count: 1 });
    }
    for (const page of [
      `${GARDEN}:8443/post`,
      'https://garden.example.evil.example/post',
      'https://a.garden.example/post',
    ]) {
      expect(await other.thread(page), page).toMatchObject({ page: PAGE, count: 0 });
    }
  });

  it('a page with an id, apart from the same id on another site', async () => {
    const answer = await worker.post('/api/tickets', { page: ROSES, id: '42' }, { Origin: GARDEN });
    const { ticket } = (await answer.json()) as { ticket: string };
    worker.now += 3_000;
    await worker.post('/api/comments', { ticket, ...aComment() }, { Origin: GARDEN });
    expect((await worker.thread(`${GARDEN}/moved`, '&id=42')).count).toBe(1);
    expect((await worker.thread(PAGE, '&id=42')).count).toBe(0);
    expect((await worker.thread(ROSES)).count).toBe(0);
  });

  it('localhost with any port, where that is a further site', async () => {
    await worker.said('http://localhost:1313/post');
    expect(await worker.thread('http://localhost:1313/post')).toMatchObject({ count: 1 });
    expect(await worker.thread('http://localhost:4000/post')).toMatchObject({
      page: 'http://localhost:4000/post',
      count: 0,
    });
  });

  it('parts of the thread whose head was shown, and of no other', async () => {
    const { thread } = await worker.thread();
    for (let n = 0; n < 101; n++) {
      const fact = await postFact(n);
      await put(kv, keyOfFact(thread, idOf(n), fact), fact, metaOf(fact));
    }
    await republish(kv, thread, worker.now);
    await worker.said(ROSES);
    await setting('sites', [GARDEN, 'https://empty.example']);
    const other = new TestWorker();
    const part = async (page: string) => (await other.fetch(threadOf(page, '&part=0'))).status;
    expect(await part(PAGE)).toBe(200);
    expect(await part('https://preview.example/post')).toBe(200);
    expect(await part(ROSES)).toBe(404);
    expect(await part('https://empty.example/post')).toBe(404);
    await setting('sites', []);
    other.now += UNTIL_REREAD;
    // Taken out, it still shows its own one comment: 'earlier ones' must not be those of the first site's page.
    expect(await other.thread(ROSES)).toMatchObject({ count: 1, parts: 1 });
    expect(await part(ROSES)).toBe(404);
    expect(await part('https://empty.example/post')).toBe(200);
  });

  it('an ETag and a 304, and another answer once the page is a site’s', async () => {
    await setting('sites', []);
    const before = await worker.fetch(threadOf(ROSES));
    await setting('sites', [GARDEN]);
    worker.now += UNTIL_REREAD;
    const headers = { 'If-None-Match': before.headers.get('ETag')! };
    const after = await worker.fetch(threadOf(ROSES), { headers });
    expect([after.status, ((await after.json()) as Thread).page]).toEqual([200, ROSES]);
    for (const fill of [async () => {}, () => worker.said(ROSES)]) {
      await fill();
      const etag = (await worker.fetch(threadOf(ROSES))).headers.get('ETag')!;
      expect((await worker.fetch(threadOf(ROSES), { headers: { 'If-None-Match': etag } })).status).toBe(304);
    }
  });

  it('the comments of a site that was taken out, and of its other pages what any page of elsewhere gets', async () => {
    await worker.said(PAGE, 'On the first site');
    await worker.said(ROSES);
    await worker.owner('PUT', '/api/admin/settings', { sites: [] });
    expect(await worker.thread(ROSES)).toMatchObject({ page: ROSES, count: 1 });
    expect(await worker.thread(`${GARDEN}/tulips`)).toMatchObject({ page: `${SITE}/tulips`, count: 0 });
  });

  it('a count for each page in a list of them', async () => {
    await worker.said(PAGE);
    await worker.said(ROSES);
    await worker.said(ROSES, 'Again');
    const pages = [ROSES, PAGE, `${GARDEN}/tulips`, 'https://preview.example/post', `${ROSES}/`, 'javascript:x'];
    const query = pages.map((page) => `page=${encodeURIComponent(page)}`).join('&');
    const { answer, counts } = await new TestWorker().counted(`/api/counts?${query}`);
    expect(await answer.json()).toEqual({ counts: [2, 1, 0, 1, 2, 0] });
    // Roses, the first site's post, tulips, and the preview as itself; the setting once for all of them.
    expect(counts).toEqual({ getWithMetadata: 4, get: 1 });
  });

  it('no site out of what is damaged or was put by hand', async () => {
    for (const value of ['https://evil.example', ['http://evil.example'], ['*'], ['https://*.example'], [7], null]) {
      await setting('sites', value);
      const other = new TestWorker();
      for (const page of ['https://evil.example/post', 'http://evil.example/post']) {
        expect((await other.thread(page)).page, JSON.stringify(value)).toBe(PAGE);
      }
    }
  });
});

describe('reading costs', () => {
  it.each([
    ['a page of SITES, with comments', PAGE, [1, 1]],
    ['a page of SITES, without', `${SITE}/tulips`, [1, 1]],
    ['a further site’s page with comments', ROSES, [1, 1]],
    ['a further site’s page without', `${GARDEN}/tulips`, [2, 1]],
    ['a preview', 'https://preview.example/post', [3, 2]],
    ['the worker’s own address', `${WORKER}/post`, [3, 2]],
  ])('%s: as many reads as are promised, no list and no write', async (_, page, [first, within]) => {
    await worker.said(PAGE);
    await worker.said(ROSES);
    const before = await everything();
    for (const path of [
      threadOf(page),
      `/feed?page=${encodeURIComponent(page)}`,
      `/thread?page=${encodeURIComponent(page)}`,
    ]) {
      const reader = new TestWorker();
      const reads: number[] = [];
      // Anew, at once again, and when the minute is over.
      for (const pause of [0, 0, UNTIL_REREAD]) {
        reader.now += pause;
        const { answer, counts } = await reader.counted(path);
        expect(answer.status, path).toBe(200);
        const { get = 0, getWithMetadata = 0, ...others } = counts;
        expect(others).toEqual({});
        reads.push(get + getWithMetadata);
      }
      expect(reads, path).toEqual([first, within, first]);
    }
    expect(await everything()).toEqual(before);
  });

  it('no look at the setting where the settings are known from a write', async () => {
    await worker.ticket();
    const { answer, counts } = await worker.counted(threadOf(`${GARDEN}/tulips`));
    expect(((await answer.json()) as Thread).page).toBe(`${GARDEN}/tulips`);
    expect(counts).toEqual({ getWithMetadata: 1 });
  });
});

describe('while KV is down', () => {
  const failing = (fails: (key: string) => boolean): KVNamespace =>
    new Proxy(kv, {
      get(target, name: string) {
        const method = Reflect.get(target, name) as (...args: unknown[]) => unknown;
        return (...args: unknown[]) => {
          if ([args[0]].flat().some((key) => fails(String(key)))) return Promise.reject(new Error('KV is down'));
          return method.apply(target, args);
        };
      },
    });

  it('a page is answered with its own last copy, whichever site it is on', async () => {
    await worker.said(PAGE, 'On the first site');
    await worker.said(ROSES, 'On the further one');
    const preview = 'https://preview.example/post';
    const before = [await worker.thread(PAGE), await worker.thread(ROSES), await worker.thread(preview)];
    worker.env = { ...worker.env, COMMENTS: failing((key) => key !== 'settings:sites' && !key.startsWith('view:x')) };
    for (const [i, page] of [PAGE, ROSES].entries()) {
      const answer = await worker.fetch(threadOf(page));
      expect(answer.headers.get('Afterword-Copy-At')).toBeTruthy();
      expect(await answer.json()).toEqual(before[i]);
    }
  });

  it('a preview gets the first site’s last copy where that alone cannot be read', async () => {
    await worker.said(PAGE);
    const { thread } = await worker.thread();
    worker.env = { ...worker.env, COMMENTS: failing((key) => key === `view:${thread}`) };
    const answer = await worker.fetch(threadOf('https://preview.example/post'));
    expect(answer.headers.get('Afterword-Copy-At')).toBeTruthy();
    expect(await answer.json()).toMatchObject({ page: PAGE, count: 1 });
  });

  it('nobody is told that a page is a preview because the setting could not be read', async () => {
    await worker.said(PAGE);
    const reader = new TestWorker({ COMMENTS: failing((key) => key === 'settings:sites') });
    for (const path of [
      threadOf(`${GARDEN}/post`),
      `/api/counts?page=${PAGE}&page=${GARDEN}/post`,
      `/c/${idOf(1)}?thread=x`,
    ]) {
      const { status, code } = await refusal(await reader.fetch(path));
      expect([status, code]).toEqual(path.startsWith('/c/') ? [404, 'not_found'] : [503, 'unavailable']);
    }
    expect((await reader.thread()).count).toBe(1);
  });
});
