// What a publish reads and writes: no more than what differs, all of what differs, and again what could not be read.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { metaOf } from '../../../../worker/rules/comment/facts.ts';
import { MINUTE } from '../../../../worker/rules/time.ts';
import { acceptPageChange, acceptPageField } from '../../../../worker/store/facts/pages.ts';
import { acceptVerdicts } from '../../../../worker/store/facts/verdicts.ts';
import { keyOfFact, keys } from '../../../../worker/store/kv/keys.ts';
import { put, readMeta } from '../../../../worker/store/kv/kv.ts';
import { readUnread } from '../../../../worker/store/views/cards.ts';
import { publish, republish } from '../../../../worker/store/views/publish.ts';
import { editFact, idOf, names, postFact, putFacts, START, say, shown, THREAD, view } from '../../help/store-with.ts';

const kv = env.COMMENTS;
const MOVED = 'B'.repeat(22);
const LATER = START + 5 * MINUTE;

/** KV that notes which keys are read, and in which these have no value yet. */
function noting(reads: string[], missing: string[] = []): KVNamespace {
  return new Proxy(kv, {
    get(target, method: keyof KVNamespace) {
      const call = target[method] as (...given: unknown[]) => unknown;
      if (!method.startsWith('get')) return call.bind(target);
      return async (...given: unknown[]) => {
        reads.push(...[given[0]].flat().map(String));
        const found = await call.apply(target, given);
        if (found instanceof Map) for (const name of missing) if (found.has(name)) found.set(name, null);
        return found;
      };
    },
  });
}
const without = (...missing: string[]) => noting([], missing);

const metaOfView = (part?: number) => readMeta<Record<string, unknown>>(kv, keys.view(THREAD, part));

/** Puts other metadata with a view. */
async function mark(name: string, changes: object): Promise<void> {
  await kv.put(name, (await kv.get(name))!, { metadata: { ...(await readMeta<object>(kv, name)), ...changes } });
}

const setPage = (field: 'open' | 'closesAt', value: boolean | string | null, at: number, page?: string) =>
  acceptPageField(kv, THREAD, field, value, at, page);

/** The owner moved the page, and its views are at both addresses. */
async function move(at = LATER): Promise<void> {
  const page = 'https://blog.example/new';
  await acceptPageChange(kv, MOVED, { field: 'from', meta: { at, value: THREAD, page } }, at);
  await acceptPageChange(kv, THREAD, { field: 'moved', meta: { at, value: MOVED, page } }, at);
  await republish(kv, THREAD, at);
}

