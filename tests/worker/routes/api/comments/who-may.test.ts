// POST /api/comments: who may write, from where, and how much.

import { describe, expect, it } from 'vitest';
import {
  aComment,
  brake,
  counting,
  KEY,
  OTHER_KEY,
  PAGE,
  refusal,
  setting,
  TestWorker,
  WORKER,
} from '../../../help/as-reader.ts';
import { everything } from '../../../help/store-with.ts';

describe('who may', () => {
  it('write: the pages of the site, the worker itself, and programs that say nothing', async () => {
    const worker = new TestWorker({ SITES: 'https://blog.example http://localhost:*' });
    for (const Origin of ['https://blog.example', 'http://localhost:3000', WORKER]) {
      const { ticket } = await worker.ticket();
      const answer = await worker.post('/api/comments', { ticket, ...aComment() }, { Origin });
      expect(answer.status).toBe(201);
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBe(Origin);
    }
    const { ticket } = await worker.ticket();
    const headers = { 'Content-Type': 'application/json' };
    const body = JSON.stringify({ ticket, ...aComment() });
    expect((await worker.fetch('/api/comments', { method: 'POST', headers, body })).status).toBe(201);
  });

  it('not: an author whom the owner blocked', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.accepted();
    await worker.verdict((await worker.thread()).thread, comment.id, 'remove', { block: true });
    const before = await everything();
    expect(await refusal(await worker.comment({ body: 'It is me again' }))).toMatchObject({
      status: 403,
      code: 'blocked',
    });
    expect(await everything()).toEqual(before);
    expect((await worker.comment({ key: OTHER_KEY, body: 'Somebody else' })).status).toBe(201);
  });

  it('nobody: without a proper ADMIN_TOKEN, and says how to set it', async () => {
    const { ticket } = await new TestWorker().ticket();
    for (const ADMIN_TOKEN of ['', 'short']) {
      const worker = new TestWorker({ ADMIN_TOKEN });
      worker.now += 3_000;
      const answer = await refusal(await worker.post('/api/comments', { ticket, ...aComment() }));
      expect(answer).toMatchObject({ status: 503, code: 'unavailable' });
      expect(answer.body.error.message).toContain('wrangler secret put ADMIN_TOKEN');
      expect((await worker.fetch(`/api/thread?page=${PAGE}`)).status).toBe(200);
    }
    expect(await everything()).toEqual({});
  });

  it('only authors who are known, while the brake is on', async () => {
    const worker = new TestWorker();
    await worker.approved();
    await brake('closed', worker.now);
    await setting('work', 'off');
    worker.now += 61_000;
    expect((await worker.comment({ body: 'Known' })).status).toBe(201);
    const answer = await refusal(await worker.comment({ key: OTHER_KEY, body: 'New' }));
    expect(answer).toMatchObject({ status: 503, code: 'unavailable' });
    expect(Number(answer.headers.get('Retry-After'))).toBeGreaterThan(60);
  });

  // The brake counts strangers' writes alone: with one key that the owner had approved once, a script would have used
  // up the day's thousand in a quarter of an hour, and nobody could have written until midnight, nor the owner blocked
  // it.
  it('write without end: an author who is known has thirty an hour, edits included; the owner has no such limit', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.approved({ body: 'Known from now on' });
    const { thread } = await worker.thread();
    const put = (n: number) =>
      worker.send('PUT', `/api/comments/${comment.id}`, { thread, key: KEY, body: `Edited ${n}` });
    for (let n = 0; n < 5; n++) expect((await put(n)).status).toBe(200);
    for (let n = 0; n < 25; n++) expect((await worker.comment({ body: `Number ${n}` })).status).toBe(201);

    const { ticket } = await worker.ticket();
    const { kv: counted, counts } = counting();
    worker.env.COMMENTS = counted;
    const words = { ticket, ...aComment(), body: 'One too many' };
    const refused = await refusal(await worker.post('/api/comments', words));
    expect(refused).toMatchObject({ status: 429, code: 'rate_limited' });
    const wait = Number(refused.headers.get('Retry-After'));
    expect(await refusal(await put(5))).toMatchObject({ status: 429, code: 'rate_limited' });
    expect([counts.put, counts.list, counts.delete]).toEqual([undefined, undefined, undefined]);
    expect((await worker.comment({ key: OTHER_KEY, body: 'A stranger is no worse off' })).status).toBe(201);

    worker.now += (wait - 10) * 1_000;
    expect((await worker.post('/api/comments', words)).status).toBe(429);
    worker.now += 10_000;
    expect((await worker.post('/api/comments', words)).status, 'the same ticket, when there is room again').toBe(201);

    await worker.verdict(thread, comment.id, 'approve', { me: true });
    worker.now += 2 * 60 * 60_000;
    for (let n = 0; n < 40; n++) expect((await worker.comment({ body: `By the owner ${n}` })).status).toBe(201);
  });

  it('be known by a key only: a name or an address gives nothing', async () => {
    const worker = new TestWorker();
    await worker.approved();
    expect((await worker.accepted({ key: OTHER_KEY, body: 'Ada, is it' })).status).toBe('pending');
  });
});
