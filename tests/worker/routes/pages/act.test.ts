// The page that a link in a notice opens: it asks first, and judges one comment without signing in.

import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../../../worker/rules/time.ts';
import { WORKER } from '../../help/as-reader.ts';
import { everything } from '../../help/store-with.ts';
import { TellingOwner } from '../../help/telling-owner.ts';

let worker: TellingOwner;
beforeEach(() => {
  worker = new TellingOwner();
});

describe('a link in a notice', () => {
  async function links(): Promise<{ approve: string; spam: string; id: string }> {
    await worker.setUp();
    const { comment } = await worker.accepted({ body: 'To be **judged**' });
    await worker.sweepAfter(5 * MINUTE);
    const { approve = '', spam = '' } = worker.news[0]!.comments[0]!;
    return { approve: approve.slice(WORKER.length), spam: spam.slice(WORKER.length), id: comment.id };
  }
  const press = (link: string, headers: Record<string, string> = {}) =>
    worker.fetch('/act', {
      method: 'POST',
      headers: { Origin: WORKER, 'Sec-Fetch-Site': 'same-origin', ...headers },
      body: new URLSearchParams({ token: new URL(link, WORKER).searchParams.get('token') ?? '' }),
    });

  it('opens a page that asks, and changes nothing however often it is opened', async () => {
    const { approve, spam } = await links();
    const before = await everything();
    for (const link of [approve, spam, approve]) {
      const answer = await worker.fetch(link);
      expect(answer.status).toBe(200);
      const html = await answer.text();
      expect(html).toContain('To be <strong>judged</strong>');
      expect(html).toMatch(/<form method="post" action="\/act">/);
      expect(html).not.toContain('<script');
      expect(answer.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
      expect(answer.headers.get('Cache-Control')).toBe('no-store');
      expect((await worker.fetch(link, { method: 'HEAD' })).status).toBe(200);
    }
    expect(await everything()).toEqual(before);
  });

  it('approves by its button, without signing in, and a second press does no more', async () => {
    const { approve } = await links();
    const answer = await press(approve);
    expect(await answer.text()).toContain('<h1>Approved</h1>');
    expect((await worker.thread()).count).toBe(1);
    const before = await everything();
    expect(await (await press(approve)).text()).toContain('<h1>Approved</h1>');
    expect(await everything()).toEqual(before);
  });

  it('says so while the store is down, and can be sent again from there', async () => {
    const { approve } = await links();
    const { COMMENTS } = worker.env;
    worker.env.COMMENTS = new Proxy(COMMENTS, { get: () => () => Promise.reject(new Error('down')) });
    const answer = await press(approve);
    const html = await answer.text();
    expect([answer.status, answer.headers.get('Retry-After')]).toEqual([503, '60']);
    expect(html).toContain('the store did not answer');
    expect(html).toMatch(/<form method="post" action="\/act"><input type="hidden" name="token" value="v1\./);
    worker.env.COMMENTS = COMMENTS;
    expect(await (await press(approve)).text()).toContain('<h1>Approved</h1>');
  });

  it('marks as spam', async () => {
    const { spam, id } = await links();
    expect(await (await press(spam)).text()).toContain('Marked as spam');
    expect(Object.keys(await everything()).some((name) => name.startsWith('inbox:spam:') && name.endsWith(id))).toBe(
      true,
    );
  });

  it('is for the words that were shown', async () => {
    const { approve, id } = await links();
    const { thread } = await worker.thread();
    const edited = await worker.send('PUT', `/api/comments/${id}`, {
      thread,
      key: 'ada-ada-ada-ada-ada-ada',
      body: 'Other words',
    });
    expect(edited.status).toBe(200);
    worker.now += 61_000;
    expect((await worker.fetch(approve)).status).toBe(409);
    const answer = await press(approve);
    expect([answer.status, (await answer.text()).includes('These words have changed')]).toEqual([409, true]);
    expect((await worker.thread()).count).toBe(0);
  });

  it('undoes nothing that the owner decided since', async () => {
    const { approve, id } = await links();
    await worker.verdict((await worker.thread()).thread, id, 'remove');
    expect(await (await press(approve)).text()).toContain('This was seen to already');
    expect((await worker.thread()).count).toBe(0);
  });

  it('works for three days, only whole, and only where it was signed', async () => {
    const { approve, spam } = await links();
    const tokenOf = (link: string) => new URL(link, WORKER).searchParams.get('token')!;
    const [version, payload] = tokenOf(approve).split('.');
    const mixed = `/act?token=${version}.${payload}.${tokenOf(spam).split('.')[2]}`;
    for (const bad of ['/act', '/act?token=x', mixed, `${approve}A`]) {
      expect((await worker.fetch(bad)).status, bad).toBe(404);
      expect((await press(bad)).status, bad).toBe(404);
    }
    worker.now += 72 * HOUR;
    expect((await press(approve)).status).toBe(404);
    worker.now -= HOUR;
    expect((await press(approve)).status).toBe(200);
  });

  it('does nothing from the page of another site', async () => {
    const { approve } = await links();
    const cross = await press(approve, { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' });
    expect(cross.status).toBe(403);
    expect((await worker.thread()).count).toBe(0);
  });
});
