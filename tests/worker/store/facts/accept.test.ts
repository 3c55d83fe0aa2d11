// How an act is accepted: with its row and touches before its fact, or not at all.

import { describe, expect, it } from 'vitest';
import { DROP_WORDS_AFTER } from '../../../../worker/rules/comment/words-go.ts';
import { accept, after, writeOfFact } from '../../../../worker/store/facts/accept.ts';
import { writeOfRow } from '../../../../worker/store/facts/rows.ts';
import { keys } from '../../../../worker/store/kv/keys.ts';
import { idOf, postFact, START, THREAD } from '../../help/store-with.ts';

const ref = { thread: THREAD, id: idOf(1) };
const FACT = keys.fact(THREAD, ref.id, 'post');
const ROW = keys.inboxRow('removed', THREAD, ref.id);
const TOUCH = keys.touch(START, THREAD, ref.id, 'publish');
const DUE = keys.touch(START + DROP_WORDS_AFTER, THREAD, ref.id, 'due');

/** A namespace that only takes puts, says when each begins and ends, and may fail for one key. */
function recording(failing?: string): { kv: KVNamespace; log: string[] } {
  const log: string[] = [];
  const put = async (key: string) => {
    log.push(`begins ${key}`);
    await new Promise((done) => setTimeout(done, 1));
    if (key === failing) throw new Error('KV is down');
    log.push(`ends ${key}`);
  };
  return { kv: { put } as unknown as KVNamespace, log };
}

const act = async (kv: KVNamespace) =>
  accept(kv, ref, [writeOfFact(ref, await postFact(1))], {
    now: START,
    row: writeOfRow(ref, 'removed', {}),
    touches: [false, { kind: 'publish', left: 'approved' }],
    due: 'removed',
  });

describe('an act is accepted', () => {
  it('with its row and its touches put before its fact', async () => {
    const { kv, log } = recording();
    await act(kv);
    const [begins, ends] = ['begins', 'ends'].map((word) => [ROW, TOUCH, DUE].map((key) => `${word} ${key}`));
    expect(log).toEqual([...begins!, ...ends!, `begins ${FACT}`, `ends ${FACT}`]);
  });

  it.each([ROW, TOUCH, DUE])('not at all where %s cannot be put', async (failing) => {
    const { kv, log } = recording(failing);
    await expect(act(kv)).rejects.toThrow('a KV operation failed');
    expect(log).not.toContain(`begins ${FACT}`);
  });
});

it('is later than what it replaces by any clock', () => {
  expect(after(START, undefined)).toBe(START);
  expect(after(START, START - 1)).toBe(START);
  expect(after(START, START + 5)).toBe(START + 6);
});
