// Somebody whose address others enter refuses once, and is never asked again: by the mail's own button, or on the page
// that its link opens.

import { beforeEach, describe, expect, it } from 'vitest';
import { DAY, MINUTE } from '../../../../worker/rules/time.ts';
import { counting, KEY, kv, OTHER_KEY, TOKEN, WORKER } from '../../help/as-reader.ts';
import { everything } from '../../help/store-with.ts';
import {
  ADA,
  addresses,
  confirmLink,
  EVE_KEY,
  keysOf,
  type Mail,
  refuseLink,
  TellingReaders,
} from '../../help/telling-readers.ts';

let worker: TellingReaders;
beforeEach(() => {
  worker = new TellingReaders();
});

// Anybody can type somebody else's address. Until the mail that asks could be refused, its holder could be asked once a
// day for as long as somebody liked: the link in it deleted the address, and nothing was left to know it by the next
// day.
describe('somebody whose address others enter', { timeout: 30_000 }, () => {
  const refusals = () => keysOf('refusal:');
  /** Somebody new enters it in a new comment, the owner approves, and the next day is there. */
  let strangers = 0;
  async function enteredAgain(email = ADA): Promise<void> {
    const key = `stranger-${strangers++}`.padEnd(22, 'x');
    await worker.approved({ email, key, body: `Words ${strangers}` });
    await worker.sweepAfter();
    worker.now += DAY;
  }

  it('refuses once, by the mail’s own button, and is never asked again, however the mailbox is written', async () => {
    await worker.asked();
    const [question] = (await worker.mails()) as [Mail];
    expect(question.headers).toEqual({
      'List-Unsubscribe': `<${WORKER}${refuseLink(question)}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect((await worker.oneClick(refuseLink(question))).status).toBe(200);
    expect(await addresses()).toBe(0);
    worker.now += DAY;
    for (const email of [ADA, ADA.toLowerCase(), 'ada+blog@mail.example']) await enteredAgain(email);
    expect(await worker.mails()).toHaveLength(1);
    expect(await addresses(), 'what nobody may be asked about is not kept').toBe(0);
    await enteredAgain('bob@mail.example');
    expect((await worker.mails()).map(({ to }) => to[0])).toEqual([ADA, 'bob@mail.example']);
  });

  it('refuses on a page as well, which a scanner’s visit does not', async () => {
    await worker.asked();
    const [question] = (await worker.mails()) as [Mail];
    expect(await (await worker.fetch(refuseLink(question))).text()).toContain('No more e-mails from blog.example?');
    expect(await refusals()).toEqual([]);
    expect(await (await worker.press(refuseLink(question))).text()).toContain('You will not be asked again');
    expect(await refusals()).toHaveLength(1);
    expect((await worker.press(confirmLink(question))).status).toBe(404);
    expect(await addresses()).toBe(0);
  });

  // The comment may be withdrawn before the mail is read, so that nothing but the link says which mailbox it was.
  it('refuses when the comment that brought it is gone', async () => {
    const { comment } = await worker.asked();
    const { thread } = await worker.thread();
    await worker.send('DELETE', `/api/comments/${comment.id}`, { thread, key: KEY });
    expect(await addresses()).toBe(0);
    worker.now += 60 * DAY;
    await worker.press(refuseLink((await worker.mails())[0]!));
    await enteredAgain();
    expect(await worker.mails()).toHaveLength(1);
  });

  it('stays refused after a yes by mistake, and gets no replies either', async () => {
    const { comment } = await worker.subscribed();
    await worker.press(refuseLink((await worker.mails())[0]!));
    expect(await addresses()).toBe(0);
    await worker.reply(comment.id);
    await worker.approved({ email: ADA, body: 'From the browser that once confirmed' });
    for (let n = 0; n < 20; n++) await worker.sweepAfter();
    expect(await worker.mails()).toHaveLength(1);
  });

  it('may allow it again with the mail in hand, and nobody else may', async () => {
    await worker.asked();
    const [question] = (await worker.mails()) as [Mail];
    const link = refuseLink(question);
    await worker.press(link);
    const before = await everything();
    const allow = { allow: '1' };
    const cross = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' };
    expect((await worker.press(link, allow, cross)).status).toBe(403);
    expect((await worker.press(`${link}A`, allow)).status).toBe(404);
    await worker.oneClick(link, new URLSearchParams({ 'List-Unsubscribe': 'One-Click', ...allow }));
    expect(await everything(), 'a mail program only refuses').toEqual(before);

    expect(await (await worker.press(link, allow)).text()).toContain('E-mails are allowed again');
    expect(await refusals()).toEqual([]);
    worker.now += DAY;
    await enteredAgain();
    expect((await worker.mails()).map(({ to }) => to)).toEqual([[ADA], [ADA]]);
    expect(await keysOf('subscriber:'), 'it asks, and takes nothing for a yes').toEqual([]);
  });

  it('changes its mind at once, and the last word holds', async () => {
    await worker.asked();
    const link = refuseLink((await worker.mails())[0]!);
    for (const more of [{}, { allow: '1' }, {}]) expect((await worker.press(link, more)).status).toBe(200);
    expect(await refusals()).toHaveLength(1);
  });

  it('cannot be found out by whoever enters the address', async () => {
    await worker.switchOn();
    const answers = async () => {
      const known = await worker.accepted({ email: ADA, body: 'Before' });
      return { status: known.status, reasons: known.reasons, names: Object.keys(known.comment).sort() };
    };
    const before = await answers();
    await enteredAgain();
    await worker.press(refuseLink((await worker.mails())[0]!));
    worker.now += DAY;
    expect(await answers()).toEqual(before);
    const { kv: counted, counts } = counting();
    worker.env.COMMENTS = counted;
    await worker.accepted({ email: ADA, key: EVE_KEY, body: 'Refused' });
    const refused = { ...counts };
    for (const name of Object.keys(counts)) counts[name] = 0;
    await worker.accepted({ email: 'bob@mail.example', key: EVE_KEY, body: 'Not refused' });
    expect(counts, 'nor by how long it takes').toEqual(refused);
  });

  it('stays refused while ADMIN_TOKEN is being changed', async () => {
    await worker.asked();
    await worker.press(refuseLink((await worker.mails())[0]!));
    worker.env.ADMIN_TOKEN = `another-token-another-token-another-token ${TOKEN}`;
    worker.now += DAY;
    await worker.accepted({ email: ADA, key: OTHER_KEY, body: 'Hello' });
    const [waiting] = await keysOf('inbox:pending:');
    const comments = [{ thread: waiting!.split(':')[3], id: waiting!.split(':')[4] }];
    const headers = { Authorization: 'Bearer another-token-another-token-another-token', Origin: WORKER };
    await worker.post('/api/admin/verdicts', { comments, verdict: 'approve' }, headers);
    await worker.sweepAfter();
    expect(await worker.mails()).toHaveLength(1);
  });

  it('stays refused after a backup is put back, whosever it is', async () => {
    await worker.asked();
    await worker.press(refuseLink((await worker.mails())[0]!));
    const headers = { Authorization: `Bearer ${TOKEN}`, Origin: WORKER, 'Content-Type': 'application/x-ndjson' };
    const backup = await (await worker.fetch('/api/admin/export', { headers })).text();
    const [name] = await refusals();
    await kv.delete(name!);
    expect((await worker.fetch('/api/admin/import', { method: 'POST', headers, body: backup })).status).toBe(200);
    expect(await refusals()).toEqual([name]);
  });

  it('costs a write and two lists once, however often a program presses it', async () => {
    await worker.asked();
    const link = refuseLink((await worker.mails())[0]!);
    const { kv: counted, counts } = counting();
    worker.env.COMMENTS = counted;
    for (let n = 0; n < 5; n++) expect((await worker.oneClick(link)).status).toBe(200);
    expect([counts.put, counts.list, counts.delete]).toEqual([1, 2, 2]);
    await worker.fetch(link);
    await worker.fetch(link);
    expect([counts.put, counts.list, counts.delete]).toEqual([1, 2, 2]);
  });

  // Only a repeat of the same choice cost nothing: two in turn spent the day's lists in less than an hour.
  it('is done a few times and no more where a program refuses and allows in turn', async () => {
    await worker.asked();
    const link = refuseLink((await worker.mails())[0]!);
    const { kv: counted, counts } = counting();
    worker.env.COMMENTS = counted;
    const statuses: number[] = [];
    for (let n = 0; n < 12; n++) {
      statuses.push((n % 2 === 0 ? await worker.oneClick(link) : await worker.press(link, { allow: '1' })).status);
    }
    expect(statuses.slice(0, 4)).toEqual([200, 200, 200, 200]);
    expect(counts.list).toBeLessThanOrEqual(4);
    expect(statuses.slice(5)).toContain(429);
    worker.now += 11 * MINUTE;
    expect((await worker.press(link, { allow: '1' })).status).toBe(429);
    worker.now += DAY;
    expect((await worker.press(link, { allow: '1' })).status).toBe(200);
  });
});
