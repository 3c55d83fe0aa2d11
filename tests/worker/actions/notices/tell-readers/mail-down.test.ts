// The mail provider fails, stalls or refuses: nothing is lost, it is tried later and later, and no address gets out.

import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../../../../../worker/rules/time.ts';
import { awake, kv, OTHER_KEY, PAGE, setting, TOKEN } from '../../../help/as-reader.ts';
import { everything } from '../../../help/store-with.ts';
import { ADA, EVE_KEY, keysOf, TellingReaders } from '../../../help/telling-readers.ts';

let worker: TellingReaders;
beforeEach(() => {
  worker = new TellingReaders();
});

describe('mail that is down', { timeout: 30_000 }, () => {
  it('loses nothing, is tried later and later, and recovers', async () => {
    await worker.switchOn();
    await worker.approved({ email: ADA });
    worker.provider = 'down';
    for (let n = 0; n < 24; n++) await worker.sweepAfter();
    expect(worker.tries).toBe(5);
    await worker.approved({ email: 'bob@mail.example', key: OTHER_KEY, body: 'Two' });
    worker.provider = 'ok';
    for (let n = 0; n < 80; n++) await worker.sweepAfter();
    expect((await worker.mails()).map(({ to }) => to[0]).sort()).toEqual([ADA, 'bob@mail.example']);
  });

  it('waits as long as it says, and for no answer no longer than it may', async () => {
    await worker.switchOn();
    await worker.approved({ email: ADA });
    worker.provider = 'busy';
    for (let n = 0; n < 23; n++) await worker.sweepAfter();
    expect(worker.tries).toBe(1);
    worker.provider = 'stall';
    for (let n = 0; n < 2; n++) await worker.sweepAfter();
    expect(worker.tries).toBe(2);
    expect((await keysOf('touch:')).filter((name) => name.endsWith(':ask'))).toHaveLength(1);
    const page = await worker.fetch('/admin/notices', { headers: { Authorization: `Bearer ${TOKEN}` } });
    expect(await page.text()).toContain('No answer in time.');
  });

  it('for one address alone does not hold up the others', async () => {
    await worker.subscribed();
    const outside = worker.outside;
    worker.outside = async (url, init) =>
      String(init.body).includes('nobody@') ? new Response('no such mailbox', { status: 422 }) : outside(url, init);
    await worker.approved({ email: 'nobody@mail.example', key: OTHER_KEY, body: 'Hello' });
    await worker.approved({ email: 'bob@mail.example', key: EVE_KEY, body: 'Hi' });
    await worker.sweepAfter();
    expect((await worker.mails()).map(({ to }) => to[0])).toEqual([ADA, 'bob@mail.example']);
    expect((await keysOf('touch:')).filter((name) => name.endsWith(':ask'))).toEqual([]);
  });

  it('is told of in words that hold no address, which a provider may quote', async () => {
    await worker.switchOn();
    worker.outside = async () => new Response('{"error":"ada@MAIL.example is not a mailbox"}', { status: 500 });
    await worker.approved({ email: ADA });
    await worker.sweepAfter();
    expect((await kv.get('mails'))!).toContain('is not a mailbox');
    expect(JSON.stringify(await everything())).not.toMatch(/mail\.example/i);
    const headers = { Authorization: `Bearer ${TOKEN}` };
    const page = await (await worker.fetch('/admin/notices', { headers })).text();
    expect(page).toContain('is not a mailbox');
    expect(page).not.toMatch(/mail\.example/i);
  });

  it('for ten addresses that are none does not hold up the eleventh, also where no mail went out lately', async () => {
    await worker.switchOn();
    await setting('moderation', 'open');
    worker.now += 61_000;
    const outside = worker.outside;
    worker.outside = async (url, init) =>
      String(init.body).includes('nobody') ? new Response('no such mailbox', { status: 422 }) : outside(url, init);
    for (let n = 0; n < 10; n++) {
      const key = `nobody-${n}`.padEnd(22, 'x');
      await worker.accepted({ email: `nobody-${n}@mail.example`, key, body: `Number ${n}` }, `${PAGE}-${n}`);
    }
    await worker.accepted({ email: ADA, body: 'Hello' });
    for (let n = 0; n < 4; n++) await worker.sweepAfter();
    expect((await worker.mails()).map(({ to }) => to[0])).toEqual([ADA]);
  });

  it('keeps the newest hundred, for a week, so that they never fill the sweep’s list', async () => {
    await worker.switchOn();
    const { comment } = await worker.approved({ email: ADA });
    const { thread } = await worker.thread();
    worker.provider = 'down';
    await worker.sweepAfter();
    for (let n = 0; n < 120; n++) {
      await kv.put(`touch:${String(worker.now + n).padStart(15, '0')}:${thread}:${comment.id}:reply`, '1');
    }
    await awake(worker.now);
    await worker.sweepAfter(MINUTE);
    expect((await keysOf('touch:')).filter((name) => /:(ask|reply)$/.test(name))).toHaveLength(100);
    await worker.sweepAfter(8 * DAY);
    expect((await keysOf('touch:')).filter((name) => /:(ask|reply)$/.test(name))).toEqual([]);
  });

  it('never fails or slows a post', async () => {
    await worker.switchOn();
    worker.outside = () => Promise.reject(new Error('the network is down'));
    const { comment } = await worker.approved({ email: ADA });
    await worker.sweepAfter();
    expect((await worker.comment({ email: 'bob@mail.example', key: OTHER_KEY, parent: comment.id })).status).toBe(201);
  });
});
