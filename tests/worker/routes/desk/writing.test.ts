// What the owner writes at the desk: replies to comments, and other words for them.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { Thread } from '../../../../worker/contract/index.ts';
import { MINUTE } from '../../../../worker/rules/time.ts';
import { acceptPost } from '../../../../worker/store/facts/posts.ts';
import { Browser, OwnerSide } from '../../help/as-owner.ts';
import { editFact, idOf, postFact, say, THREAD } from '../../help/store-with.ts';

const kv = env.COMMENTS;

async function desk(side = new OwnerSide()): Promise<Browser> {
  return new Browser(side).signIn();
}

async function head(): Promise<Thread> {
  return JSON.parse((await kv.get(`view:${THREAD}`)) ?? '{"comments":[]}') as Thread;
}

/** The texts that readers get. */
async function readable(): Promise<string[]> {
  const { comments } = await head();
  return comments.filter(({ gone }) => gone === undefined).map(({ body }) => JSON.stringify(body));
}

/** The address of a link with this text in it. */
function link(browser: Browser, text: string): string {
  const links = [...browser.html.matchAll(/<a [^>]*href="([^"]*)"[^>]*>(.*?)<\/a>/gs)];
  return (links.find(([, , inner]) => inner?.includes(text))?.[1] ?? '').replaceAll('&amp;', '&');
}

describe('a reply by the owner', () => {
  it('is public at once, under the owner’s name, with the badge', async () => {
    await say(kv, 1, { name: 'Jo', text: 'Any news?' });
    const browser = await desk(new OwnerSide({ OWNER_NAME: 'Hannah' }));
    await browser.open('/admin?status=approved');
    await browser.open(link(browser, 'Reply'));
    expect(browser.text).toContain('Reply to Jo');
    expect(browser.text).toContain('as Hannah, with the Author badge');
    browser.side.now += 1_000;
    await browser.send('/admin/replies', [['body', 'Not *yet*.']]);
    expect(browser.text).toContain('is on the page within about a minute.');
    const [, reply] = (await head()).comments;
    expect(reply).toMatchObject({ parent: idOf(1), author: { id: null, name: 'Hannah', owner: true } });
    expect(reply?.body).toEqual([{ t: 'p', c: ['Not ', { t: 'i', c: ['yet'] }, '.'] }]);
  });

  it('approves what waits, in the words that were looked at', async () => {
    await say(kv, 1, { status: 'pending', name: 'Jo' });
    const browser = await desk();
    await browser.open(link(browser, 'Reply'));
    expect(browser.text).toContain('Approve and reply');
    browser.side.now += MINUTE;
    await browser.send('/admin/replies', [['body', 'Welcome']]);
    expect(await readable()).toHaveLength(2);
  });

  it('approves and answers also what was approved and taken back a moment ago', async () => {
    await say(kv, 1, { status: 'pending', name: 'Jo' });
    const browser = await desk();
    await browser.press('approve', idOf(1));
    await browser.press('undo', idOf(1));
    expect((await head()).comments[0]?.gone).toBeDefined();
    await browser.open('/admin');
    await browser.open(link(browser, 'Reply'));
    browser.side.now += MINUTE;
    await browser.send('/admin/replies', [['body', 'Welcome']]);
    expect(browser.text).toContain('Your reply to ');
    expect(await readable()).toHaveLength(2);
  });

  it('is one reply, however often its form is sent', async () => {
    await say(kv, 1);
    const browser = await desk();
    await browser.open('/admin?status=approved');
    await browser.open(link(browser, 'Reply'));
    const { html } = browser;
    for (let i = 0; i < 2; i++) {
      browser.html = html;
      browser.side.now += MINUTE;
      await browser.send('/admin/replies', [['body', 'Once']]);
      expect(browser.text).toContain('Your reply to ');
    }
    expect(await readable()).toHaveLength(2);
  });

  it('keeps the words where they are refused, and says why', async () => {
    await say(kv, 1);
    const browser = await desk();
    await browser.open('/admin?status=approved');
    await browser.open(link(browser, 'Reply'));
    await browser.send('/admin/replies', [['body', '   ']]);
    expect(browser.status).toBe(400);
    expect(browser.text).toContain('Please write a few words.');
    await browser.send('/admin/replies', [['body', `Long ${'x'.repeat(5_000)}`]]);
    expect(browser.text).toContain('That is more than 5,000 characters.');
    expect(browser.html).toContain('Long xxxx');
    await browser.send('/admin/replies', [['body', 'Short enough']]);
    expect(await readable()).toHaveLength(2);
  });

  it('is written, as other words are, under the address of a page that has no title', async () => {
    const fact = { ...(await postFact(1)), title: '' };
    await acceptPost(kv, THREAD, idOf(1), fact, fact.at);
    const browser = await desk();
    for (const name of ['Reply', 'Edit']) {
      await browser.open('/admin?status=approved');
      await browser.open(link(browser, name));
      expect(browser.text).toContain('on https://blog.example/post');
    }
  });

  // The cookie ends with the session: a browser that was left open over night sends none, and what was typed was lost.
  it.each([
    ['has ended', false],
    ['has ended, and its cookie with it', true],
  ])('waits at the sign-in when the session %s, and is sent after it', async (_, isCookieGone) => {
    await say(kv, 1);
    const browser = await desk();
    await browser.open('/admin?status=approved');
    await browser.open(link(browser, 'Reply'));
    browser.side.now += 13 * 60 * MINUTE;
    if (isCookieGone) browser.cookie = '';
    await browser.send('/admin/replies', [['body', 'Typed <b>before</b>']]);
    expect(browser.status).toBe(401);
    expect(browser.text).toContain('You have been signed out. What you typed is kept.');
    await browser.send('/admin/sign-in', [['token', browser.side.env.ADMIN_TOKEN ?? '']]);
    expect(browser.text).toContain('What you typed has not been sent yet.');
    await browser.send('/admin/replies', []);
    expect(browser.text).toContain('Your reply to ');
    expect((await readable())[1]).toContain('<b>before</b>');
  });

  it('is not sent to where a forged sign-in form says', async () => {
    const browser = new Browser(new OwnerSide());
    for (const action of ['https://evil.example/', '//evil.example/admin', '/api/tickets', 'javascript:1']) {
      const kept = JSON.stringify({ action, fields: [] });
      await browser.signIn(undefined, [['kept', kept]]);
      expect(browser.html).not.toContain('evil.example');
      expect(browser.text).not.toContain('Send it now');
    }
  });
});

