import { describe, expect, it } from 'vitest';
import { brake, counting, House, KEY, limit, OTHER_KEY, refusal } from '../../help/as-reader.ts';
import { everything } from '../../help/store-with.ts';

async function like(house: House, id: string, fields: object = {}, method = 'PUT'): Promise<Response> {
  const { thread } = await house.thread();
  return house.send(method, `/api/comments/${id}/like`, { thread, key: OTHER_KEY, ...fields });
}

async function counted(house: House): Promise<number[]> {
  house.now += 12 * 60_000;
  await house.sweep();
  return (await house.thread()).comments.map(({ likes }) => likes);
}

describe('accepts', () => {
  it('a like of each reader once, and takes it back', async () => {
    const house = new House();
    const { comment } = await house.approved();
    expect((await like(house, comment.id)).status).toBe(204);
    expect((await like(house, comment.id)).status).toBe(204);
    expect((await like(house, comment.id, { key: KEY })).status).toBe(204);
    expect(await counted(house)).toEqual([2]);
    expect((await like(house, comment.id, {}, 'DELETE')).status).toBe(204);
    expect(await counted(house)).toEqual([1]);
  });

  it('and writes two keys whatever it seems to be already, for a read may be old; and never lists', async () => {
    const { kv: namespace, counts } = counting();
    const house = new House({ COMMENTS: namespace });
    const { comment } = await house.approved();
    const { thread } = await house.thread();
    const path = `/api/comments/${comment.id}/like`;
    for (const [method, puts] of [
      ['PUT', 2],
      ['PUT', 2],
      ['DELETE', 2],
      ['DELETE', 2],
    ] as const) {
      for (const name of Object.keys(counts)) delete counts[name];
      house.now += 1_000;
      expect((await house.send(method, path, { thread, key: OTHER_KEY })).status).toBe(204);
      expect(counts.put).toBe(puts);
      expect(counts).not.toHaveProperty('list');
    }
  });

  it('and says in the ticket and the thread that there are likes', async () => {
    const house = new House();
    expect((await house.ticket()).asks).toContain('likes');
    expect((await house.thread()).asks).toContain('likes');
  });
});

describe('refuses', () => {
  it.each([
    ['no key', { key: undefined }, 400, 'invalid_request'],
    ['a thread that is none', { thread: 'x' }, 400, 'invalid_request'],
    ['a thread without this comment', { thread: 'A'.repeat(22) }, 404, 'not_found'],
  ])('%s', async (_, fields, status, code) => {
    const house = new House();
    const { comment } = await house.approved();
    const before = await everything();
    for (const method of ['PUT', 'DELETE']) {
      expect(await refusal(await like(house, comment.id, fields, method))).toMatchObject({ status, code });
    }
    expect(await everything()).toEqual(before);
  });

  it('a comment that is not public', async () => {
    const house = new House();
    const { comment } = await house.accepted();
    const before = await everything();
    expect(await refusal(await like(house, comment.id))).toMatchObject({ status: 404, code: 'not_found' });
    expect(await refusal(await like(house, 'nothing'))).toMatchObject({ status: 404, code: 'not_found' });
    expect(await everything()).toEqual(before);
  });

  it.each(['work', 'closed'] as const)('likes while the brake is on (%s), until midnight', async (value) => {
    const house = new House();
    await brake(value, house.now);
    const answer = await refusal(await like(house, '01JD0000000000000000000000'));
    expect(answer).toMatchObject({ status: 503, code: 'unavailable' });
    expect(Number(answer.headers.get('Retry-After'))).toBe(12 * 60 * 60);
  });

  it('a visitor who likes too much', async () => {
    const house = new House({ POST_LIMIT: limit(0) });
    expect(await refusal(await like(house, '01JD0000000000000000000000'))).toMatchObject({ code: 'rate_limited' });
  });
});

describe('who may', () => {
  it('not: an author whom the owner blocked, and a page of elsewhere', async () => {
    const house = new House();
    const { comment } = await house.approved();
    const { thread } = await house.thread();
    await house.verdict(thread, comment.id, 'approve', { block: true });
    const before = await everything();
    expect(await refusal(await like(house, comment.id, { key: KEY }))).toMatchObject({ code: 'blocked' });
    const evil = { Origin: 'https://evil.example' };
    const answer = await house.send('PUT', `/api/comments/${comment.id}/like`, { thread, key: OTHER_KEY }, evil);
    expect(await refusal(answer)).toMatchObject({ code: 'forbidden_origin' });
    expect(await everything()).toEqual(before);
  });
});
