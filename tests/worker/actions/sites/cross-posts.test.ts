// A page that names another address than the one its reader is on: a post that came out elsewhere first, a canonical
// link that belongs to another host. Reading and writing judge alike, so nobody writes in a form that is refused.

import { beforeEach, describe, expect, it } from 'vitest';
import { aComment, PAGE, refusal, SITE, setting, TestWorker } from '../../help/as-reader.ts';
import { GARDEN, ROSES, threadOf, UNTIL_REREAD, WithFurtherSites } from '../../help/further-sites.ts';

const ELSEWHERE = 'https://medium.example/@me/post-123';

let worker: WithFurtherSites;
beforeEach(async () => {
  worker = await WithFurtherSites.open();
});

const at = (address: string) => `&at=${encodeURIComponent(address)}`;

describe('where the page names one address and its reader is at another', () => {
  it.each([
    // [the page names, the reader is at, whose thread it is]
    [ELSEWHERE, PAGE, PAGE],
    [ELSEWHERE, ROSES, ROSES],
    [ELSEWHERE, `${SITE}/post/?utm_source=x#top`, PAGE],
    ['http://localhost.example:4000/post', PAGE, PAGE],
    // both are the owner's: the page's word counts
    [ROSES, PAGE, ROSES],
    [PAGE, ROSES, PAGE],
    [PAGE, 'https://preview.example/post', PAGE],
    [PAGE, 'javascript:x', PAGE],
  ])('%s at %s is %s, for who reads, counts, follows and writes', async (page, here, whose) => {
    const origin = new URL(whose).origin;
    const answer = await worker.post('/api/tickets', { page, at: here }, { Origin: origin });
    expect(answer.status).toBe(201);
    const { ticket } = (await answer.json()) as { ticket: string };
    worker.now += 3_000;
    expect((await worker.post('/api/comments', { ticket, ...aComment() }, { Origin: origin })).status).toBe(201);
    const reader = new TestWorker();
    const thread = await (await reader.fetch(threadOf(page, at(here)))).json();
    expect(thread).toMatchObject({ page: whose, count: 1 });
    expect(thread).toEqual(await reader.thread(whose));
    const query = `page=${encodeURIComponent(page)}${at(here)}`;
    expect(await (await reader.fetch(`/api/counts?${query}&page=${PAGE}/other`)).json()).toEqual({ counts: [1, 0] });
    expect(await (await reader.fetch(`/feed?${query}`)).text()).toContain(`href="${whose}#comment-`);
  });

  it.each([
    [ELSEWHERE, 'https://preview.example/post'],
    [ELSEWHERE, undefined],
  ])('%s at %s is none of the owner’s: read as the first site’s page, and no ticket', async (page, here) => {
    const thread = await (await worker.fetch(threadOf(page, here && at(here)))).json();
    expect(thread).toMatchObject({ page: `${SITE}/@me/post-123`, count: 0 });
    const answer = await worker.post('/api/tickets', { page, at: here }, { Origin: SITE });
    expect(await refusal(answer)).toMatchObject({ status: 403, code: 'forbidden_origin' });
  });

  it('what stands at the address itself is kept: a site that was taken out shows its own comments', async () => {
    await worker.said(ROSES);
    await setting('sites', []);
    worker.now += UNTIL_REREAD;
    const { thread } = await worker.thread(ROSES);
    expect(await (await worker.fetch(threadOf(ROSES, at(PAGE)))).json()).toMatchObject({
      thread,
      page: ROSES,
      count: 1,
    });
    expect((await worker.fetch(threadOf(ROSES, `${at(PAGE)}&part=1`))).status).toBe(404);
  });

  it('an id counts on the site that the page is on', async () => {
    const read = async (query: string) =>
      (await (await worker.fetch(`/api/thread?${query}`)).json()) as { thread: string };
    const named = await read(`page=${encodeURIComponent(PAGE)}&id=42`);
    const query = new URLSearchParams({ page: ELSEWHERE, id: '42', at: `${SITE}/elsewhere` });
    expect((await read(`${query}`)).thread).toBe(named.thread);
    expect((await read(`page=${encodeURIComponent(`${GARDEN}/x`)}&id=42`)).thread).not.toBe(named.thread);
  });

  it('costs no more than any page of elsewhere', async () => {
    const { counts } = await new TestWorker().counted(threadOf(ELSEWHERE, at(PAGE)));
    expect(counts).toEqual({ getWithMetadata: 2, get: 1 });
  });

  it('what is no text is refused', async () => {
    const answer = await worker.post('/api/tickets', { page: PAGE, at: {} }, { Origin: SITE });
    expect(await refusal(answer)).toMatchObject({ status: 400, fields: { at: 'wrong_type' } });
  });
});
