// Comments that were written at an address just before a page moved there come into its thread.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../../worker/rules/time.ts';
import { planArrival, putWrites } from '../../../../worker/store/backup/move-in.ts';
import { readComment } from '../../../../worker/store/facts/comments.ts';
import { acceptLike } from '../../../../worker/store/facts/likes.ts';
import { acceptMove } from '../../../../worker/store/facts/pages.ts';
import { acceptPost } from '../../../../worker/store/facts/posts.ts';
import { acceptVerdicts } from '../../../../worker/store/facts/verdicts.ts';
import { listInbox } from '../../../../worker/store/inbox/inbox.ts';
import { keys } from '../../../../worker/store/kv/keys.ts';
import { sweep } from '../../../../worker/store/sweep/sweep.ts';
import { publish } from '../../../../worker/store/views/publish.ts';
import { readSiteFeed } from '../../../../worker/store/views/site-feed.ts';
import { idOf, names, postFact, START, say, shown, THREAD, view } from '../../help/store-with.ts';

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
