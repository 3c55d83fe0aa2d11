// From a reader's comment to the owner's pocket: the outbox, in the real KV, with a channel that fails, stalls and
// recovers.

import { beforeEach, describe, expect, it } from 'vitest';
import { MINUTE } from '../../../worker/rules/time.ts';
import { kv } from '../help/as-reader.ts';
import { everything } from '../help/store-with.ts';
import { TellingOwner } from '../help/telling-owner.ts';

let house: TellingOwner;
beforeEach(() => {
  house = new TellingOwner();
});

describe('the owner is told', () => {
  it('of a comment that waits, once, within five minutes, with the way to approve it', async () => {
    await house.setUp();
    const { comment } = await house.accepted({ body: 'Hello there' });
    expect(house.news).toEqual([]);
    await house.sweepAfter(5 * MINUTE);
    expect(house.news).toHaveLength(1);
    expect(house.news[0]!.comments).toMatchObject([
      { id: comment.id, why: 'waits', text: 'Hello there', reasons: ['first comment'] },
    ]);
    expect(house.news[0]!.comments[0]!.approve).toMatch(/^https:\/\/comments\.example\/act\?token=v1\./);
    expect(await house.touches()).toEqual([]);
    for (let n = 0; n < 3; n++) await house.sweepAfter(5 * MINUTE);
    expect(house.news).toHaveLength(1);
  });

  it('of several in one message', async () => {
    await house.setUp();
    for (let n = 0; n < 13; n++) await house.accepted({ body: `Number ${n}`, key: `reader-${n}`.padEnd(22, 'x') });
    await house.sweepAfter(5 * MINUTE);
    expect(house.news.map(({ comments, more }) => [comments.length, more])).toEqual([[10, 3]]);
    expect(await house.touches()).toEqual([]);
  });

  it('of nothing that was seen to in the meantime, nor of spam, nor of what appears at once', async () => {
    await house.setUp();
    await house.approved();
    house.now += 61_000;
    await house.accepted({ body: 'And again' });
    await house.accepted({ key: 'spammer-spammer-spammer', body: 'https://a.example [b](https://b.example)' });
    const rows = await everything();
    const waiting = Object.keys(rows).filter((name) => name.startsWith('inbox:pending:'));
    const spam = Object.keys(rows).filter((name) => name.startsWith('inbox:spam:'));
    await house.sweepAfter(5 * MINUTE);
    expect(house.news.flatMap(({ comments }) => comments)).toHaveLength(waiting.length - 1);
    expect(spam.length + waiting.length).toBe(2);
  });

  it('of every comment where that is asked for', async () => {
    await house.setUp({ about: 'all' });
    await kv.put('settings:moderation', JSON.stringify({ v: 1, value: 'open' }));
    house.now += 61_000;
    await house.accepted({ body: 'At once' });
    await house.sweepAfter(5 * MINUTE);
    expect(house.news[0]?.comments).toMatchObject([{ why: 'published', text: 'At once' }]);
    expect(house.news[0]?.comments[0]).not.toHaveProperty('approve');
  });

  it('of an edit that waits, and of a report', async () => {
    await house.setUp();
    const { comment } = await house.approved();
    await house.sweepAfter(5 * MINUTE);
    expect(house.news).toEqual([]);
    const { thread } = await house.thread();
    await house.post(`/api/comments/${comment.id}/report`, { thread, reason: 'It is rude.' });
    await house.sweepAfter(5 * MINUTE);
    expect(house.news[0]?.comments).toMatchObject([{ why: 'reported', reasons: ['It is rude.'] }]);
    await house.send('PUT', `/api/comments/${comment.id}`, {
      thread,
      key: 'ada-ada-ada-ada-ada-ada',
      body: 'See https://x.example',
    });
    await house.sweepAfter(5 * MINUTE);
    expect(house.news[1]?.comments).toMatchObject([{ text: 'See https://x.example' }]);
  });

  it('at most once an hour, of everything since, where that is asked for', async () => {
    await house.setUp({ hourly: '1' });
    await house.accepted({ body: 'One' });
    await house.sweepAfter(5 * MINUTE);
    await house.accepted({ body: 'Two', key: 'ben-ben-ben-ben-ben-ben' });
    await house.accepted({ body: 'Three', key: 'cat-cat-cat-cat-cat-cat' });
    for (let n = 0; n < 10; n++) await house.sweepAfter(5 * MINUTE);
    expect(house.news).toHaveLength(1);
    for (let n = 0; n < 3; n++) await house.sweepAfter(5 * MINUTE);
    expect(house.news[1]?.comments.map(({ text }) => text)).toEqual(['Two', 'Three']);
  });

  it('at the address of the variable NOTIFY_WEBHOOK, until the desk says otherwise', async () => {
    house.env.NOTIFY_WEBHOOK = 'https://hook.example/from-variable';
    const urls: string[] = [];
    house.channel = async (url) => {
      urls.push(url);
      return new Response('thanks');
    };
    await house.accepted();
    await house.sweepAfter(5 * MINUTE);
    expect(urls).toEqual(['https://hook.example/from-variable']);
    expect(house.news[0]!.comments[0]).not.toHaveProperty('approve');
    await house.setUp({ to: '' });
    await house.accepted({ body: 'More', key: 'ben-ben-ben-ben-ben-ben' });
    await house.sweepAfter(5 * MINUTE);
    expect(urls).toHaveLength(1);
  });
});

