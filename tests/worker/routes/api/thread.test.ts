// GET /api/thread: the head of a thread and its parts, ETags, pages of elsewhere, and the last copy while KV is down.

import { describe, expect, it } from 'vitest';
import { counting, kv, PAGE, refusal, SITE, setting, TestWorker } from '../../help/as-reader.ts';

const ADDRESS = `/api/thread?page=${encodeURIComponent(PAGE)}`;

describe('accepts', () => {
  it('a page that nobody wrote about, as a thread like any other', async () => {
    const worker = new TestWorker();
    const empty = await worker.thread();
    expect(empty).toEqual({
      thread: expect.stringMatching(/^[\w-]{22}$/),
      page: PAGE,
      title: '',
      open: true,
      count: 0,
      total: 0,
      from: 0,
      parts: 1,
      comments: [],
      gone: [],
      asks: expect.any(Array),
    });
    await worker.approved();
    expect(Object.keys(await worker.thread()).sort()).toEqual(Object.keys(empty).sort());
  });

  it('the many addresses of a page as one thread', async () => {
    const worker = new TestWorker();
    await worker.approved();
    for (const page of ['http://www.blog.example/post/?utm_source=x#top', `${SITE}/post/index.html`, PAGE]) {
      expect(await worker.thread(page)).toMatchObject({ count: 1, page: PAGE });
    }
    expect((await worker.thread(`${PAGE}?id=2`)).count).toBe(0);
  });

  it('a page with an id, wherever it stands', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    const { ticket } = await worker.ticket(PAGE, { id: '42' });
    await worker.post('/api/comments', { ticket, name: 'Ada', body: 'Hello' });
    expect((await worker.thread(`${SITE}/moved`, '&id=42')).count).toBe(1);
    expect((await worker.thread(PAGE)).count).toBe(0);
  });

  it('the page of another origin, read as that path on the first site', async () => {
    const worker = new TestWorker();
    await worker.approved();
    for (const page of ['http://localhost:8788/post', 'https://preview.pages.example/post/']) {
      expect(await worker.thread(page)).toMatchObject({ count: 1, page: PAGE });
    }
  });

  it('an ETag, and answers 304 to whoever has that already', async () => {
    const worker = new TestWorker();
    for (const fill of [async () => {}, () => worker.approved()]) {
      await fill();
      const first = await worker.fetch(ADDRESS, { headers: { Origin: SITE } });
      const etag = first.headers.get('ETag')!;
      expect(etag).toMatch(/^W\/"[^"]+"$/);
      for (const known of [etag, etag.slice(2), `"x", ${etag}`, '*']) {
        const again = await worker.fetch(ADDRESS, { headers: { 'If-None-Match': known, Origin: SITE } });
        expect(again.status).toBe(304);
        expect(again.headers.get('ETag')).toBe(etag);
        expect(again.headers.get('Access-Control-Allow-Origin')).toBe('*');
      }
      expect((await worker.fetch(ADDRESS, { headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
    }
    const after = await worker.fetch(ADDRESS);
    await worker.accepted({ body: 'One more' });
    expect((await worker.fetch(ADDRESS)).headers.get('ETag')).not.toBe(after.headers.get('ETag'));
  });

  it('for exactly one KV read, and writes nothing', async () => {
    await new TestWorker().approved();
    for (const path of [ADDRESS, `/api/thread?page=${SITE}/other`, `${ADDRESS}&part=0`]) {
      const { kv: counted, counts } = counting();
      await new TestWorker({ COMMENTS: counted }).fetch(path);
      expect(counts).toEqual({ getWithMetadata: 1 });
    }
  });

  it('parts of a long thread', async () => {
    // More than one stranger may write on a day of the free plan.
    await setting('writesBeforeWork', 10_000);
    await setting('writesBeforeClosed', 10_000);
    const worker = new TestWorker({ MODERATION: 'open' });
    for (let n = 0; n < 101; n++) await worker.accepted({ body: `Comment ${n}` });
    const head = await worker.thread();
    expect(head).toMatchObject({ count: 101, total: 101, from: 1, parts: 2 });
    const first = await worker.thread(PAGE, '&part=0');
    expect(first.comments).toHaveLength(100);
    expect(first.comments[0]!.body).toEqual([{ t: 'p', c: ['Comment 0'] }]);
    expect((await worker.thread(PAGE, '&part=1')).comments).toHaveLength(1);
    expect((await worker.fetch(`${ADDRESS}&part=2`)).status).toBe(404);
  });

  it('reading without an ADMIN_TOKEN and without SITES', async () => {
    const worker = new TestWorker({ ADMIN_TOKEN: '', SITES: '' });
    expect((await worker.thread()).page).toBe(PAGE);
  });
});

describe('refuses', () => {
  it.each([
    ['', { page: 'missing' }],
    ['?page=', { page: 'missing' }],
    ['?page=javascript:alert(1)', { page: 'malformed' }],
    ['?page=/post', { page: 'malformed' }],
    [`?page=${'https://blog.example/'.padEnd(2_001, 'x')}`, { page: 'too_long' }],
    [`?page=${PAGE}&id=${'x'.repeat(201)}`, { id: 'too_long' }],
  ])('%s', async (query, fields) => {
    expect(await refusal(await new TestWorker().fetch(`/api/thread${query}`))).toMatchObject({
      status: 400,
      code: 'invalid_request',
      fields,
    });
  });

  it.each(['x', '-1', '1234567', '0x1', '', '1.5', '../1', '7'])('a part %s as not found', async (part) => {
    const { kv: counted, counts } = counting();
    const answer = await new TestWorker({ COMMENTS: counted }).fetch(`${ADDRESS}&part=${part}`);
    expect(await refusal(answer)).toMatchObject({ status: 404, code: 'not_found' });
    if (part !== '7') expect(counts).toEqual({});
  });

  it('to guess while the store is down', async () => {
    const broken = new Proxy(kv, { get: () => () => Promise.reject(new Error('KV GET failed: 500')) });
    const answer = await refusal(await new TestWorker({ COMMENTS: broken }).fetch(ADDRESS));
    expect(answer).toMatchObject({ status: 503, code: 'unavailable' });
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
  });
});

describe('who may', () => {
  it.each([SITE, 'https://anyone.example', 'null', undefined])('read: %s', async (origin) => {
    const worker = new TestWorker();
    const answer = await worker.fetch(ADDRESS, { headers: origin ? { Origin: origin } : {} });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('Access-Control-Allow-Origin')).toBe('*');
    expect(answer.headers.get('Access-Control-Expose-Headers')).toBe('ETag, Date, Retry-After, Afterword-Copy-At');
    expect(Date.parse(answer.headers.get('Date') ?? '')).toBe(Math.floor(worker.now / 1000) * 1000);
    expect(answer.headers.get('Access-Control-Allow-Credentials')).toBeNull();
    expect(answer.headers.get('Cache-Control')).toBe('no-cache');
    expect(answer.headers.get('Content-Type')).toBe('application/json');
  });

  it('not see what waits, is spam, or was removed', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.approved({ body: 'To be removed' });
    await worker.accepted({ key: 'bob-bob-bob-bob-bob-bob', body: 'Waiting words' });
    const { thread } = await worker.thread();
    await worker.verdict(thread, comment.id, 'remove');
    const after = await worker.thread();
    expect(JSON.stringify(after)).not.toMatch(/Waiting|To be removed|Ada/);
    expect(after.comments).toMatchObject([{ id: comment.id, gone: 'removed', body: [], author: { name: '' } }]);
  });
});

describe('while KV is down', () => {
  const broken = new Proxy(kv, {
    get: () => () => Promise.reject(new Error('KV is down')),
  });

  it('answers the last copy that the edge has, and says of when it is', async () => {
    const worker = new TestWorker();
    await worker.approved();
    const before = await worker.thread();
    const at = new Date(worker.now).toISOString();
    worker.now += 3_600_000;
    worker.env = { ...worker.env, COMMENTS: broken };
    const answer = await worker.fetch(ADDRESS, { headers: { Origin: SITE } });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual(before);
    expect(answer.headers.get('Afterword-Copy-At')).toBe(at);
    expect(answer.headers.get('Access-Control-Expose-Headers')).toContain('Afterword-Copy-At');
    expect(answer.headers.get('ETag')).toBeNull();
  });

  it('is refused as unavailable where there is no copy', async () => {
    const answer = await new TestWorker({ COMMENTS: broken }).fetch(`/api/thread?page=${SITE}/never-read`);
    expect(await refusal(answer)).toMatchObject({ status: 503, code: 'unavailable' });
    expect(answer.headers.get('Retry-After')).toBe('60');
  });
});
