// Likes: given and taken back, counted once for each reader, and refused where a comment cannot be liked.

import { describe, expect, it } from 'vitest';
import { brake, counting, KEY, limit, OTHER_KEY, refusal, TestWorker } from '../../help/as-reader.ts';
import { everything } from '../../help/store-with.ts';

async function like(worker: TestWorker, id: string, fields: object = {}, method = 'PUT'): Promise<Response> {
  const { thread } = await worker.thread();
  return worker.send(method, `/api/comments/${id}/like`, { thread, key: OTHER_KEY, ...fields });
}

async function counted(worker: TestWorker): Promise<number[]> {
  worker.now += 17 * 60_000;
  await worker.sweep();
  return (await worker.thread()).comments.map(({ likes }) => likes);
}

describe('accepts', () => {
  it('a like of each reader once, and takes it back', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.approved();
    expect((await like(worker, comment.id)).status).toBe(204);
    expect((await like(worker, comment.id)).status).toBe(204);
    expect((await like(worker, comment.id, { key: KEY })).status).toBe(204);
    expect(await counted(worker)).toEqual([2]);
    expect((await like(worker, comment.id, {}, 'DELETE')).status).toBe(204);
    expect(await counted(worker)).toEqual([1]);
  });

  it('and writes two keys whatever it seems to be already, for a read may be old; and never lists', async () => {
    const { kv: namespace, counts } = counting();
    const worker = new TestWorker({ COMMENTS: namespace });
    const { comment } = await worker.approved();
    const { thread } = await worker.thread();
    const path = `/api/comments/${comment.id}/like`;
    for (const [method, puts] of [
      ['PUT', 2],
      ['PUT', 2],
      ['DELETE', 2],
      ['DELETE', 2],
    ] as const) {
      for (const name of Object.keys(counts)) delete counts[name];
      worker.now += 1_000;
      expect((await worker.send(method, path, { thread, key: OTHER_KEY })).status).toBe(204);
      expect(counts.put).toBe(puts);
      expect(counts).not.toHaveProperty('list');
    }
  });

  it('and says in the ticket and the thread that there are likes', async () => {
    const worker = new TestWorker();
    expect((await worker.ticket()).asks).toContain('likes');
    expect((await worker.thread()).asks).toContain('likes');
  });
});

describe('refuses', () => {
  it.each([
    ['no key', { key: undefined }, 400, 'invalid_request'],
    ['a thread that is none', { thread: 'x' }, 400, 'invalid_request'],
    ['a thread without this comment', { thread: 'A'.repeat(22) }, 404, 'not_found'],
  ])('%s', async (_, fields, status, code) => {
    const worker = new TestWorker();
    const { comment } = await worker.approved();
    const before = await everything();
    for (const method of ['PUT', 'DELETE']) {
      expect(await refusal(await like(worker, comment.id, fields, method))).toMatchObject({ status, code });
    }
    expect(await everything()).toEqual(before);
  });

  it('a comment that is not public', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.accepted();
    const before = await everything();
    expect(await refusal(await like(worker, comment.id))).toMatchObject({ status: 404, code: 'not_found' });
    expect(await refusal(await like(worker, 'nothing'))).toMatchObject({ status: 404, code: 'not_found' });
    expect(await everything()).toEqual(before);
  });

  it.each(['work', 'closed'] as const)('likes while the brake is on (%s), until midnight', async (value) => {
    const worker = new TestWorker();
    await brake(value, worker.now);
    const answer = await refusal(await like(worker, '01JD0000000000000000000000'));
    expect(answer).toMatchObject({ status: 503, code: 'unavailable' });
    expect(Number(answer.headers.get('Retry-After'))).toBe(12 * 60 * 60);
  });

  it('a visitor who likes too much', async () => {
    const worker = new TestWorker({ POST_LIMIT: limit(0) });
    expect(await refusal(await like(worker, '01JD0000000000000000000000'))).toMatchObject({ code: 'rate_limited' });
  });
});

describe('who may', () => {
  it('not: an author whom the owner blocked, and a page of elsewhere', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.approved();
    const { thread } = await worker.thread();
    await worker.verdict(thread, comment.id, 'approve', { block: true });
    const before = await everything();
    expect(await refusal(await like(worker, comment.id, { key: KEY }))).toMatchObject({ code: 'blocked' });
    const evil = { Origin: 'https://evil.example' };
    const answer = await worker.send('PUT', `/api/comments/${comment.id}/like`, { thread, key: OTHER_KEY }, evil);
    expect(await refusal(answer)).toMatchObject({ code: 'forbidden_origin' });
    expect(await everything()).toEqual(before);
  });
});
