// The desk's pages about the site as a whole: threads, settings, signing out everywhere, the doctor.

import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, describe, expect, it } from 'vitest';
import type { DoctorLine, Thread } from '../../../../worker/contract/index.ts';
import type { Env } from '../../../../worker/env.ts';
import { VERSION } from '../../../../worker/version.ts';
import { Browser, everything, ORIGIN, OwnerSide } from '../../help/as-owner.ts';
import { idOf, MINUTE, say, THREAD } from '../../help/store-with.ts';

const kv = env.COMMENTS;
afterEach(() => reset());

async function desk(side = new OwnerSide()): Promise<Browser> {
  return new Browser(side).signIn();
}

async function head(thread = THREAD): Promise<Thread> {
  return JSON.parse((await kv.get(`view:${thread}`)) ?? '{"comments":[]}') as Thread;
}

describe('threads', () => {
  it('are listed with their comments, their last activity and whether they are open', async () => {
    await say(kv, 1);
    await say(kv, 2);
    const browser = await desk();
    await browser.open('/admin/threads');
    expect(browser.text).toContain('A post 2 comments · last 59 minutes ago');
    expect(browser.html).toContain('href="https://blog.example/post"');
    expect(browser.text).not.toContain('Closed');
  });

  it('say so where there are none', async () => {
    const browser = await desk();
    await browser.open('/admin/threads');
    expect(browser.text).toContain('No page has comments yet.');
  });

  it('are closed and opened from the list', async () => {
    await say(kv, 1);
    const browser = await desk();
    await browser.open('/admin/threads');
    browser.side.now += MINUTE;
    await browser.send(`/admin/threads/${THREAD}`, [['open', '0']]);
    expect(browser.text).toContain('Closed. It shows on the page within about a minute.');
    expect(browser.text).toMatch(/A post 1 comment .* Closed/);
    expect((await head()).open).toBe(false);
    browser.side.now += MINUTE;
    await browser.send(`/admin/threads/${THREAD}`, [['open', '1']]);
    expect(browser.text).toContain('Open again.');
    expect((await head()).open).toBe(true);
  });

  it('tell by which rule they are closed', async () => {
    await say(kv, 1);
    const browser = await desk();
    const settings = async (more: object) => {
      browser.side.now += MINUTE;
      const headers = { Authorization: `Bearer ${browser.side.env.ADMIN_TOKEN}`, 'Content-Type': 'application/json' };
      const body = JSON.stringify(more);
      expect((await browser.side.request('/api/admin/settings', { method: 'PUT', headers, body })).status).toBe(200);
    };
    await settings({ closeAfterDays: 1 });
    browser.side.now += 25 * 60 * MINUTE;
    await browser.signIn();
    expect((await browser.open('/admin/threads')).text).toContain('Closed by age');
    await settings({ closeAfterDays: null, stop: true });
    expect((await browser.open('/admin/threads')).text).toContain('Stopped');
  });

  it('are renamed, and close on a day', async () => {
    await say(kv, 1);
    const browser = await desk();
    await browser.open(`/admin/threads/${THREAD}`);
    browser.side.now += MINUTE;
    await browser.post(`/admin/threads/${THREAD}`, [['title', 'A better name']]);
    expect(browser.text).toContain('Saved.');
    expect((await head()).title).toBe('A better name');
    browser.side.now += MINUTE;
    await browser.post(`/admin/threads/${THREAD}`, [['closesAt', '2026-12-24']]);
    expect((await head()).closesAt).toBe('2026-12-24T00:00:00.000Z');
    expect((await browser.open('/admin/threads')).text).toContain('closes on 2026-12-24');
    browser.side.now += MINUTE;
    await browser.post(`/admin/threads/${THREAD}`, [['closesAt', '']]);
    expect((await head()).closesAt).toBeUndefined();
    browser.side.now += MINUTE;
    await browser.post(`/admin/threads/${THREAD}`, [['title', '']]);
    expect((await head()).title).toBe('A post');
  });

  it('are moved to where nothing stands, and are listed once', async () => {
    await say(kv, 1);
    const browser = await desk();
    browser.side.now += MINUTE;
    await browser.post(`/admin/threads/${THREAD}`, [['movedTo', 'https://blog.example/new/?utm_source=x']]);
    expect(browser.text).toContain('Moved. Both addresses lead to these comments.');
    expect((await head()).page).toBe('https://blog.example/new');
    const moved = await browser.side.request('/api/thread?page=https://blog.example/new');
    expect(await moved.json()).toMatchObject({ thread: THREAD, count: 1 });
    await browser.open('/admin/threads');
    expect(browser.html.match(/class="item"/g)).toHaveLength(1);
    expect(browser.html).toContain('href="https://blog.example/new"');
  });

  it('are not moved to elsewhere, and the address stays in the field', async () => {
    await say(kv, 1);
    const browser = await desk();
    for (const [address, words] of [
      ['https://other.example/new', 'not on one of your sites'],
      ['not an address', 'A web address starts with https://'],
      ['', 'Please write the new address.'],
    ] as const) {
      await browser.post(`/admin/threads/${THREAD}`, [['movedTo', address]]);
      expect(browser.status).toBe(400);
      expect(browser.text).toContain(words);
      expect(browser.html).toContain(`value="${address}"`);
    }
  });

  it('that are none are not found', async () => {
    const browser = await desk();
    const before = await everything(kv);
    expect((await browser.open('/admin/threads/nothing')).status).toBe(404);
    expect((await browser.open(`/admin/threads/${THREAD}`)).status).toBe(404);
    expect((await browser.post(`/admin/threads/${THREAD}`, [['open', '0']])).status).toBe(404);
    expect(await everything(kv)).toEqual(before);
  });

  it('draw hostile titles as text', async () => {
    await say(kv, 1);
    const browser = await desk();
    browser.side.now += MINUTE;
    await browser.post(`/admin/threads/${THREAD}`, [['title', '"><img src=x onerror=alert(1)>']]);
    for (const path of ['/admin/threads', `/admin/threads/${THREAD}`]) {
      expect((await browser.open(path)).html).not.toContain('<img');
    }
  });

  it('of long titles and addresses in every script fit into what a list tells', async () => {
    const side = new OwnerSide({ MODERATION: 'open' });
    const page = `https://blog.example/${encodeURIComponent('𝕃'.repeat(100))}`;
    const title = '𝕃"\\'.repeat(66);
    const headers = { 'Content-Type': 'application/json', Origin: 'https://blog.example' };
    const post = (path: string, body: object) =>
      side.request(path, { method: 'POST', headers, body: JSON.stringify(body) });
    const { ticket } = await (await post('/api/tickets', { page, title })).json<{ ticket: string }>();
    side.now += 3_000;
    expect((await post('/api/comments', { ticket, name: 'Mia', body: 'Hello' })).status).toBe(201);
    const browser = await desk(side);
    await browser.open('/admin/threads');
    expect(browser.text).toContain('𝕃');
    expect(browser.text).toContain('1 comment');
    expect(browser.html).toContain(`href="${page}"`);
  });
});

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
    const answer = await browser.side.request(`/api/thread?page=${page}`);
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
    const before = await everything(kv);
    const body = () => new URLSearchParams({ sites: 'https://evil.example', 'was-sites': '' });
    for (const headers of [
      { Cookie: browser.cookie, 'Sec-Fetch-Site': 'cross-site', Origin: 'https://evil.example' },
      { Cookie: browser.cookie, Origin: 'https://blog.example' },
      { 'Sec-Fetch-Site': 'same-origin', Origin: ORIGIN },
    ] as Record<string, string>[]) {
      const answer = await side.request('/admin/settings', { method: 'POST', headers, body: body() });
      expect([401, 403]).toContain(answer.status);
    }
    expect(await everything(kv)).toEqual(before);
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

