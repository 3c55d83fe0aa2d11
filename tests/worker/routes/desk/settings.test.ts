// The desk’s settings, further sites among them, and signing out everywhere.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { MINUTE } from '../../../../worker/rules/time.ts';
import { Browser, ORIGIN, OwnerSide } from '../../help/as-owner.ts';
import { everything } from '../../help/store-with.ts';

const kv = env.COMMENTS;

async function desk(side = new OwnerSide()): Promise<Browser> {
  return new Browser(side).signIn();
}

/** The form of settings as a browser sends it: every field, of which these were changed. */
function filled(html: string, changes: Record<string, string>): [string, string][] {
  const was = [...html.matchAll(/<textarea name="(was-\w+)" hidden>([^<]*)</g)].map(
    ([, name = '', value = '']): [string, string] => [name, value],
  );
  const now = was.map(([name, value]): [string, string] => {
    const field = name.slice('was-'.length);
    return [field, changes[field] ?? value];
  });
  return [...was, ...now.filter(([name, value]) => !(name === 'stop' && value === ''))];
}

async function save(browser: Browser, changes: Record<string, string>, html = browser.html): Promise<void> {
  browser.side.now += MINUTE;
  await browser.post('/admin/settings', filled(html, changes));
}

describe('settings', () => {
  it('are shown as they are, each with a sentence', async () => {
    const browser = await desk(new OwnerSide({ OWNER_NAME: 'Hannah' }));
    await browser.open('/admin/settings');
    expect(browser.html).toContain('value="Hannah"');
    expect(browser.html).toMatch(/value="first-time" checked/);
    expect(browser.text).toContain('https://blog.example');
  });

  it('begin with what a new owner looks for; the limits for floods are folded up, and say whether they are usual', async () => {
    const browser = await desk();
    await browser.open('/admin/settings');
    const order = [
      '/admin/notices',
      '/admin/import',
      '/admin/export',
      '/admin/doctor',
      'name="moderation"',
      '<details',
    ];
    const places = [...order, 'Sign out everywhere</button>'].map((each) => browser.html.indexOf(each));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect(browser.text).toContain('Limits for floods: usual values');
    await save(browser, { writesBeforeWork: 'a few' });
    expect(browser.html, 'what is wrong is in sight').toMatch(/<details class="fold" open>/);
    await save(browser, { writesBeforeWork: '300' });
    expect(browser.text).toContain('Limits for floods: your own values');
    expect(browser.html).toMatch(/<details class="fold" >/);
  });

  it('are saved, one key for each that was changed and no other', async () => {
    const browser = await desk();
    await browser.open('/admin/settings');
    await save(browser, { moderation: 'all', blockedWords: 'casino\r\n\r\n  poker \r\ncasino', maxLinks: '2' });
    expect(browser.text).toContain('Saved. It holds everywhere within a minute or two.');
    const { keys } = await kv.list({ prefix: 'settings:' });
    expect(keys.map(({ name }) => name)).toEqual(['settings:blockedWords', 'settings:maxLinks', 'settings:moderation']);
    expect(await kv.get('settings:blockedWords', 'json')).toMatchObject({ value: ['casino', 'poker'] });
    expect(browser.html).toMatch(/value="all" checked/);
    expect(browser.html).toContain('casino\npoker</textarea>');
  });

  it('saved in two tabs do not undo each other', async () => {
    const browser = await desk();
    const { html } = await browser.open('/admin/settings');
    await save(browser, { ownerName: 'Hannah' }, html);
    await save(browser, { maxLinks: '9' }, html);
    expect(await kv.get('settings:ownerName', 'json')).toMatchObject({ value: 'Hannah' });
    expect(browser.html).toContain('value="Hannah"');
    expect(browser.html).toContain('value="9"');
  });

  it('say so where nothing was changed, and write nothing', async () => {
    const browser = await desk();
    await browser.open('/admin/settings');
    await save(browser, {});
    expect(browser.text).toContain('Nothing was changed.');
    expect((await kv.list({ prefix: 'settings:' })).keys).toEqual([]);
  });

  it('that make no sense are marked, and what was typed stays', async () => {
    const browser = await desk();
    await browser.open('/admin/settings');
    await save(browser, { maxLinks: 'many', ownerName: 'Hannah' });
    expect(browser.status).toBe(400);
    expect(browser.text).toContain('Not saved: see what is marked below.');
    expect(browser.text).toContain('A whole number from 0 to 100.');
    expect(browser.html).toContain('value="many"');
    expect(browser.html).toContain('value="Hannah"');
    expect((await kv.list({ prefix: 'settings:' })).keys).toEqual([]);
    await save(browser, { maxLinks: '3', ownerName: 'Hannah' });
    expect(browser.text).toContain('Saved.');
  });

  it('stop all comments, and let them in again', async () => {
    const browser = await desk();
    await browser.open('/admin/settings');
    await save(browser, { stop: '1' });
    expect(await kv.get('settings:stop', 'json')).toMatchObject({ value: true });
    await save(browser, { stop: '' });
    expect(await kv.get('settings:stop', 'json')).toMatchObject({ value: false });
  });
});

