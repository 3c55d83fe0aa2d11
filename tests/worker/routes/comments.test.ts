import { reset } from 'cloudflare:test';
import { afterEach, describe, expect, it } from 'vitest';
import { House, PAGE } from '../kit.ts';

afterEach(() => reset());

describe('accepts', () => {
  it('holds a first comment, and publishes the next one once it was approved', async () => {
    const house = new House();
    const first = await house.accepted();
    expect(first).toMatchObject({ status: 'pending', reasons: ['first comment'], comment: { status: 'pending' } });
    const { thread, comments } = await house.thread();
    expect(comments).toEqual([]);
    await house.verdict(thread, first.comment.id, 'approve');
    expect((await house.thread()).comments).toMatchObject([
      { id: first.comment.id, body: [{ t: 'p', c: ['Good luck!'] }] },
    ]);
    const second = await house.accepted({ body: 'And *again*.' });
    expect(second).toMatchObject({ status: 'approved', reasons: [] });
    expect((await house.thread()).count).toBe(2);
    expect((await house.thread()).page).toBe(PAGE);
  });
});
