// The sweep publishes what requests did not come to publish, sets rows right, and drops words whose time is over.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { metaOf } from '../../../../worker/rules/comment/facts.ts';
import { ASKS } from '../../../../worker/rules/page/asks.ts';
import { HOUR, MINUTE } from '../../../../worker/rules/time.ts';
import { readComment } from '../../../../worker/store/facts/comments.ts';
import { eraseComment } from '../../../../worker/store/facts/erase.ts';
import { acceptPost } from '../../../../worker/store/facts/posts.ts';
import { acceptVerdicts } from '../../../../worker/store/facts/verdicts.ts';
import { listInbox } from '../../../../worker/store/inbox/inbox.ts';
import { keyOfFact, keys } from '../../../../worker/store/kv/keys.ts';
import { put } from '../../../../worker/store/kv/kv.ts';
import { sweep } from '../../../../worker/store/sweep/sweep.ts';
import { publish } from '../../../../worker/store/views/publish.ts';
import { viewVersionOf } from '../../../../worker/store/views/version.ts';
import { editFact, idOf, names, postFact, START, say, shown, THREAD } from '../../help/store-with.ts';

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
    expect(await names(kv, '')).toEqual([]);
  });

  it('costs one list when there is nothing to do, of three times another for the brake and a read for the views', async () => {
    const calls: string[] = [];
    const counting = new Proxy(kv, {
      get:
        (target, name: keyof KVNamespace) =>
        (...args: never[]) => {
          calls.push(name);
          return (target[name] as (...all: never[]) => unknown).apply(target, args);
        },
    });
    await put(kv, keys.views, { v: 1, form: viewVersionOf(ASKS), cursor: null });
    await sweep(counting, START + 5 * MINUTE);
    expect(calls.splice(0), 'whether there are views of an older form').toEqual(['list', 'get']);
    await sweep(counting, START + 10 * MINUTE);
    expect(calls).toEqual(['list']);
    calls.length = 0;
    await sweep(counting, START + 15 * MINUTE);
    expect(calls.sort()).toEqual(['get', 'list', 'list']);
  });
});

async function everything(): Promise<string> {
  const all = await Promise.all((await names(kv, '')).map((name) => kv.get(name)));
  return all.join('\n');
}
