// The desk's page where the owner has readers told of replies: what is missing, what waits, a try, and the switch.

import { beforeEach, describe, expect, it } from 'vitest';
import { OTHER_KEY, SITE, TOKEN } from '../../help/as-reader.ts';
import { everything } from '../../help/store-with.ts';
import { ADA, TellingReaders } from '../../help/telling-readers.ts';

let worker: TellingReaders;
beforeEach(() => {
  worker = new TellingReaders();
});

describe('the owner', { timeout: 30_000 }, () => {
  const headers = { Authorization: `Bearer ${TOKEN}` };
  const page = async () => (await worker.fetch('/admin/notices', { headers })).text();
  const line = async () => {
    const answer = await worker.fetch('/api/admin/doctor', { method: 'POST', headers });
    const { lines } = await answer.json<{ lines: { name: string; state: string; says: string }[] }>();
    return lines.find(({ name }) => name === 'Replies to readers');
  };

  it('sees what is missing, and cannot switch it on before', async () => {
    expect(await page()).toContain('It needs the key of a mail provider');
    expect(await page()).not.toContain('Switch on');
    const before = await everything();
    expect((await worker.form('/admin/notices/readers', { on: '1' })).status).toBe(400);
    expect(await everything()).toEqual(before);
    await worker.form('/admin/notices', { mailKey: 're_abc' });
    expect(await page()).toContain('It needs a sender’s address');
    expect((await worker.form('/admin/notices/readers', { on: '1' })).status).toBe(400);
    await worker.form('/admin/notices', { mailFrom: 'c@blog.example' });
    expect(await page()).toContain('Switch on');
    expect(await line()).toMatchObject({ state: 'fine' });
  });

  it('sees how many wait for replies, and that mail goes wrong', async () => {
    await worker.subscribed();
    expect(await page()).toContain('Replies to one comment are awaited.');
    expect(await line()).toMatchObject({ state: 'fine', says: 'On. Comments whose writers are told: 1.' });
    worker.provider = 'down';
    await worker.approved({ email: 'bob@mail.example', key: OTHER_KEY, body: 'Two' });
    await worker.sweepAfter();
    expect(await page()).toContain('503 out of order');
    expect(await line()).toMatchObject({ state: 'wrong' });
  });

  it('tries it with an address of their own', async () => {
    await worker.switchOn();
    expect((await worker.form('/admin/notices/readers/test', { to: 'ines' })).status).toBe(400);
    const answer = await worker.form('/admin/notices/readers/test', { to: 'ines@blog.example' });
    expect(await answer.text()).toContain('Sent. The answer: 200 thanks');
    expect(await worker.mails()).toMatchObject([{ to: ['ines@blog.example'] }]);
    worker.provider = 'down';
    expect(await (await worker.form('/admin/notices/readers/test', { to: 'ines@blog.example' })).text()).toContain(
      'It did not go out. The answer: 503',
    );
  });

  it('who forgets the key has switched it off', async () => {
    await worker.switchOn();
    await worker.form('/admin/notices', { forgetKey: '1', mailFrom: 'c@blog.example' });
    expect((await worker.ticket()).asks).not.toContain('email');
  });

  it('is told that by Cloudflare it takes a paid plan, and mail goes by the binding with its headers', async () => {
    const sent: { to: string; headers?: Record<string, string> }[] = [];
    const send = async (message: { to: string }) => void sent.push(message);
    worker.env.MAIL = { send } as unknown as SendEmail;
    await worker.form('/admin/notices', { mailFrom: 'c@blog.example' });
    expect(await page()).toContain('Workers Paid');
    await worker.form('/admin/notices/readers', { on: '1' });
    await worker.approved({ email: ADA });
    await worker.sweepAfter();
    expect(sent).toMatchObject([{ to: ADA, headers: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } }]);
  });

  it('alone may do this', async () => {
    for (const path of ['/admin/notices/readers', '/admin/notices/readers/test']) {
      expect((await worker.fetch(path)).status).toBe(401);
      const body = new URLSearchParams({ on: '1', to: ADA });
      const bare = await worker.fetch(path, { method: 'POST', headers: { Origin: SITE }, body });
      expect(bare.status).toBe(403);
    }
    expect(worker.tries).toBe(0);
  });
});