describe('a request publishes', () => {
  it('nothing at an address that a page moved to', async () => {
    await say(kv, 1);
    await move();
    const fact = await postFact(2);
    expect(await publish(kv, MOVED, [{ id: idOf(2), fact }], LATER)).toEqual({
      stale: false,
      disagrees: false,
      written: 0,
      home: THREAD,
    });
    expect(await shown(kv, undefined, MOVED)).toEqual(['Words 1']);
  });

  it('what the request before it did not come to publish', async () => {
    const first = await postFact(1);
    await put(kv, keyOfFact(THREAD, idOf(1), first), first, metaOf(first));
    const waiting = await postFact(2, { status: 'pending' });
    await put(kv, keyOfFact(THREAD, idOf(2), waiting), waiting, metaOf(waiting));
    expect(await publish(kv, THREAD, [{ id: idOf(2), fact: waiting }], LATER)).toMatchObject({ written: 1 });
    expect(await shown(kv)).toEqual(['Words 1']);
  });

  it('no comment away that the list does not show yet', async () => {
    for (const n of [1, 2, 3]) {
      const fact = await postFact(n);
      await publish(kv, THREAD, [{ id: idOf(n), fact }], fact.at);
    }
    expect(await shown(kv)).toEqual(['Words 1', 'Words 2', 'Words 3']);
  });

  it('address and title of the first comment, though no location has it yet', async () => {
    const fact = await postFact(1);
    await publish(kv, THREAD, [{ id: idOf(1), fact }], fact.at);
    expect(await view(kv)).toMatchObject({ title: 'A post', page: 'https://blog.example/post' });
  });

  it.each<[string, 'open' | 'closesAt', boolean | string]>([
    ['closed', 'open', false],
    ['given a closing time', 'closesAt', '2026-12-01T00:00:00.000Z'],
  ])('two views of a long thread that is %s, and no part that says nothing of it', async (_, field, value) => {
    await putFacts(kv, 0, 250);
    await republish(kv, THREAD, LATER);
    const change = await setPage(field, value, LATER + MINUTE);
    expect(await publish(kv, THREAD, [change], LATER + MINUTE)).toMatchObject({ written: 2 });
  });

  it('a long thread out of its former views, and reads no words again', async () => {
    await putFacts(kv, 0, 250);
    const pin = { v: 1 as const, kind: 'pin' as const, at: START, on: true };
    await put(kv, keyOfFact(THREAD, idOf(110), pin), pin, metaOf(pin));
    await republish(kv, THREAD, LATER);
    expect((await view(kv))?.pinned).toHaveLength(1);

    const reads: string[] = [];
    const { changes } = await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(7) }], 'remove', {}, LATER + MINUTE);
    await publish(noting(reads), THREAD, changes.get(THREAD)!, LATER + MINUTE);
    const fact = await postFact(250, { at: LATER + 2 * MINUTE });
    await publish(noting(reads), THREAD, [{ id: idOf(250), fact }], fact.at);
    expect(reads.filter((name) => name.startsWith('fact:'))).toEqual([]);
    expect((await shown(kv, 0)).slice(6, 9)).toEqual(['Words 6', '(removed)', 'Words 8']);
    expect((await view(kv))?.pinned).toMatchObject([{ id: idOf(110) }]);
  });

  it('newer words in an older part than the list shows yet', async () => {
    await putFacts(kv, 0, 250);
    await republish(kv, THREAD, LATER);
    const fact = await editFact(7, 'Edited', LATER, 'approved');
    await publish(kv, THREAD, [{ id: idOf(7), fact }], LATER);
    const { changes } = await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(8) }], 'remove', {}, LATER + 1);
    await publish(kv, THREAD, changes.get(THREAD)!, LATER + 1);
    expect((await shown(kv, 0)).slice(6, 9)).toEqual(['Words 6', 'Edited', '(removed)']);
  });

  it('a comment on a page that moved without reading again what it was called', async () => {
    await say(kv, 1);
    await move();
    const fact = await postFact(2, { at: LATER + 1 });
    const reads: string[] = [];
    await publish(noting(reads), THREAD, [{ id: idOf(2), fact }], fact.at);
    expect(reads.filter((name) => name.startsWith('fact:'))).toEqual([]);
    expect(await view(kv)).toMatchObject({ title: 'A post', page: 'https://blog.example/new', count: 2 });
  });

  it('when the first comment was published, and the newest that stands', async () => {
    for (const n of [1, 2, 3]) await say(kv, n);
    const { changes } = await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(3) }], 'remove', {}, LATER);
    await publish(kv, THREAD, changes.get(THREAD)!, LATER);
    expect(await metaOfView()).toMatchObject({ firstAt: START + 1000, l: START + 2000 });
  });

  it.each([
    ['its value', () => kv.get(keys.view(THREAD)).then(() => ({ value: 'not JSON' }))],
    ['its metadata', async () => ({ metadata: { etag: 1 } })],
  ])('although the former view is damaged: %s', async (_, damage) => {
    await say(kv, 1);
    const name = keys.view(THREAD);
    const before = { value: (await kv.get(name))!, metadata: await readMeta<object>(kv, name) };
    const { value, metadata } = { ...before, ...(await damage()) };
    await kv.put(name, value, { metadata });
    await say(kv, 2);
    expect(await shown(kv)).toEqual(['Words 1', 'Words 2']);
  });
});

