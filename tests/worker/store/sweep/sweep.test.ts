// The sweep publishes what requests did not come to publish, sets rows right, and drops words whose time is over.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { metaOf } from '../../../../worker/rules/comment/facts.ts';
import { ASKS, asksOf } from '../../../../worker/rules/page/asks.ts';
import { DAY, HOUR, MINUTE } from '../../../../worker/rules/time.ts';
import { readComment } from '../../../../worker/store/facts/comments.ts';
import { eraseComment } from '../../../../worker/store/facts/erase.ts';
import { acceptLike } from '../../../../worker/store/facts/likes.ts';
import { acceptMove } from '../../../../worker/store/facts/pages.ts';
import { acceptPost } from '../../../../worker/store/facts/posts.ts';
import { putTouch, SETTLED_AFTER, wakeSweep } from '../../../../worker/store/facts/touches.ts';
import { acceptVerdicts } from '../../../../worker/store/facts/verdicts.ts';
import { listInbox } from '../../../../worker/store/inbox/inbox.ts';
import { keyOfFact, keys, readTouchKey, type TouchKind } from '../../../../worker/store/kv/keys.ts';
import { put, readMeta } from '../../../../worker/store/kv/kv.ts';
import { isSlotOf } from '../../../../worker/store/sweep/slots.ts';
import { sweep } from '../../../../worker/store/sweep/sweep.ts';
import { publish, republish } from '../../../../worker/store/views/publish.ts';
import { readSiteFeed } from '../../../../worker/store/views/site-feed.ts';
import { viewVersionOf } from '../../../../worker/store/views/version.ts';
import { editFact, idOf, names, postFact, START, say, shown, THREAD, view } from '../../help/store-with.ts';

