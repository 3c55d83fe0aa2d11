// Work for a ticket, checked against the hash that every host has, and what becomes of work that takes too long.

import { describe, expect, it } from 'vitest';
import { type Found, solve } from '../../../widget/own-files/work.ts';
import { answerTo, bring, created, FakeWorker, Reader, refused, settled, ticket, until } from '../help/as-reader.ts';

/** How many bits the hash of it begins with that are zero, as the worker counts them. */
async function zeroBits(ticket: string, n: number): Promise<number> {
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${ticket}.${n}`));
  const bits = [...new Uint8Array(hash)].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return bits.indexOf('1');
}

const letters = (length: number) => 'aB3-_'.repeat(40).slice(0, length);

/** So slow a machine that it makes one hash in so many milliseconds: the clock goes on each time it is looked at. */
function clockOf(step: number): () => number {
  let now = 1_000;
  return () => {
    now += step;
    return now;
  };
}

it.each([1, 10, 50, 54, 55, 56, 62, 63, 64, 65, 119, 120, 127, 128, 150])(
  'is found for a ticket of %i letters',
  async (length) => {
    const { n, zeros } = await solve(letters(length), 10);
    expect(zeros).toBeGreaterThanOrEqual(10);
    expect(await zeroBits(letters(length), n)).toBe(zeros);
  },
);

it('is done also where the number is long', async () => {
  const { n, zeros } = await solve(letters(60), 6, { n: 0, zeros: -1, next: 999_999_990 });
  expect(n).toBeGreaterThanOrEqual(999_999_990);
  expect(await zeroBits(letters(60), n)).toBe(zeros);
});

describe('a machine that is too slow', () => {
  it('gives up after five seconds, with the best that it found', async () => {
    const found = await solve(letters(60), 200, undefined, clockOf(5));
    // Each hash takes two looks at the clock at most, each slice two more.
    expect(found.next).toBeGreaterThan(250);
    expect(found.next).toBeLessThan(1_000);
    let best = 0;
    for (let n = 0; n < found.next; n++) best = Math.max(best, await zeroBits(letters(60), n));
    expect(found.zeros).toBe(best);
    expect(await zeroBits(letters(60), found.n)).toBe(best);
  });

  it('goes on from there when it is asked again, and forgets nothing that it found', async () => {
    const first = await solve(letters(60), 200, undefined, clockOf(5));
    const kept = { ...first };
    const second = await solve(letters(60), 200, first, clockOf(5));
    expect(first).toEqual(kept);
    expect(second.next).toBeGreaterThan(first.next);
    expect(second.zeros).toBeGreaterThanOrEqual(first.zeros);
  });
});

describe('a comment that needs work', () => {
  /** A phone whose clock makes it give up, and how often it was asked. */
  function phone(step: number) {
    const befores: (Found | undefined)[] = [];
    const slow: typeof bring = async (name, attempt) => {
      const module = await bring(name, attempt);
      if (name !== 'work') return module as never;
      return {
        solve(ticket: string, bits: number, before?: Found) {
          befores.push(before);
          return solve(ticket, bits, before, clockOf(step));
        },
      } as never;
    };
    return { befores, slow };
  }

  function worker(reply: FakeWorker['replies'][string]) {
    const worker = new FakeWorker();
    worker.replies['/api/tickets'] = () => created(ticket({ work: { bits: 200 } }));
    worker.replies['/api/comments'] = reply;
    return worker;
  }
  const hold: FakeWorker['replies'][string] = (call) => created(answerTo(call, 'pending'));
  const refuse: FakeWorker['replies'][string] = () => refused('proof_required', 403, { work: { bits: 200 } });

  it('is sent with the best that a slow phone found, and waits like any other that is held', async () => {
    const { slow, befores } = phone(50);
    const reader = await Reader.at(worker(hold), {}, { bring: slow });
    await reader.post('Hello');
    await until(() => reader.status);
    expect(reader.status).toBe('Thank you. Your comment is waiting for approval.');
    expect(reader.article('Hello').textContent).toContain('Waiting');
    const calls = reader.worker.to('/api/comments');
    expect(calls).toHaveLength(1);
    expect(calls[0]?.body.work).toMatch(/^\d+$/);
    expect(reader.alert).toBe('');
    expect(befores.length).toBeGreaterThan(0);
  });

  it('has the work gone on with where even that was too little, and not begun anew', async () => {
    const { slow, befores } = phone(50);
    const reader = await Reader.at(worker(refuse), {}, { bring: slow });
    await reader.post('Hello');
    await until(() => reader.alert);
    expect(reader.alert).toBe('That did not go through. Your words are kept; please post again.');
    expect(reader.field('Leave a comment').value).toBe('Hello');
    const before = befores.length;
    await reader.press('Post comment');
    await until(() => befores.length > before && reader.alert);
    const nexts = befores.map((found) => found?.next ?? 0);
    expect(nexts).toEqual([...nexts].sort((a, b) => a - b));
    expect(new Set(nexts).size).toBe(nexts.length);
  });

  it('is asked for under another address, where its file did not come', async () => {
    const attempts: (number | undefined)[] = [];
    const lost: typeof bring = (name, attempt) => {
      if (name !== 'work') return bring(name, attempt);
      attempts.push(attempt);
      return Promise.reject(new Error('offline'));
    };
    const reader = await Reader.at(worker(refuse), {}, { bring: lost });
    await reader.post('Hello');
    await until(() => reader.alert);
    await settled();
    expect(attempts.length).toBeGreaterThan(1);
    expect(new Set(attempts).size).toBe(attempts.length);
  });
});
