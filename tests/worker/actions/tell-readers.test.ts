// From an address that a reader leaves to the last mail: asked once, told of replies, stopped by one press. Against a real
// HTTP server in the place of the mail provider, which fails, stalls and recovers.

import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { CommentAnswer } from '../../../worker/contract/index.ts';
import {
  counting,
  everything,
  House,
  KEY,
  kv,
  limit,
  OTHER_KEY,
  PAGE,
  SITE,
  setting,
  TOKEN,
  WORKER,
} from '../help/as-reader.ts';

declare module 'vitest' {
  interface ProvidedContext {
    receiver: string;
  }
}

const RECEIVER = inject('receiver');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const ADA = 'Ada@mail.example';
const EVE_KEY = 'eve-eve-eve-eve-eve-eve';

interface Mail {
  to: string[];
  from: string;
  subject: string;
  text: string;
  headers: Record<string, string>;
}

let house: House;
/** How the provider behaves: a first segment of tests/receiver.ts. */
let behaviour: string;
let count = 0;
let box: string;
let tries: number;

afterEach(() => reset());

beforeEach(async () => {
  house = new House();
  behaviour = 'ok';
  box = `readers-${count++}`;
  tries = 0;
  house.outside = (url, init) => {
    expect(url).toBe('https://api.resend.com/emails');
    tries++;
    const signal = behaviour === 'stall' ? AbortSignal.timeout(50) : init.signal!;
    return fetch(`${RECEIVER}/${behaviour}/${box}${behaviour === 'ok' ? '' : '-not'}`, { ...init, signal });
  };
});

/** What arrived. */
async function mails(): Promise<Mail[]> {
  const seen = await (await fetch(`${RECEIVER}/seen/${box}`)).json<{ body: string }[]>();
  return seen.map(({ body }) => JSON.parse(body));
}

function form(path: string, fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  return house.fetch(path, {
    method: 'POST',
    headers: { Authorization: `Bearer ${TOKEN}`, Origin: WORKER, ...headers },
    body: new URLSearchParams(fields),
  });
}

async function switchOn(): Promise<void> {
  expect((await form('/admin/notices', { mailKey: 're_abc', mailFrom: 'c@blog.example' })).status).toBe(303);
  expect((await form('/admin/notices/readers', { on: '1' })).status).toBe(303);
}

async function sweepAfter(time = 5 * MINUTE): Promise<void> {
  house.now += time;
  await house.sweep();
}

function linkIn({ text }: Mail, after: string): string {
  const address = new RegExp(`${after}.*?(https://comments\\.example/subscription\\?token=\\S+)`, 's').exec(text)?.[1];
  return address!.slice(WORKER.length);
}
const confirmLink = (mail: Mail) => linkIn(mail, 'seven days');
const refuseLink = (mail: Mail) => linkIn(mail, 'never be asked again');
const stopLink = (mail: Mail) => linkIn(mail, 'To stop this');

/** Presses the button of the page that a link opens. */
function press(link: string, more: Record<string, string> = {}, headers: Record<string, string> = {}) {
  return house.fetch('/subscription', {
    method: 'POST',
    headers: { Origin: WORKER, 'Sec-Fetch-Site': 'same-origin', ...headers },
    body: new URLSearchParams({ token: new URL(link, WORKER).searchParams.get('token') ?? '', ...more }),
  });
}

/** As a mail program's provider does it: no cookie, no origin. */
function oneClick(link: string, body: BodyInit = new URLSearchParams({ 'List-Unsubscribe': 'One-Click' })) {
  return house.fetch(link, { method: 'POST', body });
}

async function keysOf(prefix: string): Promise<string[]> {
  return (await kv.list({ prefix })).keys.map(({ name }) => name);
}

async function addresses(): Promise<number> {
  return (await keysOf('address:')).length + (await keysOf('subscriber:')).length;
}

/** Ada has left a comment with her address, it was approved, and she was asked. */
async function asked(fields: object = {}): Promise<CommentAnswer> {
  await switchOn();
  const answer = await house.approved({ email: ADA, ...fields });
  await sweepAfter();
  return answer;
}

/** And she has said yes. */
async function subscribed(fields: object = {}): Promise<CommentAnswer> {
  const answer = await asked(fields);
  expect((await press(confirmLink((await mails()).at(-1)!))).status).toBe(200);
  return answer;
}

function reply(parent: string, fields: object = {}): Promise<CommentAnswer> {
  return house.approved({ key: OTHER_KEY, name: 'Bob', body: 'And the *same* to you', parent, ...fields });
}

