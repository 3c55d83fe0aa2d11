// Likes in the store: one for each reader and comment, counted by the sweep.

import { env } from 'cloudflare:workers';
import { expect, it } from 'vitest';
import { MINUTE } from '../../../../worker/rules/time.ts';
import { acceptLike } from '../../../../worker/store/facts/likes.ts';
import { sweep } from '../../../../worker/store/sweep/sweep.ts';
import { idOf, names, putFacts, START, say, THREAD, view } from '../../help/store-with.ts';

const kv = env.COMMENTS;
const like = (n: number, reader: number, on: boolean, at: number) =>
  acceptLike(kv, { thread: THREAD, id: idOf(n), authorId: `reader${reader}`.padEnd(16, '0'), on }, at);
const likesOf = async (part?: number) => (await view(kv, part))?.comments.map((comment) => comment.likes);

it('counts a reader once, however often the heart is pressed', async () => {
  await say(kv, 1);
  await say(kv, 2);
  await like(1, 1, true, START + MINUTE);
  await like(1, 1, true, START + MINUTE + 1);
  await like(1, 2, true, START + MINUTE + 2);
  await like(2, 1, true, START + MINUTE + 3);
  expect(await likesOf(), 'until the sweep has counted').toEqual([0, 0]);
  await sweep(kv, START + 2 * MINUTE);
  expect(await likesOf()).toEqual([2, 1]);
});

it('counts an unlike, and deletes its touches once they have settled', async () => {
  await say(kv, 1);
  await like(1, 1, true, START + MINUTE);
  await sweep(kv, START + 2 * MINUTE);
  await like(1, 1, false, START + 3 * MINUTE);
  await sweep(kv, START + 4 * MINUTE);
  expect(await likesOf()).toEqual([0]);
  await sweep(kv, START + 20 * MINUTE);
  expect(await names(kv, 'touch:')).toEqual([]);
});

it('shows in the part of an older comment, and stays when a new comment is published', async () => {
  await putFacts(kv, 0, 120);
  await like(3, 1, true, START + 4 * MINUTE);
  await sweep(kv, START + 5 * MINUTE);
  expect((await likesOf(0))?.[3]).toBe(1);
  await like(119, 1, true, START + 6 * MINUTE);
  await sweep(kv, START + 7 * MINUTE);
  await say(kv, 120, { at: START + 8 * MINUTE });
  expect((await likesOf())?.at(-2)).toBe(1);
});
