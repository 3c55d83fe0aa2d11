// From a reader's comment to the owner's pocket: the outbox, in the real KV, with a channel that fails, stalls and
// recovers.

import { beforeEach, describe, expect, it } from 'vitest';
import { MINUTE } from '../../../../worker/rules/time.ts';
import { awake, kv } from '../../help/as-reader.ts';
import { everything } from '../../help/store-with.ts';
import { TellingOwner } from '../../help/telling-owner.ts';

let worker: TellingOwner;
beforeEach(() => {
  worker = new TellingOwner();
});

describe('the owner is told', () => {
  it('of a comment that waits, once, within five minutes, with the way to approve it', async () => {
    await worker.setUp();
    const { comment } = await worker.accepted({ body: 'Hello there' });
    expect(worker.news).toEqual([]);
    await worker.sweepAfter(5 * MINUTE);
    expect(worker.news).toHaveLength(1);
    expect(worker.news[0]!.comments).toMatchObject([
      { id: comment.id, why: 'waits', text: 'Hello there', reasons: ['first comment'] },
    ]);
    expect(worker.news[0]!.comments[0]!.approve).toMatch(/^https:\/\/comments\.example\/act\?token=v1\./);
    expect(await worker.touches()).toEqual([]);
    for (let n = 0; n < 3; n++) await worker.sweepAfter(5 * MINUTE);
    expect(worker.news).toHaveLength(1);
  });

  it('of several in one message', async () => {
    await worker.setUp();
    for (let n = 0; n < 13; n++) await worker.accepted({ body: `Number ${n}`, key: `reader-${n}`.padEnd(22, 'x') });
    await worker.sweepAfter(5 * MINUTE);
    expect(worker.news.map(({ comments, more }) => [comments.length, more])).toEqual([[10, 3]]);
    expect(await worker.touches()).toEqual([]);
  });

  it('of nothing that was seen to in the meantime, nor of spam, nor of what appears at once', async () => {
    await worker.setUp();
    await worker.approved();
    worker.now += 61_000;
    await worker.accepted({ body: 'And again' });
    await worker.accepted({ key: 'spammer-spammer-spammer', body: 'https://a.example [b](https://b.example)' });
    const rows = await everything();
    const waiting = Object.keys(rows).filter((name) => name.startsWith('inbox:pending:'));
    const spam = Object.keys(rows).filter((name) => name.startsWith('inbox:spam:'));
    await worker.sweepAfter(5 * MINUTE);
    expect(worker.news.flatMap(({ comments }) => comments)).toHaveLength(waiting.length - 1);
    expect(spam.length + waiting.length).toBe(2);
  });

  it('of every comment where that is asked for', async () => {
    await worker.setUp({ about: 'all' });
    await kv.put('settings:moderation', JSON.stringify({ v: 1, value: 'open' }));
    worker.now += 61_000;
    await worker.accepted({ body: 'At once' });
    await worker.sweepAfter(5 * MINUTE);
    expect(worker.news[0]?.comments).toMatchObject([{ why: 'published', text: 'At once' }]);
    expect(worker.news[0]?.comments[0]).not.toHaveProperty('approve');
  });

  it('of an edit that waits, and of a report', async () => {
    await worker.setUp();
    const { comment } = await worker.approved();
    await worker.sweepAfter(5 * MINUTE);
    expect(worker.news).toEqual([]);
    const { thread } = await worker.thread();
    await worker.post(`/api/comments/${comment.id}/report`, { thread, reason: 'It is rude.' });
    await worker.sweepAfter(5 * MINUTE);
    expect(worker.news[0]?.comments).toMatchObject([{ why: 'reported', reasons: ['It is rude.'] }]);
    await worker.send('PUT', `/api/comments/${comment.id}`, {
      thread,
      key: 'ada-ada-ada-ada-ada-ada',
      body: 'See https://x.example',
    });
    await worker.sweepAfter(5 * MINUTE);
    expect(worker.news[1]?.comments).toMatchObject([{ text: 'See https://x.example' }]);
  });

  it('at most once an hour, of everything since, where that is asked for', async () => {
    await worker.setUp({ hourly: '1' });
    await worker.accepted({ body: 'One' });
    await worker.sweepAfter(5 * MINUTE);
    await worker.accepted({ body: 'Two', key: 'ben-ben-ben-ben-ben-ben' });
    await worker.accepted({ body: 'Three', key: 'cat-cat-cat-cat-cat-cat' });
    for (let n = 0; n < 10; n++) await worker.sweepAfter(5 * MINUTE);
    expect(worker.news).toHaveLength(1);
    for (let n = 0; n < 3; n++) await worker.sweepAfter(5 * MINUTE);
    expect(worker.news[1]?.comments.map(({ text }) => text)).toEqual(['Two', 'Three']);
  });

  it('at the address of the variable NOTIFY_WEBHOOK, until the desk says otherwise', async () => {
    worker.env.NOTIFY_WEBHOOK = 'https://hook.example/from-variable';
    const urls: string[] = [];
    worker.channel = async (url) => {
      urls.push(url);
      return new Response('thanks');
    };
    await worker.accepted();
    await worker.sweepAfter(5 * MINUTE);
    expect(urls).toEqual(['https://hook.example/from-variable']);
    expect(worker.news[0]!.comments[0]).not.toHaveProperty('approve');
    await worker.setUp({ to: '' });
    await worker.accepted({ body: 'More', key: 'ben-ben-ben-ben-ben-ben' });
    await worker.sweepAfter(5 * MINUTE);
    expect(urls).toHaveLength(1);
  });
});