describe('a reader who leaves an address', { timeout: 30_000 }, () => {
  it('is asked, says yes, is told of a reply, stops by one click, and is forgotten', async () => {
    await switchOn();
    const { comment } = await house.accepted({ email: ADA });
    await sweepAfter();
    expect(await mails(), 'nobody is written to before the owner has approved').toEqual([]);

    const { thread } = await house.thread();
    await house.verdict(thread, comment.id, 'approve');
    expect(tries, 'no request waits for mail').toBe(0);
    await sweepAfter();
    const [question] = (await mails()) as [Mail];
    expect(question).toMatchObject({ to: [ADA], from: 'c@blog.example' });
    expect(question.subject).toBe('Replies to your comment on blog.example: please confirm');
    expect(question.text).not.toMatch(/Ada|Good luck/);

    // A program that follows every link, and again.
    const before = await everything();
    for (const link of [confirmLink(question), refuseLink(question), confirmLink(question)]) {
      const page = await house.fetch(link);
      expect(page.status).toBe(200);
      const html = await page.text();
      expect(html).toMatch(/<form method="post" action="\/subscription">/);
      expect(html).not.toContain('<script');
      expect(html).not.toContain('mail.example');
      expect(page.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
      expect(page.headers.get('Cache-Control')).toBe('no-store');
      expect((await house.fetch(link, { method: 'HEAD' })).status).toBe(200);
    }
    expect(await everything()).toEqual(before);

    const yes = await press(confirmLink(question));
    expect(await yes.text()).toContain('Replies will come by e-mail');
    expect(await keysOf('address:')).toEqual([]);
    expect(await keysOf('subscriber:')).toEqual([`subscriber:${thread}:${comment.id}`]);
    expect(await (await press(confirmLink(question))).text()).toContain('Replies will come by e-mail');

    const answer = await reply(comment.id);
    await sweepAfter();
    const told = (await mails())[1]!;
    expect(told).toMatchObject({ to: [ADA], subject: 'Bob replied to your comment on “blog[.]example/post”' });
    expect(told.text).toContain('Bob wrote:\n> And the same to you');
    expect(told.text).toContain(`${WORKER}/c/${answer.comment.id}?thread=${thread}`);
    expect(told.text).toContain(stopLink(told));
    expect(told.headers).toEqual({
      'List-Unsubscribe': `<${WORKER}${stopLink(told)}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect(told).not.toHaveProperty('html');

    expect((await oneClick(stopLink(told))).status).toBe(200);
    expect(await addresses()).toBe(0);
    await reply(comment.id, { body: 'Are you there?' });
    for (let n = 0; n < 20; n++) await sweepAfter();
    expect(await mails()).toHaveLength(2);
    expect((await keysOf('touch:')).filter((name) => /:(ask|reply)$/.test(name))).toEqual([]);
  });

  it('is asked in no words of anybody’s: a ticket says what the page is called and where it is', async () => {
    await switchOn();
    const { ticket, id } = await house.ticket(`${SITE}/you-have-won`, { title: 'You have won, call 0900 1234' });
    await house.post('/api/comments', { ticket, key: KEY, name: 'Prize', body: 'Hello', email: 'victim@mail.example' });
    await house.verdict((await house.thread(`${SITE}/you-have-won`)).thread, id, 'approve');
    await sweepAfter();
    const [question] = (await mails()) as [Mail];
    expect(question.to).toEqual(['victim@mail.example']);
    expect(question.subject + question.text).not.toMatch(/won|0900|Prize|Hello/);
  });

  it('is asked about an address that lies sealed, and is in no answer, list, export or log', async () => {
    const { comment } = await asked();
    const all = JSON.stringify(await everything());
    expect(all).not.toMatch(/mail\.example|ada@/i);
    const headers = { Authorization: `Bearer ${TOKEN}` };
    const export1 = await (await house.fetch('/api/admin/export', { headers })).text();
    expect(export1).toContain(comment.id);
    expect(export1).not.toMatch(/mail\.example|"type":"(address|subscriber)/i);
    for (const path of ['/api/admin/comments?status=approved', `/api/thread?page=${PAGE}`, '/admin?tab=approved']) {
      expect(await (await house.fetch(path, { headers })).text(), path).not.toMatch(/mail\.example/i);
    }
  });

  it('is sealed with a key that another token opens only while there are two', async () => {
    const { comment } = await subscribed();
    house.env.ADMIN_TOKEN = `another-token-another-token-another-token ${TOKEN}`;
    await house.accepted({ key: OTHER_KEY, parent: comment.id, body: 'Hello' });
    const { thread } = await house.thread();
    const headers = { Authorization: 'Bearer another-token-another-token-another-token', Origin: WORKER };
    const [waiting] = await keysOf('inbox:pending:');
    const id = waiting!.split(':').at(-1)!;
    await house.post('/api/admin/verdicts', { comments: [{ thread, id }], verdict: 'approve' }, headers);
    await sweepAfter();
    expect(await mails()).toHaveLength(2);
    const link = stopLink((await mails())[1]!);
    house.env.ADMIN_TOKEN = 'another-token-another-token-another-token';
    expect((await oneClick(link)).status, 'signed with the first').toBe(200);
    expect(await addresses(), 'and cannot be read').toBe(1);
  });

  it('costs nothing where it is off, and the address is dropped', async () => {
    const rows = async () => Object.keys(await everything()).length;
    await house.approved({ email: ADA });
    const before = await rows();
    await house.approved({ email: ADA, body: 'Once more' });
    const withAddress = (await rows()) - before;
    await house.approved({ body: 'Without' });
    expect((await rows()) - before - withAddress).toBe(withAddress);
    expect(await addresses()).toBe(0);
    expect(JSON.stringify(await everything())).not.toMatch(/mail\.example|"notify"|:(ask|reply)"/i);
  });
});

describe('nobody is asked', { timeout: 30_000 }, () => {
  it('when the comment is spam, in the trap, or never public', async () => {
    await switchOn();
    await house.accepted({ email: ADA, body: 'https://a.example [b](https://b.example) [c](https://c.example)' });
    await house.accepted({ email: ADA, subject: 'cheap', key: OTHER_KEY });
    const { comment } = await house.accepted({ email: ADA, key: EVE_KEY, body: 'Hello' });
    await house.verdict((await house.thread()).thread, comment.id, 'remove');
    for (let n = 0; n < 4; n++) await sweepAfter();
    expect(await mails()).toEqual([]);
  });

  it('when it was taken down again before the sweep came by', async () => {
    await switchOn();
    const { comment } = await house.approved({ email: ADA });
    await house.verdict((await house.thread()).thread, comment.id, 'remove');
    await sweepAfter();
    expect(await mails()).toEqual([]);
  });

  it('twice on one day, whoever gives the address', async () => {
    await asked();
    for (const [n, key] of [OTHER_KEY, EVE_KEY].entries())
      await house.approved({ email: ADA.toLowerCase(), key, body: `${n}` });
    await sweepAfter();
    expect((await mails()).map(({ to }) => to)).toEqual([[ADA]]);
    await sweepAfter(DAY);
    await house.approved({ email: ADA, key: 'dan-dan-dan-dan-dan-dan', body: 'The next day' });
    await sweepAfter();
    expect(await mails()).toHaveLength(2);
  });

  it('more than three times by one author on a day', async () => {
    await switchOn();
    for (let n = 0; n < 5; n++) await house.approved({ email: `victim-${n}@mail.example`, body: `Number ${n}` });
    for (let n = 0; n < 3; n++) await sweepAfter();
    expect(await mails()).toHaveLength(3);
  });

  it('more than fifty times on a day, and ten in one run', async () => {
    await switchOn();
    await kv.put('settings:moderation', JSON.stringify({ v: 1, value: 'open' }));
    house.now += 61_000;
    for (let n = 0; n < 55; n++) {
      const key = `reader-${n}`.padEnd(22, 'x');
      await house.accepted({ email: `reader-${n}@mail.example`, key, body: `Number ${n}` }, `${PAGE}-${n % 5}`);
    }
    await sweepAfter();
    expect(await mails()).toHaveLength(10);
    for (let n = 0; n < 8; n++) await sweepAfter();
    expect(await mails()).toHaveLength(50);
    expect((await keysOf('touch:')).filter((name) => name.endsWith(':ask'))).toEqual([]);
  });

  it('at the price of more lists than mails', async () => {
    await switchOn();
    await setting('moderation', 'open');
    house.now += 61_000;
    for (let n = 0; n < 15; n++) {
      const key = `reader-${n}`.padEnd(22, 'x');
      await house.accepted({ email: `reader-${n}@mail.example`, key, body: `Number ${n}` }, `${PAGE}-${n % 5}`);
    }
    const prefixes: unknown[] = [];
    const list = (options: KVNamespaceListOptions) => {
      prefixes.push(options.prefix);
      return kv.list(options);
    };
    house.env.COMMENTS = new Proxy(kv, {
      get: (target, name) => (name === 'list' ? list : (Reflect.get(target, name) as () => unknown).bind(target)),
    });
    await sweepAfter();
    expect(await mails()).toHaveLength(10);
    expect(prefixes.filter((prefix) => prefix === 'subscriber:')).toHaveLength(10);
  });

  it('again about an address that the same browser has confirmed', async () => {
    await subscribed();
    const { comment } = await house.approved({ email: ADA.toUpperCase(), body: 'Another' });
    await sweepAfter();
    expect(await mails()).toHaveLength(1);
    expect((await keysOf('subscriber:')).some((name) => name.endsWith(comment.id))).toBe(true);
    // Somebody else’s word is not enough.
    const other = await house.approved({ email: ADA, key: OTHER_KEY, body: 'I am Ada, too' });
    await sweepAfter(DAY);
    expect((await keysOf('subscriber:')).some((name) => name.endsWith(other.comment.id))).toBe(false);
  });

  it('about what was written before the first yes: that covers it', async () => {
    await asked();
    await house.approved({ email: ADA, body: 'Another' });
    await sweepAfter();
    const [question, ...more] = await mails();
    expect(more).toEqual([]);
    await press(confirmLink(question!));
    expect([await keysOf('address:'), (await keysOf('subscriber:')).length]).toEqual([[], 2]);
  });
});

describe('a link to confirm', { timeout: 30_000 }, () => {
  it('works for a week, only whole, only where it was signed, and only for that comment and address', async () => {
    const { comment } = await asked();
    const { thread } = await house.thread();
    const [question] = (await mails()) as [Mail];
    const tokenOf = (link: string) => new URL(link, WORKER).searchParams.get('token')!;
    const [version, payload] = tokenOf(confirmLink(question)).split('.');
    const mixed = `/subscription?token=${version}.${payload}.${tokenOf(refuseLink(question)).split('.')[2]}`;
    const before = await everything();
    for (const bad of ['/subscription', '/subscription?token=x', mixed, `${confirmLink(question)}A`]) {
      expect((await house.fetch(bad)).status, bad).toBe(404);
      expect((await press(bad)).status, bad).toBe(404);
      expect((await oneClick(bad)).status, bad).not.toBe(200);
    }
    // Another address under the same comment.
    const key = `address:${thread}:${comment.id}`;
    const value = await kv.get(key);
    await kv.put(key, JSON.stringify({ v: 1, at: 1, to: 's1.AAAAAAAAAAAAAAAA.AAAA' }));
    house.now += 61_000;
    expect((await press(confirmLink(question))).status).toBe(404);
    await kv.put(key, value!);
    expect(await everything()).toEqual(before);
    house.now += 8 * DAY;
    expect((await press(confirmLink(question))).status).toBe(404);
    house.now -= 2 * DAY;
    expect((await press(confirmLink(question))).status).toBe(200);
  });

  it('does nothing from the page of another site, and nothing by one click', async () => {
    await asked();
    const [question] = (await mails()) as [Mail];
    const before = await everything();
    const cross = await press(
      confirmLink(question),
      {},
      { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' },
    );
    expect(cross.status).toBe(403);
    expect(await cross.text()).toContain('That did not come from this page');
    expect((await oneClick(confirmLink(question))).status).toBe(403);
    expect((await house.fetch(confirmLink(question), { method: 'POST' })).status).toBe(403);
    expect(await everything()).toEqual(before);
  });

  it('is about nothing once the comment is withdrawn, erased, or the address deleted', async () => {
    const { comment } = await asked();
    const [question] = (await mails()) as [Mail];
    const { thread } = await house.thread();
    await house.send('DELETE', `/api/comments/${comment.id}`, { thread, key: KEY });
    expect(await addresses()).toBe(0);
    expect((await house.fetch(confirmLink(question))).status).toBe(404);
    expect(await (await press(confirmLink(question))).text()).toContain('nothing to confirm');
    expect(await addresses()).toBe(0);
  });

  it('says so where the owner has switched it off since', async () => {
    await asked();
    const [question] = (await mails()) as [Mail];
    await form('/admin/notices/readers', { on: '0' });
    expect(await (await press(confirmLink(question))).text()).toContain('No replies by mail at the moment');
    expect(await keysOf('subscriber:')).toEqual([]);
  });
});

// Anybody can type somebody else's address. Until the mail that asks could be refused, its holder could be asked once a day
// for as long as somebody liked: the link in it deleted the address, and nothing was left to know it by the next day.
describe('somebody whose address others enter', { timeout: 30_000 }, () => {
  const refusals = () => keysOf('refusal:');
  /** Somebody new enters it in a new comment, the owner approves, and the next day is there. */
  let strangers = 0;
  async function enteredAgain(email = ADA): Promise<void> {
    const key = `stranger-${strangers++}`.padEnd(22, 'x');
    await house.approved({ email, key, body: `Words ${strangers}` });
    await sweepAfter();
    house.now += DAY;
  }

  it('refuses once, by the mail’s own button, and is never asked again, however the mailbox is written', async () => {
    await asked();
    const [question] = (await mails()) as [Mail];
    expect(question.headers).toEqual({
      'List-Unsubscribe': `<${WORKER}${refuseLink(question)}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect((await oneClick(refuseLink(question))).status).toBe(200);
    expect(await addresses()).toBe(0);
    house.now += DAY;
    for (const email of [ADA, ADA.toLowerCase(), 'ada+blog@mail.example']) await enteredAgain(email);
    expect(await mails()).toHaveLength(1);
    expect(await addresses(), 'what nobody may be asked about is not kept').toBe(0);
    await enteredAgain('bob@mail.example');
    expect((await mails()).map(({ to }) => to[0])).toEqual([ADA, 'bob@mail.example']);
  });

  it('refuses on a page as well, which a scanner’s visit does not', async () => {
    await asked();
    const [question] = (await mails()) as [Mail];
    expect(await (await house.fetch(refuseLink(question))).text()).toContain('No more mail from blog.example?');
    expect(await refusals()).toEqual([]);
    expect(await (await press(refuseLink(question))).text()).toContain('does not ask you again');
    expect(await refusals()).toHaveLength(1);
    expect((await press(confirmLink(question))).status).toBe(404);
    expect(await addresses()).toBe(0);
  });

  // The comment may be withdrawn before the mail is read, so that nothing but the link says which mailbox it was.
  it('refuses when the comment that brought it is gone', async () => {
    const { comment } = await asked();
    const { thread } = await house.thread();
    await house.send('DELETE', `/api/comments/${comment.id}`, { thread, key: KEY });
    expect(await addresses()).toBe(0);
    house.now += 60 * DAY;
    await press(refuseLink((await mails())[0]!));
    await enteredAgain();
    expect(await mails()).toHaveLength(1);
  });

  it('stays refused after a yes by mistake, and gets no replies either', async () => {
    const { comment } = await subscribed();
    await press(refuseLink((await mails())[0]!));
    expect(await addresses()).toBe(0);
    await reply(comment.id);
    await house.approved({ email: ADA, body: 'From the browser that once confirmed' });
    for (let n = 0; n < 20; n++) await sweepAfter();
    expect(await mails()).toHaveLength(1);
  });

  it('may allow it again with the mail in hand, and nobody else may', async () => {
    await asked();
    const [question] = (await mails()) as [Mail];
    const link = refuseLink(question);
    await press(link);
    const before = await everything();
    const allow = { allow: '1' };
    const cross = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' };
    expect((await press(link, allow, cross)).status).toBe(403);
    expect((await press(`${link}A`, allow)).status).toBe(404);
    await oneClick(link, new URLSearchParams({ 'List-Unsubscribe': 'One-Click', ...allow }));
    expect(await everything(), 'a mail program only refuses').toEqual(before);

    expect(await (await press(link, allow)).text()).toContain('Mail is allowed again');
    expect(await refusals()).toEqual([]);
    house.now += DAY;
    await enteredAgain();
    expect((await mails()).map(({ to }) => to)).toEqual([[ADA], [ADA]]);
    expect(await keysOf('subscriber:'), 'it asks, and takes nothing for a yes').toEqual([]);
  });

  it('changes its mind at once, and the last word holds', async () => {
    await asked();
    const link = refuseLink((await mails())[0]!);
    for (const more of [{}, { allow: '1' }, {}]) expect((await press(link, more)).status).toBe(200);
    expect(await refusals()).toHaveLength(1);
  });

  it('cannot be found out by whoever enters the address', async () => {
    await switchOn();
    const answers = async () => {
      const known = await house.accepted({ email: ADA, body: 'Before' });
      return { status: known.status, reasons: known.reasons, names: Object.keys(known.comment).sort() };
    };
    const before = await answers();
    await enteredAgain();
    await press(refuseLink((await mails())[0]!));
    house.now += DAY;
    expect(await answers()).toEqual(before);
    const { kv: counted, counts } = counting();
    house.env.COMMENTS = counted;
    await house.accepted({ email: ADA, key: EVE_KEY, body: 'Refused' });
    const refused = { ...counts };
    for (const name of Object.keys(counts)) counts[name] = 0;
    await house.accepted({ email: 'bob@mail.example', key: EVE_KEY, body: 'Not refused' });
    expect(counts, 'nor by how long it takes').toEqual(refused);
  });

  it('stays refused while ADMIN_TOKEN is being changed', async () => {
    await asked();
    await press(refuseLink((await mails())[0]!));
    house.env.ADMIN_TOKEN = `another-token-another-token-another-token ${TOKEN}`;
    house.now += DAY;
    await house.accepted({ email: ADA, key: OTHER_KEY, body: 'Hello' });
    const [waiting] = await keysOf('inbox:pending:');
    const comments = [{ thread: waiting!.split(':')[3], id: waiting!.split(':')[4] }];
    const headers = { Authorization: 'Bearer another-token-another-token-another-token', Origin: WORKER };
    await house.post('/api/admin/verdicts', { comments, verdict: 'approve' }, headers);
    await sweepAfter();
    expect(await mails()).toHaveLength(1);
  });

  it('stays refused after a backup is put back, whosever it is', async () => {
    await asked();
    await press(refuseLink((await mails())[0]!));
    const headers = { Authorization: `Bearer ${TOKEN}`, Origin: WORKER, 'Content-Type': 'application/x-ndjson' };
    const backup = await (await house.fetch('/api/admin/export', { headers })).text();
    const [name] = await refusals();
    await kv.delete(name!);
    expect((await house.fetch('/api/admin/import', { method: 'POST', headers, body: backup })).status).toBe(200);
    expect(await refusals()).toEqual([name]);
  });

  it('costs a write and two lists once, however often a program presses it', async () => {
    await asked();
    const link = refuseLink((await mails())[0]!);
    const { kv: counted, counts } = counting();
    house.env.COMMENTS = counted;
    for (let n = 0; n < 5; n++) expect((await oneClick(link)).status).toBe(200);
    expect([counts.put, counts.list, counts.delete]).toEqual([1, 2, 2]);
    await house.fetch(link);
    await house.fetch(link);
    expect([counts.put, counts.list, counts.delete]).toEqual([1, 2, 2]);
  });
});

// A ticket says what its page is called, so whoever wants to could have had a line of their own on a page of the site's, for
// anybody whose address they know.
describe('the pages that links in mails open', { timeout: 30_000 }, () => {
  it('show nothing that a stranger wrote to somebody who has confirmed nothing', async () => {
    await switchOn();
    const page = `${SITE}/you-have-won`;
    const { ticket, id } = await house.ticket(page, { title: 'You have won, call 0900 1234' });
    await house.post('/api/comments', { ticket, key: KEY, name: 'Prize', body: 'Hello', email: 'victim@mail.example' });
    await house.verdict((await house.thread(page)).thread, id, 'approve');
    await sweepAfter();
    const [question] = (await mails()) as [Mail];
    for (const link of [confirmLink(question), refuseLink(question)]) {
      const opened = await (await house.fetch(link)).text();
      const pressed = await (await press(link)).text();
      expect(opened + pressed).not.toMatch(/won|0900|Prize|Hello/);
      expect(opened).toContain('blog.example');
    }
  });

  it('name the page that a reader stops for as the owner calls it', async () => {
    const { comment } = await subscribed();
    await reply(comment.id);
    await sweepAfter();
    const link = stopLink((await mails())[1]!);
    expect(await (await house.fetch(link)).text()).toContain('https://blog.example/post');
    const { thread } = await house.thread();
    const headers = { Authorization: `Bearer ${TOKEN}`, Origin: WORKER };
    await house.send('PUT', `/api/admin/threads/${thread}`, { title: 'About bees' }, headers);
    expect(await (await house.fetch(link)).text()).toContain('<cite dir="auto">About bees</cite>');
  });
});

describe('a reader is told', { timeout: 30_000 }, () => {
  it('of replies that appear at once, by readers and by the owner', async () => {
    const { comment } = await subscribed();
    await house.approved({ key: OTHER_KEY, body: 'To be known' });
    house.now += 61_000;
    expect(await house.accepted({ key: OTHER_KEY, name: 'Bob', body: 'At once', parent: comment.id })).toMatchObject({
      status: 'approved',
    });
    const { ticket } = await house.ticket();
    const owners = { ticket, parent: comment.id, body: 'Thank you' };
    const answer = await house.post('/api/admin/replies', owners, { Authorization: `Bearer ${TOKEN}`, Origin: WORKER });
    expect(answer.status).toBe(201);
    await sweepAfter();
    const [, told, ...more] = await mails();
    expect(more).toEqual([]);
    expect(told?.subject).toBe('2 replies to what you wrote on “blog[.]example/post”');
    expect(told?.text).toContain('> At once');
    expect(told?.text).toContain('> Thank you');
  });

  it('at most once an hour about one page, of everything since', async () => {
    const { comment } = await subscribed();
    await reply(comment.id, { body: 'One' });
    await sweepAfter();
    await reply(comment.id, { body: 'Two' });
    await reply(comment.id, { body: 'Three', key: EVE_KEY, name: 'Eve' });
    for (let n = 0; n < 10; n++) await sweepAfter();
    expect(await mails()).toHaveLength(2);
    for (let n = 0; n < 3; n++) await sweepAfter();
    const [, , digest, ...more] = await mails();
    expect(more).toEqual([]);
    expect(digest?.text).toMatch(/> Two.*> Three/s);
    for (let n = 0; n < 20; n++) await sweepAfter();
    expect(await mails()).toHaveLength(3);
  });

  it('in one mail, whichever of their comments on the page was answered', async () => {
    const { comment } = await subscribed();
    const second = await house.approved({ email: ADA, body: 'Another' });
    await sweepAfter();
    await reply(comment.id, { body: 'To the first' });
    await reply(second.comment.id, { body: 'To the second' });
    await sweepAfter();
    expect((await mails()).slice(1).map(({ text }) => /first.*second/s.test(text))).toEqual([true]);
  });

  it('of nothing that they wrote themselves, was removed again, waits, or answers somebody else', async () => {
    const { comment } = await subscribed();
    await house.accepted({ body: 'I forgot', parent: comment.id });
    const removed = await reply(comment.id);
    await house.verdict((await house.thread()).thread, removed.comment.id, 'remove');
    await house.accepted({ key: EVE_KEY, name: 'Eve', body: 'Waits', parent: comment.id });
    await house.approved({ key: 'dan-dan-dan-dan-dan-dan', body: 'Not to you' });
    for (let n = 0; n < 4; n++) await sweepAfter();
    expect(await mails()).toHaveLength(1);
  });

  it('once, however often the owner takes it down and brings it back', async () => {
    const { comment } = await subscribed();
    const answer = await reply(comment.id);
    await sweepAfter();
    const { thread } = await house.thread();
    await house.verdict(thread, answer.comment.id, 'remove');
    await house.verdict(thread, answer.comment.id, 'restore');
    for (let n = 0; n < 15; n++) await sweepAfter();
    expect(await mails()).toHaveLength(2);
  });

  it('not while their own comment is taken down', async () => {
    const { comment } = await subscribed();
    await reply(comment.id);
    await house.verdict((await house.thread()).thread, comment.id, 'spam');
    await sweepAfter();
    expect(await mails()).toHaveLength(1);
  });

  it('in words that no program makes a link of', async () => {
    const { comment } = await subscribed();
    await reply(comment.id, {
      name: 'www.evil.example',
      body: 'See https://evil.example or [here](https://evil.example), me@evil.example',
    });
    await sweepAfter();
    const { text, subject } = (await mails())[1]!;
    expect(text.replaceAll(WORKER, '').replaceAll('blog.example', '')).not.toMatch(
      /https?:\/\/|www\.|[a-z]@[a-z]|evil\.example/,
    );
    expect(subject).toContain('www[.]evil[.]example');
  });
});

describe('stopping', { timeout: 30_000 }, () => {
  /** Subscribed with two comments on one page and one on another. */
  async function three(): Promise<Mail> {
    const { comment } = await subscribed();
    await house.approved({ email: ADA, body: 'Another' });
    await house.approved({ email: ADA, body: 'Elsewhere' }, `${PAGE}-2`);
    await house.approved({ email: 'bob@mail.example', key: OTHER_KEY, body: 'Bob’s' });
    await sweepAfter();
    await reply(comment.id);
    await sweepAfter();
    expect((await keysOf('subscriber:')).length).toBe(3);
    return (await mails()).at(-1)!;
  }

  it('is for the page, or for the whole site, and for nobody else', async () => {
    const told = await three();
    expect(await (await house.fetch(stopLink(told))).text()).toContain('Stop for all of blog.example');
    await press(stopLink(told));
    expect([(await keysOf('subscriber:')).length, (await keysOf('address:')).length]).toEqual([1, 1]);
    const again = await press(stopLink(told), { all: '1' });
    expect(await again.text()).toContain('No more mails');
    expect([(await keysOf('subscriber:')).length, (await keysOf('address:')).length]).toEqual([0, 1]);
  });

  it('works by one click as either kind of form, twice, and years later', async () => {
    const told = await three();
    house.now += 2_000 * DAY;
    const multipart = new FormData();
    multipart.set('List-Unsubscribe', 'One-Click');
    expect((await oneClick(stopLink(told), multipart)).status).toBe(200);
    expect((await keysOf('subscriber:')).length).toBe(1);
    const before = await everything();
    expect((await oneClick(stopLink(told))).status).toBe(200);
    expect(await everything()).toEqual(before);
  });

  it('costs lists once, however often a program presses it', async () => {
    const told = await three();
    const { kv: counted, counts } = counting();
    house.env.COMMENTS = counted;
    for (let n = 0; n < 5; n++) expect((await oneClick(stopLink(told))).status).toBe(200);
    expect([counts.list, counts.delete]).toEqual([2, 4]);
    await press(stopLink(told), { all: '1' });
    expect(counts.list, 'the whole site is another press').toBe(4);
    house.now += 10 * MINUTE;
    await oneClick(stopLink(told));
    expect(counts.list).toBe(6);
    house.env.POST_LIMIT = limit(0);
    expect((await oneClick(stopLink(told))).status).toBe(429);
  });

  it('needs a page of ours where it is not a mail program', async () => {
    const told = await three();
    const cross = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' };
    expect((await press(stopLink(told), {}, cross)).status).toBe(403);
    expect((await house.fetch(stopLink(told), { method: 'POST', body: 'x'.repeat(5_000) })).status).toBe(413);
    expect((await keysOf('subscriber:')).length).toBe(3);
  });

  it('comes with withdrawing, erasing, and the end of spam', async () => {
    const { comment } = await subscribed();
    const { thread } = await house.thread();
    await house.send('DELETE', `/api/comments/${comment.id}`, { thread, key: KEY });
    expect(await addresses()).toBe(0);

    const bobs = await house.approved({ email: 'bob@mail.example', key: OTHER_KEY, body: 'Bob’s' });
    const headers = { Authorization: `Bearer ${TOKEN}`, Origin: WORKER };
    await house.fetch(`/api/admin/comments/${thread}/${bobs.comment.id}`, { method: 'DELETE', headers });
    expect(await addresses()).toBe(0);

    const eves = await house.accepted({ email: 'eve@mail.example', key: EVE_KEY, body: 'Eve’s' });
    await house.verdict(thread, eves.comment.id, 'spam');
    expect(await addresses()).toBe(1);
    for (let n = 0; n < 3; n++) await sweepAfter(30 * DAY);
    expect(await addresses()).toBe(0);
  });
});

describe('mail that is down', { timeout: 30_000 }, () => {
  it('loses nothing, is tried later and later, and recovers', async () => {
    await switchOn();
    await house.approved({ email: ADA });
    behaviour = 'down';
    for (let n = 0; n < 24; n++) await sweepAfter();
    expect(tries).toBe(5);
    await house.approved({ email: 'bob@mail.example', key: OTHER_KEY, body: 'Two' });
    behaviour = 'ok';
    for (let n = 0; n < 80; n++) await sweepAfter();
    expect((await mails()).map(({ to }) => to[0]).sort()).toEqual([ADA, 'bob@mail.example']);
  });

  it('waits as long as it says, and for no answer no longer than it may', async () => {
    await switchOn();
    await house.approved({ email: ADA });
    behaviour = 'busy';
    for (let n = 0; n < 23; n++) await sweepAfter();
    expect(tries).toBe(1);
    behaviour = 'stall';
    for (let n = 0; n < 2; n++) await sweepAfter();
    expect(tries).toBe(2);
    expect((await keysOf('touch:')).filter((name) => name.endsWith(':ask'))).toHaveLength(1);
    const page = await house.fetch('/admin/notices', { headers: { Authorization: `Bearer ${TOKEN}` } });
    expect(await page.text()).toContain('No answer in time.');
  });

  it('for one address alone does not hold up the others', async () => {
    await subscribed();
    const outside = house.outside;
    house.outside = async (url, init) =>
      String(init.body).includes('nobody@') ? new Response('no such mailbox', { status: 422 }) : outside(url, init);
    await house.approved({ email: 'nobody@mail.example', key: OTHER_KEY, body: 'Hello' });
    await house.approved({ email: 'bob@mail.example', key: EVE_KEY, body: 'Hi' });
    await sweepAfter();
    expect((await mails()).map(({ to }) => to[0])).toEqual([ADA, 'bob@mail.example']);
    expect((await keysOf('touch:')).filter((name) => name.endsWith(':ask'))).toEqual([]);
  });

  it('is told of in words that hold no address, which a provider may quote', async () => {
    await switchOn();
    house.outside = async () => new Response('{"error":"ada@MAIL.example is not a mailbox"}', { status: 500 });
    await house.approved({ email: ADA });
    await sweepAfter();
    expect((await kv.get('mails'))!).toContain('is not a mailbox');
    expect(JSON.stringify(await everything())).not.toMatch(/mail\.example/i);
    const headers = { Authorization: `Bearer ${TOKEN}` };
    const page = await (await house.fetch('/admin/notices', { headers })).text();
    expect(page).toContain('is not a mailbox');
    expect(page).not.toMatch(/mail\.example/i);
  });

  it('for ten addresses that are none does not hold up the eleventh, also where no mail went out lately', async () => {
    await switchOn();
    await setting('moderation', 'open');
    house.now += 61_000;
    const outside = house.outside;
    house.outside = async (url, init) =>
      String(init.body).includes('nobody') ? new Response('no such mailbox', { status: 422 }) : outside(url, init);
    for (let n = 0; n < 10; n++) {
      const key = `nobody-${n}`.padEnd(22, 'x');
      await house.accepted({ email: `nobody-${n}@mail.example`, key, body: `Number ${n}` }, `${PAGE}-${n}`);
    }
    await house.accepted({ email: ADA, body: 'Hello' });
    for (let n = 0; n < 4; n++) await sweepAfter();
    expect((await mails()).map(({ to }) => to[0])).toEqual([ADA]);
  });

  it('keeps the newest hundred, for a week, so that they never fill the sweep’s list', async () => {
    await switchOn();
    const { comment } = await house.approved({ email: ADA });
    const { thread } = await house.thread();
    behaviour = 'down';
    await sweepAfter();
    for (let n = 0; n < 120; n++) {
      await kv.put(`touch:${String(house.now + n).padStart(15, '0')}:${thread}:${comment.id}:reply`, '1');
    }
    await sweepAfter(MINUTE);
    expect((await keysOf('touch:')).filter((name) => /:(ask|reply)$/.test(name))).toHaveLength(100);
    await sweepAfter(8 * DAY);
    expect((await keysOf('touch:')).filter((name) => /:(ask|reply)$/.test(name))).toEqual([]);
  });

  it('never fails or slows a post', async () => {
    await switchOn();
    house.outside = () => Promise.reject(new Error('the network is down'));
    const { comment } = await house.approved({ email: ADA });
    await sweepAfter();
    expect((await house.comment({ email: 'bob@mail.example', key: OTHER_KEY, parent: comment.id })).status).toBe(201);
  });
});

describe('switched off', { timeout: 30_000 }, () => {
  it('nobody is written to any more, and nothing is left to do', async () => {
    const { comment } = await subscribed();
    await reply(comment.id);
    await form('/admin/notices/readers', { on: '0' });
    await sweepAfter();
    expect(await mails()).toHaveLength(1);
    expect((await keysOf('touch:')).filter((name) => /:(ask|reply)$/.test(name))).toEqual([]);
  });

  it('is what it is at first, and the form asks for no address', async () => {
    expect((await house.ticket()).asks).toEqual(['url', 'likes']);
    await switchOn();
    expect((await house.ticket()).asks).toEqual(['url', 'email', 'likes']);
    await house.approved();
    expect((await house.thread()).asks).toEqual(['url', 'email', 'likes']);
    await form('/admin/notices/readers', { on: '0' });
    expect((await house.ticket()).asks).toEqual(['url', 'likes']);
  });
});

describe('the form without JavaScript', { timeout: 30_000 }, () => {
  const open = async () => (await house.fetch(`/thread?page=${encodeURIComponent(PAGE)}`)).text();

  it('asks for the address where the thread does', async () => {
    await house.approved();
    expect(await open()).not.toContain('type="email"');
    await switchOn();
    await house.approved({ body: 'Another' });
    const html = await open();
    expect(html).toContain('type="email"');
    const ticket = /name="ticket" value="([^"]+)"/.exec(html)![1]!;
    house.now += 3_000;
    const send = (fields: Record<string, string>) =>
      house.fetch('/thread', {
        method: 'POST',
        headers: { Origin: WORKER },
        body: new URLSearchParams({ ticket, page: PAGE, asks: 'email', name: 'Noor', body: 'By hand', ...fields }),
      });
    const refused = await send({ email: 'noor@' });
    expect(refused.status).toBe(400);
    const again = await refused.text();
    expect(again).toContain('That e-mail address looks incomplete.');
    expect(again).toMatch(/type="email" autocomplete="email" value="noor@"/);
    const taken = await send({ email: 'noor@mail.example' });
    expect(await taken.text()).toContain('please confirm your address');
    expect(await keysOf('address:')).toHaveLength(1);
  });
});

describe('the owner', { timeout: 30_000 }, () => {
  const headers = { Authorization: `Bearer ${TOKEN}` };
  const page = async () => (await house.fetch('/admin/notices', { headers })).text();
  const line = async () => {
    const answer = await house.fetch('/api/admin/doctor', { method: 'POST', headers });
    const { lines } = await answer.json<{ lines: { name: string; state: string; says: string }[] }>();
    return lines.find(({ name }) => name === 'Replies to readers');
  };

  it('sees what is missing, and cannot switch it on before', async () => {
    expect(await page()).toContain('It needs the key of a mail provider');
    expect(await page()).not.toContain('Switch on');
    const before = await everything();
    expect((await form('/admin/notices/readers', { on: '1' })).status).toBe(400);
    expect(await everything()).toEqual(before);
    await form('/admin/notices', { mailKey: 're_abc' });
    expect(await page()).toContain('It needs a sender’s address');
    expect((await form('/admin/notices/readers', { on: '1' })).status).toBe(400);
    await form('/admin/notices', { mailFrom: 'c@blog.example' });
    expect(await page()).toContain('Switch on');
    expect(await line()).toMatchObject({ state: 'fine' });
  });

  it('sees how many wait for replies, and that mail goes wrong', async () => {
    await subscribed();
    expect(await page()).toContain('Replies to one comment are awaited.');
    expect(await line()).toMatchObject({ state: 'fine', says: 'On. Comments whose writers are told: 1.' });
    behaviour = 'down';
    await house.approved({ email: 'bob@mail.example', key: OTHER_KEY, body: 'Two' });
    await sweepAfter();
    expect(await page()).toContain('503 out of order');
    expect(await line()).toMatchObject({ state: 'wrong' });
  });

  it('tries it with an address of their own', async () => {
    await switchOn();
    expect((await form('/admin/notices/readers/test', { to: 'ines' })).status).toBe(400);
    const answer = await form('/admin/notices/readers/test', { to: 'ines@blog.example' });
    expect(await answer.text()).toContain('Sent. The answer: 200 thanks');
    expect(await mails()).toMatchObject([{ to: ['ines@blog.example'] }]);
    behaviour = 'down';
    expect(await (await form('/admin/notices/readers/test', { to: 'ines@blog.example' })).text()).toContain(
      'It did not go out. The answer: 503',
    );
  });

  it('who forgets the key has switched it off', async () => {
    await switchOn();
    await form('/admin/notices', { forgetKey: '1', mailFrom: 'c@blog.example' });
    expect((await house.ticket()).asks).not.toContain('email');
  });

  it('is told that by Cloudflare it takes a paid plan, and mail goes by the binding with its headers', async () => {
    const sent: { to: string; headers?: Record<string, string> }[] = [];
    const send = async (message: { to: string }) => void sent.push(message);
    house.env.MAIL = { send } as unknown as SendEmail;
    await form('/admin/notices', { mailFrom: 'c@blog.example' });
    expect(await page()).toContain('Workers Paid');
    await form('/admin/notices/readers', { on: '1' });
    await house.approved({ email: ADA });
    await sweepAfter();
    expect(sent).toMatchObject([{ to: ADA, headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } }]);
  });

  it('alone may do this', async () => {
    for (const path of ['/admin/notices/readers', '/admin/notices/readers/test']) {
      expect((await house.fetch(path)).status).toBe(401);
      const body = new URLSearchParams({ on: '1', to: ADA });
      const bare = await house.fetch(path, { method: 'POST', headers: { Origin: SITE }, body });
      expect(bare.status).toBe(403);
    }
    expect(tries).toBe(0);
  });
});
