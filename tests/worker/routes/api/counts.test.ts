import { describe, expect, it } from 'vitest';
import { counting, House, PAGE, refusal, SITE } from '../../help/as-reader.ts';

async function counts(house: House, query: string): Promise<number[]> {
  const answer = await house.fetch(`/api/counts?${query}`);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { counts: number[] }).counts;
}

describe('accepts', () => {
  it('pages in the order asked, each id with the page before it', async () => {
    const house = new House({ MODERATION: 'open' });
    await house.accepted();
    await house.accepted({ body: 'Again' });
    const { ticket } = await house.ticket(PAGE, { id: '42' });
    await house.post('/api/comments', { ticket, name: 'Ada', body: 'Hello' });
    const other = `${SITE}/other`;
    expect(await counts(house, `page=${other}&page=${PAGE}/&page=${other}&id=42&page=${PAGE}`)).toEqual([0, 2, 1, 2]);
    expect(await counts(house, `id=42&page=${PAGE}`)).toEqual([2]);
  });

  it('one bad link among good ones as a page without comments', async () => {
    const house = new House({ MODERATION: 'open' });
    await house.accepted();
    expect(await counts(house, `page=javascript:x&page=${PAGE}&page=`)).toEqual([0, 1, 0]);
  });

  it('a hundred pages for a read each, of a page named twice only one', async () => {
    const { kv, counts: operations } = counting();
    const house = new House({ COMMENTS: kv });
    const pages = Array.from({ length: 98 }, (_, n) => `page=${SITE}/${n}`);
    await counts(house, [...pages, `page=${PAGE}`, `page=${PAGE}/`].join('&'));
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
    const answer = await refusal(await new House({ COMMENTS: kv }).fetch(`/api/counts?${query}`));
    expect(answer).toMatchObject({ status: 400, code: 'invalid_request', fields });
    expect(operations).toEqual({});
  });
});

describe('who may', () => {
  it('ask: anyone', async () => {
    const answer = await new House().fetch(`/api/counts?page=${PAGE}`, {
      headers: { Origin: 'https://anyone.example' },
    });
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
  });
});
