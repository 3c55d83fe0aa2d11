// The desk’s page about authors: trusting, blocking, and erasing all that one of them wrote.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { Thread } from '../../../../worker/contract/index.ts';
import { MINUTE } from '../../../../worker/rules/time.ts';
import { putAuthor } from '../../../../worker/store/facts/authors.ts';
import { Browser, OwnerSide } from '../../help/as-owner.ts';
import { everything, idOf, START, say, THREAD } from '../../help/store-with.ts';

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

async function press(browser: Browser, value: string, has: string, more: [string, string][] = []): Promise<void> {
  browser.side.now += MINUTE;
  await browser.press(value, has, more);
}

describe('authors', () => {
  it('are trusted and blocked from a row, and shown as that', async () => {
    const { authorId } = await say(kv, 1, { status: 'pending', name: 'Jo' });
    const browser = await desk();
    await press(browser, 'trust', idOf(1));
    expect(browser.text).toContain('Trusted Jo. Their comments with links are no longer held.');
    expect(await kv.get(`trust:${authorId}`)).toContain('"on":true');
    await press(browser, 'block', idOf(1));
    expect(browser.text).toContain('Blocked Jo. New comments from that browser are refused.');
    await browser.open('/admin/authors');
    expect(browser.text).toMatch(/Blocked J Jo trusted .*Unblock/);
    await press(browser, 'unblock', authorId ?? '');
    expect(browser.text).toContain('Unblocked Jo.');
    expect(await kv.get(`block:${authorId}`)).toContain('"on":false');
    await press(browser, 'untrust', authorId ?? '');
    expect(await kv.get(`trust:${authorId}`)).toContain('"on":false');
  });

  it('are known by the name they were approved under', async () => {
    await say(kv, 1, { status: 'pending', name: 'Jo' });
    const browser = await desk();
    await browser.open('/admin/authors');
    expect(browser.text).toContain('Nobody yet.');
    await browser.open('/admin');
    await press(browser, 'approve', idOf(1));
    await browser.open('/admin/authors');
    expect(browser.text).toContain('Known J Jo Words 1 1 comment');
  });

  it('have all their comments erased, after a question, and nobody else’s', async () => {
    const { authorId } = await say(kv, 1, { name: 'Jo Secret', text: 'Secret words' });
    await say(kv, 2, { name: 'Jo Secret', text: 'More secret words', status: 'pending', authorId: authorId! });
    await say(kv, 3, { text: 'By somebody else' });
    const browser = await desk();
    await press(browser, 'approve', idOf(2));
    await browser.open(`/admin/authors/${authorId}`);
    expect(browser.text).toContain('Erase all 2 comments by Jo Secret? They cannot be brought back.');
    browser.side.now += MINUTE;
    await browser.send(`/admin/authors/${authorId}`, []);
    expect(browser.text).toContain('Erased 2 comments for good.');
    expect(await readable()).toEqual([expect.stringContaining('By somebody else')]);
    const kept = JSON.stringify(await everything()) + JSON.stringify((await kv.list()).keys);
    expect(kept).not.toMatch(/[Ss]ecret/);
    // Names are packed in metadata, where a search for words would not see them.
    const { metadata } = await kv.getWithMetadata(`known:${authorId}`);
    expect(metadata).toEqual({ on: 1, name: '' });
    await browser.open(`/admin/authors/${authorId}`);
    expect(browser.text).toContain('Nothing to erase');
  });

  // Four readers called R were four times the same row.
  it('are told apart by their last words, how many there are and when, the last to write first', async () => {
    const one = await say(kv, 1, { name: 'R', text: 'The first words', status: 'pending' });
    await say(kv, 2, { name: 'R', text: 'Of another reader', status: 'pending' });
    const browser = await desk();
    await press(browser, 'approve', `${idOf(1)}.`);
    await press(browser, 'approve', `${idOf(2)}.`);
    await say(kv, 3, { name: 'R', text: `${'Long words '.repeat(20)}`, authorId: one.authorId! });
    await browser.open('/admin/authors');
    expect(browser.text).toMatch(/R Long words .*… 2 comments · .* ago .*R Of another reader 1 comment · /);
    expect(browser.text).not.toContain('The first words');
  });

  it('are found by their name, and a page goes on where the one before ended', async () => {
    for (let n = 1; n <= 52; n++) {
      const id = `author${String(n).padStart(10, '0')}`;
      await putAuthor(kv, { id, kind: 'known', on: true, name: n === 7 ? 'Zoë Quick' : `Reader ${n}` }, START);
    }
    const browser = await desk();
    await browser.open('/admin/authors');
    expect(browser.html.match(/class="item"/g)).toHaveLength(50);
    const next = /href="(\/admin\/authors\?[^"]*skip=50)"/.exec(browser.html)?.[1] ?? '';
    await browser.open(next);
    expect(browser.html.match(/class="item"/g)).toHaveLength(2);
    expect(browser.text).not.toContain('More authors');
    await browser.open('/admin/authors?q=zoë');
    expect(browser.html.match(/class="item"/g)).toHaveLength(1);
    await browser.open('/admin/authors?q=nobody');
    expect(browser.text).toContain('Nobody found for “nobody”.');
    expect((await browser.open('/admin/authors?skip=-1&q=zoë')).status).toBe(200);
  });
});

it.each(['constructor', 'toString', '__proto__', 'hasOwnProperty', ''])(
  '"%s" is no act and says nothing',
  async (name) => {
    const browser = await desk();
    const before = await everything();
    await browser.post('/admin/authors', [
      ['act', name],
      ['author', 'A'.repeat(16)],
    ]);
    expect(browser.status).toBe(404);
    expect(await everything()).toEqual(before);
    for (const path of ['authors', 'notices']) {
      await browser.open(`/admin/${path}?said=${name}`);
      expect(browser.status).toBe(200);
      expect(browser.text).not.toMatch(/native code|object Object/);
    }
  },
);
