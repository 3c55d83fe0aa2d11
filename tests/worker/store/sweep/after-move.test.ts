// Comments that were written at an address just before a page moved there come into its thread.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { type CommentFact, metaOf } from '../../../../worker/rules/comment/facts.ts';
import { DAY, HOUR, MINUTE } from '../../../../worker/rules/time.ts';
import { planArrival, putWrites } from '../../../../worker/store/backup/move-in.ts';
import { writesOfBundle } from '../../../../worker/store/facts/bundles.ts';
import { readComment } from '../../../../worker/store/facts/comments.ts';
import { acceptLike } from '../../../../worker/store/facts/likes.ts';
import { acceptMove } from '../../../../worker/store/facts/pages.ts';
import { acceptPost } from '../../../../worker/store/facts/posts.ts';
import { acceptReport } from '../../../../worker/store/facts/reports.ts';
import { putAddress } from '../../../../worker/store/facts/subscribers.ts';
import { acceptVerdicts } from '../../../../worker/store/facts/verdicts.ts';
import { listInbox } from '../../../../worker/store/inbox/inbox.ts';
import { keyOfFact, keys, readTouchKey } from '../../../../worker/store/kv/keys.ts';
import { put, putWrite } from '../../../../worker/store/kv/kv.ts';
import { afterMove } from '../../../../worker/store/sweep/after-move.ts';
import { sweep } from '../../../../worker/store/sweep/sweep.ts';
import { publish } from '../../../../worker/store/views/publish.ts';
import { readSiteFeed } from '../../../../worker/store/views/site-feed.ts';
import { editFact, everything, idOf, names, postFact, START, say, shown, THREAD, view } from '../../help/store-with.ts';

const kv = env.COMMENTS;
const NEW = { thread: 'BBBBBBBBBBBBBBBBBBBBBB', page: 'https://blog.example/new' };
/** A comment at the new address that nobody who moves the page can see yet, whatever happens to it there. */
async function unseen(n: number, said: Parameters<typeof postFact>[1] = {}): Promise<void> {
  const fact = await postFact(n, said);
  await acceptPost(kv, NEW.thread, idOf(n), fact, fact.at);
}

async function move(at: number): Promise<void> {
  const hidden = await Promise.all(
    (await names(kv, keys.facts(NEW.thread))).map(async (name) => [name, await kv.getWithMetadata(name)] as const),
  );
  for (const [name] of hidden) await kv.delete(name);
  const change = await acceptMove(kv, THREAD, NEW, at);
  for (const [name, { value, metadata }] of hidden) await kv.put(name, value!, { metadata });
  await publish(kv, THREAD, [change!], at);
}

async function sweepFor(hours: number): Promise<void> {
  for (let at = 0; at <= hours * HOUR; at += 5 * MINUTE) await sweep(kv, START + at);
}

