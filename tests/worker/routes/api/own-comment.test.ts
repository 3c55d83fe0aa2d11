// An author’s own comment: edited for a while, withdrawn for good, and by nobody else.

import { describe, expect, it } from 'vitest';
import { type CommentAnswer, EDIT_WINDOW, MAX_BODY } from '../../../../worker/contract/index.ts';
import { HOUR } from '../../../../worker/rules/time.ts';
import { SETTLED_AFTER } from '../../../../worker/store/facts/touches.ts';
import {
  brake,
  counting,
  KEY,
  kv,
  limit,
  OTHER_KEY,
  refusal,
  SITE,
  setting,
  TestWorker,
  tab,
} from '../../help/as-reader.ts';
import { everything } from '../../help/store-with.ts';

async function threadOf(worker: TestWorker): Promise<string> {
  return (await worker.thread()).thread;
}

async function edit(worker: TestWorker, id: string, fields: object): Promise<Response> {
  return worker.send('PUT', `/api/comments/${id}`, { thread: await threadOf(worker), key: KEY, ...fields });
}

async function edited(worker: TestWorker, id: string, body: string): Promise<CommentAnswer> {
  const answer = await edit(worker, id, { body });
  if (answer.status !== 200) throw new Error(`refused: ${await answer.text()}`);
  return answer.json();
}

async function withdraw(worker: TestWorker, id: string, fields: object = {}): Promise<Response> {
  return worker.send('DELETE', `/api/comments/${id}`, { thread: await threadOf(worker), key: KEY, ...fields });
}

const shown = async (worker: TestWorker) =>
  (await worker.thread()).comments.map((comment) => comment.gone ?? JSON.stringify(comment.body));

describe('an edit accepts', () => {
  it('other words within a quarter of an hour, which everybody sees at once', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.approved();
    worker.now += EDIT_WINDOW - 60_000;
    const answer = await edited(worker, comment.id, 'Better *luck*');
    expect(answer).toMatchObject({ status: 'approved', reasons: [], comment: { id: comment.id, likes: 0 } });
    expect(answer.comment.editedAt).toBe(new Date(worker.now).toISOString());
    expect(answer.comment.createdAt).toBe(comment.createdAt);
    const { comments } = await worker.thread();
    expect(comments).toMatchObject([{ id: comment.id, editedAt: answer.comment.editedAt, author: { name: 'Ada' } }]);
    expect(comments[0]!.body).toEqual([{ t: 'p', c: ['Better ', { t: 'i', c: ['luck'] }] }]);
  });

  it('other words as long as the first ones wait, however long that is', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.accepted();
    worker.now += 48 * HOUR;
    expect(await edited(worker, comment.id, 'Still here')).toMatchObject({
      status: 'pending',
      reasons: ['first comment'],
      comment: { status: 'pending' },
    });
    expect(await tab(worker, 'pending')).toMatchObject([{ id: comment.id, source: 'Still here' }]);
  });

  it('words that are judged anew: others see the approved ones until the owner has looked', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.approved();
    expect(await edited(worker, comment.id, 'A word or two more about it: https://cheap.example')).toMatchObject({
      status: 'pending',
      reasons: ['has links'],
    });
    expect(await shown(worker)).toEqual(['[{"t":"p","c":["Good luck!"]}]']);
    expect(await tab(worker, 'pending')).toMatchObject([
      {
        id: comment.id,
        status: 'pending',
        source: 'A word or two more about it: https://cheap.example',
        reasons: ['has links'],
      },
    ]);
    worker.now += HOUR;
    // It waits, so it may be changed; and words that were approved need no second look.
    expect(await edited(worker, comment.id, 'Good luck!')).toMatchObject({ status: 'approved' });
    expect(await tab(worker, 'pending')).toEqual([]);
  });

  it('the same words again as one edit, also when its time is over by then', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.approved();
    const first = await edited(worker, comment.id, 'Better luck');
    const before = await everything();
    worker.now += HOUR;
    expect(await edited(worker, comment.id, 'Better luck')).toEqual(first);
    expect(await everything()).toEqual(before);
  });

  it('later words, which win over a late retry of the first ones', async () => {
    const worker = new TestWorker();
    const { ticket, id } = await worker.ticket();
    const words = { ticket, key: KEY, name: 'Ada', body: 'Good luck!' };
    await worker.post('/api/comments', words);
    await edited(worker, id, 'Better luck');
    expect((await worker.post('/api/comments', words)).status).toBe(201);
    expect(await tab(worker, 'pending')).toMatchObject([{ id, source: 'Better luck' }]);
  });

  it('of spam what looks like a comment that waits', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.accepted();
    await worker.verdict(await threadOf(worker), comment.id, 'spam');
    expect(await edited(worker, comment.id, 'Please')).toMatchObject({ status: 'pending' });
    expect(await shown(worker)).toEqual([]);
    expect(await tab(worker, 'spam')).toMatchObject([{ id: comment.id, source: 'Please' }]);
  });

  it('words that are spam by themselves, and keeps them where the owner finds them', async () => {
    await setting('blockedWords', ['casino']);
    const worker = new TestWorker();
    const { comment } = await worker.accepted();
    expect(await edited(worker, comment.id, 'casino https://x.example')).toMatchObject({ status: 'pending' });
    expect(await tab(worker, 'pending')).toEqual([]);
    expect(await tab(worker, 'spam')).toMatchObject([{ id: comment.id }]);
  });

  it('and lists nothing, and writes two keys while the comment waits', async () => {
    const { kv: counted, counts } = counting();
    const worker = new TestWorker({ COMMENTS: counted });
    const { comment } = await worker.accepted();
    const thread = await threadOf(worker);
    for (const name of Object.keys(counts)) delete counts[name];
    await worker.send('PUT', `/api/comments/${comment.id}`, { thread, key: KEY, body: 'Other words' });
    expect(counts).toMatchObject({ put: 2 });
    expect(counts).not.toHaveProperty('list');
    expect(counts).not.toHaveProperty('delete');
  });
});

