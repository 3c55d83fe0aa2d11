// What the page of the import does when an answer is late, is no answer, or says no.

import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { connection } from '../../desk/connection.ts';
import { askWhatIsPresent, sendBatch, UploadError } from '../../worker/transfer/upload.ts';

const BATCH = { body: '{}\n', comments: 1, isWhole: true };
let answers: (() => Response)[] = [];
let asked: string[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    asked.push(`${init.method ?? 'GET'} ${path}`);
    const answer = answers.shift();
    if (!answer) throw new TypeError('Failed to fetch');
    return answer();
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const json = (status: number, body: object) => () => Response.json(body, { status });
const lost = (): never => {
  throw new TypeError('Failed to fetch');
};
const added = json(200, { added: 1, same: 0, skipped: [], writes: 5 });

/** Whatever it is waiting for passes at once. */
async function outcome<T>(work: Promise<T>): Promise<T | UploadError> {
  const settled = work.catch((error: unknown) => {
    if (error instanceof UploadError) return error;
    throw error;
  });
  await vi.runAllTimersAsync();
  return settled;
}

test('a store that pauses, a limit and a lost connection are waited for', async () => {
  answers = [json(503, {}), json(429, {}), lost, added];
  expect(await outcome(sendBatch(connection, BATCH, { isOwn: false }))).toMatchObject({ added: 1 });
  expect(asked).toEqual(Array(4).fill('POST /api/admin/import?publish=1'));
});

test('what a backup says of who may do what is asked to be taken where its owner said so', async () => {
  answers = [added];
  await outcome(sendBatch(connection, BATCH, { isOwn: true }));
  expect(asked).toEqual(['POST /api/admin/import?publish=1&own=1']);
});

test('after four tries it says what is wrong', async () => {
  answers = [];
  expect(await outcome(sendBatch(connection, BATCH, { isOwn: false }))).toMatchObject({
    message: 'The worker cannot be reached.',
    isSignedOut: false,
  });
  expect(asked).toHaveLength(4);
  answers = Array(4).fill(json(503, {}));
  expect(await outcome(sendBatch(connection, BATCH, { isOwn: false }))).toMatchObject({
    message: 'The store did not answer.',
  });
});

test('what will be refused again is asked once', async () => {
  answers = [json(401, {})];
  expect(await outcome(sendBatch(connection, BATCH, { isOwn: false }))).toMatchObject({
    message: 'You have been signed out.',
    isSignedOut: true,
  });
  answers = [json(400, { error: { code: 'invalid_request', message: 'Line 1: The bundle has no comments.' } })];
  expect(await outcome(sendBatch(connection, BATCH, { isOwn: false }))).toMatchObject({
    message: 'Line 1: The bundle has no comments.',
  });
  answers = [() => new Response('<h1>Error 1102</h1>', { status: 403 })];
  expect(await outcome(sendBatch(connection, BATCH, { isOwn: false }))).toMatchObject({
    message: 'The worker answered 403.',
  });
  expect(asked).toHaveLength(3);
});

test('what is here is asked page by page, and half an answer is none', async () => {
  const lines =
    (...each: object[]) =>
    () =>
      new Response(each.map((line) => `${JSON.stringify(line)}\n`).join(''));
  answers = [
    lines({ thread: 'T', ids: ['A'] }, { cursor: 'next' }),
    lines({ thread: 'T', index: { v: 1, comments: [['B', { k: 'post' }]] } }, { cursor: null }),
  ];
  const present = await askWhatIsPresent(connection);
  expect([present.has('T', 'A'), present.has('T', 'B'), present.has('T', 'C')]).toEqual([true, true, false]);
  expect(asked[1]).toBe('GET /api/admin/import?cursor=next');
  answers = [lines({ thread: 'T', ids: ['A'] })];
  expect(await outcome(askWhatIsPresent(connection))).toMatchObject({ message: 'The worker’s answer broke off.' });
});
