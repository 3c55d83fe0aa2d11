// Publishing a thread: its head and parts, what is drawn anew, and what readers get of it.

import { env } from 'cloudflare:workers';
import { describe, expect, it, vi } from 'vitest';
import type { Thread } from '../../../../worker/contract/index.ts';
import { metaOf } from '../../../../worker/rules/comment/facts.ts';
import { MINUTE } from '../../../../worker/rules/time.ts';
import { writesOfBundle } from '../../../../worker/store/facts/bundles.ts';
import { readComment } from '../../../../worker/store/facts/comments.ts';
import { eraseComment } from '../../../../worker/store/facts/erase.ts';
import { acceptPageField } from '../../../../worker/store/facts/pages.ts';
import { acceptVerdicts } from '../../../../worker/store/facts/verdicts.ts';
import { keyOfFact, keys } from '../../../../worker/store/kv/keys.ts';
import { put, putWrite } from '../../../../worker/store/kv/kv.ts';
import { readCount, readView } from '../../../../worker/store/views/head.ts';
import { publish, republish } from '../../../../worker/store/views/publish.ts';
import {
  editFact,
  everything,
  idOf,
  names,
  postFact,
  putFacts,
  START,
  say,
  shown,
  THREAD,
  view,
} from '../../help/store-with.ts';

const kv = env.COMMENTS;
describe('publishing', () => {
  it('puts an approved comment into the head at once', async () => {
    await say(kv, 1, { text: 'Hello' });
    expect(await view(kv)).toMatchObject({
      thread: THREAD,
      page: 'https://blog.example/post',
      title: 'A post',
      count: 1,
      total: 1,
      from: 0,
      parts: 1,
      open: true,
      gone: [],
    });
    expect(await shown(kv)).toEqual(['Hello']);
  });

  it('never shows a comment that waits', async () => {
    await say(kv, 1);
    await say(kv, 2, { status: 'pending', text: 'Waiting' });
    await publish(kv, THREAD, [], START + MINUTE);
    expect(await shown(kv)).toEqual(['Words 1']);
  });

  it('keeps both of two comments written at the same moment', async () => {
    await Promise.all([say(kv, 1), say(kv, 2)]);
    await republish(kv, THREAD, START + MINUTE);
    expect(await shown(kv)).toEqual(['Words 1', 'Words 2']);
  });

  it('adds the fact just written although the list does not show it', async () => {
    await say(kv, 1);
    const fact = await postFact(2);
    await publish(kv, THREAD, [{ id: idOf(2), fact }], fact.at);
    expect(await shown(kv)).toEqual(['Words 1', 'Words 2']);
  });

  it('shows the words of an approved edit, and the earlier ones while an edit waits', async () => {
    const post = await say(kv, 1, { text: 'First' });
    const waiting = await editFact(1, 'Second', START + MINUTE, 'pending', post);
    await put(kv, keyOfFact(THREAD, idOf(1), waiting), waiting, metaOf(waiting));
    await publish(kv, THREAD, [{ id: idOf(1), fact: waiting }], START + MINUTE);
    expect(await shown(kv)).toEqual(['First']);

    const approved = { ...waiting, screening: { status: 'approved' as const, reasons: [] } };
    await publish(kv, THREAD, [{ id: idOf(1), fact: approved }], START + MINUTE);
    expect(await shown(kv)).toEqual(['Second']);
    expect((await view(kv))?.comments[0]?.editedAt).toBe(new Date(START + MINUTE).toISOString());
  });

  it('leaves a tombstone without name and words in the place of a removed comment', async () => {
    await say(kv, 1, { name: 'Mallory' });
    await say(kv, 2, { parent: idOf(1) });
    const { changes } = await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(1) }], 'remove', {}, START + MINUTE);
    await publish(kv, THREAD, changes.get(THREAD)!, START + MINUTE);
    const thread = await view(kv);
    expect(await shown(kv)).toEqual(['(removed)', 'Words 2']);
    expect(thread).toMatchObject({ count: 1, total: 2, gone: [[idOf(1), new Date(START + MINUTE).toISOString()]] });
    expect(JSON.stringify(thread)).not.toContain('Mallory');
  });

  it('gives readers exactly the fields of the contract', async () => {
    await say(kv, 1);
    const thread = (await view(kv))!;
    expect(Object.keys(thread).sort()).toEqual([
      'asks',
      'comments',
      'count',
      'from',
      'gone',
      'open',
      'page',
      'parts',
      'thread',
      'title',
      'total',
    ]);
    expect(Object.keys(thread.comments[0]!).sort()).toEqual(['author', 'body', 'createdAt', 'id', 'likes', 'parent']);
    expect(Object.keys(thread.comments[0]!.author).sort()).toEqual(['id', 'name']);
  });

  it('writes no view for a page that has nothing public', async () => {
    await say(kv, 1, { status: 'pending' });
    expect(await publish(kv, THREAD, [], START)).toMatchObject({ stale: false, written: 0 });
    expect(await names(kv, 'view:')).toEqual([]);
  });

  // The sweep deleted the words after 25 hours, a restore came, and this location's list still has the metadata from
  // before.
  it('shows no empty comment where the words are deleted and the list does not say so yet', async () => {
    const fact = await say(kv, 1);
    await kv.delete(keys.view(THREAD));
    const stub = { ...fact, words: { ...fact.words, name: '', source: '', body: [] }, stub: true as const };
    await put(kv, keyOfFact(THREAD, idOf(1), fact), stub, metaOf(fact));
    expect(await republish(kv, THREAD, START + MINUTE)).toMatchObject({ stale: true });
    expect(await shown(kv)).toEqual([]);
  });

  it('skips foreign and newer records', async () => {
    await say(kv, 1);
    await kv.put(`fact:${THREAD}:nonsense`, 'not JSON');
    await kv.put(keys.fact(THREAD, idOf(2), 'post'), 'not JSON', { metadata: { k: 'post', at: 'never' } });
    const newer = { ...(await postFact(3)), v: 2 };
    await put(kv, keys.fact(THREAD, idOf(3), 'post'), newer, metaOf(newer));
    await republish(kv, THREAD, START + MINUTE);
    expect(await shown(kv), 'a position is kept').toEqual(['Words 1', '(removed)']);
  });
});