describe('an edit refuses', () => {
  async function refused(fields: object, path?: string) {
    const worker = new TestWorker();
    const { comment } = await worker.approved();
    const before = await everything();
    const thread = await threadOf(worker);
    const json = { thread, key: KEY, body: 'Other words', ...fields };
    const answer = await refusal(await worker.send('PUT', path ?? `/api/comments/${comment.id}`, json));
    expect(await everything()).toEqual(before);
    return answer;
  }

  it.each([
    ['no thread', { thread: undefined }, { thread: 'missing' }],
    ['a thread that is a path', { thread: '../x' }, { thread: 'malformed' }],
    ['no key', { key: undefined }, { key: 'missing' }],
    ['no words', { body: '' }, { body: 'missing' }],
    ['too many words', { body: 'x'.repeat(MAX_BODY + 1) }, { body: 'too_long' }],
    ['words that are a tree', { body: [{ t: 'p', c: ['x'] }] }, { body: 'wrong_type' }],
  ])('%s', async (_, fields, problems) => {
    expect(await refused(fields)).toMatchObject({ status: 400, code: 'invalid_request', fields: problems });
  });

  it.each([
    ['a comment that is not there', {}, '/api/comments/01JD0000000000000000000000'],
    ['a comment of another thread', { thread: 'A'.repeat(22) }, undefined],
    ['an id that is none', {}, '/api/comments/fact:x'],
    ['an id in small letters', {}, '/api/comments/01jd0000000000000000000000'],
  ])('%s', async (_, fields, path) => {
    expect(await refused(fields, path)).toMatchObject({ status: 404, code: 'not_found' });
  });

  it('a quarter of an hour later', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.approved();
    const before = await everything();
    worker.now += EDIT_WINDOW + 60_000;
    expect(await refusal(await edit(worker, comment.id, { body: 'Too late' }))).toMatchObject({
      status: 403,
      code: 'not_yours',
    });
    expect(await everything()).toEqual(before);
  });

  // An edit that waited kept the window open: a month later the public words were replaced, and nobody had looked.
  it('takes what comes later while an edit waits, but shows none of it before the owner has seen it', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.approved({ body: 'Public' });
    await edit(worker, comment.id, { body: 'https://held.example' });
    worker.now += 30 * 24 * 60 * 60_000;
    const late = await edit(worker, comment.id, { body: 'The author is a fraud' });
    expect(late.status).toBe(200);
    expect(JSON.stringify(await worker.thread())).toContain('Public');
    await worker.sweepAfter();
    expect(JSON.stringify(await worker.thread())).not.toContain('fraud');
    const waiting = await tab(worker, 'pending');
    expect(JSON.stringify(waiting)).toContain('edited later than a quarter of an hour after it was posted');
  });

  it.each(['remove', 'withdraw'] as const)('a comment that is gone (%s)', async (how) => {
    const worker = new TestWorker();
    const { comment } = await worker.approved();
    if (how === 'withdraw') await withdraw(worker, comment.id);
    else await worker.verdict(await threadOf(worker), comment.id, 'remove');
    const before = await everything();
    expect(await refusal(await edit(worker, comment.id, { body: 'Again' }))).toMatchObject({
      status: 404,
      code: 'not_found',
    });
    expect(await everything()).toEqual(before);
  });

  it('more than twenty, for each costs a part of the day’s writes', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.accepted();
    for (let n = 1; n <= 20; n++) await edited(worker, comment.id, `Words ${n}`);
    expect(await refusal(await edit(worker, comment.id, { body: 'Once more' }))).toMatchObject({ code: 'not_yours' });
  });

  it('anything while the owner stopped all comments', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.approved();
    await setting('stop', true);
    worker.now += 61_000;
    expect(await refusal(await edit(worker, comment.id, { body: 'Other' }))).toMatchObject({ code: 'thread_closed' });
    expect((await withdraw(worker, comment.id)).status).toBe(204);
  });

  it('those who are not known while the brake is on', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.accepted();
    const known = await worker.approved({ key: OTHER_KEY, body: 'Known' });
    await brake('closed', worker.now);
    worker.now += 61_000;
    expect(await refusal(await edit(worker, comment.id, { body: 'x' }))).toMatchObject({ code: 'unavailable' });
    expect((await edit(worker, known.comment.id, { key: OTHER_KEY, body: 'x' })).status).toBe(200);
  });

  it('a visitor who writes too often', async () => {
    const worker = new TestWorker({ POST_LIMIT: limit(0) });
    const answer = await refusal(await worker.send('PUT', '/api/comments/01JD0000000000000000000000', {}));
    expect(answer).toMatchObject({ status: 429, code: 'rate_limited' });
    expect(answer.headers.get('Retry-After')).toBe('60');
  });
});