describe('comments at an address that a page just moved to', () => {
  it('come into its thread, with verdicts, likes and rows, and nothing of them stays behind', async () => {
    await say(kv, 1);
    await unseen(2);
    await unseen(3, { status: 'pending' });
    await unseen(4);
    await acceptLike(kv, { thread: NEW.thread, id: idOf(2), authorId: 'reader', on: true }, START + 5_000);
    await move(START + MINUTE);
    await acceptVerdicts(kv, [{ thread: NEW.thread, id: idOf(4) }], 'remove', {}, START + 2 * MINUTE);
    await sweepFor(1);
    expect(await shown(kv)).toEqual(['Words 1', 'Words 2', '(removed)']);
    expect(await view(kv, undefined, NEW.thread)).toEqual(await view(kv));
    expect((await view(kv))?.comments[1]?.likes).toBe(1);
    const pending = (await listInbox(kv, { status: 'pending' })).comments;
    expect(pending.map(({ thread, source }) => [thread, source])).toEqual([[THREAD, 'Words 3']]);
    const left = (await names(kv, '')).filter((name) => /^(fact|like|report|inbox|view):/.test(name));
    expect(left.filter((name) => name.includes(`:${NEW.thread}`)).sort()).toEqual([
      keys.page(THREAD, 'moved', NEW.thread),
      keys.page(NEW.thread, 'from'),
      keys.view(NEW.thread),
    ]);
    const feed = await readSiteFeed(kv, 'https://blog.example');
    expect(
      feed?.entries.map(({ comment }) => comment.id),
      'each once',
    ).toEqual([idOf(2), idOf(1)]);

    await sweepFor(28);
    expect((await readComment(kv, { thread: THREAD, id: idOf(4) }))?.post.stub, 'its words went in their time').toBe(
      true,
    );
  });

  it('keep what happened to them in either thread since: of two acts the later', async () => {
    await say(kv, 1);
    await unseen(2);
    await move(START + MINUTE);
    await acceptVerdicts(kv, [{ thread: NEW.thread, id: idOf(2) }], 'remove', {}, START + 2 * MINUTE);
    await sweepFor(0.5);
    expect(await shown(kv)).toEqual(['Words 1', '(removed)']);
    await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(2) }], 'restore', {}, START + 31 * MINUTE);
    await sweepFor(2);
    expect(await shown(kv)).toEqual(['Words 1', 'Words 2']);
  });

  it('and a move that died half way is finished', async () => {
    await say(kv, 1);
    await acceptMove(kv, THREAD, NEW, START + MINUTE);
    await kv.delete(keys.page(THREAD, 'moved', NEW.thread));
    await sweepFor(1);
    expect(await view(kv, undefined, NEW.thread)).toMatchObject({ thread: THREAD, page: NEW.page, count: 1 });
  });

  it('and an import for that address goes into the thread', async () => {
    await say(kv, 1);
    await move(START + MINUTE);
    const posts = [{ id: idOf(5), fact: await postFact(5), bundle: 'new' }];
    const arrival = { thread: NEW.thread, posts, facts: [], page: [], likes: [], reports: [] };
    await putWrites(kv, (await planArrival(kv, arrival, START + 2 * MINUTE)).writes);
    await sweepFor(1);
    expect(await shown(kv)).toEqual(['Words 1', 'Words 5']);
  });
});

/** The moment at which it is carried over. */
const NOW = START + HOUR;
const carry = (now = NOW, store = kv) => afterMove(store, NEW.thread, THREAD, now);

/** A fact of a comment as it lies in one of the two threads, whoever put it. */
const lies = (thread: string, fact: CommentFact, n = 2) =>
  put(kv, keyOfFact(thread, idOf(n), fact), fact, metaOf(fact));

const hide = (act: 'remove' | 'erase' | 'spam' | 'wait' | 'restore', at = START + MINUTE): CommentFact => ({
  v: 1,
  kind: 'hide',
  at,
  act,
});

const stubOf = async (n: number) => {
  const fact = await postFact(n);
  return { ...fact, words: { ...fact.words, name: '', source: '', body: [] }, stub: true as const };
};

async function bundleOf(...comments: [n: number, status: 'approved' | 'spam'][]): Promise<string> {
  const facts = await Promise.all(
    comments.map(async ([n, status]) => ({
      id: idOf(n),
      fact: { ...(await postFact(n, { status })), authorId: null },
    })),
  );
  const { name, writes } = await writesOfBundle(NEW.thread, facts, START);
  for (const write of writes) await putWrite(kv, write);
  return name;
}

/** What it writes and deletes, in order. */
function noting(calls: string[], target = kv): KVNamespace {
  return new Proxy(target, {
    get(_, method: keyof KVNamespace) {
      const call = target[method] as (...given: unknown[]) => unknown;
      return (...given: unknown[]) => {
        if (method === 'put' || method === 'delete') calls.push(`${method} ${given[0]}`);
        return call.apply(target, given);
      };
    },
  });
}

