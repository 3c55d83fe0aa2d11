// POST /api/comments: what is accepted, what is kept of it, and what a retry gets.

import { describe, expect, it } from 'vitest';
import { aComment, counting, KEY, kv, OTHER_KEY, TestWorker, tab } from '../../../help/as-reader.ts';
import { everything } from '../../../help/store-with.ts';

describe('accepts', () => {
  it('a first comment, which waits, and the next by the same author once one was approved', async () => {
    const worker = new TestWorker();
    const first = await worker.accepted();
    expect(first).toMatchObject({ status: 'pending', reasons: ['first comment'], comment: { status: 'pending' } });
    const { thread, comments } = await worker.thread();
    expect(comments).toEqual([]);

    await worker.verdict(thread, first.comment.id, 'approve');
    expect((await worker.thread()).comments).toMatchObject([
      { id: first.comment.id, body: [{ t: 'p', c: ['Good luck!'] }] },
    ]);

    const second = await worker.accepted({ body: 'And *again*.' });
    expect(second).toMatchObject({ status: 'approved', reasons: [], comment: { author: { known: true } } });
    expect((await worker.thread()).count).toBe(2);
  });

  it('a comment and answers exactly the fields of the contract', async () => {
    const { comment, ...rest } = await new TestWorker().accepted({
      url: 'https://ada.example',
      email: 'ada@ada.example',
    });
    expect(Object.keys(rest).sort()).toEqual(['reasons', 'status']);
    expect(Object.keys(comment).sort()).toEqual(['author', 'body', 'createdAt', 'id', 'likes', 'parent', 'status']);
    expect(comment.author).toEqual({
      id: expect.stringMatching(/^[\w-]{16}$/),
      name: 'Ada',
      url: 'https://ada.example/',
    });
    expect(comment).toMatchObject({ parent: null, likes: 0, status: 'pending' });
  });

  it('a reply to a comment that everyone can see', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.approved();
    const reply = await worker.accepted({ parent: comment.id, body: 'Thank you' });
    expect(reply.comment.parent).toBe(comment.id);
    expect((await worker.thread()).comments.map(({ parent }) => parent)).toEqual([null, comment.id]);
  });

  it('a comment without a key, which nobody can be known by', async () => {
    const { comment } = await new TestWorker().accepted({ key: undefined });
    expect(comment.author.id).toBeNull();
  });

  it('a retry as the same comment, with the same answer', async () => {
    const worker = new TestWorker();
    const { ticket } = await worker.ticket();
    const first = await worker.post('/api/comments', { ticket, ...aComment() });
    const again = await worker.post('/api/comments', { ticket, ...aComment() });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(await again.json()).toEqual(await first.json());
    const posts = Object.keys(await everything()).filter((name) => name.startsWith('fact:'));
    expect(posts).toHaveLength(1);
  });

  it('a retry that finds its comment approved meanwhile', async () => {
    const worker = new TestWorker();
    const { ticket, id } = await worker.ticket();
    await worker.post('/api/comments', { ticket, ...aComment() });
    await worker.verdict((await worker.thread()).thread, id, 'approve');
    const again = await worker.post('/api/comments', { ticket, ...aComment() });
    expect(await again.json()).toMatchObject({ status: 'approved', comment: { id } });
    expect((await worker.thread()).count).toBe(1);
  });

  it('a retry without writing anything, for no brake counts it', async () => {
    const { kv: counted, counts } = counting();
    const worker = new TestWorker({ MODERATION: 'open', COMMENTS: counted });
    const { ticket } = await worker.ticket();
    await worker.post('/api/comments', { ticket, ...aComment() });
    const { put, list } = counts;
    for (let n = 0; n < 5; n++) {
      expect((await worker.post('/api/comments', { ticket, ...aComment() })).status).toBe(201);
    }
    expect([counts.put, counts.list]).toEqual([put, list]);
  });

  it('a retry after the first attempt died before it was published: the sweep does that', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    const { ticket, id } = await worker.ticket();
    await worker.post('/api/comments', { ticket, ...aComment() });
    for (const name of Object.keys(await everything())) if (name.startsWith('view:')) await kv.delete(name);
    await worker.post('/api/comments', { ticket, ...aComment() });
    worker.now += 5 * 60_000;
    await worker.sweep();
    expect((await worker.thread()).comments).toMatchObject([{ id }]);
  });

  it('two people who post at the same moment', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    const [one, two] = [await worker.ticket(), await worker.ticket()];
    const answers = await Promise.all([
      worker.post('/api/comments', { ticket: one.ticket, ...aComment() }),
      worker.post('/api/comments', { ticket: two.ticket, ...aComment(), key: OTHER_KEY, name: 'Bob' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    // Each of the two may have published before it could see the other: the sweep sees both.
    worker.now += 17 * 60_000;
    await worker.sweep();
    const { comments, count } = await worker.thread();
    expect(comments.map(({ author }) => author.name).sort()).toEqual(['Ada', 'Bob']);
    expect(count).toBe(2);
  });

  it('never takes from a reader what is not theirs to say', async () => {
    const { comment } = await new TestWorker().accepted({
      status: 'approved',
      owner: true,
      likes: 99,
      createdAt: '2001-01-01T00:00:00Z',
      id: '01JD0000000000000000000000',
      author: { owner: true },
      ...JSON.parse('{"__proto__": { "name": "Eve" }}'),
    });
    expect(comment).toMatchObject({ status: 'pending', likes: 0, author: { name: 'Ada' } });
    expect(comment.author).not.toHaveProperty('owner');
    expect(comment.createdAt).not.toContain('2001');
    expect(JSON.stringify(await everything())).not.toMatch(/2001-01-01|"likes":99|Eve/);
  });

  it('writes two keys for a comment that waits, and twice an hour at most a third that wakes the sweep', async () => {
    const { kv: counted, counts } = counting();
    const worker = new TestWorker({ COMMENTS: counted });
    await worker.accepted({ body: 'The first in this half hour' });
    const { ticket } = await worker.ticket();
    for (const name of Object.keys(counts)) delete counts[name];
    await worker.post('/api/comments', { ticket, ...aComment() });
    expect(counts).toMatchObject({ put: 2 });
    expect(counts).not.toHaveProperty('list');
    expect(counts).not.toHaveProperty('delete');
  });

  it('keeps no address, no user agent and no author key', async () => {
    const worker = new TestWorker();
    const { ticket } = await worker.ticket();
    const headers = { 'CF-Connecting-IP': '192.0.2.77', 'User-Agent': 'Peculiar/1.0' };
    await worker.post('/api/comments', { ticket, ...aComment(), email: 'ada@ada.example' }, headers);
    expect(JSON.stringify(await everything())).not.toMatch(new RegExp(`192\\.0\\.2\\.77|Peculiar|${KEY}|ada@ada`));
  });

  it('a filled trap, and keeps it as spam that says why', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    const { ticket } = await worker.ticket();
    const words = { ticket, ...aComment(), subject: 'Best prices' };
    const answer = await worker.post('/api/comments', words);
    expect(answer.status).toBe(201);
    // Its writer is told what is told of everything that waits.
    expect(await answer.json()).toMatchObject({ status: 'pending', reasons: ['the owner looks at it first'] });
    expect(await tab(worker, 'spam')).toMatchObject([
      { status: 'spam', source: aComment().body, reasons: ['filled in a field that people do not see'] },
    ]);
    expect((await worker.post('/api/comments', words)).status).toBe(201);
    expect(await tab(worker, 'spam')).toHaveLength(1);
  });

  it('a filled trap of an author who is known, which waits for the owner', async () => {
    const worker = new TestWorker();
    await worker.approved();
    await worker.accepted({ body: 'An extension filled it in.', subject: 'x' });
    expect(await tab(worker, 'pending')).toMatchObject([{ source: 'An extension filled it in.' }]);
  });
});