describe('a channel that is down', () => {
  it('loses nothing, is tried later and later, and recovers', async () => {
    await worker.setUp();
    let tries = 0;
    worker.channel = async () => {
      tries++;
      return new Response('out of order', { status: 503 });
    };
    await worker.accepted({ body: 'One' });
    for (let n = 0; n < 24; n++) await worker.sweepAfter(5 * MINUTE);
    expect(tries).toBe(5);
    await worker.accepted({ body: 'Two', key: 'ben-ben-ben-ben-ben-ben' });
    worker.channel = async () => new Response('thanks');
    for (let n = 0; n < 80; n++) await worker.sweepAfter(5 * MINUTE);
    expect(worker.news.map(({ comments }) => comments.map(({ text }) => text))).toEqual([['One', 'Two']]);
  });

  it('waits as long as it says', async () => {
    await worker.setUp();
    let tries = 0;
    worker.channel = async () => {
      tries++;
      return new Response('', { status: 429, headers: { 'Retry-After': '7200' } });
    };
    await worker.accepted();
    for (let n = 0; n < 24; n++) await worker.sweepAfter(5 * MINUTE);
    expect(tries).toBe(1);
    await worker.sweepAfter(5 * MINUTE);
    expect(tries).toBe(2);
  });

  it('never fails or slows a post, nor keeps the sweep from publishing', async () => {
    await worker.setUp();
    let asked = 0;
    worker.channel = async () => {
      asked++;
      throw new Error('stalled');
    };
    const { comment } = await worker.accepted();
    expect(asked).toBe(0);
    await worker.verdict((await worker.thread()).thread, comment.id, 'approve');
    await worker.accepted({ body: 'Waits', key: 'ben-ben-ben-ben-ben-ben' });
    await worker.sweepAfter(5 * MINUTE);
    expect(asked).toBe(1);
    expect((await worker.thread()).count).toBe(1);
    await worker.sweepAfter(20 * MINUTE);
    expect((await kv.list({ prefix: 'touch:' })).keys.filter(({ name }) => name.endsWith(':publish'))).toEqual([]);
  });

  it('keeps the newest hundred, so that old news never fills the sweep’s list', async () => {
    await worker.setUp();
    worker.channel = async () => new Response('', { status: 503 });
    const { comment } = await worker.accepted();
    const [first] = await worker.touches();
    const [, , thread] = first!.split(':');
    for (let n = 0; n < 120; n++)
      await kv.put(`touch:${String(worker.now + n).padStart(15, '0')}:${thread}:${comment.id}:notice`, '1');
    await worker.sweepAfter(5 * MINUTE);
    const left = await worker.touches();
    expect(left).toHaveLength(100);
    expect(left).not.toContain(first);
  });
});

describe('what is kept', () => {
  it('says nothing of the address or the key to whoever copies the namespace', async () => {
    await worker.setUp({ to: 'https://hook.example/a-secret-path', mailKey: 're_a_secret_key' });
    const all = JSON.stringify(await everything());
    expect(all).not.toMatch(/a-secret-path|re_a_secret_key/);
  });

  it('cannot be read with another token, which loses no news and says so', async () => {
    await worker.setUp();
    worker.env.ADMIN_TOKEN = 'another-token-another-token-another-token';
    await worker.accepted();
    await worker.sweepAfter(5 * MINUTE);
    expect([worker.news.length, (await worker.touches()).length]).toEqual([0, 1]);
    const page = await worker.fetch('/admin/notices', {
      headers: { Authorization: `Bearer ${worker.env.ADMIN_TOKEN}` },
    });
    expect(await page.text()).toContain('sealed with another ADMIN_TOKEN');
  });

  it('costs a write more for a comment that waits, and none where there are no notices', async () => {
    await awake(worker.now);
    const writes = async () =>
      Object.keys(await everything()).filter((name) => !/^(settings:|wake$)/.test(name)).length;
    await worker.accepted();
    expect(await writes()).toBe(2);
    await worker.setUp();
    const before = await writes();
    await worker.accepted({ body: 'With notices', key: 'ben-ben-ben-ben-ben-ben' });
    expect((await writes()) - before).toBe(3);
  });
});