// Whoever asks for a ticket says whatever they like of the page. The first to do so once named it for ever: after their
// comment was found to be spam, after it was erased, and, on a page that was closed, before anybody had approved it.
describe('what a page is called, and its address', () => {
  const named = (title: string) => ({ title, page: `https://blog.example/${title.toLowerCase()}` });
  const called = async () => {
    const head = await view(kv);
    return head && { title: head.title, page: head.page };
  };
  const sayNamed = async (n: number, title: string, status: 'approved' | 'pending' | 'spam' = 'approved') => {
    const fact = { ...(await postFact(n, { status })), ...named(title) };
    await put(kv, keyOfFact(THREAD, idOf(n), fact), fact, metaOf(fact));
    await publish(kv, THREAD, [{ id: idOf(n), fact }], fact.at);
    return fact;
  };
  /** KV in which this value is not there yet, or its words are deleted already. */
  const hiding = (key: string, how: 'missing' | 'deleted') =>
    new Proxy(kv, {
      get(target, method: keyof KVNamespace) {
        const call = target[method] as (...given: unknown[]) => unknown;
        if (method !== 'get') return call.bind(target);
        return async (...given: unknown[]) => {
          const found = (await call.apply(target, given)) as Map<string, string | null>;
          const value = found.get(key);
          const stub = value && JSON.stringify({ ...JSON.parse(value), page: '', title: '', stub: true });
          if (value) found.set(key, how === 'missing' ? null : stub!);
          return found;
        };
      },
    });
  let at = START + MINUTE;
  const judge = async (n: number, verdict: 'approve' | 'spam' | 'remove' | 'restore') => {
    at += MINUTE;
    const { changes } = await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(n) }], verdict, {}, at);
    await publish(kv, THREAD, changes.get(THREAD) ?? [], at);
  };

  it('come from the oldest comment that stands', async () => {
    await sayNamed(1, 'Waiting', 'pending');
    await sayNamed(2, 'Spam', 'spam');
    await sayNamed(3, 'First');
    await sayNamed(4, 'Second');
    expect(await called()).toEqual(named('First'));
  });

  it.each(['remove', 'spam'] as const)(
    'go with their comment when it is judged %s, and come back with it',
    async (verdict) => {
      await sayNamed(1, 'First');
      await sayNamed(2, 'Second');
      await judge(1, verdict);
      expect(await called()).toEqual(named('Second'));
      await judge(1, 'restore');
      expect(await called()).toEqual(named('First'));
      await judge(1, verdict);
      await judge(2, verdict);
      expect(await called()).toEqual({ title: '', page: '' });
    },
  );

  it('are nothing while all that there is waits, also where the owner closed the page', async () => {
    await sayNamed(1, 'Waiting', 'pending');
    await acceptPageField(kv, THREAD, 'open', false, START + MINUTE);
    await republish(kv, THREAD, START + MINUTE);
    expect(await view(kv)).toMatchObject({ open: false, title: '', page: '' });
  });

  it('are gone from the store when the comment is erased', async () => {
    await sayNamed(1, 'Erased');
    await sayNamed(2, 'Second');
    const state = await readComment(kv, { thread: THREAD, id: idOf(1) });
    await eraseComment(kv, state!, START + MINUTE);
    await republish(kv, THREAD, START + MINUTE);
    expect(await called()).toEqual(named('Second'));
    const left = JSON.stringify(await everything());
    expect(left).toContain(named('Second').page);
    expect(left.toLowerCase()).not.toContain('/erased');
    expect(left).not.toContain('Erased');
  });

  it('are gone from every part of a long thread when the sweep has come by', async () => {
    const first = { ...(await postFact(0)), ...named('Spam') };
    await put(kv, keyOfFact(THREAD, idOf(0), first), first, metaOf(first));
    await putFacts(kv, 1, 250);
    await republish(kv, THREAD, START + 5 * MINUTE);
    expect(await view(kv, 1)).toMatchObject(named('Spam'));
    at = START + 5 * MINUTE;
    await judge(0, 'spam');
    await republish(kv, THREAD, at);
    for (const part of [undefined, 0, 1, 2]) expect(await view(kv, part)).toMatchObject({ title: 'A post' });
    expect(await republish(kv, THREAD, at)).toMatchObject({ written: 0 });
  });

  // The list says that it stands again, and its first words cannot be read here yet, or are deleted already.
  it.each(['missing', 'deleted'] as const)(
    'are another’s who stands, and nobody’s who went, while those of the oldest are %s',
    async (how) => {
      const first = await sayNamed(1, 'First');
      await sayNamed(2, 'Second');
      const key = keyOfFact(THREAD, idOf(1), first);
      // So that its words can be read all the same.
      const edit = await editFact(1, 'Edited', first.at + 1, 'approved', first);
      await put(kv, keyOfFact(THREAD, idOf(1), edit), edit, metaOf(edit));
      await judge(1, 'remove');
      await judge(1, 'restore');
      await kv.delete(keys.view(THREAD));
      await publish(hiding(key, how), THREAD, [], at);
      expect(await called(), 'there is no former view').toEqual({ title: '', page: '' });

      await judge(1, 'remove');
      expect(await called()).toEqual(named('Second'));
      for (const [verdict, expected] of [
        ['restore', named('Second')],
        ['remove', { title: '', page: '' }],
      ] as const) {
        const n = verdict === 'restore' ? 1 : 2;
        const { changes } = await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(n) }], verdict, {}, ++at);
        // Of the list alone, as the sweep does it.
        expect(changes.has(THREAD)).toBe(true);
        for (const look of [1, 2]) {
          expect(await republish(hiding(key, how), THREAD, at), `look ${look}`).toMatchObject({ stale: true });
          expect(await called()).toEqual(expected);
        }
      }
      await republish(kv, THREAD, at);
      expect(await called()).toEqual(named('First'));
    },
  );

  it('are not a title that the owner has taken back, though no other can be read yet', async () => {
    const first = await sayNamed(1, 'First');
    await sayNamed(2, 'Second');
    await judge(1, 'remove');
    await acceptPageField(kv, THREAD, 'title', 'Mine', ++at);
    await republish(kv, THREAD, at);
    expect(await called()).toEqual({ ...named('Second'), title: 'Mine' });
    await acceptPageField(kv, THREAD, 'title', null, ++at);
    await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(1) }], 'restore', {}, ++at);
    await republish(hiding(keyOfFact(THREAD, idOf(1), first), 'missing'), THREAD, at);
    expect(await called()).toEqual({ ...named('Second'), title: '' });
    await republish(kv, THREAD, at);
    expect(await called()).toEqual(named('First'));
  });

  it('come with imported comments too', async () => {
    const { writes } = await writesOfBundle(THREAD, [{ id: idOf(1), fact: await postFact(1) }], START);
    for (const write of writes) await putWrite(kv, write);
    await republish(kv, THREAD, START + MINUTE);
    expect(await called()).toEqual({ title: 'A post', page: 'https://blog.example/post' });
  });

  it('are the owner’s where the owner says so', async () => {
    await sayNamed(1, 'First');
    await acceptPageField(kv, THREAD, 'title', 'Mine', START + MINUTE);
    await judge(1, 'remove');
    await republish(kv, THREAD, at);
    expect(await called()).toEqual({ title: 'Mine', page: '' });
  });

  it('are read once and not again for each comment that follows', async () => {
    await sayNamed(1, 'First');
    const second = await sayNamed(2, 'Second');
    const read: unknown[] = [];
    const watched = new Proxy(kv, {
      get(target, name: string) {
        const method = Reflect.get(target, name) as (...given: unknown[]) => unknown;
        return (...given: unknown[]) => {
          if (name.startsWith('get')) read.push(...[given[0]].flat());
          return method.apply(target, given);
        };
      },
    });
    await publish(watched, THREAD, [{ id: idOf(2), fact: second }], second.at + 1);
    expect(read.filter((name) => String(name).startsWith('fact:'))).toEqual([]);
  });
});