describe('the sweep publishes', () => {
  it('the likes that it has just counted, with those that a comment came with', async () => {
    const fact = { ...(await postFact(1)), likes: 5 };
    await put(kv, keyOfFact(THREAD, idOf(1), fact), fact, metaOf(fact));
    await put(kv, keys.likes(THREAD), { v: 1, counts: { [idOf(1)]: 1 } });
    await republish(kv, THREAD, LATER, { [idOf(1)]: 2 });
    expect((await view(kv))?.comments[0]?.likes).toBe(7);
  });

  it('a page without comments that was closed, with its address, and opened again', async () => {
    const page = 'https://blog.example/post';
    await setPage('open', false, START, page);
    expect(await republish(kv, THREAD, LATER)).toMatchObject({ written: 1 });
    expect(await view(kv)).toMatchObject({ open: false, page });
    await kv.delete(keys.page(THREAD, 'open'));
    expect(await republish(kv, THREAD, LATER)).toMatchObject({ written: 1 });
    expect(await view(kv)).toMatchObject({ open: true, page: '' });
  });

  it('a page without comments that was given a closing time', async () => {
    await setPage('closesAt', '2026-12-01T00:00:00.000Z', START);
    expect(await republish(kv, THREAD, LATER)).toMatchObject({ written: 1 });
    expect(await view(kv)).toMatchObject({ open: true, closesAt: '2026-12-01T00:00:00.000Z' });
  });

  it('what a page is called with one read of the comment that says it', async () => {
    await say(kv, 1);
    const fact = await postFact(2, { at: START - 1 });
    await put(kv, keyOfFact(THREAD, idOf(2), fact), fact, metaOf(fact));
    const reads: string[] = [];
    await republish(noting(reads), THREAD, LATER);
    const key = keyOfFact(THREAD, idOf(2), fact);
    expect(new Set(reads)).toEqual(new Set([keys.view(THREAD), keys.likes(THREAD), key]));
    expect(await view(kv)).toMatchObject({ title: 'A post' });
  });

  it('of which site a page is only where it has no address any more', async () => {
    const told = async () => ({ page: (await view(kv))?.page, site: (await metaOfView())?.site });
    await setPage('open', false, START);
    for (const minutes of [0, 1]) await republish(kv, THREAD, LATER + minutes * MINUTE);
    expect(await told()).toEqual({ page: '', site: undefined });
    expect(await metaOfView()).not.toHaveProperty('site');
    await say(kv, 1);
    await say(kv, 2);
    expect(await told()).toEqual({ page: 'https://blog.example/post', site: undefined });
    await acceptVerdicts(
      kv,
      [1, 2].map((n) => ({ thread: THREAD, id: idOf(n) })),
      'remove',
      {},
      LATER,
    );
    for (const minutes of [1, 2]) await republish(kv, THREAD, LATER + minutes * MINUTE);
    expect(await told()).toEqual({ page: '', site: 'https://blog.example' });
  });

  it('one part where one part is missing, and no head', async () => {
    await putFacts(kv, 0, 120);
    await republish(kv, THREAD, LATER);
    await kv.delete(keys.view(THREAD, 0));
    expect(await republish(kv, THREAD, LATER)).toMatchObject({ written: 1, stale: false });
    expect(await shown(kv, 0)).toHaveLength(100);
    expect(await metaOfView(), 'the head has the card of the owner’s list').toMatchObject({ t: THREAD });
    expect(await metaOfView(0)).not.toHaveProperty('t');
  });

  it.each([
    ['form', 'older'],
    ['digest', 'of other facts'],
  ])('the head of an address that the page moved to where its %s is another, and only then', async (field, value) => {
    await say(kv, 1);
    await move();
    expect(await republish(kv, THREAD, LATER)).toMatchObject({ written: 0 });
    await mark(keys.view(MOVED), { [field]: value });
    expect(await republish(kv, THREAD, LATER)).toMatchObject({ written: 1 });
    expect(await republish(kv, THREAD, LATER)).toMatchObject({ written: 0 });
  });

  it('how many keys could not be read, as soon as there is one, and when it is gone', async () => {
    await say(kv, 1);
    await republish(kv, THREAD, LATER);
    const foreign = `fact:${THREAD}:nonsense`;
    await kv.put(foreign, '{}');
    await republish(kv, THREAD, LATER);
    expect(readUnread(await metaOfView()).count).toBe(1);
    await kv.delete(foreign);
    await republish(kv, THREAD, LATER);
    expect(readUnread(await metaOfView()).count).toBe(0);
  });

  it('that words of an older part cannot be read, until they can be or their comment is gone', async () => {
    await putFacts(kv, 0, 250);
    const [first, second] = [3, 4].map((n) => keys.fact(THREAD, idOf(n), 'post')) as [string, string];
    const before = await kv.get(first);
    for (const name of [first, second]) await kv.put(name, 'not JSON', { metadata: (await readMeta(kv, name))! });
    await republish(kv, THREAD, LATER);
    const told = async () => readUnread(await metaOfView()).names.sort();
    expect(await told()).toEqual([first, second]);
    await say(kv, 250, { at: LATER + MINUTE });
    expect(await told(), 'of a part that was not looked at now').toEqual([first, second]);

    await kv.put(first, before!, { metadata: (await readMeta(kv, first))! });
    await kv.delete(second);
    await republish(kv, THREAD, LATER + 2 * MINUTE);
    expect((await shown(kv, 0)).slice(2, 4)).toEqual(['Words 2', 'Words 3']);
    await say(kv, 251, { at: LATER + 3 * MINUTE });
    expect(await told()).toEqual([]);
  });

  it('words that could not be read as soon as they can be', async () => {
    for (const n of [1, 2]) await say(kv, n);
    const name = keys.fact(THREAD, idOf(1), 'post');
    const [value, metadata] = [(await kv.get(name))!, (await readMeta<object>(kv, name))!];
    await kv.delete(keys.view(THREAD));
    await kv.put(name, 'not JSON', { metadata });
    await republish(kv, THREAD, LATER);
    expect(await shown(kv)).toEqual(['(removed)', 'Words 2']);
    await kv.put(name, value, { metadata });
    await republish(kv, THREAD, LATER);
    expect(await shown(kv)).toEqual(['Words 1', 'Words 2']);
  });

  it('again what was read older than the list says', async () => {
    const post = await say(kv, 1);
    await say(kv, 2);
    const [older, newer] = await Promise.all([
      editFact(1, 'Older', LATER, 'approved', post),
      editFact(1, 'Newer', LATER + 1, 'approved', post),
    ]);
    const key = keyOfFact(THREAD, idOf(1), newer);
    await put(kv, key, older, metaOf(newer));
    expect(await republish(kv, THREAD, LATER + 2)).toMatchObject({ stale: true });
    await put(kv, key, newer, metaOf(newer));
    expect(await republish(kv, THREAD, LATER + 3)).toMatchObject({ stale: false, written: 1 });
    expect(await shown(kv)).toEqual(['Newer', 'Words 2']);
  });

  // Its words are known from its edit; what its ticket said of the page stands with the first ones alone.
  it('again the head whose title could not be read yet', async () => {
    const post = await postFact(1);
    const edit = await editFact(1, 'Edited', START + MINUTE, 'approved', post);
    for (const fact of [post, edit]) await put(kv, keyOfFact(THREAD, idOf(1), fact), fact, metaOf(fact));
    const late = without(keyOfFact(THREAD, idOf(1), post));
    expect(await republish(late, THREAD, LATER)).toMatchObject({ stale: true, written: 1 });
    expect(await view(kv)).toMatchObject({ title: '', page: '' });
    expect(await republish(kv, THREAD, LATER)).toMatchObject({ stale: false, written: 1 });
    expect(await view(kv)).toMatchObject({ title: 'A post', page: 'https://blog.example/post' });
  });

  it('a head without a title where that can never be read', async () => {
    const post = await postFact(1);
    const edit = await editFact(1, 'Edited', START + MINUTE, 'approved', post);
    await kv.put(keyOfFact(THREAD, idOf(1), post), 'not JSON', { metadata: metaOf(post) });
    await put(kv, keyOfFact(THREAD, idOf(1), edit), edit, metaOf(edit));
    expect(await republish(kv, THREAD, LATER)).toMatchObject({ stale: false });
    expect(await view(kv)).toMatchObject({ title: '', page: '', count: 1 });
  });
});

it('a quiet thread costs the sweep a list, its head and its likes, and one with parts another list', async () => {
  await putFacts(kv, 0, 120);
  await republish(kv, THREAD, LATER);
  const reads: string[] = [];
  await republish(noting(reads), THREAD, LATER);
  expect(reads.sort()).toEqual([keys.likes(THREAD), keys.view(THREAD)].sort());
  expect(await names(kv, 'bundles:')).toEqual([]);
});
