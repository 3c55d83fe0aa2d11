// Who has confirmed an address is told of replies: of which, how often, and in what words; and nobody any more once the
// owner has switched it off.

import { beforeEach, describe, expect, it } from 'vitest';
import { OTHER_KEY, TOKEN, WORKER } from '../../../help/as-reader.ts';
import { ADA, EVE_KEY, keysOf, TellingReaders } from '../../../help/telling-readers.ts';

let worker: TellingReaders;
beforeEach(() => {
  worker = new TellingReaders();
});

describe('a reader is told', { timeout: 30_000 }, () => {
  it('of replies that appear at once, by readers and by the owner', async () => {
    const { comment } = await worker.subscribed();
    await worker.approved({ key: OTHER_KEY, body: 'To be known' });
    worker.now += 61_000;
    expect(await worker.accepted({ key: OTHER_KEY, name: 'Bob', body: 'At once', parent: comment.id })).toMatchObject({
      status: 'approved',
    });
    const { ticket } = await worker.ticket();
    const owners = { ticket, parent: comment.id, body: 'Thank you' };
    const answer = await worker.post('/api/admin/replies', owners, {
      Authorization: `Bearer ${TOKEN}`,
      Origin: WORKER,
    });
    expect(answer.status).toBe(201);
    await worker.sweepAfter();
    const [, told, ...more] = await worker.mails();
    expect(more).toEqual([]);
    expect(told?.subject).toBe('2 replies to your comments on “blog[.]example/post”');
    expect(told?.text).toContain('> At once');
    expect(told?.text).toContain('> Thank you');
  });

  it('at most once an hour about one page, of everything since', async () => {
    const { comment } = await worker.subscribed();
    await worker.reply(comment.id, { body: 'One' });
    await worker.sweepAfter();
    await worker.reply(comment.id, { body: 'Two' });
    await worker.reply(comment.id, { body: 'Three', key: EVE_KEY, name: 'Eve' });
    for (let n = 0; n < 10; n++) await worker.sweepAfter();
    expect(await worker.mails()).toHaveLength(2);
    for (let n = 0; n < 3; n++) await worker.sweepAfter();
    const [, , digest, ...more] = await worker.mails();
    expect(more).toEqual([]);
    expect(digest?.text).toMatch(/> Two.*> Three/s);
    for (let n = 0; n < 20; n++) await worker.sweepAfter();
    expect(await worker.mails()).toHaveLength(3);
  });

  it('in one mail, whichever of their comments on the page was answered', async () => {
    const { comment } = await worker.subscribed();
    const second = await worker.approved({ email: ADA, body: 'Another' });
    await worker.sweepAfter();
    await worker.reply(comment.id, { body: 'To the first' });
    await worker.reply(second.comment.id, { body: 'To the second' });
    await worker.sweepAfter();
    expect((await worker.mails()).slice(1).map(({ text }) => /first.*second/s.test(text))).toEqual([true]);
  });

  it('of nothing that they wrote themselves, was removed again, waits, or answers somebody else', async () => {
    const { comment } = await worker.subscribed();
    await worker.accepted({ body: 'I forgot', parent: comment.id });
    const removed = await worker.reply(comment.id);
    await worker.verdict((await worker.thread()).thread, removed.comment.id, 'remove');
    await worker.accepted({ key: EVE_KEY, name: 'Eve', body: 'Waits', parent: comment.id });
    await worker.approved({ key: 'dan-dan-dan-dan-dan-dan', body: 'Not to you' });
    for (let n = 0; n < 4; n++) await worker.sweepAfter();
    expect(await worker.mails()).toHaveLength(1);
  });

  it('once, however often the owner takes it down and brings it back', async () => {
    const { comment } = await worker.subscribed();
    const answer = await worker.reply(comment.id);
    await worker.sweepAfter();
    const { thread } = await worker.thread();
    await worker.verdict(thread, answer.comment.id, 'remove');
    await worker.verdict(thread, answer.comment.id, 'restore');
    for (let n = 0; n < 15; n++) await worker.sweepAfter();
    expect(await worker.mails()).toHaveLength(2);
  });

  it('not while their own comment is taken down', async () => {
    const { comment } = await worker.subscribed();
    await worker.reply(comment.id);
    await worker.verdict((await worker.thread()).thread, comment.id, 'spam');
    await worker.sweepAfter();
    expect(await worker.mails()).toHaveLength(1);
  });

  it('in words that no program makes a link of', async () => {
    const { comment } = await worker.subscribed();
    await worker.reply(comment.id, {
      name: 'www.evil.example',
      body: 'See https://evil.example or [here](https://evil.example), me@evil.example',
    });
    await worker.sweepAfter();
    const { text, subject } = (await worker.mails())[1]!;
    expect(text.replaceAll(WORKER, '').replaceAll('blog.example', '')).not.toMatch(
      /https?:\/\/|www\.|[a-z]@[a-z]|evil\.example/,
    );
    expect(subject).toContain('www[.]evil[.]example');
  });
});

describe('switched off', { timeout: 30_000 }, () => {
  it('nobody is written to any more, and nothing is left to do', async () => {
    const { comment } = await worker.subscribed();
    await worker.reply(comment.id);
    await worker.form('/admin/notices/readers', { on: '0' });
    await worker.sweepAfter();
    expect(await worker.mails()).toHaveLength(1);
    expect((await keysOf('touch:')).filter((name) => /:(ask|reply)$/.test(name))).toEqual([]);
  });

  it('is what it is at first, and the form asks for no address', async () => {
    expect((await worker.ticket()).asks).toEqual(['url', 'likes']);
    await worker.switchOn();
    expect((await worker.ticket()).asks).toEqual(['url', 'email', 'likes']);
    await worker.approved();
    expect((await worker.thread()).asks).toEqual(['url', 'email', 'likes']);
    await worker.form('/admin/notices/readers', { on: '0' });
    expect((await worker.ticket()).asks).toEqual(['url', 'likes']);
  });
});
