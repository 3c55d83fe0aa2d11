import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../../worker/rules/time.ts';
import { brake, counting, House, limit, refusal, tab } from '../../help/as-reader.ts';
import { everything } from '../../help/store-with.ts';

async function report(house: House, id: string, fields: object = {}): Promise<Response> {
  const { thread } = await house.thread();
  return house.post(`/api/comments/${id}/report`, { thread, reason: 'It is rude', ...fields });
}

async function judge(house: House, id: string, verdict: 'approve' | 'remove') {
  return house.verdict((await house.thread()).thread, id, verdict);
}

describe('accepts', () => {
  it('a report, which the owner sees and which hides nothing', async () => {
    const house = new House();
    const { comment } = await house.approved();
    house.now += MINUTE;
    expect((await report(house, comment.id)).status).toBe(202);
    house.now += MINUTE;
    expect((await report(house, comment.id, { reason: 'And wrong' })).status).toBe(202);
    expect(await tab(house, 'pending')).toMatchObject([
      { id: comment.id, status: 'approved', reports: ['And wrong', 'It is rude'] },
    ]);
    expect((await house.thread()).count).toBe(1);
  });

  it('the same report again without writing anything', async () => {
    const { kv: counted, counts } = counting();
    const house = new House({ COMMENTS: counted });
    const { comment } = await house.approved();
    house.now += MINUTE;
    await report(house, comment.id);
    for (const name of Object.keys(counts)) delete counts[name];
    expect((await report(house, comment.id, { reason: ' It is rude ' })).status).toBe(202);
    expect(counts).not.toHaveProperty('put');
    expect(counts).not.toHaveProperty('list');
  });

  it('a verdict that settles it, until somebody reports again', async () => {
    const house = new House();
    const { comment } = await house.approved();
    house.now += MINUTE;
    await report(house, comment.id);
    house.now += MINUTE;
    expect(await judge(house, comment.id, 'approve')).toMatchObject({ done: [comment.id] });
    expect(await tab(house, 'pending')).toEqual([]);
    expect((await house.thread()).count).toBe(1);
    house.now += 12 * MINUTE;
    await house.sweep();
    expect(Object.keys(await everything()).filter((name) => name.startsWith('inbox:pending:'))).toEqual([]);

    house.now += MINUTE;
    await report(house, comment.id);
    expect(await tab(house, 'pending')).toMatchObject([{ id: comment.id, reports: ['It is rude'] }]);
    house.now += MINUTE;
    await judge(house, comment.id, 'remove');
    expect(await tab(house, 'pending')).toEqual([]);
    expect(await tab(house, 'removed')).toMatchObject([{ id: comment.id }]);
  });

  it('a report of a comment whose edit waits, as one thing to look at', async () => {
    const house = new House();
    const { comment } = await house.approved();
    const { thread } = await house.thread();
    house.now += MINUTE;
    const key = 'ada-ada-ada-ada-ada-ada';
    await house.send('PUT', `/api/comments/${comment.id}`, { thread, key, body: 'https://x.example' });
    await report(house, comment.id);
    expect(await tab(house, 'pending')).toMatchObject([
      { id: comment.id, status: 'pending', source: 'https://x.example', reports: ['It is rude'] },
    ]);
  });
});

it('of one comment are taken up to twenty, until the owner judges it', async () => {
  const house = new House();
  const { comment } = await house.approved();
  const reports = async () => Object.keys(await everything()).filter((name) => name.startsWith('report:')).length;
  for (let n = 0; n < 22; n++) {
    house.now += 1_000;
    expect((await report(house, comment.id, { reason: `Reason ${n}` })).status).toBe(202);
  }
  expect(await reports()).toBe(20);
  expect((await tab(house, 'pending'))[0]!.reports).toHaveLength(10);
  house.now += MINUTE;
  await judge(house, comment.id, 'approve');
  house.now += MINUTE;
  await report(house, comment.id, { reason: 'Something else' });
  expect(await reports()).toBe(21);
  expect(await tab(house, 'pending')).toMatchObject([{ reports: ['Something else'] }]);
});

describe('refuses', () => {
  it.each([
    ['no reason', { reason: ' ' }, 400, 'invalid_request'],
    ['a reason that is too long', { reason: 'x'.repeat(501) }, 400, 'invalid_request'],
    ['a reason that is an object', { reason: {} }, 400, 'invalid_request'],
    ['no thread', { thread: undefined }, 400, 'invalid_request'],
    ['a thread without this comment', { thread: 'A'.repeat(22) }, 404, 'not_found'],
  ])('%s', async (_, fields, status, code) => {
    const house = new House();
    const { comment } = await house.approved();
    const before = await everything();
    expect(await refusal(await report(house, comment.id, fields))).toMatchObject({ status, code });
    expect(await everything()).toEqual(before);
  });

  it('a comment that is not public: it is not there', async () => {
    const house = new House();
    const { comment } = await house.accepted();
    const before = await everything();
    expect(await refusal(await report(house, comment.id))).toMatchObject({ status: 404, code: 'not_found' });
    expect(await everything()).toEqual(before);
  });

  it('reports while a flood has used up the day’s writes', async () => {
    const house = new House();
    await brake('closed', house.now);
    const answer = await report(house, '01JD0000000000000000000000');
    expect(await refusal(answer)).toMatchObject({ status: 503, code: 'unavailable' });
  });

  it('a visitor who reports too much, and a page of elsewhere', async () => {
    const house = new House({ POST_LIMIT: limit(0) });
    expect(await refusal(await report(house, '01JD0000000000000000000000'))).toMatchObject({ code: 'rate_limited' });
    const evil = { Origin: 'https://evil.example' };
    const answer = await new House().post('/api/comments/01JD0000000000000000000000/report', {}, evil);
    expect(await refusal(answer)).toMatchObject({ code: 'forbidden_origin' });
  });
});

it('go with the words of a comment that was removed, a day later', async () => {
  const house = new House();
  const { comment } = await house.approved();
  house.now += MINUTE;
  await report(house, comment.id);
  house.now += MINUTE;
  await judge(house, comment.id, 'remove');
  for (let hour = 0; hour < 27; hour++) {
    house.now += 60 * MINUTE;
    await house.sweep();
  }
  expect(Object.keys(await everything()).filter((name) => name.startsWith('report:'))).toEqual([]);
});