describe('a withdrawal', () => {
  it('takes the words away, whenever its author likes, and leaves the place', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.approved();
    worker.now += 400 * 24 * HOUR;
    expect((await withdraw(worker, comment.id)).status).toBe(204);
    expect(await worker.thread()).toMatchObject({
      count: 0,
      total: 1,
      comments: [{ gone: 'withdrawn', body: [], author: { name: '', id: null } }],
    });
    expect(await tab(worker, 'approved')).toEqual([]);
  });

  it('of a comment that waits takes it out of the owner’s list', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.accepted();
    expect((await withdraw(worker, comment.id)).status).toBe(204);
    expect(await tab(worker, 'pending')).toEqual([]);
    expect(await shown(worker)).toEqual([]);
    worker.now += 25 * HOUR + SETTLED_AFTER + 60_000;
    for (let n = 0; n < 13; n++) await worker.sweepAfter();
    const left = Object.entries(await everything());
    expect(left.filter(([name]) => /^(inbox|touch):/.test(name))).toEqual([]);
    expect(JSON.stringify(left), 'its words').not.toContain('Good luck');
  });

  it('of a comment that nobody saw is two writes: it is cheaper to take back than to write', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.accepted();
    const { thread } = await worker.thread();
    const { counts } = await worker.counted(`/api/comments/${comment.id}`, {
      method: 'DELETE',
      headers: { 'Content-Type': 'application/json', Origin: SITE },
      body: JSON.stringify({ thread, key: KEY }),
    });
    expect(counts).toMatchObject({ put: 2 });
    expect(counts).not.toHaveProperty('list');
  });

  it('given twice is one, and writes nothing the second time', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.approved();
    await withdraw(worker, comment.id);
    const before = await everything();
    worker.now += HOUR;
    expect((await withdraw(worker, comment.id)).status).toBe(204);
    expect(await everything()).toEqual(before);
  });

  it('is final: no verdict brings it back, and its words are deleted a day later', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.approved({ body: 'Regretted words' });
    await withdraw(worker, comment.id);
    await worker.verdict(await threadOf(worker), comment.id, 'approve');
    expect(await shown(worker)).toEqual(['withdrawn']);
    for (let n = 0; n < 27; n++) {
      worker.now += HOUR;
      await worker.sweep();
    }
    expect(JSON.stringify(await everything())).not.toContain('Regretted');
  });

  it.each([
    ['no key', { key: undefined }, 400, 'invalid_request'],
    ['a key that is too short', { key: 'x' }, 400, 'invalid_request'],
    ['somebody else’s key', { key: OTHER_KEY }, 403, 'not_yours'],
  ])('is refused with %s', async (_, fields, status, code) => {
    const worker = new TestWorker();
    const { comment } = await worker.approved();
    const before = await everything();
    expect(await refusal(await withdraw(worker, comment.id, fields))).toMatchObject({ status, code });
    expect(await everything()).toEqual(before);
  });
});