describe('the doctor', () => {
  const page =
    (html: string, init: ResponseInit = {}) =>
    async () =>
      new Response(html, init);
  const WITH_TAG = `<script async src="${ORIGIN}/embed.js"></script>`;

  async function lines(side: OwnerSide, fetch: () => Promise<Response>): Promise<Map<string, DoctorLine>> {
    side.fetch = fetch;
    const answer = await side.api('/api/admin/doctor', {});
    expect(answer.status).toBe(200);
    const found = await answer.json<{ lines: DoctorLine[] }>();
    return new Map(found.lines.map((line) => [line.name, line]));
  }

  it('finds everything fine where it is, and leaves nothing behind', async () => {
    await say(kv, 1);
    await kv.delete((await kv.list({ prefix: 'touch:' })).keys[0]!.name);
    const before = await everything(kv);
    const limit = { limit: async () => ({ success: true }) } as RateLimit;
    const side = new OwnerSide({ POST_LIMIT: limit, SITE_LIMIT: limit, LOGIN_LIMIT: limit });
    const all = await lines(side, page(WITH_TAG, { headers: { Date: new Date(side.now).toUTCString() } }));
    expect([...all.values()].filter(({ state }) => state !== 'fine')).toEqual([]);
    expect([...all.keys()]).toEqual([
      'Version',
      'Token',
      'Store',
      'Sweep',
      'Records',
      'Sites',
      'Rate limits',
      'Notices',
      'Replies to readers',
      'Today’s writes',
      'Today’s lists',
      'Today’s reads and requests',
      'blog.example',
      'Clock',
    ]);
    expect(await everything(kv)).toEqual(before);
  });

  it('says what to do about each thing that is not', async () => {
    await say(kv, 1);
    const side = new OwnerSide({
      ADMIN_TOKEN: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
      SITES: 'https://blog.example, blog.example/path*',
      COMMENTS: failingPut(kv),
    });
    side.now += 60 * MINUTE;
    const headers = { Authorization: `Bearer ${side.env.ADMIN_TOKEN}` };
    side.fetch = page('<p>No tag</p>', { headers: { Date: new Date(side.now + 10 * MINUTE).toUTCString() } });
    const answer = await side.request('/api/admin/doctor', { method: 'POST', headers });
    const { lines: found } = await answer.json<{ lines: DoctorLine[] }>();
    const all = new Map(found.map((line) => [line.name, line]));
    expect(all.get('Token')).toMatchObject({ state: 'look', says: expect.stringContaining('openssl rand') });
    expect(all.get('Store')).toMatchObject({ state: 'wrong', says: expect.stringContaining('KV takes nothing') });
    expect(all.get('Sweep')).toMatchObject({ state: 'wrong', says: expect.stringContaining('cron trigger') });
    expect(all.get('Sites')).toMatchObject({ state: 'wrong', says: expect.stringContaining('blog.example/path*') });
    expect(all.get('Rate limits')).toMatchObject({ state: 'look', says: expect.stringContaining('POST_LIMIT') });
    expect(all.get('blog.example')).toMatchObject({
      state: 'look',
      says: expect.stringContaining('no longer carries'),
    });
    expect(all.get('Clock')).toMatchObject({ state: 'look', says: expect.stringContaining('10 minutes apart') });
  });

  it('looks at each site’s own pages, and tells another worker’s tag and a page that is gone', async () => {
    const side = new OwnerSide();
    const asked: string[] = [];
    side.fetch = async (url) => {
      asked.push(url);
      return new Response('', { status: 404 });
    };
    const first = await (await side.api('/api/admin/doctor', {})).json<{ lines: DoctorLine[] }>();
    expect(asked).toEqual(['https://blog.example/']);
    expect(first.lines.find(({ name }) => name === 'blog.example')?.says).toContain('answered 404');
    await say(kv, 1);
    const all = await lines(side, page('<script src="https://other.example/embed.js"></script>'));
    expect(all.get('blog.example')).toMatchObject({
      state: 'wrong',
      says: expect.stringContaining('of another worker'),
    });
    const gone = await lines(side, () => Promise.reject(new Error('no such host')));
    expect(gone.get('blog.example')?.says).toContain('did not answer');
  });

  it('looks at further sites’ pages too, and lists them with the others', async () => {
    await kv.put('settings:sites', JSON.stringify({ v: 1, value: ['https://garden.example', 'http://localhost:*'] }));
    const asked: string[] = [];
    const side = new OwnerSide();
    const all = await lines(side, (async (url: string) => {
      asked.push(url);
      return new Response(url.includes('garden') ? '<script src="https://other.example/embed.js"></script>' : WITH_TAG);
    }) as never);
    expect(asked).toEqual(['https://blog.example/', 'https://garden.example/']);
    expect(all.get('garden.example')).toMatchObject({
      state: 'wrong',
      says: expect.stringContaining('of another worker'),
    });
    expect(all.get('Sites')).toMatchObject({ state: 'look', says: expect.stringContaining('http://localhost:*') });
    await kv.put('settings:sites', JSON.stringify({ v: 1, value: ['https://garden.example'] }));
    side.now += 2 * MINUTE;
    const later = await lines(side, page(WITH_TAG));
    expect(later.get('garden.example')).toMatchObject({ state: 'fine' });
    expect(later.get('Sites')).toMatchObject({ state: 'fine', says: 'https://blog.example, https://garden.example' });
  });

  it('asks no more pages than a request may, however many sites there are', async () => {
    const sites = Array.from({ length: 20 }, (_, n) => `https://site-${n}.example`);
    await kv.put('settings:sites', JSON.stringify({ v: 1, value: sites }));
    let asked = 0;
    const all = await lines(
      new OwnerSide({ SITES: 'a.example b.example c.example d.example e.example f.example' }),
      async () => {
        asked++;
        return new Response(WITH_TAG);
      },
    );
    expect(asked).toBe(25);
    for (const site of sites) expect(all.get(new URL(site).host)).toMatchObject({ state: 'fine' });
  });

  it('says that SITES is empty, and what that means', async () => {
    const says = async () => (await lines(new OwnerSide({ SITES: '' }), page(WITH_TAG))).get('Sites');
    expect(await says()).toMatchObject({
      state: 'wrong',
      says: expect.stringContaining('so no page may have comments'),
    });
    await kv.put('settings:sites', JSON.stringify({ v: 1, value: ['https://garden.example'] }));
    expect((await says())?.says).toBe('SITES is empty. Set it in wrangler.toml: SITES = "https://example.com"');
  });

  it('says which version runs', async () => {
    expect((await lines(new OwnerSide(), page(WITH_TAG))).get('Version')?.says).toContain(VERSION);
  });

  it('tells a tag that pins an embed which is no longer served, and is content with one that names the present', async () => {
    await say(kv, 1);
    const EMBED = 'the embed';
    // SHA-384 of those words, as `openssl dgst -sha384 -binary | openssl base64 -A` has it.
    const PRESENT = 'sha384-PYfouPycdvXDFzlXEkMcAMfHSeUdR19btHNylnIlWIX64+g2WCjXJaJW45ACMGgx';
    const FORMER = `sha384-${'A'.repeat(64)}`;
    const ASSETS = {
      fetch: async (address: string) =>
        new Response(EMBED, { status: new URL(address).pathname === '/embed.js' ? 200 : 404 }),
    } as unknown as Fetcher;
    const found = async (integrity: string, name = 'embed-0123456789ab.js', env: Partial<Env> = { ASSETS }) => {
      const tag = `<script async src="${ORIGIN}/${name}" integrity="${integrity}" crossorigin="anonymous"></script>`;
      return (await lines(new OwnerSide(env), page(tag))).get('blog.example');
    };
    const outdated = { state: 'wrong', says: expect.stringContaining('of an earlier deploy') };
    expect(await found(FORMER)).toMatchObject(outdated);
    expect(await found(FORMER, 'embed.js')).toMatchObject(outdated);
    expect(await found(PRESENT)).toMatchObject({ state: 'fine' });
    expect(await found(`${FORMER} ${PRESENT.replaceAll('+', '&#43;')}`)).toMatchObject({ state: 'fine' });
    expect(await found(FORMER, 'embed.js', { ASSETS: undefined as never })).toMatchObject({ state: 'fine' });
  });

  it('asks the limits whether they count', async () => {
    const fine = { limit: async () => ({ success: false }) } as RateLimit;
    const broken = { limit: () => Promise.reject(new Error('out of order')) } as RateLimit;
    const side = new OwnerSide({ POST_LIMIT: fine, SITE_LIMIT: broken });
    const all = await lines(side, page(WITH_TAG));
    expect(all.get('Rate limits')?.says).toContain('where SITE_LIMIT does not answer, LOGIN_LIMIT is absent.');
  });

  it('works out what the day has used of the free plan', async () => {
    const side = new OwnerSide();
    for (let n = 1; n <= 3; n++) await say(kv, n);
    const hours = (side.now % (24 * 60 * MINUTE)) / (60 * MINUTE);
    const all = await lines(side, page(WITH_TAG));
    expect(all.get('Today’s writes')).toMatchObject({ state: 'fine', says: expect.stringContaining('About 12 for') });
    const lists = Number(/About (\d+) by/.exec(all.get('Today’s lists')?.says ?? '')?.[1]);
    expect(lists).toBe(Math.round(hours * 16) + 6);
    side.now += (23 - hours) * 60 * MINUTE;
    expect((await lines(side, page(WITH_TAG))).get('Today’s lists')?.state).toBe('fine');
  });

  it('says so where no page tells the time', async () => {
    const all = await lines(new OwnerSide(), () => Promise.reject(new Error('no such host')));
    expect(all.get('Clock')).toMatchObject({ state: 'fine', says: expect.stringContaining('Cloudflare’s') });
  });

  it('is a page that does nothing until it is asked to', async () => {
    const browser = await desk();
    const before = await everything(kv);
    await browser.open('/admin/doctor');
    expect(browser.text).toContain('Look now');
    expect(await everything(kv)).toEqual(before);
    browser.side.fetch = page(WITH_TAG);
    await browser.send('/admin/doctor', []);
    expect(browser.text).toContain('Store Fine A record was written, read back and deleted.');
  });

  it('is a page that begins with what there is to do, and leads to where it is done', async () => {
    await say(kv, 1);
    const browser = await desk(new OwnerSide({ SITES: 'https://blog.example, blog.example/path*' }));
    browser.side.fetch = page('<p>No tag</p>');
    await browser.open('/admin/doctor');
    await browser.send('/admin/doctor', []);
    const states = [...browser.text.matchAll(/(Not working|Please look|Fine)(?= [A-Z0-9])/g)].map(([state]) => state);
    expect(new Set(states).size).toBe(3);
    const order = ['Not working', 'Please look', 'Fine'];
    expect(states).toEqual(states.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(browser.html).toContain('They are at <a href="/admin/notices">/admin/notices</a>.');
  });
});

describe('the owner’s JSON', () => {
  async function put(side: OwnerSide, path: string, body: object): Promise<Response> {
    side.now += MINUTE;
    const headers = { Authorization: `Bearer ${side.env.ADMIN_TOKEN}`, 'Content-Type': 'application/json' };
    return side.request(path, { method: 'PUT', headers, body: JSON.stringify(body) });
  }

  it('changes a thread, field by field', async () => {
    await say(kv, 1);
    const side = new OwnerSide();
    const closed = await put(side, `/api/admin/threads/${THREAD}`, { open: false, title: 'Other' });
    expect(await closed.json()).toMatchObject({ thread: THREAD, open: false, title: 'Other', count: 1 });
    const { threads } = await (await side.api('/api/admin/threads')).json<{ threads: object[] }>();
    expect(threads).toEqual([expect.objectContaining({ thread: THREAD, open: false, title: 'Other' })]);
    const again = await put(side, `/api/admin/threads/${THREAD}`, { title: null, closesAt: '2026-12-24T12:00:00Z' });
    expect(await again.json()).toMatchObject({ title: 'A post', closesAt: '2026-12-24T12:00:00.000Z', open: false });
  });

  it('refuses a change that is none', async () => {
    await say(kv, 1);
    const side = new OwnerSide();
    const before = await everything(kv);
    for (const body of [{ open: 'no' }, { closesAt: 'soon' }, { movedTo: 'https://other.example/' }, { title: 5 }]) {
      expect((await put(side, `/api/admin/threads/${THREAD}`, body)).status, JSON.stringify(body)).toBe(400);
    }
    expect((await put(side, '/api/admin/threads/BBBBBBBBBBBBBBBBBBBBBB', { open: false })).status).toBe(404);
    for (const body of [{ moderation: 'some' }, { maxLinks: -1 }, { stop: 1 }, { blockedWords: 'x' }, []]) {
      expect((await put(side, '/api/admin/settings', body)).status, JSON.stringify(body)).toBe(400);
    }
    for (const body of [{ body: '' }, { body: ' ' }, { pinned: 1 }, { body: 'x', words: 'AAAAAAAAAAAAAAAAAAAAAA' }]) {
      const { status } = await put(side, `/api/admin/comments/${THREAD}/${idOf(1)}`, body);
      expect(status, JSON.stringify(body)).toBe('words' in body ? 409 : 400);
    }
    expect(await everything(kv)).toEqual(before);
  });

  it('reads and saves the settings that are the owner’s, and shows no other', async () => {
    const side = new OwnerSide();
    const saved = await put(side, '/api/admin/settings', { moderation: 'open', epoch: 5, level: 'closed' });
    expect(await saved.json()).toMatchObject({ moderation: 'open', maxLinks: 5 });
    const read = await (await side.api('/api/admin/settings')).json<object>();
    expect(read).toMatchObject({ moderation: 'open', writesBeforeWork: 400 });
    expect(read).not.toHaveProperty('epoch');
    expect((await kv.list({ prefix: 'settings:' })).keys).toHaveLength(1);
  });

  it('rewords, pins and erases a comment, and replies to one', async () => {
    await say(kv, 1, { text: 'First words' });
    const side = new OwnerSide();
    expect((await put(side, `/api/admin/comments/${THREAD}/${idOf(1)}`, { body: 'Other', pinned: true })).status).toBe(
      200,
    );
    expect((await head()).comments[0]).toMatchObject({ pinned: true, body: [{ t: 'p', c: ['Other'] }] });
    // Again, though it seems to be pinned: that read may be old, and another tab have unpinned it since.
    const pin = () => kv.get<{ at: number }>(`fact:${THREAD}:${idOf(1)}:pin`, 'json');
    const before = (await pin())!.at;
    await put(side, `/api/admin/comments/${THREAD}/${idOf(1)}`, { pinned: true });
    expect((await pin())!.at).toBeGreaterThan(before);

    const ticketFor = async (page: string) => {
      const answer = await side.api('/api/tickets', { page });
      return (await answer.json<{ ticket: string }>()).ticket;
    };
    const elsewhere = await ticketFor('https://blog.example/other');
    const reply = (ticket: string, parent = idOf(1)) => side.api('/api/admin/replies', { ticket, parent, body: 'Yes' });
    expect((await reply(elsewhere)).status).toBe(400);
    expect((await reply('forged')).status).toBe(403);

    const headers = { Authorization: `Bearer ${side.env.ADMIN_TOKEN}` };
    const erase = () => side.request(`/api/admin/comments/${THREAD}/${idOf(1)}`, { method: 'DELETE', headers });
    expect((await erase()).status).toBe(204);
    expect((await erase()).status).toBe(204);
    expect(JSON.stringify(await everything(kv))).not.toMatch(/First words|Other/);
    expect((await side.request('/api/admin/comments/x/y', { method: 'DELETE', headers })).status).toBe(404);
    const none = await side.request('/api/admin/authors/AAAAAAAAAAAAAAAA/comments', { method: 'DELETE', headers });
    expect(none.status).toBe(204);
  });
});

function failingPut(namespace: KVNamespace): Env['COMMENTS'] {
  return new Proxy(namespace, {
    get(target, name) {
      if (name === 'put') return () => Promise.reject(new Error('KV is down'));
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