const kv = env.COMMENTS;
describe('the sweep', () => {
  it('publishes what a request could not, and keeps its touch until it has settled', async () => {
    const fact = await postFact(1);
    await acceptPost(kv, THREAD, idOf(1), fact, fact.at);
    expect(await shown(kv)).toEqual([]);

    await sweep(kv, START + MINUTE);
    expect(await shown(kv)).toEqual(['Words 1']);
    expect(await names(kv, 'touch:')).toHaveLength(1);

    await sweep(kv, START + 17 * MINUTE);
    expect(await names(kv, 'touch:')).toEqual([]);
  });

  it('leaves a thread alone whose view is newer than its touches', async () => {
    await say(kv, 1);
    expect(await sweep(kv, START + 2 * MINUTE)).toMatchObject({ threads: 0, views: 0 });
  });

  it('goes on where the list walks over deleted touches and shows none', async () => {
    const fact = await postFact(1);
    await acceptPost(kv, THREAD, idOf(1), fact, fact.at);
    const walking = new Proxy(kv, {
      get: (target, method: keyof KVNamespace) => {
        if (method !== 'list') return target[method].bind(target);
        return ({ cursor, ...options }: KVNamespaceListOptions) =>
          options.prefix !== 'touch:' || cursor === 'more'
            ? target.list(options)
            : Promise.resolve({ keys: [], list_complete: false, cursor: 'more', cacheStatus: null });
      },
    });
    await sweep(walking, START + MINUTE);
    expect(await shown(kv)).toEqual(['Words 1']);
  });

  it('takes eight threads in a run, the oldest first, and the rest later', async () => {
    const threads = Array.from({ length: 10 }, (_, i) => String(i).repeat(22));
    for (const [i, thread] of threads.entries()) {
      const fact = await postFact(i);
      await acceptPost(kv, thread, idOf(i), fact, fact.at);
    }
    expect(await sweep(kv, START + MINUTE)).toMatchObject({ threads: 8 });
    expect((await names(kv, 'view:')).filter((name) => !name.startsWith('view:~'))).toEqual(
      threads.slice(0, 8).map((thread) => keys.view(thread)),
    );
    expect(await sweep(kv, START + 2 * MINUTE)).toMatchObject({ threads: 2 });
  });

  it('brings the inbox in line with verdicts that have settled', async () => {
    await say(kv, 1, { status: 'pending' });
    await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(1) }], 'approve', {}, START + MINUTE);
    expect(await names(kv, 'inbox:')).toEqual([
      keys.inboxRow('approved', THREAD, idOf(1)),
      keys.inboxRow('pending', THREAD, idOf(1)),
    ]);
    await sweep(kv, START + 18 * MINUTE);
    expect(await names(kv, 'inbox:')).toEqual([keys.inboxRow('approved', THREAD, idOf(1))]);
  });

  // A verdict and its undo: the sweep of the verdict must not leave the comment without a row.
  it('puts back the row of a comment whose verdict was undone', async () => {
    await say(kv, 1, { status: 'pending' });
    await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(1) }], 'approve', {}, START + MINUTE);
    await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(1) }], 'wait', {}, START + 2 * MINUTE);
    await kv.delete(keys.inboxRow('pending', THREAD, idOf(1)));
    await sweep(kv, START + 19 * MINUTE);
    expect((await listInbox(kv, { status: 'pending' })).comments).toHaveLength(1);
  });

  it('deletes the words of a removed comment after 25 hours, and keeps its place', async () => {
    await say(kv, 1, { text: 'Regrettable' });
    await say(kv, 2);
    const { changes } = await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(1) }], 'remove', {}, START + MINUTE);
    await publish(kv, THREAD, changes.get(THREAD)!, START + MINUTE);
    await sweep(kv, START + 24 * HOUR);
    expect(await everything()).toContain('Regrettable');
    await sweep(kv, START + 26 * HOUR);
    expect(await everything()).not.toContain('Regrettable');
    await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(1) }], 'restore', {}, START + 27 * HOUR);
    await sweep(kv, START + 28 * HOUR);
    expect(await shown(kv), 'a restore comes too late').toEqual(['(removed)', 'Words 2']);
  });

  it('keeps the words of what was restored in time', async () => {
    await say(kv, 1);
    await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(1) }], 'remove', {}, START + MINUTE);
    await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(1) }], 'restore', {}, START + HOUR);
    await sweep(kv, START + 26 * HOUR);
    expect(await shown(kv)).toEqual(['Words 1']);
    expect(await names(kv, 'touch:')).toEqual([]);
  });

  it('looks at an erasure until nothing can come after it, and then no more', async () => {
    await say(kv, 1);
    const state = await readComment(kv, { thread: THREAD, id: idOf(1) });
    await eraseComment(kv, state!, START + MINUTE);
    // As one would put it who has not seen that yet.
    const late = await editFact(1, 'Written meanwhile', START + 2 * MINUTE, 'approved', state!.post);
    await put(kv, keyOfFact(THREAD, idOf(1), late), late, metaOf(late));
    for (let at = 5; at <= 30; at += 5) await sweep(kv, START + at * MINUTE);
    const everything = await Promise.all((await names(kv, '')).map((name) => kv.get(name)));
    expect(everything.join()).not.toContain('Written meanwhile');
    const touches = await names(kv, 'touch:');
    expect(touches, 'the one of 25 hours later').toHaveLength(1);
    await sweep(kv, START + 26 * HOUR);
    expect(await names(kv, 'touch:')).toEqual([]);
  });

  it('drops spam after 30 days, and leaves nothing of it', async () => {
    await say(kv, 1, { status: 'spam' });
    await sweep(kv, START + 29 * 24 * HOUR);
    expect(await names(kv, 'fact:')).toHaveLength(1);
    await sweep(kv, START + 31 * 24 * HOUR);
    // What remains says that something happened once, and nothing of what.
    expect((await names(kv, '')).filter((name) => name !== keys.wake && name !== keys.level)).toEqual([]);
  });

  it('costs a read while nothing was left for it, and once an hour two lists', async () => {
    const { counted, calls } = counting();
    await put(kv, keys.views, { v: 1, form: viewVersionOf(ASKS), cursor: null });
    for (let run = 1; run <= 12; run++) await sweep(counted, START + run * 5 * MINUTE);
    expect(calls.filter((name) => name === 'list')).toHaveLength(2);
    // Of the twelve runs the last lists without asking; four look at the views, and that one at the level.
    expect(calls.filter((name) => name === 'get')).toHaveLength(11 + 4 + 1);
    expect(new Set(calls)).toEqual(new Set(['get', 'list']));
  });

  it('is woken by whatever is accepted, and goes on until all of it is done', async () => {
    await say(kv, 1);
    const { counted, calls } = counting();
    await sweep(counted, START + 5 * MINUTE);
    expect(calls).toContain('list');
    // Much later there is something left that nobody told of.
    await putTouch(kv, { time: START + 5 * HOUR, thread: THREAD, id: idOf(1), kind: 'publish' });
    await sweep(kv, START + 5 * HOUR);
    calls.length = 0;
    await sweep(counted, START + 5 * HOUR + 5 * MINUTE);
    expect(calls).toContain('list');
  });

  it('costs one list when there is nothing to do, of three times another for the brake and a read for the views', async () => {
    await wakeSweep(kv, START);
    const { counted, calls } = counting();
    await put(kv, keys.views, { v: 1, form: viewVersionOf(ASKS), cursor: null });
    await sweep(counted, START + 5 * MINUTE);
    // Whether there is anything, what the day has cost so far, and whether there are views of an older form.
    expect(calls.splice(0)).toEqual(['get', 'list', 'get', 'get']);
    await sweep(counted, START + 10 * MINUTE);
    expect(calls.splice(0)).toEqual(['get', 'list', 'get']);
    await sweep(counted, START + 15 * MINUTE);
    expect(calls.sort()).toEqual(['get', 'get', 'list', 'list']);
  });
});

