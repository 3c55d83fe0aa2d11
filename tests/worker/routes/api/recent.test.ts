// GET /api/recent: a site's newest comments, short, for a list on its index page.

import { describe, expect, it } from 'vitest';
import type { RecentAnswer } from '../../../../worker/contract/index.ts';
import { counting, PAGE, refusal, SITE, TestWorker } from '../../help/as-reader.ts';

const ADDRESS = `/api/recent?site=${encodeURIComponent(SITE)}`;

async function recent(worker: TestWorker, address = ADDRESS): Promise<RecentAnswer['comments']> {
  return (await (await worker.fetch(address)).json<RecentAnswer>()).comments;
}

describe('the newest comments of a site', () => {
  it('come newest first, with where they stand and how they begin', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    await worker.accepted({ body: 'Here' });
    const { comment } = await worker.accepted(
      { name: 'Ben & <Co>', body: '> quoted\n\nA **first** <b>one</b>\nin two lines' },
      `${SITE}/other`,
    );
    await worker.sweep();
    const { kv: counted, counts } = counting();
    worker.env.COMMENTS = counted;
    const [first, second, ...more] = await recent(worker);
    expect(first).toEqual({
      id: comment.id,
      url: `${SITE}/other#comment-${comment.id}`,
      title: '',
      name: 'Ben & <Co>',
      words: 'quoted A first <b>one</b> in two lines',
      createdAt: comment.createdAt,
    });
    expect([second?.words, second?.url.split('#')[0], more]).toEqual(['Here', PAGE, []]);
    expect(counts).toEqual({ getWithMetadata: 1 });
  });

  it('are twenty at most, and of each two hundred letters, none of them cut in two', async () => {
    const worker = new TestWorker();
    const key = 'ben-ben-ben-ben-ben-ben';
    // Whoever is known need not wait, however strange the words.
    await worker.approved({ body: 'Hello', key });
    for (let i = 0; i < 21; i++) {
      worker.now += 61_000;
      await worker.accepted({ body: `${i} ${'𠮷'.repeat(300)}`, key });
    }
    await worker.sweep();
    const comments = await recent(worker);
    expect(comments).toHaveLength(20);
    expect(comments[0]?.words).toBe(`20 ${'𠮷'.repeat(196)}…`);
  });

  it('hold nothing that waits or is gone', async () => {
    const worker = new TestWorker();
    await worker.accepted({ name: 'Mallory', body: 'Not yet' });
    const { comment } = await worker.approved({ body: 'Seen', key: 'ben-ben-ben-ben-ben-ben' });
    await worker.accepted({ body: 'Stays', key: 'ben-ben-ben-ben-ben-ben' });
    worker.now += 61_000;
    await worker.verdict((await worker.thread()).thread, comment.id, 'remove');
    await worker.sweep();
    expect((await recent(worker)).map(({ words }) => words)).toEqual(['Stays']);
  });

  it('are asked for by any address of the site, and kept for five minutes by whoever asks', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    await worker.accepted();
    await worker.sweep();
    expect(await recent(worker, `/api/recent?site=${encodeURIComponent(`${SITE}/posts/?x=1`)}`)).toHaveLength(1);
    const answer = await worker.fetch(ADDRESS, { headers: { Origin: 'https://anywhere.example' } });
    expect(answer.headers.get('Cache-Control')).toBe('public, max-age=300');
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
    const again = await worker.fetch(ADDRESS, { headers: { 'If-None-Match': answer.headers.get('ETag')! } });
    expect(again.status).toBe(304);
  });

  it('are none before anybody has written', async () => {
    expect(await recent(new TestWorker())).toEqual([]);
  });

  it.each(['', '?site=', '?site=x', '?site=https://evil.example', '?site=javascript:alert(1)'])(
    'are not told of what is no site of the owner’s: %s',
    async (query) => {
      const answer = await new TestWorker().fetch(`/api/recent${query}`);
      expect(await refusal(answer)).toMatchObject({ status: 404, code: 'not_found' });
    },
  );
});
