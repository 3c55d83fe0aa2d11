// POST /api/mine: what an author sees of comments that others do not see yet.

import { describe, expect, it } from 'vitest';
import type { PublicComment } from '../../../../worker/contract/index.ts';
import { counting, KEY, refusal, TestWorker } from '../../help/as-reader.ts';

const BOB = 'bob-bob-bob-bob-bob-bob';

async function mine(worker: TestWorker, key: string, ids: string[]): Promise<PublicComment[]> {
  const { thread } = await worker.thread();
  const answer = await worker.post('/api/mine', { thread, key, ids });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { comments: PublicComment[] }).comments;
}

describe('accepts', () => {
  it('the ids of comments, and says what became of each', async () => {
    const worker = new TestWorker();
    const { comment: shown } = await worker.approved();
    const { comment: removed } = await worker.approved({ body: 'Two' });
    const { comment: spam } = await worker.accepted({ body: 'Three' });
    const { thread } = await worker.thread();
    await worker.verdict(thread, removed.id, 'remove');
    await worker.verdict(thread, spam.id, 'spam');
    const found = await mine(worker, KEY, [shown.id, removed.id, spam.id, '01JD0000000000000000000000']);
    expect(found.map(({ id }) => id)).toEqual([shown.id, removed.id, spam.id]);
    expect(found[0]).not.toHaveProperty('status');
    expect(found[1]).toMatchObject({ gone: 'removed', body: [], author: { name: '' } });
    expect(found[2]).toMatchObject({ status: 'pending', body: [{ t: 'p', c: ['Three'] }] });
  });

  it('a key alone, and says who that is: the author whose name stands on its comments', async () => {
    const { kv, counts } = counting();
    const worker = new TestWorker({ COMMENTS: kv });
    const { comment } = await worker.approved();
    const { thread } = await worker.thread();
    delete counts.get;
    const answer = await worker.post('/api/mine', { thread, key: KEY, ids: [] });
    expect(await answer.json()).toEqual({ comments: [], author: comment.author.id });
    expect(counts.get).toBeUndefined();
  });

  it('the wish to edit them elsewhere: how they were written, to whoever has the key', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.approved({ body: 'A __b__ \\\\ c' });
    const { comment: gone } = await worker.approved({ body: 'Two' });
    const { thread } = await worker.thread();
    await worker.verdict(thread, gone.id, 'remove');
    const ask = async (key: string, more: object) => {
      const answer = await worker.post('/api/mine', { thread, key, ids: [comment.id, gone.id], ...more });
      return ((await answer.json()) as { sources?: object }).sources;
    };
    expect(await ask(KEY, { sources: true })).toEqual({ [comment.id]: 'A __b__ \\\\ c' });
    expect(await ask(KEY, {})).toBeUndefined();
    expect(await ask(BOB, { sources: true })).toEqual({});
    const refused = await worker.post('/api/mine', { thread, key: KEY, ids: [], sources: 'yes' });
    expect(await refusal(refused)).toMatchObject({ status: 400, fields: { sources: 'wrong_type' } });
  });

  it('twenty ids that somebody made up for a read each, and a few more for all of them', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.accepted();
    const { thread } = await worker.thread();
    const made = Array.from({ length: 20 }, (_, n) => `01JD00000000000000000000${String(n).padStart(2, '0')}`);
    const ask = async (key: string, ids: string[]) => {
      let reads = 0;
      const { COMMENTS } = worker.env;
      worker.env.COMMENTS = new Proxy(COMMENTS, {
        get: (target, name: keyof KVNamespace) => {
          const method = target[name] as (...all: unknown[]) => unknown;
          return (...all: unknown[]) => {
            reads += Array.isArray(all[0]) ? all[0].length : 1;
            return method.apply(target, all);
          };
        },
      });
      const answer = await worker.post('/api/mine', { thread, key, ids });
      worker.env.COMMENTS = COMMENTS;
      return { reads, found: ((await answer.json()) as { comments: unknown[] }).comments.length };
    };
    expect(await ask(KEY, made)).toEqual({ reads: 25, found: 0 });
    // Somebody else's costs one, one's own the rest of what is known of it.
    expect(await ask(BOB, [comment.id])).toEqual({ reads: 1, found: 0 });
    expect(await ask(KEY, [comment.id])).toEqual({ reads: 10, found: 1 });
  });
});

describe('refuses', () => {
  it.each([
    [{}, { thread: 'missing', key: 'missing', ids: 'missing' }],
    [
      { thread: 'x', key: 'x', ids: 'x' },
      { thread: 'malformed', key: 'malformed', ids: 'wrong_type' },
    ],
    [{ thread: 'x'.repeat(22), key: KEY, ids: ['x'] }, { ids: 'malformed' }],
    [{ thread: 'x'.repeat(22), key: KEY, ids: Array(21).fill('01JD0000000000000000000000') }, { ids: 'too_many' }],
  ])('%.40j', async (json, fields) => {
    const answer = await refusal(await new TestWorker().post('/api/mine', json));
    expect(answer).toMatchObject({ status: 400, code: 'invalid_request', fields });
  });

  it('one visitor who asks too often', async () => {
    const worker = new TestWorker({ POST_LIMIT: { limit: async () => ({ success: false }) } });
    expect(await refusal(await worker.post('/api/mine', {}))).toMatchObject({ status: 429, code: 'rate_limited' });
  });
});

describe('who may', () => {
  it('see what waits: its author alone', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.accepted();
    expect(await mine(worker, KEY, [comment.id])).toHaveLength(1);
    expect(await mine(worker, BOB, [comment.id])).toEqual([]);
  });

  it('not see comments without a key, by any key', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.accepted({ key: undefined });
    expect(await mine(worker, KEY, [comment.id])).toEqual([]);
  });
});
