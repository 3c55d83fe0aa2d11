// Somebody whose address others enter refuses once, and is never asked again: by the mail's own button, or on the page
// that its link opens.

import { beforeEach, describe, expect, it } from 'vitest';
import { DAY } from '../../../../worker/rules/time.ts';
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

let house: TellingReaders;
beforeEach(() => {
  house = new TellingReaders();
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
    await house.approved({ email, key, body: `Words ${strangers}` });
    await house.sweepAfter();
    house.now += DAY;
  }

  it('refuses once, by the mail’s own button, and is never asked again, however the mailbox is written', async () => {
    await house.asked();
    const [question] = (await house.mails()) as [Mail];
    expect(question.headers).toEqual({
      'List-Unsubscribe': `<${WORKER}${refuseLink(question)}>`,
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
    expect((await house.oneClick(refuseLink(question))).status).toBe(200);
    expect(await addresses()).toBe(0);
    house.now += DAY;
    for (const email of [ADA, ADA.toLowerCase(), 'ada+blog@mail.example']) await enteredAgain(email);
    expect(await house.mails()).toHaveLength(1);
    expect(await addresses(), 'what nobody may be asked about is not kept').toBe(0);
    await enteredAgain('bob@mail.example');
    expect((await house.mails()).map(({ to }) => to[0])).toEqual([ADA, 'bob@mail.example']);
  });

  it('refuses on a page as well, which a scanner’s visit does not', async () => {
    await house.asked();
    const [question] = (await house.mails()) as [Mail];
    expect(await (await house.fetch(refuseLink(question))).text()).toContain('No more mail from blog.example?');
    expect(await refusals()).toEqual([]);
    expect(await (await house.press(refuseLink(question))).text()).toContain('does not ask you again');
    expect(await refusals()).toHaveLength(1);
    expect((await house.press(confirmLink(question))).status).toBe(404);
    expect(await addresses()).toBe(0);
  });

  // The comment may be withdrawn before the mail is read, so that nothing but the link says which mailbox it was.
  it('refuses when the comment that brought it is gone', async () => {
    const { comment } = await house.asked();
    const { thread } = await house.thread();
    await house.send('DELETE', `/api/comments/${comment.id}`, { thread, key: KEY });
    expect(await addresses()).toBe(0);
    house.now += 60 * DAY;
    await house.press(refuseLink((await house.mails())[0]!));
    await enteredAgain();
    expect(await house.mails()).toHaveLength(1);
  });

  it('stays refused after a yes by mistake, and gets no replies either', async () => {
    const { comment } = await house.subscribed();
    await house.press(refuseLink((await house.mails())[0]!));
    expect(await addresses()).toBe(0);
    await house.reply(comment.id);
    await house.approved({ email: ADA, body: 'From the browser that once confirmed' });
    for (let n = 0; n < 20; n++) await house.sweepAfter();
    expect(await house.mails()).toHaveLength(1);
  });

  it('may allow it again with the mail in hand, and nobody else may', async () => {
    await house.asked();
    const [question] = (await house.mails()) as [Mail];
    const link = refuseLink(question);
    await house.press(link);
    const before = await everything();
    const allow = { allow: '1' };
    const cross = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' };
    expect((await house.press(link, allow, cross)).status).toBe(403);
    expect((await house.press(`${link}A`, allow)).status).toBe(404);
    await house.oneClick(link, new URLSearchParams({ 'List-Unsubscribe': 'One-Click', ...allow }));
    expect(await everything(), 'a mail program only refuses').toEqual(before);

    expect(await (await house.press(link, allow)).text()).toContain('Mail is allowed again');
    expect(await refusals()).toEqual([]);
    house.now += DAY;
    await enteredAgain();
    expect((await house.mails()).map(({ to }) => to)).toEqual([[ADA], [ADA]]);
    expect(await keysOf('subscriber:'), 'it asks, and takes nothing for a yes').toEqual([]);
  });

  it('changes its mind at once, and the last word holds', async () => {
    await house.asked();
    const link = refuseLink((await house.mails())[0]!);
    for (const more of [{}, { allow: '1' }, {}]) expect((await house.press(link, more)).status).toBe(200);
    expect(await refusals()).toHaveLength(1);
  });

  it('cannot be found out by whoever enters the address', async () => {
    await house.switchOn();
    const answers = async () => {
      const known = await house.accepted({ email: ADA, body: 'Before' });
      return { status: known.status, reasons: known.reasons, names: Object.keys(known.comment).sort() };
    };
    const before = await answers();
    await enteredAgain();
    await house.press(refuseLink((await house.mails())[0]!));
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
    await house.asked();
    await house.press(refuseLink((await house.mails())[0]!));
    house.env.ADMIN_TOKEN = `another-token-another-token-another-token ${TOKEN}`;
    house.now += DAY;
    await house.accepted({ email: ADA, key: OTHER_KEY, body: 'Hello' });
    const [waiting] = await keysOf('inbox:pending:');
    const comments = [{ thread: waiting!.split(':')[3], id: waiting!.split(':')[4] }];
    const headers = { Authorization: 'Bearer another-token-another-token-another-token', Origin: WORKER };
    await house.post('/api/admin/verdicts', { comments, verdict: 'approve' }, headers);
    await house.sweepAfter();
    expect(await house.mails()).toHaveLength(1);
  });

  it('stays refused after a backup is put back, whosever it is', async () => {
    await house.asked();
    await house.press(refuseLink((await house.mails())[0]!));
    const headers = { Authorization: `Bearer ${TOKEN}`, Origin: WORKER, 'Content-Type': 'application/x-ndjson' };
    const backup = await (await house.fetch('/api/admin/export', { headers })).text();
    const [name] = await refusals();
    await kv.delete(name!);
    expect((await house.fetch('/api/admin/import', { method: 'POST', headers, body: backup })).status).toBe(200);
    expect(await refusals()).toEqual([name]);
  });

  it('costs a write and two lists once, however often a program presses it', async () => {
    await house.asked();
    const link = refuseLink((await house.mails())[0]!);
    const { kv: counted, counts } = counting();
    house.env.COMMENTS = counted;
    for (let n = 0; n < 5; n++) expect((await house.oneClick(link)).status).toBe(200);
    expect([counts.put, counts.list, counts.delete]).toEqual([1, 2, 2]);
    await house.fetch(link);
    await house.fetch(link);
    expect([counts.put, counts.list, counts.delete]).toEqual([1, 2, 2]);
  });
});
