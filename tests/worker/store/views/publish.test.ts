// Publishing a thread: its head and parts, what is drawn anew, and what readers get of it.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { metaOf } from '../../../../worker/rules/comment/facts.ts';
import { MINUTE } from '../../../../worker/rules/time.ts';
import { acceptVerdicts } from '../../../../worker/store/facts/verdicts.ts';
import { keyOfFact, keys } from '../../../../worker/store/kv/keys.ts';
import { put } from '../../../../worker/store/kv/kv.ts';
import { readCount, readView } from '../../../../worker/store/views/head.ts';
import { publish, republish } from '../../../../worker/store/views/publish.ts';
import { editFact, idOf, names, postFact, putFacts, START, say, shown, THREAD, view } from '../../help/store-with.ts';

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
