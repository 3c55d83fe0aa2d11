// The pages that the links in mails to readers open: to confirm an address, and to stop what comes to it.

import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../../../../worker/rules/time.ts';
import { counting, KEY, kv, limit, OTHER_KEY, PAGE, SITE, TOKEN, WORKER } from '../../help/as-reader.ts';
import { copyOf, everything } from '../../help/store-with.ts';
import {
  ADA,
  addresses,
  confirmLink,
  EVE_KEY,
  keysOf,
  type Mail,
  refuseLink,
  stopLink,
  TellingReaders,
} from '../../help/telling-readers.ts';

let worker: TellingReaders;
beforeEach(() => {
  worker = new TellingReaders();
});

describe('a link to confirm', { timeout: 30_000 }, () => {
  it('works for a week, only whole, only where it was signed, and only for that comment and address', async () => {
    const { comment } = await worker.asked();
    const { thread } = await worker.thread();
    const [question] = (await worker.mails()) as [Mail];
    const tokenOf = (link: string) => new URL(link, WORKER).searchParams.get('token')!;
    const [version, payload] = tokenOf(confirmLink(question)).split('.');
    const mixed = `/subscription?token=${version}.${payload}.${tokenOf(refuseLink(question)).split('.')[2]}`;
    const before = await everything();
    for (const bad of ['/subscription', '/subscription?token=x', mixed, `${confirmLink(question)}A`]) {
      expect((await worker.fetch(bad)).status, bad).toBe(404);
      expect((await worker.press(bad)).status, bad).toBe(404);
      expect((await worker.oneClick(bad)).status, bad).not.toBe(200);
    }
    // Another address under the same comment.
    const key = `address:${thread}:${comment.id}`;
    const value = await kv.get(key);
    await kv.put(key, JSON.stringify({ v: 1, at: 1, to: 's1.AAAAAAAAAAAAAAAA.AAAA' }));
    worker.now += 61_000;
    expect((await worker.press(confirmLink(question))).status).toBe(404);
    await kv.put(key, value!);
    expect(await everything()).toEqual(before);
    worker.now += 8 * DAY;
    expect((await worker.press(confirmLink(question))).status).toBe(404);
    worker.now -= 2 * DAY;
    expect((await worker.press(confirmLink(question))).status).toBe(200);
  });

  it('does nothing from the page of another site, and nothing by one click', async () => {
    await worker.asked();
    const [question] = (await worker.mails()) as [Mail];
    const before = await everything();
    const cross = await worker.press(
      confirmLink(question),
      {},
      { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
    );
    expect(cross.status).toBe(403);
    expect(await cross.text()).toContain('That did not work just now');
    expect((await worker.oneClick(confirmLink(question))).status).toBe(403);
    expect((await worker.fetch(confirmLink(question), { method: 'POST' })).status).toBe(403);
    expect(await everything()).toEqual(before);
  });

  it('is about nothing once the comment is withdrawn, erased, or the address deleted', async () => {
    const { comment } = await worker.asked();
    const [question] = (await worker.mails()) as [Mail];
    const { thread } = await worker.thread();
    await worker.send('DELETE', `/api/comments/${comment.id}`, { thread, key: KEY });
    expect(await addresses()).toBe(0);
    expect((await worker.fetch(confirmLink(question))).status).toBe(404);
    expect(await (await worker.press(confirmLink(question))).text()).toContain('nothing to confirm');
    expect(await addresses()).toBe(0);
  });

  it('says so where the owner has switched it off since', async () => {
    await worker.asked();
    const [question] = (await worker.mails()) as [Mail];
    await worker.form('/admin/notices/readers', { on: '0' });
    expect(await (await worker.press(confirmLink(question))).text()).toContain('No replies by e-mail at the moment');
    expect(await keysOf('subscriber:')).toEqual([]);
  });
});

// A ticket says what its page is called, so whoever wants to could have had a line of their own on a page of the
// site's, for anybody whose address they know.
describe('the pages that links in mails open', { timeout: 30_000 }, () => {
  it('show nothing that a stranger wrote to somebody who has confirmed nothing', async () => {
    await worker.switchOn();
    const page = `${SITE}/you-have-won`;
    const { ticket, id } = await worker.ticket(page, { title: 'You have won, call 0900 1234' });
    await worker.post('/api/comments', {
      ticket,
      key: KEY,
      name: 'Prize',
      body: 'Hello',
      email: 'victim@mail.example',
    });
    await worker.verdict((await worker.thread(page)).thread, id, 'approve');
    await worker.sweepAfter();
    const [question] = (await worker.mails()) as [Mail];
    for (const link of [confirmLink(question), refuseLink(question)]) {
      const opened = await (await worker.fetch(link)).text();
      const pressed = await (await worker.press(link)).text();
      expect(opened + pressed).not.toMatch(/won|0900|Prize|Hello/);
      expect(opened).toContain('blog.example');
    }
  });

  it('name the page that a reader stops for as the owner calls it', async () => {
    const { comment } = await worker.subscribed();
    await worker.reply(comment.id);
    await worker.sweepAfter();
    const link = stopLink((await worker.mails())[1]!);
    expect(await (await worker.fetch(link)).text()).toContain('https://blog.example/post');
    const { thread } = await worker.thread();
    const headers = { Authorization: `Bearer ${TOKEN}`, Origin: WORKER };
    await worker.send('PUT', `/api/admin/threads/${thread}`, { title: 'About bees' }, headers);
    expect(await (await worker.fetch(link)).text()).toContain('<cite dir="auto">About bees</cite>');
  });
});

describe('stopping', { timeout: 30_000 }, () => {
  /** Subscribed with two comments on one page and one on another. */
  async function three(): Promise<Mail> {
    const { comment } = await worker.subscribed();
    await worker.approved({ email: ADA, body: 'Another' });
    await worker.approved({ email: ADA, body: 'Elsewhere' }, `${PAGE}-2`);
    await worker.approved({ email: 'bob@mail.example', key: OTHER_KEY, body: 'Bob’s' });
    await worker.sweepAfter();
    await worker.reply(comment.id);
    await worker.sweepAfter();
    expect((await keysOf('subscriber:')).length).toBe(3);
    return (await worker.mails()).at(-1)!;
  }

  it('is for the page, or for the whole site, and for nobody else', async () => {
    const told = await three();
    expect(await (await worker.fetch(stopLink(told))).text()).toContain('Stop for all of blog.example');
    await worker.press(stopLink(told));
    expect([(await keysOf('subscriber:')).length, (await keysOf('address:')).length]).toEqual([1, 1]);
    const again = await worker.press(stopLink(told), { all: '1' });
    expect(await again.text()).toContain('No more e-mails');
    expect([(await keysOf('subscriber:')).length, (await keysOf('address:')).length]).toEqual([0, 1]);
  });

  it('works by one click as either kind of form, twice, and years later', async () => {
    const told = await three();
    worker.now += 2_000 * DAY;
    const multipart = new FormData();
    multipart.set('List-Unsubscribe', 'One-Click');
    expect((await worker.oneClick(stopLink(told), multipart)).status).toBe(200);
    expect((await keysOf('subscriber:')).length).toBe(1);
    const before = await everything();
    expect((await worker.oneClick(stopLink(told))).status).toBe(200);
    expect(await everything()).toEqual(before);
  });

  it('costs lists once, however often a program presses it', async () => {
    const told = await three();
    const { kv: counted, counts } = counting();
    worker.env.COMMENTS = counted;
    for (let n = 0; n < 5; n++) expect((await worker.oneClick(stopLink(told))).status).toBe(200);
    expect([counts.list, counts.delete]).toEqual([2, 4]);
    await worker.press(stopLink(told), { all: '1' });
    expect(counts.list, 'the whole site is another press').toBe(4);
    worker.now += 10 * MINUTE;
    await worker.oneClick(stopLink(told));
    expect(counts.list, 'nothing of this page is left').toBe(4);
    worker.env.POST_LIMIT = limit(0);
    expect((await worker.oneClick(stopLink(told))).status).toBe(429);
  });

  it('costs a few lists a day, whatever is pressed in turn and however slowly', async () => {
    const told = await three();
    const { kv: counted, counts } = counting();
    worker.env.COMMENTS = counted;
    const said = new Set<number>();
    for (let n = 0; n < 24; n++) {
      worker.now += 15 * MINUTE;
      said.add((await worker.press(stopLink(told), n % 3 === 0 ? {} : { all: '1' })).status);
    }
    expect([...said]).toEqual([200, 429]);
    expect(counts.list).toBeLessThanOrEqual(8);
    expect(await keysOf('subscriber:')).toEqual([]);
    worker.now += DAY;
    expect((await worker.press(stopLink(told), { all: '1' })).status).toBe(200);
  });

  it('is never too late: past that, what a reader is owed goes without a list', async () => {
    const told = await three();
    const before = await copyOf(kv);
    for (let n = 0; n < 6; n++) {
      worker.now += 15 * MINUTE;
      await worker.press(stopLink(told), n % 2 === 0 ? {} : { all: '1' });
    }
    // As if she had said yes once more.
    for (const { name, value, metadata } of before) {
      if (name.startsWith('subscriber:')) await kv.put(name, value, { metadata });
    }
    const { kv: counted, counts } = counting();
    worker.env.COMMENTS = counted;
    expect((await worker.press(stopLink(told))).status).toBe(200);
    expect([(await keysOf('subscriber:')).length, counts.list]).toEqual([2, undefined]);
    // What it cannot do then it does not say that it did.
    worker.now += 15 * MINUTE;
    expect((await worker.press(stopLink(told), { all: '1' })).status).toBe(429);
  });

  it('of all mail is never too late either, but allowing it again is', async () => {
    await worker.asked();
    const link = refuseLink((await worker.mails()).at(-1)!);
    for (let n = 0; n < 6; n++) {
      worker.now += 15 * MINUTE;
      await worker.press(link, n % 2 === 0 ? {} : { allow: '1' });
    }
    worker.now += 15 * MINUTE;
    expect((await worker.press(link)).status).toBe(200);
    expect(await keysOf('refusal:')).toHaveLength(1);
    worker.now += 15 * MINUTE;
    expect((await worker.press(link, { allow: '1' })).status).toBe(429);
    expect(await keysOf('refusal:')).toHaveLength(1);
  });

  it('of all mail, again while it is refused, lists nothing', async () => {
    await worker.asked();
    const link = refuseLink((await worker.mails()).at(-1)!);
    const { kv: counted, counts } = counting();
    worker.env.COMMENTS = counted;
    for (const hours of [0, 1, 1]) {
      worker.now += hours * 60 * MINUTE;
      expect((await worker.oneClick(link)).status).toBe(200);
    }
    expect(counts.list).toBe(2);
    expect(await keysOf('refusal:')).toHaveLength(1);
    expect(await addresses()).toBe(0);
  });

  it('needs a page of ours where it is not a mail program', async () => {
    const told = await three();
    const cross = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' };
    expect((await worker.press(stopLink(told), {}, cross)).status).toBe(403);
    expect((await worker.fetch(stopLink(told), { method: 'POST', body: 'x'.repeat(5_000) })).status).toBe(413);
    expect((await keysOf('subscriber:')).length).toBe(3);
  });

  it('comes with withdrawing, erasing, and the end of spam', async () => {
    const { comment } = await worker.subscribed();
    const { thread } = await worker.thread();
    await worker.send('DELETE', `/api/comments/${comment.id}`, { thread, key: KEY });
    expect(await addresses()).toBe(0);

    const bobs = await worker.approved({ email: 'bob@mail.example', key: OTHER_KEY, body: 'Bob’s' });
    const headers = { Authorization: `Bearer ${TOKEN}`, Origin: WORKER };
    await worker.fetch(`/api/admin/comments/${thread}/${bobs.comment.id}`, { method: 'DELETE', headers });
    expect(await addresses()).toBe(0);

    const eves = await worker.accepted({ email: 'eve@mail.example', key: EVE_KEY, body: 'Eve’s' });
    await worker.verdict(thread, eves.comment.id, 'spam');
    expect(await addresses()).toBe(1);
    for (let n = 0; n < 3; n++) await worker.sweepAfter(30 * DAY);
    expect(await addresses()).toBe(0);
  });
});
