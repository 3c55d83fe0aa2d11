// GET /api/counts: how many comments each page of a list has.

import { describe, expect, it } from 'vitest';
import { counting, KEY, PAGE, refusal, SITE, TestWorker } from '../../help/as-reader.ts';

async function counts(worker: TestWorker, query: string): Promise<number[]> {
  const answer = await worker.fetch(`/api/counts?${query}`);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { counts: number[] }).counts;
}

describe('accepts', () => {
  it('pages in the order asked, each id with the page before it', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    await worker.accepted();
    await worker.accepted({ body: 'Again' });
    const { ticket } = await worker.ticket(PAGE, { id: '42' });
    await worker.post('/api/comments', { ticket, name: 'Ada', body: 'Hello' });
    const other = `${SITE}/other`;
    expect(await counts(worker, `page=${other}&page=${PAGE}/&page=${other}&id=42&page=${PAGE}`)).toEqual([0, 2, 1, 2]);
    expect(await counts(worker, `id=42&page=${PAGE}`)).toEqual([2]);
  });

  it('who has just written is counted on the next page, and who withdrew is not', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    expect(await counts(worker, `page=${PAGE}`)).toEqual([0]);
    const { comment } = await worker.accepted();
    expect(await counts(worker, `page=${PAGE}`)).toEqual([1]);
    const { thread } = await worker.thread();
    await worker.send('DELETE', `/api/comments/${comment.id}`, { thread, key: KEY });
    expect(await counts(worker, `page=${PAGE}`)).toEqual([0]);
  });

  it('one bad link among good ones as a page without comments', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    await worker.accepted();
    expect(await counts(worker, `page=javascript:x&page=${PAGE}&page=`)).toEqual([0, 1, 0]);
  });

  it('a hundred pages for a read each, of a page named twice only one', async () => {
    const { kv, counts: operations } = counting();
    const worker = new TestWorker({ COMMENTS: kv });
    const pages = Array.from({ length: 98 }, (_, n) => `page=${SITE}/${n}`);
    await counts(worker, [...pages, `page=${PAGE}`, `page=${PAGE}/`].join('&'));
    expect(operations).toEqual({ getWithMetadata: 99 });
  });
});

describe('refuses', () => {
  it.each([
    ['', { page: 'missing' }],
    ['id=1', { page: 'missing' }],
    [Array.from({ length: 101 }, (_, n) => `page=${SITE}/${n}`).join('&'), { page: 'too_many' }],
  ])('%.20s…', async (query, fields) => {
    const { kv, counts: operations } = counting();
    const answer = await refusal(await new TestWorker({ COMMENTS: kv }).fetch(`/api/counts?${query}`));
    expect(answer).toMatchObject({ status: 400, code: 'invalid_request', fields });
    expect(operations).toEqual({});
  });
});

describe('who may', () => {
  it('ask: anyone', async () => {
    const answer = await new TestWorker().fetch(`/api/counts?page=${PAGE}`, {
      headers: { Origin: 'https://anyone.example' },
    });
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
  });
});
