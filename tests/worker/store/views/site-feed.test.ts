// The feed of a site: gathered by the sweep from the newest comments of its pages.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../../worker/rules/time.ts';
import { acceptPost } from '../../../../worker/store/facts/posts.ts';
import { acceptVerdicts } from '../../../../worker/store/facts/verdicts.ts';
import { sweep } from '../../../../worker/store/sweep/sweep.ts';
import { publish } from '../../../../worker/store/views/publish.ts';
import { readSiteFeed, refreshSiteFeeds } from '../../../../worker/store/views/site-feed.ts';
import { idOf, names, postFact, START, say, THREAD } from '../../help/store-with.ts';

const kv = env.COMMENTS;
const SITE = 'https://blog.example';
async function ids(): Promise<string[] | undefined> {
  return (await readSiteFeed(kv, SITE))?.entries.map(({ comment }) => comment.id);
}

/** The head of the page that the others are on, as it is put. */
async function headOf(): Promise<[string, { metadata: unknown }]> {
  const { value, metadata } = await kv.getWithMetadata(`view:${THREAD}`);
  return [value!, { metadata }];
}

describe('the feed of a site', () => {
  it('has the newest comments first, once the sweep has come by', async () => {
    await say(kv, 1);
    await say(kv, 2);
    await say(kv, 3, { status: 'pending' });
    expect(await ids()).toBeUndefined();
    await sweep(kv, START + MINUTE);
    expect(await ids()).toEqual([idOf(2), idOf(1)]);
    expect(await readSiteFeed(kv, 'https://other.example')).toBeNull();
  });

  it('drops what was taken down', async () => {
    await say(kv, 1);
    await say(kv, 2);
    await sweep(kv, START + MINUTE);
    await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(2) }], 'remove', {}, START + 2 * MINUTE);
    await sweep(kv, START + 5 * MINUTE);
    expect(await ids()).toEqual([idOf(1)]);
  });

  it('drops the last comment of a page too, whose address went with it', async () => {
    await say(kv, 1);
    await sweep(kv, START + MINUTE);
    await acceptVerdicts(kv, [{ thread: THREAD, id: idOf(1) }], 'remove', {}, START + 2 * MINUTE);
    await sweep(kv, START + 5 * MINUTE);
    expect(await ids()).toEqual([]);
  });

  it('drops what it held of an address by itself, once another page has moved there', async () => {
    await say(kv, 1);
    await sweep(kv, START + MINUTE);
    const other = 'BBBBBBBBBBBBBBBBBBBBBB';
    const fact = await postFact(2);
    await acceptPost(kv, other, idOf(2), fact, fact.at);
    await publish(kv, other, [{ id: idOf(2), fact }], fact.at);
    await refreshSiteFeeds(kv, [other], START + 2 * MINUTE);
    expect(await ids()).toEqual([idOf(2), idOf(1)]);
    // Its head is that of the page that is there now.
    await kv.put(`view:${other}`, ...(await headOf()));
    await refreshSiteFeeds(kv, [other], START + 3 * MINUTE);
    expect(await ids()).toEqual([idOf(1)]);
  });

  it('holds fifty at most, and keeps those of threads that did not change', async () => {
    for (let n = 0; n < 60; n++) await say(kv, n);
    await sweep(kv, START + 2 * MINUTE);
    expect(await ids()).toHaveLength(50);
    const before = await kv.get(`view:~feed:${SITE}`);
    await refreshSiteFeeds(kv, ['BBBBBBBBBBBBBBBBBBBBBB'], START + 3 * MINUTE);
    expect(await kv.get(`view:~feed:${SITE}`)).toBe(before);
  });

  it('is put only when it differs', async () => {
    await say(kv, 1);
    await sweep(kv, START + MINUTE);
    const { foldedAt } = (await readSiteFeed(kv, SITE))!;
    await sweep(kv, START + 6 * MINUTE);
    expect((await readSiteFeed(kv, SITE))!.foldedAt).toBe(foldedAt);
  });

  it('is gathered anew where it was thrown away, from threads that nobody wrote in since', async () => {
    await say(kv, 1);
    await sweep(kv, START + MINUTE);
    await sweep(kv, START + HOUR);
    expect(await names(kv, 'touch:')).toEqual([]);
    await kv.put(`view:~feed:${SITE}`, 'not ours');
    const { thread, id } = { thread: 'C'.repeat(22), id: idOf(2) };
    await sayIn(thread, id);
    expect(await ids()).toEqual([id, idOf(1)]);
  });
});

async function sayIn(thread: string, id: string): Promise<void> {
  const fact = await postFact(2, { at: START + 2 * HOUR });
  await acceptPost(kv, thread, id, fact, fact.at);
  await sweep(kv, START + 2 * HOUR + MINUTE);
}