describe('a thread beyond 100', () => {
  it('gets its parts with the 101st comment, and the head keeps the newest 100', async () => {
    await putFacts(kv, 0, 100);
    await republish(kv, THREAD, START + MINUTE);
    expect(await names(kv, 'view:')).toEqual([keys.view(THREAD)]);

    await say(kv, 100);
    expect(await view(kv)).toMatchObject({ count: 101, total: 101, from: 1, parts: 2 });
    expect(await shown(kv)).toHaveLength(100);
    expect(await shown(kv, 0)).toHaveLength(100);
    expect(await shown(kv, 1)).toEqual(['Words 100']);
  });

  it('rewrites the head and the last part for a new comment, and no other', async () => {
    await putFacts(kv, 0, 250);
    expect(await republish(kv, THREAD, START + 5 * MINUTE)).toMatchObject({ stale: false, written: 4 });
    const fact = await postFact(250, { at: START + 6 * MINUTE, parent: idOf(3) });
    await put(kv, keyOfFact(THREAD, idOf(250), fact), fact, metaOf(fact));
    expect(await publish(kv, THREAD, [{ id: idOf(250), fact }], START + 6 * MINUTE)).toMatchObject({
      stale: false,
      written: 2,
    });
    expect((await view(kv))?.comments.at(-1)).toMatchObject({ parent: idOf(3), parentPosition: 3 });
    expect(await republish(kv, THREAD, START + 7 * MINUTE), 'nothing is left to do').toMatchObject({
      stale: false,
      written: 0,
    });
  });

  it('hashes a few things for a new comment, and not the words of each that is there', async () => {
    await putFacts(kv, 1, 131);
    await republish(kv, THREAD, START + MINUTE);
    const digest = vi.spyOn(crypto.subtle, 'digest');
    await say(kv, 200);
    expect(digest.mock.calls.length).toBeLessThan(10);
    digest.mockRestore();
    expect((await shown(kv)).slice(-2)).toEqual(['Words 130', 'Words 200']);
  });

  it('shows with a new comment also the other words of one before it, which nobody has published yet', async () => {
    await putFacts(kv, 1, 131);
    await republish(kv, THREAD, START + MINUTE);
    const edit = await editFact(120, 'Better words', START + 2 * MINUTE, 'approved');
    await put(kv, keyOfFact(THREAD, idOf(120), edit), edit, metaOf(edit));
    await say(kv, 200);
    expect((await shown(kv)).filter((text) => !text.startsWith('Words'))).toEqual(['Better words']);
  });

  it('knows from a part what neither the list nor the head says, and folds the thread once more', async () => {
    await putFacts(kv, 1, 151);
    await republish(kv, THREAD, START + 4 * MINUTE);
    const part = (await view(kv, 1)) as Thread;
    const [first] = part.comments;
    // Removed a moment ago: the part was written with it, the head was not, and the list does not show it yet.
    const gone = { ...part, gone: [[first!.id, new Date(START + 4 * MINUTE).toISOString()]] };
    const { metadata } = await kv.getWithMetadata<object>(keys.view(THREAD, 1));
    await kv.put(keys.view(THREAD, 1), JSON.stringify(gone), { metadata });
    const fact = await postFact(290);
    await publish(kv, THREAD, [{ id: idOf(290), fact }], fact.at);
    expect((await view(kv, 1))?.comments[0]).toMatchObject({ id: first!.id, gone: 'removed', body: [] });
  });

  it('rewrites the part of an older comment that is removed', async () => {
    await putFacts(kv, 0, 250);
    await republish(kv, THREAD, START + 5 * MINUTE);
    const { changes } = await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(7) }], 'spam', {}, START + 6 * MINUTE);
    await publish(kv, THREAD, changes.get(THREAD)!, START + 6 * MINUTE);
    expect((await shown(kv, 0))[7]).toBe('(removed)');
    expect(await view(kv)).toMatchObject({ count: 249, total: 250, from: 150 });
  });
});

describe('reading', () => {
  it('answers the bytes, the ETag and the count of the view', async () => {
    await say(kv, 1);
    const found = await readView(kv, THREAD);
    expect(found?.meta).toMatchObject({ count: 1, etag: expect.stringMatching(/^W\/"[\w-]{22}"$/) });
    await found?.body.cancel();
    expect(await readCount(kv, THREAD)).toBe(1);
    expect(await readCount(kv, 'BBBBBBBBBBBBBBBBBBBBBB')).toBeNull();
  });

  it('answers null where there is no view', async () => {
    expect(await readView(kv, THREAD)).toBeNull();
    expect(await readView(kv, THREAD, 3)).toBeNull();
  });
});
