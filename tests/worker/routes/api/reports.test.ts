// Reports of a comment: what the owner is shown, and how often somebody may report.

import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../../worker/rules/time.ts';
import { brake, counting, limit, refusal, TestWorker, tab } from '../../help/as-reader.ts';
import { everything } from '../../help/store-with.ts';

async function report(worker: TestWorker, id: string, fields: object = {}): Promise<Response> {
  const { thread } = await worker.thread();
  return worker.post(`/api/comments/${id}/report`, { thread, reason: 'It is rude', ...fields });
}

async function judge(worker: TestWorker, id: string, verdict: 'approve' | 'remove') {
  return worker.verdict((await worker.thread()).thread, id, verdict);
}

describe('accepts', () => {
  it('a report, which the owner sees and which hides nothing', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.approved();
    worker.now += MINUTE;
    expect((await report(worker, comment.id)).status).toBe(202);
    worker.now += MINUTE;
    expect((await report(worker, comment.id, { reason: 'And wrong' })).status).toBe(202);
    expect(await tab(worker, 'pending')).toMatchObject([
      { id: comment.id, status: 'approved', reports: ['And wrong', 'It is rude'] },
    ]);
    expect((await worker.thread()).count).toBe(1);
  });

  it('the same report again without writing anything', async () => {
    const { kv: counted, counts } = counting();
    const worker = new TestWorker({ COMMENTS: counted });
    const { comment } = await worker.approved();
    worker.now += MINUTE;
    await report(worker, comment.id);
    for (const name of Object.keys(counts)) delete counts[name];
    expect((await report(worker, comment.id, { reason: ' It is rude ' })).status).toBe(202);
    expect(counts).not.toHaveProperty('put');
    expect(counts).not.toHaveProperty('list');
  });

  it('a verdict that settles it, until somebody reports again', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.approved();
    worker.now += MINUTE;
    await report(worker, comment.id);
    worker.now += MINUTE;
    expect(await judge(worker, comment.id, 'approve')).toMatchObject({ done: [comment.id] });
    expect(await tab(worker, 'pending')).toEqual([]);
    expect((await worker.thread()).count).toBe(1);
    worker.now += 17 * MINUTE;
    await worker.sweep();
    expect(Object.keys(await everything()).filter((name) => name.startsWith('inbox:pending:'))).toEqual([]);

    worker.now += MINUTE;
    await report(worker, comment.id);
    expect(await tab(worker, 'pending')).toMatchObject([{ id: comment.id, reports: ['It is rude'] }]);
    worker.now += MINUTE;
    await judge(worker, comment.id, 'remove');
    expect(await tab(worker, 'pending')).toEqual([]);
    expect(await tab(worker, 'removed')).toMatchObject([{ id: comment.id }]);
  });

  it('a report of a comment whose edit waits, as one thing to look at', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.approved();
    const { thread } = await worker.thread();
    worker.now += MINUTE;
    const key = 'ada-ada-ada-ada-ada-ada';
    await worker.send('PUT', `/api/comments/${comment.id}`, { thread, key, body: 'https://x.example' });
    await report(worker, comment.id);
    expect(await tab(worker, 'pending')).toMatchObject([
      { id: comment.id, status: 'pending', source: 'https://x.example', reports: ['It is rude'] },
    ]);
  });
});

it('of one comment are taken up to twenty, until the owner judges it', async () => {
  const worker = new TestWorker();
  const { comment } = await worker.approved();
  const reports = async () => Object.keys(await everything()).filter((name) => name.startsWith('report:')).length;
  for (let n = 0; n < 22; n++) {
    worker.now += 1_000;
    expect((await report(worker, comment.id, { reason: `Reason ${n}` })).status).toBe(202);
  }
  expect(await reports()).toBe(20);
  expect((await tab(worker, 'pending'))[0]!.reports).toHaveLength(10);
  worker.now += MINUTE;
  await judge(worker, comment.id, 'approve');
  worker.now += MINUTE;
  await report(worker, comment.id, { reason: 'Something else' });
  expect(await reports()).toBe(21);
  expect(await tab(worker, 'pending')).toMatchObject([{ reports: ['Something else'] }]);
});

describe('refuses', () => {
  it.each([
    ['no reason', { reason: ' ' }, 400, 'invalid_request'],
    ['a reason that is too long', { reason: 'x'.repeat(501) }, 400, 'invalid_request'],
    ['a reason that is an object', { reason: {} }, 400, 'invalid_request'],
    ['no thread', { thread: undefined }, 400, 'invalid_request'],
    ['a thread without this comment', { thread: 'A'.repeat(22) }, 404, 'not_found'],
  ])('%s', async (_, fields, status, code) => {
    const worker = new TestWorker();
    const { comment } = await worker.approved();
    const before = await everything();
    expect(await refusal(await report(worker, comment.id, fields))).toMatchObject({ status, code });
    expect(await everything()).toEqual(before);
  });

  it('a comment that is not public: it is not there', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.accepted();
    const before = await everything();
    expect(await refusal(await report(worker, comment.id))).toMatchObject({ status: 404, code: 'not_found' });
    expect(await everything()).toEqual(before);
  });

  it('reports while a flood has used up the day’s writes', async () => {
    const worker = new TestWorker();
    await brake('closed', worker.now);
    const answer = await report(worker, '01JD0000000000000000000000');
    expect(await refusal(answer)).toMatchObject({ status: 503, code: 'unavailable' });
  });

  it('a visitor who reports too much, and a page of elsewhere', async () => {
    const worker = new TestWorker({ POST_LIMIT: limit(0) });
    expect(await refusal(await report(worker, '01JD0000000000000000000000'))).toMatchObject({ code: 'rate_limited' });
    const evil = { Origin: 'https://evil.example' };
    const answer = await new TestWorker().post('/api/comments/01JD0000000000000000000000/report', {}, evil);
    expect(await refusal(answer)).toMatchObject({ code: 'forbidden_origin' });
  });
});

it('go with the words of a comment that was removed, a day later', async () => {
  const worker = new TestWorker();
  const { comment } = await worker.approved();
  worker.now += MINUTE;
  await report(worker, comment.id);
  worker.now += MINUTE;
  await judge(worker, comment.id, 'remove');
  for (let hour = 0; hour < 27; hour++) {
    worker.now += 60 * MINUTE;
    await worker.sweep();
  }
  expect(Object.keys(await everything()).filter((name) => name.startsWith('report:'))).toEqual([]);
});