describe('further sites', () => {
  const typed = (html: string) => /<textarea id="sites"[^>]*>([^<]*)</.exec(html)?.[1];

  it('are typed as they come, kept as origins, and hold at once', async () => {
    const browser = await desk();
    await browser.open('/admin/settings');
    expect(browser.html).toContain('<li><code>https://blog.example</code></li>');
    expect(typed(browser.html)).toBe('');
    await save(browser, {
      sites: 'https://garden.example/, Other.Example\nhttps://blog.example  garden.example http://localhost:*',
    });
    expect(browser.text).toContain('Saved.');
    const kept = ['https://garden.example', 'https://other.example', 'http://localhost:*'];
    expect(await kv.get('settings:sites', 'json')).toEqual({ v: 1, value: kept });
    expect(typed(browser.html)).toBe(kept.join('\n'));
    expect((await kv.list({ prefix: 'settings:' })).keys).toHaveLength(1);
    const page = encodeURIComponent('https://garden.example/post');
    const answer = await browser.side.fetch(`/api/thread?page=${page}`);
    expect(await answer.json()).toMatchObject({ page: 'https://garden.example/post' });
  });

  it('are taken out again', async () => {
    const browser = await desk();
    await browser.open('/admin/settings');
    await save(browser, { sites: 'garden.example' });
    await save(browser, { sites: ' ' });
    expect(await kv.get('settings:sites', 'json')).toEqual({ v: 1, value: [] });
    expect(typed(browser.html)).toBe('');
  });

  it('of one tab are not undone by what another saves', async () => {
    const browser = await desk();
    const { html } = await browser.open('/admin/settings');
    await save(browser, { sites: 'garden.example' }, html);
    await save(browser, { maxLinks: '9' }, html);
    expect(typed(browser.html)).toBe('https://garden.example');
  });

  it.each([
    '*',
    'https://*.example',
    'http://garden.example',
    'garden',
    'https://garden.example and more',
    'https://owner:secret@garden.example',
    '<script>alert(1)</script>',
    Array.from({ length: 21 }, (_, n) => `site-${n}.example`).join('\n'),
  ])('are marked where one is none, and what was typed stays: %j', async (text) => {
    const browser = await desk();
    await browser.open('/admin/settings');
    await save(browser, { sites: text, ownerName: 'Hannah' });
    expect(browser.status).toBe(400);
    expect(browser.text).toContain('Up to 20 addresses such as https://example.org.');
    expect(browser.html).toMatch(
      /<textarea id="sites"[^>]*aria-describedby="sites-hint sites-problem" aria-invalid="true"/,
    );
    expect(typed(browser.html)).toBe(text.replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
    expect(browser.html).toContain('value="Hannah"');
    expect((await kv.list({ prefix: 'settings:' })).keys).toEqual([]);
  });

  it('are nobody’s to set but the owner’s, from the desk’s own page', async () => {
    const side = new OwnerSide();
    const browser = await desk(side);
    const before = await everything();
    const body = () => new URLSearchParams({ sites: 'https://evil.example', 'was-sites': '' });
    for (const headers of [
      { Cookie: browser.cookie, 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' },
      { Cookie: browser.cookie, Origin: 'https://blog.example' },
      { 'Sec-Fetch-Site': 'same-origin', Origin: ORIGIN },
    ] as Record<string, string>[]) {
      const answer = await side.fetch('/admin/settings', { method: 'POST', headers, body: body() });
      expect([401, 403]).toContain(answer.status);
    }
    expect(await everything()).toEqual(before);
  });
});

describe('signing out everywhere', () => {
  it('ends every session, this one too', async () => {
    const side = new OwnerSide();
    const [one, other] = [await desk(side), await desk(side)];
    await one.post('/admin/sign-out-everywhere', []);
    expect(one.status).toBe(401);
    expect((await other.open('/admin')).status).toBe(401);
    expect((await one.signIn()).status).toBe(200);
    expect((await other.open('/admin')).status).toBe(401);
  });
});
