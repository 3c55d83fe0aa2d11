// A known author is known for what was approved: with another website, or under a name that has the badge, they wait.

import { beforeEach, describe, expect, it } from 'vitest';
import { keys } from '../../../../../worker/store/kv/keys.ts';
import { KEY, kv, OTHER_KEY, PAGE, setting, TestWorker, TOKEN, tab, WORKER } from '../../../help/as-reader.ts';

const SITE_OF_ADA = 'https://ada.example/';
const CASINO = 'https://casino.example/';

let worker: TestWorker;
beforeEach(() => {
  worker = new TestWorker();
});

let said = 0;
const another = (fields: object = {}) => worker.accepted({ body: `Other words ${said++}`, ...fields });
const reasonsOf = async (id: string) => (await tab(worker, 'pending')).find((each) => each.id === id)?.reasons;

describe('a known author', () => {
  it('waits with another website than before, until that one is approved', async () => {
    await worker.approved({ url: SITE_OF_ADA });
    expect((await another({ url: SITE_OF_ADA })).status).toBe('approved');
    const held = await another({ url: CASINO });
    expect(held).toMatchObject({ status: 'pending', reasons: ['has links'] });
    expect(await reasonsOf(held.comment.id)).toEqual(['another website than before']);

    await worker.verdict((await worker.thread()).thread, held.comment.id, 'approve');
    expect((await another({ url: CASINO })).status).toBe('approved');
    expect((await another({ url: SITE_OF_ADA })).status).toBe('pending');
  });

  it('waits with a first website, where none was approved; and words without one take none back', async () => {
    await worker.approved();
    const held = await another({ url: CASINO });
    expect(held.status).toBe('pending');
    const { thread } = await worker.thread();
    await worker.verdict(thread, held.comment.id, 'approve');
    const linked = await another({ body: 'Look at https://else.example/ there' });
    expect(linked.status).toBe('pending');
    await worker.verdict(thread, linked.comment.id, 'approve');
    expect((await another({ url: CASINO })).status).toBe('approved');
  });

  it('of before websites were noted does not wait for theirs', async () => {
    const { comment } = await worker.approved({ url: SITE_OF_ADA });
    const key = keys.known(comment.author.id!);
    const { metadata } = await kv.getWithMetadata<object>(key);
    await kv.put(key, JSON.stringify({ v: 1, on: true, at: 1 }), { metadata });
    expect((await another({ url: SITE_OF_ADA })).status).toBe('approved');
  });

  it('has no website any more once they were erased', async () => {
    const { comment } = await worker.approved({ url: SITE_OF_ADA });
    const headers = { Authorization: `Bearer ${TOKEN}`, Origin: WORKER };
    await worker.fetch(`/api/admin/authors/${comment.author.id}/comments`, { method: 'DELETE', headers });
    expect(JSON.stringify(await kv.get(keys.known(comment.author.id!)))).not.toContain('ada.example');
  });
});

it('one website under two names holds both', async () => {
  await setting('moderation', 'open');
  const given = (name: string, key: string) => another({ name, key, url: CASINO });
  expect((await given('Ada', KEY)).status).toBe('approved');
  const [second, first] = [await given('Bob', OTHER_KEY), await given('Ada', KEY)];
  for (const { status, comment } of [second, first]) {
    expect(status).toBe('pending');
    expect(await reasonsOf(comment.id)).toEqual(['the same website under another name']);
  }
});

it('a name that readers see with the badge holds, whoever has it', async () => {
  const { comment } = await worker.accepted({ name: 'Ines Halloran' });
  const { thread } = await worker.thread();
  await worker.verdict(thread, comment.id, 'approve', { me: true });
  await worker.approved({ name: 'Bob', key: OTHER_KEY });
  const held = await another({ name: 'Ines һalloran', key: OTHER_KEY });
  expect(held.status).toBe('pending');
  expect(await reasonsOf(held.comment.id)).toEqual(['a name that has the badge']);
  expect((await another({ name: 'Ines Halloran' })).status, 'it is theirs').toBe('approved');
  expect((await worker.accepted({ name: 'Bob', key: OTHER_KEY, body: 'Again' }, PAGE)).status).toBe('approved');
});