/** The first run after this time whose turn it is. */
function slotAfter(time: number, job: Parameters<typeof isSlotOf>[0]): number {
  for (let now = time; ; now += 5 * MINUTE) if (isSlotOf(job, now)) return now;
}

/** KV that fails for every key that begins so. */
/** What is asked of the store, one after the other. */
function counting(): { counted: KVNamespace; calls: string[] } {
  const calls: string[] = [];
  const counted = new Proxy(kv, {
    get:
      (target, name: keyof KVNamespace) =>
      (...args: never[]) => {
        calls.push(name);
        return (target[name] as (...all: never[]) => unknown).apply(target, args);
      },
  });
  return { counted, calls };
}

function failing(start: string): KVNamespace {
  return new Proxy(kv, {
    get(target, method: keyof KVNamespace) {
      const call = target[method] as (...given: unknown[]) => Promise<unknown>;
      return (...given: unknown[]) => {
        const [first] = given as [string | string[] | KVNamespaceListOptions];
        const about =
          typeof first === 'object' && 'prefix' in first ? [first.prefix ?? ''] : [first].flat().map(String);
        if (about.some((name) => name.startsWith(start))) return Promise.reject(new Error('KV is down'));
        return call.apply(target, given);
      };
    },
  });
}

describe('a run of the sweep', () => {
  const threads = Array.from({ length: 10 }, (_, i) => String(i).repeat(22));
  const unpublished = async (thread: string, n: number) => {
    const fact = await postFact(n);
    await acceptPost(kv, thread, idOf(n), fact, fact.at);
    return fact;
  };

  it('publishes what was written in this very moment', async () => {
    const fact = await unpublished(THREAD, 1);
    expect(await sweep(kv, fact.at)).toMatchObject({ threads: 1, views: 1, failed: 0 });
    expect(await shown(kv)).toEqual(['Words 1']);
  });

  it('keeps a touch until it has settled, to the millisecond', async () => {
    const fact = await unpublished(THREAD, 1);
    await sweep(kv, fact.at + SETTLED_AFTER);
    expect(await names(kv, 'touch:')).toHaveLength(1);
    await sweep(kv, fact.at + SETTLED_AFTER + 1);
    expect(await names(kv, 'touch:')).toEqual([]);
  });

  it('counts likes only where there are new ones', async () => {
    await unpublished(THREAD, 1);
    await sweep(kv, START + 17 * MINUTE);
    expect(await names(kv, 'likes:')).toEqual([]);
  });

  it('says how many views it drew anew, and how many words it deleted', async () => {
    await say(kv, 1);
    await sweep(kv, START + 20 * MINUTE);
    const head = keys.view(THREAD);
    await kv.put(head, (await kv.get(head))!, { metadata: { ...(await readMeta<object>(kv, head)), form: 'older' } });
    await kv.delete(keys.views);
    expect(await sweep(kv, slotAfter(START + HOUR, 'views'))).toMatchObject({ threads: 1, views: 1 });

    await say(kv, 2, { status: 'spam' });
    expect(await sweep(kv, START + 31 * 24 * HOUR)).toMatchObject({ due: 1 });
  });

  it('learns from verdicts when it is the turn of that, and not before', async () => {
    await say(kv, 1);
    const at = slotAfter(START + HOUR, 'views');
    await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(1) }], 'spam', {}, at - MINUTE);
    await sweep(kv, at);
    expect(await kv.get(keys.lessons)).toBeNull();
    await sweep(kv, slotAfter(at, 'lessons'));
    expect(await kv.get(keys.lessons)).not.toBeNull();
  });

  it('deletes about a hundred touches, and goes on with the next thread another time', async () => {
    const [first, second] = threads as [string, string];
    for (let n = 0; n < 150; n++) await putTouch(kv, { time: START + n, thread: first, id: idOf(n), kind: 'publish' });
    await unpublished(second, 1);
    expect(await sweep(kv, START + HOUR)).toMatchObject({ threads: 1 });
    expect(await names(kv, 'touch:')).toHaveLength(51);
    expect(await sweep(kv, START + HOUR)).toMatchObject({ threads: 2 });
    expect(await names(kv, 'touch:')).toEqual([]);
  });

  it('brings into the feed of the site what it published, before it forgets it', async () => {
    await say(kv, 20);
    await sweep(kv, START + HOUR);
    for (const [n, thread] of threads.entries()) await unpublished(thread, n);
    await sweep(kv, START + HOUR);
    const feed = async () =>
      (await readSiteFeed(kv, 'https://blog.example'))?.entries.map(({ thread }) => thread).sort();
    expect(await feed()).toEqual([...threads.slice(0, 8), THREAD]);
    await sweep(kv, START + HOUR);
    expect(await feed()).toEqual([...threads, THREAD]);
  });

  it('brings into the feed what requests have published, the newest first where it cannot look at all', async () => {
    await say(kv, 20);
    await sweep(kv, START + HOUR);
    for (const [n, thread] of threads.entries()) {
      const fact = await unpublished(thread, n);
      await publish(kv, thread, [{ id: idOf(n), fact }], fact.at);
    }
    await sweep(kv, START + MINUTE);
    const feed = await readSiteFeed(kv, 'https://blog.example');
    expect(feed?.entries.map(({ thread }) => thread).sort()).toEqual([...threads.slice(2), THREAD]);
  });

  it('reads no head for the feed, and no row of a tab, where only likes are new', async () => {
    await say(kv, 1);
    await sweep(kv, START + HOUR);
    await acceptLike(kv, { thread: THREAD, id: idOf(1), authorId: 'reader', on: true }, START + HOUR);
    const reads: string[] = [];
    const noting = new Proxy(kv, {
      get(target, method: keyof KVNamespace) {
        const call = target[method] as (...given: unknown[]) => unknown;
        return (...given: unknown[]) => {
          if (method.startsWith('get')) reads.push(...[given[0]].flat().map(String));
          return call.apply(target, given);
        };
      },
    });
    await sweep(noting, START + 2 * HOUR);
    expect(reads.filter((name) => name.startsWith('view:~feed') || name.startsWith('inbox:'))).toEqual([]);
    expect((await view(kv))?.comments[0]?.likes).toBe(1);
  });

  it('draws anew only as many older views as it has turns left', async () => {
    await kv.put(keys.setting('readers'), JSON.stringify({ v: 1, value: true }));
    for (const [n, thread] of threads.entries()) {
      await unpublished(thread, n);
      await republish(kv, thread, START + 2 * MINUTE, null, asksOf({ readers: true }));
    }
    for (let at = 1; at <= 3; at++) await sweep(kv, START + at * HOUR);
    await kv.delete(keys.setting('readers'));
    const now = slotAfter(START + DAY, 'views');
    for (const thread of threads.slice(0, 7)) await putTouch(kv, { time: now, thread, id: idOf(99), kind: 'publish' });
    await wakeSweep(kv, now);
    expect(await sweep(kv, now)).toMatchObject({ threads: 8 });
  });

  it('looks at twenty comments whose words are due, and at the others next time', async () => {
    for (let n = 0; n < 25; n++) await putTouch(kv, { time: START, thread: THREAD, id: idOf(n), kind: 'due' });
    expect(await sweep(kv, START + HOUR)).toMatchObject({ due: 20 });
    expect(await sweep(kv, START + HOUR)).toMatchObject({ due: 5 });
  });

  it('keeps the touch of what it could not read as the list names it', async () => {
    const fact = await unpublished(THREAD, 1);
    await unpublished(THREAD, 2);
    const key = keyOfFact(THREAD, idOf(1), fact);
    await put(kv, key, fact, metaOf({ ...fact, hash: 'of newer words' }));
    expect(await sweep(kv, START + HOUR)).toMatchObject({ threads: 1, views: 1 });
    expect(await names(kv, 'touch:')).toHaveLength(2);
    await put(kv, key, fact, metaOf(fact));
    await sweep(kv, START + HOUR);
    expect([await shown(kv), await names(kv, 'touch:')]).toEqual([['Words 1', 'Words 2'], []]);
  });

  it('leaves a thread for which KV fails for later, and gives the others their turn', async () => {
    const [first, second] = threads as [string, string];
    await unpublished(first, 1);
    await unpublished(second, 2);
    expect(await sweep(failing(keys.facts(first)), START + HOUR)).toMatchObject({ threads: 1, failed: 1 });
    expect(await shown(kv, undefined, second)).toEqual(['Words 2']);
    expect((await names(kv, 'touch:')).map((name) => readTouchKey(name)!.thread)).toEqual([first]);
    expect(await sweep(kv, START + HOUR)).toMatchObject({ threads: 1, failed: 0 });
    expect(await shown(kv, undefined, first)).toEqual(['Words 1']);
  });

  it('tells the owner and the readers of what is for each, when its time has come', async () => {
    const kinds: TouchKind[] = ['notice', 'ask', 'reply', 'publish', 'due'];
    for (const kind of kinds) await putTouch(kv, { time: START, thread: THREAD, id: idOf(1), kind });
    await putTouch(kv, { time: START + HOUR, thread: THREAD, id: idOf(1), kind: 'notice' });
    const told: Record<string, TouchKind[]> = {};
    const teller = (whom: string) => async (touches: { kind: TouchKind }[]) => {
      told[whom] = touches.map(({ kind }) => kind).sort();
    };
    await sweep(kv, START + MINUTE, { owner: teller('owner'), readers: teller('readers') });
    expect(told).toEqual({ owner: ['notice'], readers: ['ask', 'reply'] });
    await expect(sweep(kv, START + MINUTE), 'nobody is to be told').resolves.toMatchObject({ failed: 0 });
  });

  it('tells nobody of nothing', async () => {
    let told = 0;
    const tell = async () => void told++;
    await sweep(kv, START, { owner: tell, readers: tell });
    expect(told).toBe(0);
  });

  it('throws what is a mistake of ours once everything else is done', async () => {
    for (const kind of ['notice', 'ask'] as const) {
      await putTouch(kv, { time: START, thread: THREAD, id: idOf(1), kind });
    }
    const told: string[] = [];
    const owner = () => Promise.reject(new TypeError('a mistake'));
    const readers = async () => void told.push('readers');
    await expect(sweep(kv, START, { owner, readers })).rejects.toThrow('a mistake');
    expect(told).toEqual(['readers']);
  });

  // Clocks are apart: the restore was accepted later, at an earlier time, and the view remembers the removal.
  it('keeps the last touch while the view overrules the facts, and publishes them when its memory has faded', async () => {
    await say(kv, 1);
    const { changes } = await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(1) }], 'remove', {}, START + 10 * MINUTE);
    await publish(kv, THREAD, changes.get(THREAD)!, START + 10 * MINUTE);
    const restore = { v: 1 as const, kind: 'hide' as const, at: START + 9 * MINUTE, act: 'restore' as const };
    await putTouch(kv, { time: restore.at, thread: THREAD, id: idOf(1), kind: 'publish' });
    await put(kv, keyOfFact(THREAD, idOf(1), restore), restore, metaOf(restore));
    const left = async () => (await names(kv, 'touch:')).filter((name) => name.endsWith(':publish')).length;
    const late = { time: START + 20 * MINUTE, thread: THREAD, id: idOf(2), kind: 'publish' } as const;
    await putTouch(kv, late);
    await sweep(kv, START + 27 * MINUTE);
    expect(await left(), 'a newer one is there anyway').toBe(1);
    await kv.delete(keys.touch(late.time, THREAD, late.id, 'publish'));
    await putTouch(kv, { ...late, time: START + 11 * MINUTE });
    await sweep(kv, START + 28 * MINUTE);
    expect([await shown(kv), await left()]).toEqual([['(removed)'], 1]);
    const other = await postFact(3);
    await put(kv, keyOfFact(THREAD, idOf(3), other), other, metaOf(other));
    await sweep(kv, START + 29 * MINUTE);
    expect([await shown(kv), await left()], 'also where something else is drawn').toEqual([
      ['(removed)', 'Words 3'],
      1,
    ]);
    for (let at = 30; at <= 90; at += 5) await sweep(kv, START + at * MINUTE);
    expect([await shown(kv), await left()]).toEqual([['Words 1', 'Words 3'], 0]);
  });

  it('carries nothing over to a page that moved before all that was written at its address can be seen', async () => {
    const moved = 'B'.repeat(22);
    await say(kv, 1);
    await acceptMove(kv, THREAD, { thread: moved, page: 'https://blog.example/new' }, START + MINUTE);
    await unpublished(moved, 2);
    // As where the page's own thread has not been published since.
    for (const name of await names(kv, 'touch:')) if (readTouchKey(name)?.thread === THREAD) await kv.delete(name);
    const carried = async () => (await names(kv, keys.facts(THREAD))).includes(keys.fact(THREAD, idOf(2), 'post'));
    await sweep(kv, START + 2 * MINUTE);
    expect(await carried()).toBe(false);
    await sweep(kv, START + 18 * MINUTE);
    expect(await carried()).toBe(true);
  });
});

async function everything(): Promise<string> {
  const all = await Promise.all((await names(kv, '')).map((name) => kv.get(name)));
  return all.join('\n');
}
