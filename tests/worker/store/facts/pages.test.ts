// A page’s own state, a key for each field, and a page that has moved: its comments are at both addresses.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../../worker/rules/time.ts';
import { readBeforePost } from '../../../../worker/store/facts/before-post.ts';
import { readThreadFacts } from '../../../../worker/store/facts/list.ts';
import { acceptMove, acceptPageField } from '../../../../worker/store/facts/pages.ts';
import { keys } from '../../../../worker/store/kv/keys.ts';
import { publish, republish } from '../../../../worker/store/views/publish.ts';
import { idOf, names, postFact, putFacts, START, say, shown, THREAD, view } from '../../help/store-with.ts';

const kv = env.COMMENTS;
const NEW = { thread: 'BBBBBBBBBBBBBBBBBBBBBB', page: 'https://blog.example/new' };
async function set(field: 'open' | 'title' | 'closesAt', value: boolean | string | null, at: number): Promise<void> {
  await publish(kv, THREAD, [await acceptPageField(kv, THREAD, field, value, at)], at);
}

const move = async (at: number) => {
  const change = await acceptMove(kv, THREAD, NEW, at);
  if (change) await publish(kv, THREAD, [change], at);
  return change;
};

describe("the page's state", () => {
  it('is one key a field, so that two tabs do not undo each other', async () => {
    await say(kv, 1);
    await Promise.all([set('open', false, START + MINUTE), set('title', 'Another title', START + MINUTE)]);
    await republish(kv, THREAD, START + 2 * MINUTE);
    expect(await view(kv)).toMatchObject({ open: false, title: 'Another title' });
    await set('open', true, START + 3 * MINUTE);
    expect(await view(kv)).toMatchObject({ open: true, title: 'Another title' });
  });

  it('closes a page nobody wrote about yet', async () => {
    await set('open', false, START);
    expect(await view(kv)).toMatchObject({ open: false, count: 0 });
  });

  it('gives the page’s own title back when the owner’s is taken away, also where only the sweep publishes', async () => {
    await say(kv, 1);
    await set('title', 'Another title', START + MINUTE);
    await acceptPageField(kv, THREAD, 'title', null, START + 2 * MINUTE);
    await republish(kv, THREAD, START + 3 * MINUTE);
    expect(await view(kv)).toMatchObject({ title: 'A post', page: 'https://blog.example/post' });
  });

  it('takes a closing time back', async () => {
    await set('closesAt', '2026-12-01T00:00:00.000Z', START);
    expect((await view(kv))?.closesAt).toBe('2026-12-01T00:00:00.000Z');
    await set('closesAt', null, START + MINUTE);
    expect((await view(kv))?.closesAt).toBeUndefined();
  });
});

describe('a page that moved', () => {
  it('has its thread at both addresses, with the id it had', async () => {
    await say(kv, 1);
    await move(START + MINUTE);
    expect(await view(kv)).toMatchObject({ thread: THREAD, page: NEW.page });
    expect(await view(kv, undefined, NEW.thread)).toEqual(await view(kv));
  });

  it('takes new comments from both', async () => {
    await say(kv, 1);
    await move(START + MINUTE);
    const before = await readBeforePost(kv, {
      thread: NEW.thread,
      id: idOf(2),
      parent: idOf(1),
      authorId: null,
      body: [],
    });
    expect(before).toMatchObject({ thread: THREAD, parent: 'public' });
    await say(kv, 2);
    expect(await shown(kv, undefined, NEW.thread)).toEqual(['Words 1', 'Words 2']);
  });

  it('brings its parts along, and the sweep mends what did not arrive', async () => {
    await putFacts(kv, 0, 250);
    await republish(kv, THREAD, START + 5 * MINUTE);
    await move(START + 6 * MINUTE);
    expect(await names(kv, `view:${NEW.thread}`)).toHaveLength(4);
    await kv.delete(keys.view(NEW.thread, 1));
    await kv.delete(keys.view(NEW.thread));
    expect(await republish(kv, THREAD, START + 7 * MINUTE)).toMatchObject({ written: 2 });
    expect(await names(kv, `view:${NEW.thread}`)).toHaveLength(4);
  });

  it('is not moved to where comments stand already', async () => {
    await say(kv, 1);
    const fact = await postFact(2);
    await kv.put(keys.fact(NEW.thread, idOf(2), 'post'), JSON.stringify(fact));
    const before = await names(kv, '');
    expect(await move(START + MINUTE)).toBeNull();
    expect(await names(kv, '')).toEqual(before);
  });

  it('can be moved back', async () => {
    await say(kv, 1);
    await move(START + MINUTE);
    const back = { thread: THREAD, page: 'https://blog.example/post' };
    const change = await acceptMove(kv, THREAD, back, START + 2 * MINUTE);
    await publish(kv, THREAD, [change!], START + 2 * MINUTE);
    expect(await view(kv, undefined, NEW.thread)).toMatchObject({ thread: THREAD, page: back.page });
    expect((await readThreadFacts(kv, THREAD, [])).state.moves).toHaveLength(2);
  });
});