/** As where these keys cannot be read yet. */
function without(missing: string, methods: (keyof KVNamespace)[]): KVNamespace {
  return new Proxy(kv, {
    get(target, method: keyof KVNamespace) {
      const call = target[method] as (...given: unknown[]) => unknown;
      if (!methods.includes(method)) return call.bind(target);
      return async (...given: unknown[]) => {
        const found = (await call.apply(target, given)) as Map<string, unknown>;
        if (found.has(missing)) found.set(missing, null);
        return found;
      };
    },
  });
}

const inNew = async (prefix = '') => (await names(kv, prefix)).filter((name) => name.includes(`:${NEW.thread}`));

describe('what is carried over to the thread of a page that moved', () => {
  it('goes there at once, and from here when it is seen there and nobody edits it any more', async () => {
    const fact = await postFact(2);
    await lies(NEW.thread, fact);
    const [there, here] = [keys.fact(THREAD, idOf(2), 'post'), keys.fact(NEW.thread, idOf(2), 'post')];
    for (const [now, left] of [
      [fact.at + 1, [here, there]],
      [fact.at + 20 * MINUTE, [here, there]],
      [fact.at + 20 * MINUTE + 1, [there]],
    ] as const) {
      await carry(now);
      expect((await names(kv, 'fact:')).sort(), new Date(now).toISOString()).toEqual([...left].sort());
    }
  });

  it('stays here until a later look, also where it is old', async () => {
    await lies(NEW.thread, await postFact(2));
    await carry(START + DAY);
    expect(await inNew('fact:')).toHaveLength(1);
    await carry(START + DAY + MINUTE);
    expect(await inNew('fact:')).toEqual([]);
    expect(await names(kv, keys.facts(THREAD))).toHaveLength(1);
  });

  it.each<[string, CommentFact, CommentFact, string]>([
    ['the later act here', hide('remove'), hide('restore', START + 2 * MINUTE), 'restore'],
    ['the later act there', hide('restore', START + 2 * MINUTE), hide('remove'), 'restore'],
  ])('is what counts: %s', async (_, there, here, act) => {
    await lies(THREAD, there);
    await lies(NEW.thread, here);
    for (const minutes of [0, 30]) await carry(NOW + minutes * MINUTE);
    expect(await kv.get(keys.fact(THREAD, idOf(2), 'hide'), 'json')).toMatchObject({ act });
    expect(await inNew('fact:')).toEqual([]);
  });

  it('never brings words back that were deleted in one of the two threads, though they are newer', async () => {
    const older = await stubOf(2);
    for (const [there, here] of [
      [older, await postFact(2, { at: START + DAY })],
      [await postFact(2, { at: START + DAY }), older],
      [older, older],
    ]) {
      await lies(THREAD, there!);
      await lies(NEW.thread, here!);
      for (const hours of [0, 25, 50]) await carry(NOW + hours * HOUR);
      expect(await kv.get(keys.fact(THREAD, idOf(2), 'post'), 'json')).toMatchObject({ stub: true });
      expect(await inNew('fact:')).toEqual([]);
    }
  });

  it('has its words deleted there in their time', async () => {
    const post = await postFact(2);
    const base = { v: 1 as const, at: START + MINUTE };
    const screened = async (status: 'approved' | 'spam') => editFact(2, 'Edited', base.at, status);
    const owner: CommentFact = { ...base, kind: 'owner', hash: post.hash, words: post.words };
    const expected: [CommentFact, number[]][] = [
      [post, [0]],
      [await postFact(2, { status: 'pending' }), [0]],
      [await postFact(2, { status: 'spam' }), [30 * DAY]],
      [await stubOf(2), []],
      [await screened('approved'), [0]],
      [await screened('spam'), [30 * DAY]],
      [owner, [0]],
      [{ ...owner, stub: true }, []],
      [{ ...base, kind: 'ok', hash: post.hash }, []],
      [{ ...base, kind: 'pin', on: true }, []],
      [{ ...base, kind: 'gone' }, [25 * HOUR]],
      [hide('remove'), [25 * HOUR]],
      [hide('erase'), [0, 25 * HOUR]],
      [hide('spam'), [30 * DAY]],
      [hide('wait'), []],
      [hide('restore'), []],
    ];
    const looked: typeof expected = [];
    for (const [fact] of expected) {
      for (const name of await names(kv, '')) await kv.delete(name);
      await lies(NEW.thread, fact);
      await carry();
      const touches = (await names(kv, 'touch:')).map((name) => readTouchKey(name)!);
      const due = touches.filter(({ kind, thread, id }) => kind === 'due' && thread === THREAD && id === idOf(2));
      looked.push([fact, due.map(({ time }) => time - NOW)]);
    }
    expect(looked).toEqual(expected);
  });

  it('arrives rows first and first words last, so that nothing that was removed shows, and goes in that order', async () => {
    await unseen(2);
    await lies(NEW.thread, hide('remove'));
    await acceptLike(kv, { thread: NEW.thread, id: idOf(2), authorId: 'reader', on: true }, START);
    const bundle = await bundleOf([3, 'approved']);
    const calls: string[] = [];
    await carry(NOW, noting(calls));
    await carry(NOW + DAY, noting(calls));
    const [puts, deletes] = ['put ', 'delete '].map((kind) =>
      calls.flatMap((call) => (call.startsWith(kind) && !call.includes(' touch:') ? call.slice(kind.length) : [])),
    );
    const inOrder = (thread: string) => [
      keys.bundleRow('approved', thread, idOf(3), bundle),
      keys.inboxRow('approved', thread, idOf(2)),
      keys.like(thread, idOf(2), 'reader'),
      keys.bundle(thread, bundle),
      keys.fact(thread, idOf(2), 'hide'),
      keys.bundleIndex(thread, bundle),
      keys.fact(thread, idOf(2), 'post'),
    ];
    expect(puts).toEqual(inOrder(THREAD));
    expect(deletes).toEqual(inOrder(NEW.thread));
    expect(
      calls.slice(0, 4).filter((call) => !call.startsWith('put touch:')),
      'the touches before all',
    ).toEqual([]);
  });

  it('takes the rows of a bundle along, of whatever tab, and nothing is listed twice', async () => {
    const bundle = await bundleOf([4, 'spam'], [5, 'approved'], [3, 'spam']);
    for (const minutes of [0, 5]) await carry(NOW + minutes * MINUTE);
    expect(await names(kv, 'inbox:')).toEqual([
      keys.bundleRow('approved', THREAD, idOf(5), bundle),
      keys.bundleRow('spam', THREAD, idOf(5), bundle),
    ]);
    expect(await inNew('fact:')).toEqual([]);
    expect((await names(kv, keys.facts(THREAD))).sort()).toEqual(
      [keys.bundle(THREAD, bundle), keys.bundleIndex(THREAD, bundle)].sort(),
    );
  });

  it('loses the spam of a bundle after thirty days', async () => {
    const bundle = await bundleOf([3, 'spam'], [4, 'approved']);
    for (const minutes of [0, 5]) await carry(NOW + minutes * MINUTE);
    for (const minutes of [0, 5]) await sweep(kv, NOW + 31 * DAY + minutes * MINUTE);
    const words = await kv.get(keys.bundle(THREAD, bundle));
    expect(['Words 3', 'Words 4'].map((each) => words?.includes(each))).toEqual([false, true]);
    expect((await names(kv, 'touch:')).filter((name) => name.endsWith(':due'))).toEqual([]);
  });

  it('takes reports and their row along', async () => {
    await unseen(2);
    const state = (await readComment(kv, { thread: NEW.thread, id: idOf(2) }))!;
    await acceptReport(kv, state, { reason: 'Rude', hash: 'rude' }, START + MINUTE);
    for (const hours of [0, 1]) await carry(NOW + hours * HOUR);
    expect(await names(kv, 'report:')).toEqual([keys.report(THREAD, idOf(2), 'rude')]);
    expect(await names(kv, 'inbox:pending:')).toEqual([keys.reportRow(THREAD, idOf(2))]);
  });

  it('leaves no address of its writer behind, and spends no delete where there was none', async () => {
    const deletes: number[] = [];
    for (const notify of [false, true]) {
      const fact = { ...(await postFact(2)), ...(notify && { notify }) };
      await lies(NEW.thread, fact);
      await putAddress(kv, { thread: NEW.thread, id: idOf(2) }, { to: 'sealed', authorId: null }, START);
      const calls: string[] = [];
      for (const hours of [0, 1]) await carry(NOW + hours * HOUR, noting(calls));
      deletes.push(calls.filter((call) => call.startsWith('delete')).length);
    }
    expect(deletes).toEqual([1, 3]);
    expect(await names(kv, 'address:')).toEqual([]);
  });

  it('asks for one publication of its thread, and for a count only where there are likes', async () => {
    for (const likes of [false, true]) {
      for (const name of await names(kv, '')) await kv.delete(name);
      await lies(NEW.thread, await postFact(2, { at: NOW }));
      if (likes) await kv.put(keys.like(NEW.thread, idOf(2), 'reader'), '1', { metadata: { on: 1 } });
      for (const minutes of [0, 5, 10]) await carry(NOW + minutes * MINUTE);
      const touches = (await names(kv, 'touch:')).map((name) => readTouchKey(name)!);
      expect(
        touches
          .filter(({ thread, id }) => thread === THREAD && id === '~carried')
          .map(({ time, kind }) => [time, kind]),
      ).toEqual(
        likes
          ? [
              [NOW, 'likes'],
              [NOW, 'publish'],
            ]
          : [[NOW, 'publish']],
      );
    }
  });

  it('leaves nothing to be looked at once nothing is left', async () => {
    await say(kv, 1);
    await unseen(2);
    await move(START + MINUTE);
    await sweepFor(2);
    expect(await names(kv, 'touch:')).toEqual([]);
    const before = await everything(kv);
    await carry(START + 3 * HOUR);
    expect(await everything(kv), 'another look writes nothing').toEqual(before);
  });

  it.each([
    ['a value that is no JSON', () => kv.put(keys.like(NEW.thread, idOf(3), 'reader'), 'not JSON')],
    [
      'a bundle that cannot be read at all',
      async () => {
        for (const key of [keys.bundle(NEW.thread, 'b'.repeat(22)), keys.bundleIndex(NEW.thread, 'b'.repeat(22))]) {
          await kv.put(key, 'not JSON');
        }
      },
    ],
    ['a key that is none of ours', () => kv.put(`fact:${NEW.thread}:nonsense`, '{}')],
  ])('is not held up by %s', async (_, before) => {
    await before();
    await lies(NEW.thread, await postFact(2));
    await carry();
    expect(await kv.get(keys.fact(THREAD, idOf(2), 'post'), 'json')).toMatchObject({ kind: 'post' });
    expect(await names(kv, 'like:'), 'it is left where it is').toEqual(await inNew('like:'));
  });

  it('is not held up by a bundle that is listed and cannot be read yet', async () => {
    const bundle = await bundleOf([3, 'approved']);
    const index = keys.bundleIndex(NEW.thread, bundle);
    await lies(NEW.thread, await postFact(2));
    await carry(NOW, without(index, ['get', 'getWithMetadata']));
    expect(await names(kv, keys.facts(THREAD))).toContain(keys.fact(THREAD, idOf(2), 'post'));
  });

  it('comes along where the move itself cannot be read yet, which is finished another time', async () => {
    await acceptMove(kv, THREAD, NEW, START);
    await kv.delete(keys.page(THREAD, 'moved', NEW.thread));
    await lies(NEW.thread, await postFact(2));
    await carry(NOW, without(keys.page(NEW.thread, 'from'), ['getWithMetadata']));
    expect(await names(kv, keys.facts(THREAD))).toEqual([keys.fact(THREAD, idOf(2), 'post')]);
  });
});