describe('other words by the owner', () => {
  it('take the place of the author’s, who can no longer change them unseen', async () => {
    await say(kv, 1, { text: 'Teh first words' });
    const browser = await desk();
    await browser.open('/admin?status=approved');
    await browser.open(link(browser, 'Edit'));
    expect(browser.html).toContain('Teh first words</textarea>');
    browser.side.now += MINUTE;
    await browser.send('/admin/edits', [['body', 'The first words']]);
    expect(browser.text).toContain('’s comment. It shows on the page within about a minute.');
    const [comment] = (await head()).comments;
    expect(comment?.body).toEqual([{ t: 'p', c: ['The first words'] }]);
    expect(comment?.editedAt).toBeDefined();
    expect(comment?.author.name).toBe('Reader 1');
  });

  it('publish what waited, and say so on the button', async () => {
    await say(kv, 1, { status: 'pending' });
    const browser = await desk();
    await browser.open(link(browser, 'Edit'));
    expect(browser.text).toContain('Save and publish');
    browser.side.now += MINUTE;
    await browser.send('/admin/edits', [['body', 'Better']]);
    expect(await readable()).toEqual([expect.stringContaining('Better')]);
    expect(browser.text).toContain('Nothing is waiting.');
  });

  it('are refused where the author’s have changed meanwhile, and stay in the box', async () => {
    await say(kv, 1, { status: 'pending' });
    const browser = await desk();
    await browser.open(link(browser, 'Edit'));
    const edit = await editFact(1, 'Changed by Jo', browser.side.now, 'pending');
    await kv.put(`fact:${THREAD}:${idOf(1)}:edit`, JSON.stringify(edit));
    await browser.send('/admin/edits', [['body', 'Mine']]);
    expect(browser.status).toBe(400);
    expect(browser.text).toContain('These words have changed since you read them.');
    expect(browser.text).toContain('Changed by Jo');
    expect(browser.html).toContain('Mine</textarea>');
    browser.side.now += MINUTE;
    await browser.send('/admin/edits', [['body', 'Mine']]);
    expect(await readable()).toEqual([expect.stringContaining('Mine')]);
  });
});
