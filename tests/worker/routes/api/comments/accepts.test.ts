// POST /api/comments: what is accepted, what is kept of it, and what a retry gets.

import { describe, expect, it } from 'vitest';
import { aComment, counting, House, KEY, kv, OTHER_KEY } from '../../../help/as-reader.ts';
import { everything } from '../../../help/store-with.ts';

describe('accepts', () => {
  it('a first comment, which waits, and the next by the same author once one was approved', async () => {
    const house = new House();
    const first = await house.accepted();
    expect(first).toMatchObject({ status: 'pending', reasons: ['first comment'], comment: { status: 'pending' } });
    const { thread, comments } = await house.thread();
    expect(comments).toEqual([]);

    await house.verdict(thread, first.comment.id, 'approve');
    expect((await house.thread()).comments).toMatchObject([
      { id: first.comment.id, body: [{ t: 'p', c: ['Good luck!'] }] },
    ]);

    const second = await house.accepted({ body: 'And *again*.' });
    expect(second).toMatchObject({ status: 'approved', reasons: [], comment: { author: { known: true } } });
    expect((await house.thread()).count).toBe(2);
  });

  it('a comment and answers exactly the fields of the contract', async () => {
    const { comment, ...rest } = await new House().accepted({ url: 'https://ada.example', email: 'ada@ada.example' });
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
    const house = new House();
    const { comment } = await house.approved();
    const reply = await house.accepted({ parent: comment.id, body: 'Thank you' });
    expect(reply.comment.parent).toBe(comment.id);
    expect((await house.thread()).comments.map(({ parent }) => parent)).toEqual([null, comment.id]);
  });

  it('a comment without a key, which nobody can be known by', async () => {
    const { comment } = await new House().accepted({ key: undefined });
    expect(comment.author.id).toBeNull();
  });

  it('a retry as the same comment, with the same answer', async () => {
    const house = new House();
    const { ticket } = await house.ticket();
    const first = await house.post('/api/comments', { ticket, ...aComment() });
    const again = await house.post('/api/comments', { ticket, ...aComment() });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(await again.json()).toEqual(await first.json());
    const posts = Object.keys(await everything()).filter((name) => name.startsWith('fact:'));
    expect(posts).toHaveLength(1);
  });

  it('a retry that finds its comment approved meanwhile', async () => {
    const house = new House();
    const { ticket, id } = await house.ticket();
    await house.post('/api/comments', { ticket, ...aComment() });
    await house.verdict((await house.thread()).thread, id, 'approve');
    const again = await house.post('/api/comments', { ticket, ...aComment() });
    expect(await again.json()).toMatchObject({ status: 'approved', comment: { id } });
    expect((await house.thread()).count).toBe(1);
  });

  it('a retry without writing anything, for no brake counts it', async () => {
    const { kv: counted, counts } = counting();
    const house = new House({ MODERATION: 'open', COMMENTS: counted });
    const { ticket } = await house.ticket();
    await house.post('/api/comments', { ticket, ...aComment() });
    const { put, list } = counts;
    for (let n = 0; n < 5; n++) {
      expect((await house.post('/api/comments', { ticket, ...aComment() })).status).toBe(201);
    }
    expect([counts.put, counts.list]).toEqual([put, list]);
  });

  it('a retry after the first attempt died before it was published: the sweep does that', async () => {
    const house = new House({ MODERATION: 'open' });
    const { ticket, id } = await house.ticket();
    await house.post('/api/comments', { ticket, ...aComment() });
    for (const name of Object.keys(await everything())) if (name.startsWith('view:')) await kv.delete(name);
    await house.post('/api/comments', { ticket, ...aComment() });
    house.now += 5 * 60_000;
    await house.sweep();
    expect((await house.thread()).comments).toMatchObject([{ id }]);
  });

  it('two people who post at the same moment', async () => {
    const house = new House({ MODERATION: 'open' });
    const [one, two] = [await house.ticket(), await house.ticket()];
    const answers = await Promise.all([
      house.post('/api/comments', { ticket: one.ticket, ...aComment() }),
      house.post('/api/comments', { ticket: two.ticket, ...aComment(), key: OTHER_KEY, name: 'Bob' }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    // Each of the two may have published before it could see the other: the sweep sees both.
    house.now += 12 * 60_000;
    await house.sweep();
    const { comments, count } = await house.thread();
    expect(comments.map(({ author }) => author.name).sort()).toEqual(['Ada', 'Bob']);
    expect(count).toBe(2);
  });

  it('never takes from a reader what is not theirs to say', async () => {
    const { comment } = await new House().accepted({
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

  it('writes two keys for a comment that waits', async () => {
    const { kv: counted, counts } = counting();
    const house = new House({ COMMENTS: counted });
    const { ticket } = await house.ticket();
    for (const name of Object.keys(counts)) delete counts[name];
    await house.post('/api/comments', { ticket, ...aComment() });
    expect(counts).toMatchObject({ put: 2 });
    expect(counts).not.toHaveProperty('list');
    expect(counts).not.toHaveProperty('delete');
  });

  it('keeps no address, no user agent and no author key', async () => {
    const house = new House();
    const { ticket } = await house.ticket();
    const headers = { 'CF-Connecting-IP': '192.0.2.77', 'User-Agent': 'Peculiar/1.0' };
    await house.post('/api/comments', { ticket, ...aComment(), email: 'ada@ada.example' }, headers);
    expect(JSON.stringify(await everything())).not.toMatch(new RegExp(`192\\.0\\.2\\.77|Peculiar|${KEY}|ada@ada`));
  });

  it('a filled trap like a comment that waits, and keeps nothing', async () => {
    const house = new House();
    const { ticket } = await house.ticket();
    const trapped = await house.post('/api/comments', { ticket, ...aComment(), subject: 'Best prices' });
    expect(trapped.status).toBe(201);
    const told = (await trapped.json()) as object;
    expect(await everything()).toEqual({});
    // The real thing looks just the same.
    const held = await house.post('/api/comments', { ticket, ...aComment() });
    expect(await held.json()).toEqual(told);
    expect(Object.keys(await everything())).not.toEqual([]);
  });
});