describe('a channel that is down', () => {
  it('loses nothing, is tried later and later, and recovers', async () => {
    await house.setUp();
    let tries = 0;
    house.channel = async () => {
      tries++;
      return new Response('out of order', { status: 503 });
    };
    await house.accepted({ body: 'One' });
    for (let n = 0; n < 24; n++) await house.sweepAfter(5 * MINUTE);
    expect(tries).toBe(5);
    await house.accepted({ body: 'Two', key: 'ben-ben-ben-ben-ben-ben' });
    house.channel = async () => new Response('thanks');
    for (let n = 0; n < 80; n++) await house.sweepAfter(5 * MINUTE);
    expect(house.news.map(({ comments }) => comments.map(({ text }) => text))).toEqual([['One', 'Two']]);
  });

  it('waits as long as it says', async () => {
    await house.setUp();
    let tries = 0;
    house.channel = async () => {
      tries++;
      return new Response('', { status: 429, headers: { 'Retry-After': '7200' } });
    };
    await house.accepted();
    for (let n = 0; n < 24; n++) await house.sweepAfter(5 * MINUTE);
    expect(tries).toBe(1);
    await house.sweepAfter(5 * MINUTE);
    expect(tries).toBe(2);
  });

  it('never fails or slows a post, nor keeps the sweep from publishing', async () => {
    await house.setUp();
    let asked = 0;
    house.channel = async () => {
      asked++;
      throw new Error('stalled');
    };
    const { comment } = await house.accepted();
    expect(asked).toBe(0);
    await house.verdict((await house.thread()).thread, comment.id, 'approve');
    await house.accepted({ body: 'Waits', key: 'ben-ben-ben-ben-ben-ben' });
    await house.sweepAfter(5 * MINUTE);
    expect(asked).toBe(1);
    expect((await house.thread()).count).toBe(1);
    await house.sweepAfter(20 * MINUTE);
    expect((await kv.list({ prefix: 'touch:' })).keys.filter(({ name }) => name.endsWith(':publish'))).toEqual([]);
  });

  it('keeps the newest hundred, so that old news never fills the sweep’s list', async () => {
    await house.setUp();
    house.channel = async () => new Response('', { status: 503 });
    const { comment } = await house.accepted();
    const [first] = await house.touches();
    const [, , thread] = first!.split(':');
    for (let n = 0; n < 120; n++)
      await kv.put(`touch:${String(house.now + n).padStart(15, '0')}:${thread}:${comment.id}:notice`, '1');
    await house.sweepAfter(5 * MINUTE);
    const left = await house.touches();
    expect(left).toHaveLength(100);
    expect(left).not.toContain(first);
  });
});

describe('what is kept', () => {
  it('says nothing of the address or the key to whoever copies the namespace', async () => {
    await house.setUp({ to: 'https://hook.example/a-secret-path', mailKey: 're_a_secret_key' });
    const all = JSON.stringify(await everything());
    expect(all).not.toMatch(/a-secret-path|re_a_secret_key/);
  });

  it('cannot be read with another token, which loses no news and says so', async () => {
    await house.setUp();
    house.env.ADMIN_TOKEN = 'another-token-another-token-another-token';
    await house.accepted();
    await house.sweepAfter(5 * MINUTE);
    expect([house.news.length, (await house.touches()).length]).toEqual([0, 1]);
    const page = await house.fetch('/admin/notices', { headers: { Authorization: `Bearer ${house.env.ADMIN_TOKEN}` } });
    expect(await page.text()).toContain('sealed with another ADMIN_TOKEN');
  });

  it('costs a write more for a comment that waits, and none where there are no notices', async () => {
    const writes = async () => Object.keys(await everything()).filter((name) => !name.startsWith('settings:')).length;
    await house.accepted();
    expect(await writes()).toBe(2);
    await house.setUp();
    const before = await writes();
    await house.accepted({ body: 'With notices', key: 'ben-ben-ben-ben-ben-ben' });
    expect((await writes()) - before).toBe(3);
  });
});