describe('who may', () => {
  it('change a comment: only the key that wrote it; to others one that waits is not there', async () => {
    const worker = new TestWorker();
    const { comment: publicOne } = await worker.approved();
    const { comment: waiting } = await worker.accepted({ body: 'https://a.example' });
    const before = await everything();
    for (const [id, code] of [
      [publicOne.id, 'not_yours'],
      [waiting.id, 'not_found'],
    ] as const) {
      expect(await refusal(await edit(worker, id, { key: OTHER_KEY, body: 'Mine' }))).toMatchObject({ code });
      expect(await refusal(await withdraw(worker, id, { key: OTHER_KEY }))).toMatchObject({ code });
    }
    expect(await everything()).toEqual(before);
  });

  it('change a comment without a key: nobody', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.approved({ key: undefined });
    expect(await refusal(await edit(worker, comment.id, { body: 'x' }))).toMatchObject({ code: 'not_yours' });
  });

  it('not edit, but withdraw: an author whom the owner blocked', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.approved();
    await worker.verdict(await threadOf(worker), comment.id, 'approve', { block: true });
    expect(await refusal(await edit(worker, comment.id, { body: 'x' }))).toMatchObject({ code: 'blocked' });
    expect((await withdraw(worker, comment.id)).status).toBe(204);
  });

  it('not write: a page of elsewhere', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.approved();
    const thread = await threadOf(worker);
    for (const method of ['PUT', 'DELETE']) {
      const json = { thread, key: KEY, body: 'x' };
      const evil = { Origin: 'https://evil.example' };
      const answer = await worker.send(method, `/api/comments/${comment.id}`, json, evil);
      expect(await refusal(answer)).toMatchObject({ status: 403, code: 'forbidden_origin' });
    }
  });
});

it('an edit of words that the owner wrote always waits', async () => {
  const worker = new TestWorker();
  const { comment } = await worker.approved();
  const thread = await threadOf(worker);
  const fact = {
    v: 1,
    kind: 'owner',
    at: worker.now,
    hash: 'o'.repeat(22),
    words: { name: 'Ada', parent: null, source: 'Kinder words', body: [{ t: 'p', c: ['Kinder words'] }] },
  };
  const metadata = { k: 'owner', at: fact.at, h: fact.hash };
  await kv.put(`fact:${thread}:${comment.id}:owner`, JSON.stringify(fact), { metadata });
  worker.now += 1_000;
  expect(await edited(worker, comment.id, 'My own words')).toMatchObject({ status: 'pending' });
  expect(await tab(worker, 'pending')).toMatchObject([{ reasons: ['edited after you changed its words'] }]);
});
