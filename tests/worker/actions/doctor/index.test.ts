// The doctor: what it looks at, and what it says to do.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import type { DoctorLine } from '../../../../worker/contract/index.ts';
import type { Env } from '../../../../worker/env.ts';
import { MINUTE } from '../../../../worker/rules/time.ts';
import { keys } from '../../../../worker/store/kv/keys.ts';
import { VERSION } from '../../../../worker/version.ts';
import { Browser, ORIGIN, OwnerSide } from '../../help/as-owner.ts';
import { everything, say } from '../../help/store-with.ts';

const kv = env.COMMENTS;

async function desk(side = new OwnerSide()): Promise<Browser> {
  return new Browser(side).signIn();
}

describe('the doctor', () => {
  const page =
    (html: string, init: ResponseInit = {}) =>
    async () =>
      new Response(html, init);
  const WITH_TAG = `<script async src="${ORIGIN}/embed.js"></script>`;

  async function lines(side: OwnerSide, fetch: () => Promise<Response>): Promise<Map<string, DoctorLine>> {
    side.outside = fetch;
    const answer = await side.api('/api/admin/doctor', {});
    expect(answer.status).toBe(200);
    const found = await answer.json<{ lines: DoctorLine[] }>();
    return new Map(found.lines.map((line) => [line.name, line]));
  }

  it('finds everything fine where it is, and leaves nothing behind', async () => {
    await say(kv, 1);
    await kv.delete((await kv.list({ prefix: 'touch:' })).keys[0]!.name);
    const before = await everything();
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
      'Backups',
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
    expect(await everything()).toEqual(before);
  });

  it('does not take words that are due for a sweep that does not come: it finds them within the hour', async () => {
    const side = new OwnerSide();
    const touch = (time: number) => keys.touch(time, 'A'.repeat(22), '01JD0000000000000000000000', 'due');
    await kv.put(touch(side.now - 55 * MINUTE), '1');
    const sweepSays = async () => (await lines(side, page(WITH_TAG))).get('Sweep')?.state;
    expect(await sweepSays()).toBe('fine');
    await kv.put(touch(side.now - 95 * MINUTE), '1');
    expect(await sweepSays()).toBe('wrong');
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
    side.outside = page('<p>No tag</p>', { headers: { Date: new Date(side.now + 10 * MINUTE).toUTCString() } });
    const answer = await side.fetch('/api/admin/doctor', { method: 'POST', headers });
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
    side.outside = async (url) => {
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
    expect((await says())?.says).toBe(
      'SITES is empty. Set it in your wrangler.local.toml: SITES = "https://example.com"',
    );
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
    const before = await everything();
    await browser.open('/admin/doctor');
    expect(browser.text).toContain('Look now');
    expect(await everything()).toEqual(before);
    browser.side.outside = page(WITH_TAG);
    await browser.send('/admin/doctor', []);
    expect(browser.text).toContain('Store A record was written, read back and deleted.');
  });

  it('is a page that begins with what there is to do, and leads to where it is done', async () => {
    await say(kv, 1);
    const browser = await desk(new OwnerSide({ SITES: 'https://blog.example, blog.example/path*' }));
    browser.side.outside = page('<p>No tag</p>');
    await browser.open('/admin/doctor');
    await browser.send('/admin/doctor', []);
    const order = ['Not working', 'Please look', 'other checks are fine'];
    const said = new RegExp(`(${order.join('|')})(?= [A-Z0-9])`, 'g');
    const states = [...browser.text.matchAll(said)].map(([state]) => state);
    expect(new Set(states).size).toBe(3);
    expect(states).toEqual(states.toSorted((a, b) => order.indexOf(a) - order.indexOf(b)));
    expect(browser.html).toContain('They are at <a href="/admin/notices">/admin/notices</a>.');
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
