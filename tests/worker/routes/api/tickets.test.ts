// POST /api/tickets: for which pages, from which, and what a ticket says of itself.

import { describe, expect, it } from 'vitest';
import type { TicketAnswer } from '../../../../worker/contract/index.ts';
import { ID_PATTERN } from '../../../../worker/rules/paths.ts';
import { counting, PAGE, refusal, SITE, TestWorker } from '../../help/as-reader.ts';
import { everything } from '../../help/store-with.ts';

const BUSY: RateLimit = { limit: async () => ({ success: false }) };

describe('accepts', () => {
  it('a page of the site: a ticket, good from 2 seconds to 24 hours', async () => {
    const worker = new TestWorker();
    const { now } = worker;
    const answer = await worker.post('/api/tickets', { page: PAGE, title: 'A post' });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('Cache-Control')).toBe('no-store');
    expect(await answer.json()).toEqual({
      ticket: expect.any(String),
      id: expect.stringMatching(ID_PATTERN),
      notBefore: new Date(now + 2_000).toISOString(),
      expiresAt: new Date(now + 24 * 60 * 60_000).toISOString(),
      asks: expect.any(Array),
    });
  });

  it('and writes nothing: it reads the settings once a minute, in one go', async () => {
    const { kv, counts } = counting();
    const worker = new TestWorker({ COMMENTS: kv });
    for (let n = 0; n < 10; n++) await worker.ticket();
    expect(counts).toEqual({ get: 1 });
    expect(await everything()).toEqual({});
  });

  it('ids that differ and sort by time', async () => {
    const worker = new TestWorker();
    const ids: string[] = [];
    for (let n = 0; n < 5; n++) ids.push((await worker.ticket()).id);
    expect(new Set(ids).size).toBe(5);
    expect([...ids].sort()).toEqual(ids);
  });

  it('a long title, cut, and an address with words of any language', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    const { ticket } = await worker.ticket(`${SITE}/${'ж'.repeat(400)}`, { title: '🎉'.repeat(300) });
    expect((await worker.post('/api/comments', { ticket, name: 'Ada', body: 'Hello' })).status).toBe(201);
    expect([...(await worker.thread(`${SITE}/${'ж'.repeat(400)}`)).title]).toHaveLength(200);
  });

  it('asks for work when the site is busy, or its owner wants it always, and never when off', async () => {
    const busy = (await (
      await new TestWorker({ SITE_LIMIT: BUSY }).post('/api/tickets', { page: PAGE })
    ).json()) as TicketAnswer;
    expect(busy.work).toEqual({ bits: 16 });
    const worker = new TestWorker({ SITE_LIMIT: BUSY });
    await worker.env.COMMENTS.put('settings:work', JSON.stringify({ v: 1, at: 1, value: 'off' }));
    expect((await worker.ticket()).work).toBeUndefined();
  });
});

describe('refuses', () => {
  it.each([
    [{}, 400, 'invalid_request', { page: 'missing' }],
    [{ page: 7 }, 400, 'invalid_request', { page: 'wrong_type' }],
    [{ page: 'post' }, 400, 'invalid_request', { page: 'malformed' }],
    [{ page: PAGE, id: {} }, 400, 'invalid_request', { id: 'wrong_type' }],
    [[], 400, 'invalid_request', { request: 'wrong_type' }],
    [{ page: 'https://evil.example/post' }, 403, 'forbidden_origin', undefined],
    [{ page: 'https://blog.example.evil.example/post' }, 403, 'forbidden_origin', undefined],
    [{ page: 'http://localhost:8788/post' }, 403, 'forbidden_origin', undefined],
  ])('%j', async (json, status, code, fields) => {
    const answer = await refusal(await new TestWorker().post('/api/tickets', json));
    expect(answer).toMatchObject({ status, code, ...(fields && { fields }) });
  });

  it('every page while SITES is empty', async () => {
    const answer = await new TestWorker({ SITES: '' }).fetch('/api/tickets', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ page: PAGE }),
    });
    expect(await refusal(answer)).toMatchObject({ status: 403, code: 'forbidden_origin' });
  });
});

describe('who may', () => {
  it('not: pages of other sites', async () => {
    const answer = await refusal(
      await new TestWorker().post('/api/tickets', { page: PAGE }, { Origin: 'https://evil.example' }),
    );
    expect(answer).toMatchObject({ status: 403, code: 'forbidden_origin' });
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull();
  });

  it('nobody: without a proper ADMIN_TOKEN', async () => {
    const answer = await refusal(await new TestWorker({ ADMIN_TOKEN: 'short' }).post('/api/tickets', { page: PAGE }));
    expect(answer).toMatchObject({ status: 503, code: 'unavailable' });
    expect(answer.headers.get('Retry-After')).toBe('60');
  });
});
