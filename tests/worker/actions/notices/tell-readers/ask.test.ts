// An address that a reader left: asked about once, in no words of anybody's, and of nobody more often than is decent.
// The mail goes to a real HTTP server in the place of the provider.

import { beforeEach, describe, expect, it } from 'vitest';
import { DAY } from '../../../../../worker/rules/time.ts';
import { KEY, kv, OTHER_KEY, PAGE, SITE, setting, TOKEN, WORKER } from '../../../help/as-reader.ts';
import { everything } from '../../../help/store-with.ts';
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
} from '../../../help/telling-readers.ts';

let worker: TellingReaders;
beforeEach(() => {
  worker = new TellingReaders();
});

describe('a reader who leaves an address', { timeout: 30_000 }, () => {
  it('is asked, says yes, is told of a reply, stops by one click, and is forgotten', async () => {
    await worker.switchOn();
    const { comment } = await worker.accepted({ email: ADA });
    await worker.sweepAfter();
    expect(await worker.mails(), 'nobody is written to before the owner has approved').toEqual([]);

    const { thread } = await worker.thread();
    await worker.verdict(thread, comment.id, 'approve');
    expect(worker.tries, 'no request waits for mail').toBe(0);
    await worker.sweepAfter();
    const [question] = (await worker.mails()) as [Mail];
    expect(question).toMatchObject({ to: [ADA], from: 'c@blog.example' });
    expect(question.subject).toBe('Replies to your comment on blog.example: please confirm');
    expect(question.text).not.toMatch(/Ada|Good luck/);

    // A program that follows every link, and again.
    const before = await everything();
    for (const link of [confirmLink(question), refuseLink(question), confirmLink(question)]) {
      const page = await worker.fetch(link);
      expect(page.status).toBe(200);
      const html = await page.text();
      expect(html).toMatch(/<form method="post" action="\/subscription">/);
      expect(html).not.toContain('<script');
      expect(html).not.toContain('mail.example');
      expect(page.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
      expect(page.headers.get('Cache-Control')).toBe('no-store');
      expect((await worker.fetch(link, { method: 'HEAD' })).status).toBe(200);
    }
    expect(await everything()).toEqual(before);

    const yes = await worker.press(confirmLink(question));
    expect(await yes.text()).toContain('Replies will come by e-mail');
    expect(await keysOf('address:')).toEqual([]);
    expect(await keysOf('subscriber:')).toEqual([`subscriber:${thread}:${comment.id}`]);
    expect(await (await worker.press(confirmLink(question))).text()).toContain('Replies will come by e-mail');

    const answer = await worker.reply(comment.id);
    await worker.sweepAfter();
    const told = (await worker.mails())[1]!;
    expect(told).toMatchObject({ to: [ADA], subject: 'Bob replied to your comment on “blog[.]example/post”' });
    expect(told.text).toContain('Bob wrote:\n> And the same to you');
    expect(told.text).toContain(`${WORKER}/c/${answer.comment.id}?thread=${thread}`);
    expect(told.text).toContain(stopLink(told));
    expect(told.headers).toEqual({
      'List-Unsubscribe': `<${WORKER}${stopLink(told)}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect(told).not.toHaveProperty('html');

    expect((await worker.oneClick(stopLink(told))).status).toBe(200);
    expect(await addresses()).toBe(0);
    await worker.reply(comment.id, { body: 'Are you there?' });
    for (let n = 0; n < 20; n++) await worker.sweepAfter();
    expect(await worker.mails()).toHaveLength(2);
    expect((await keysOf('touch:')).filter((name) => /:(ask|reply)$/.test(name))).toEqual([]);
  });

  it('is asked in no words of anybody’s: a ticket says what the page is called and where it is', async () => {
    await worker.switchOn();
    const { ticket, id } = await worker.ticket(`${SITE}/you-have-won`, { title: 'You have won, call 0900 1234' });
    await worker.post('/api/comments', {
      ticket,
      key: KEY,
      name: 'Prize',
      body: 'Hello',
      email: 'victim@mail.example',
    });
    await worker.verdict((await worker.thread(`${SITE}/you-have-won`)).thread, id, 'approve');
    await worker.sweepAfter();
    const [question] = (await worker.mails()) as [Mail];
    expect(question.to).toEqual(['victim@mail.example']);
    expect(question.subject + question.text).not.toMatch(/won|0900|Prize|Hello/);
  });

  it('is asked about an address that lies sealed, and is in no answer, list, export or log', async () => {
    const { comment } = await worker.asked();
    const all = JSON.stringify(await everything());
    expect(all).not.toMatch(/mail\.example|ada@/i);
    const headers = { Authorization: `Bearer ${TOKEN}` };
    const export1 = await (await worker.fetch('/api/admin/export', { headers })).text();
    expect(export1).toContain(comment.id);
    expect(export1).not.toMatch(/mail\.example|"type":"(address|subscriber)/i);
    for (const path of ['/api/admin/comments?status=approved', `/api/thread?page=${PAGE}`, '/admin?tab=approved']) {
      expect(await (await worker.fetch(path, { headers })).text(), path).not.toMatch(/mail\.example/i);
    }
  });

  it('is sealed with a key that another token opens only while there are two', async () => {
    const { comment } = await worker.subscribed();
    worker.env.ADMIN_TOKEN = `another-token-another-token-another-token ${TOKEN}`;
    await worker.accepted({ key: OTHER_KEY, parent: comment.id, body: 'Hello' });
    const { thread } = await worker.thread();
    const headers = { Authorization: 'Bearer another-token-another-token-another-token', Origin: WORKER };
    const [waiting] = await keysOf('inbox:pending:');
    const id = waiting!.split(':').at(-1)!;
    await worker.post('/api/admin/verdicts', { comments: [{ thread, id }], verdict: 'approve' }, headers);
    await worker.sweepAfter();
    expect(await worker.mails()).toHaveLength(2);
    const link = stopLink((await worker.mails())[1]!);
    worker.env.ADMIN_TOKEN = 'another-token-another-token-another-token';
    expect((await worker.oneClick(link)).status, 'signed with the first').toBe(200);
    expect(await addresses(), 'and cannot be read').toBe(1);
  });

  it('costs nothing where it is off, and the address is dropped', async () => {
    const rows = async () => Object.keys(await everything()).length;
    await worker.approved({ email: ADA });
    const before = await rows();
    await worker.approved({ email: ADA, body: 'Once more' });
    const withAddress = (await rows()) - before;
    await worker.approved({ body: 'Without' });
    expect((await rows()) - before - withAddress).toBe(withAddress);
    expect(await addresses()).toBe(0);
    expect(JSON.stringify(await everything())).not.toMatch(/mail\.example|"notify"|:(ask|reply)"/i);
  });
});

describe('nobody is asked', { timeout: 30_000 }, () => {
  it('when the comment is spam, in the trap, or never public', async () => {
    await worker.switchOn();
    await worker.accepted({ email: ADA, body: 'https://a.example [b](https://b.example) [c](https://c.example)' });
    await worker.accepted({ email: ADA, subject: 'cheap', key: OTHER_KEY });
    const { comment } = await worker.accepted({ email: ADA, key: EVE_KEY, body: 'Hello' });
    await worker.verdict((await worker.thread()).thread, comment.id, 'remove');
    for (let n = 0; n < 4; n++) await worker.sweepAfter();
    expect(await worker.mails()).toEqual([]);
  });

  it('when it was taken down again before the sweep came by', async () => {
    await worker.switchOn();
    const { comment } = await worker.approved({ email: ADA });
    await worker.verdict((await worker.thread()).thread, comment.id, 'remove');
    await worker.sweepAfter();
    expect(await worker.mails()).toEqual([]);
  });

  it('twice on one day, whoever gives the address', async () => {
    await worker.asked();
    for (const [n, key] of [OTHER_KEY, EVE_KEY].entries())
      await worker.approved({ email: ADA.toLowerCase(), key, body: `${n}` });
    await worker.sweepAfter();
    expect((await worker.mails()).map(({ to }) => to)).toEqual([[ADA]]);
    await worker.sweepAfter(DAY);
    await worker.approved({ email: ADA, key: 'dan-dan-dan-dan-dan-dan', body: 'The next day' });
    await worker.sweepAfter();
    expect(await worker.mails()).toHaveLength(2);
  });

  it('more than three times by one author on a day', async () => {
    await worker.switchOn();
    for (let n = 0; n < 5; n++) await worker.approved({ email: `victim-${n}@mail.example`, body: `Number ${n}` });
    for (let n = 0; n < 3; n++) await worker.sweepAfter();
    expect(await worker.mails()).toHaveLength(3);
  });

  it('more than fifty times on a day, and ten in one run', async () => {
    await worker.switchOn();
    await kv.put('settings:moderation', JSON.stringify({ v: 1, value: 'open' }));
    worker.now += 61_000;
    for (let n = 0; n < 55; n++) {
      const key = `reader-${n}`.padEnd(22, 'x');
      await worker.accepted({ email: `reader-${n}@mail.example`, key, body: `Number ${n}` }, `${PAGE}-${n % 5}`);
    }
    await worker.sweepAfter();
    expect(await worker.mails()).toHaveLength(10);
    for (let n = 0; n < 8; n++) await worker.sweepAfter();
    expect(await worker.mails()).toHaveLength(50);
    expect((await keysOf('touch:')).filter((name) => name.endsWith(':ask'))).toEqual([]);
  });

  it('at the price of more lists than mails', async () => {
    await worker.switchOn();
    await setting('moderation', 'open');
    worker.now += 61_000;
    for (let n = 0; n < 15; n++) {
      const key = `reader-${n}`.padEnd(22, 'x');
      await worker.accepted({ email: `reader-${n}@mail.example`, key, body: `Number ${n}` }, `${PAGE}-${n % 5}`);
    }
    const prefixes: unknown[] = [];
    const list = (options: KVNamespaceListOptions) => {
      prefixes.push(options.prefix);
      return kv.list(options);
    };
    worker.env.COMMENTS = new Proxy(kv, {
      get: (target, name) => (name === 'list' ? list : (Reflect.get(target, name) as () => unknown).bind(target)),
    });
    await worker.sweepAfter();
    expect(await worker.mails()).toHaveLength(10);
    expect(prefixes.filter((prefix) => prefix === 'subscriber:')).toHaveLength(10);
  });

  it('again about an address that the same browser has confirmed', async () => {
    await worker.subscribed();
    const { comment } = await worker.approved({ email: ADA.toUpperCase(), body: 'Another' });
    await worker.sweepAfter();
    expect(await worker.mails()).toHaveLength(1);
    expect((await keysOf('subscriber:')).some((name) => name.endsWith(comment.id))).toBe(true);
    // Somebody else’s word is not enough.
    const other = await worker.approved({ email: ADA, key: OTHER_KEY, body: 'I am Ada, too' });
    await worker.sweepAfter(DAY);
    expect((await keysOf('subscriber:')).some((name) => name.endsWith(other.comment.id))).toBe(false);
  });

  it('about what was written before the first yes: that covers it', async () => {
    await worker.asked();
    await worker.approved({ email: ADA, body: 'Another' });
    await worker.sweepAfter();
    const [question, ...more] = await worker.mails();
    expect(more).toEqual([]);
    await worker.press(confirmLink(question!));
    expect([await keysOf('address:'), (await keysOf('subscriber:')).length]).toEqual([[], 2]);
  });
});
