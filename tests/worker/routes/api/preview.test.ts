// POST /api/preview: the tree that a text becomes, with nothing kept.

import { describe, expect, it } from 'vitest';
import { counting, refusal, TestWorker } from '../../help/as-reader.ts';

describe('accepts', () => {
  it('a text, and shows it as it will be, without touching the store', async () => {
    const { kv, counts } = counting();
    const answer = await new TestWorker({ COMMENTS: kv }).post('/api/preview', { body: ' *Hello* <b> ' });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ body: [{ t: 'p', c: [{ t: 'i', c: ['Hello'] }, ' <b>'] }] });
    expect(counts).toEqual({});
  });
});

describe('refuses', () => {
  it.each([
    [{}, { body: 'missing' }],
    [{ body: 7 }, { body: 'wrong_type' }],
    [{ body: 'x'.repeat(5_001) }, { body: 'too_long' }],
  ])('%.20j', async (json, fields) => {
    const answer = await refusal(await new TestWorker().post('/api/preview', json));
    expect(answer).toMatchObject({ status: 400, code: 'invalid_request', fields });
  });

  it('while the site is busy', async () => {
    const worker = new TestWorker({ SITE_LIMIT: { limit: async () => ({ success: false }) } });
    const answer = await refusal(await worker.post('/api/preview', { body: 'Hello' }));
    expect(answer).toMatchObject({ status: 429, code: 'rate_limited' });
    expect(answer.headers.get('Retry-After')).toBe('60');
  });
});

describe('who may', () => {
  it('not: pages of other sites', async () => {
    const answer = await new TestWorker().post('/api/preview', { body: 'Hello' }, { Origin: 'https://evil.example' });
    expect(await refusal(answer)).toMatchObject({ status: 403, code: 'forbidden_origin' });
  });
});
