// Signing in to the desk and out of it: the cookie, how long it lasts, and how often somebody may try.

import { env } from 'cloudflare:workers';
import { describe, expect, it } from 'vitest';
import { HOUR } from '../../../../worker/rules/time.ts';
import { Browser, ORIGIN, OTHER_TOKEN, OwnerSide, SAME_ORIGIN, TOKEN } from '../../help/as-owner.ts';
import { counting } from '../../help/as-reader.ts';
import { everything, say } from '../../help/store-with.ts';

async function cookieOf(side: OwnerSide, more: [string, string][] = []): Promise<string> {
  const browser = await new Browser(side).signIn(undefined, more);
  expect(browser.status).toBe(200);
  return browser.cookie;
}

describe('signing in', () => {
  it('sets a cookie that scripts cannot read, no other site can send and no other host can set', async () => {
    const side = new OwnerSide();
    const cookie = await setCookieOf(side, [['token', TOKEN]]);
    expect(cookie).toMatch(/^__Host-afterword=\d+\.0\.[\w-]+\.[\w-]{43};/);
    for (const part of ['Max-Age=43200', 'Path=/', 'HttpOnly', 'Secure', 'SameSite=Strict'])
      expect(cookie).toContain(part);
    expect(cookie).not.toContain('Domain');
    expect(cookie).not.toContain(TOKEN);
  });

  it('lasts 12 hours, or 30 days on a device of the owner’s own', async () => {
    const side = new OwnerSide();
    expect(
      await setCookieOf(side, [
        ['token', TOKEN],
        ['keep', '1'],
      ]),
    ).toContain('Max-Age=2592000');
    const [short, long] = [await cookieOf(side), await cookieOf(side, [['keep', '1']])];
    const status = async (Cookie: string) => (await side.fetch('/admin', { headers: { Cookie } })).status;
    side.now += 12 * HOUR - 1000;
    expect([await status(short), await status(long)]).toEqual([200, 200]);
    side.now += 2000;
    expect([await status(short), await status(long)]).toEqual([401, 200]);
    side.now += 30 * 24 * HOUR;
    expect(await status(long)).toBe(401);
  });

  it('ends with the token it was signed with, and lives on while that one is the second of two', async () => {
    const side = new OwnerSide();
    const Cookie = await cookieOf(side);
    const status = async () => (await side.fetch('/admin', { headers: { Cookie } })).status;
    side.env.ADMIN_TOKEN = `${OTHER_TOKEN} ${TOKEN}`;
    expect(await status()).toBe(200);
    side.env.ADMIN_TOKEN = OTHER_TOKEN;
    expect(await status()).toBe(401);
  });

  it('needs no secure cookie on http on localhost, and there only', async () => {
    await say(env.COMMENTS, 1, { status: 'pending' });
    const local = new OwnerSide({}, 'http://localhost:8787');
    const cookie = await setCookieOf(local, [['token', TOKEN]]);
    expect(cookie).toMatch(/^afterword=/);
    expect(cookie).not.toContain('Secure');
    expect((await new Browser(local).signIn()).text).toContain('Waiting 1');
    for (const origin of ['https://comments.example', 'https://localhost']) {
      expect(await setCookieOf(new OwnerSide({}, origin), [['token', TOKEN]])).toMatch(/^__Host-afterword=.*; Secure/);
    }
  });

  it('refuses what is not the token, in words', async () => {
    const browser = await new Browser(new OwnerSide()).signIn('not the token');
    expect(browser.status).toBe(401);
    expect(browser.text).toContain('That is not the token.');
    expect(browser.cookie).toBe('');
  });

  it('takes five wrong tries a minute of one visitor, and a right one always', async () => {
    const side = new OwnerSide({ LOGIN_LIMIT: limitOf(5) });
    const attempt = (token: string, address: string) => {
      const headers = { ...SAME_ORIGIN, 'CF-Connecting-IP': address, 'X-Forwarded-For': `203.0.113.${Math.random()}` };
      const body = new URLSearchParams({ token });
      return side.fetch('/admin/sign-in', { method: 'POST', redirect: 'manual', headers, body });
    };
    for (let i = 0; i < 5; i++) expect((await attempt('wrong', '192.0.2.1')).status).toBe(401);
    const refused = await attempt('wrong', '192.0.2.1');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('Retry-After')).toBe('60');
    expect(await refused.text()).toContain('Too many tries. Please wait a minute.');
    expect((await attempt('wrong', '198.51.100.7')).status).toBe(401);
    expect((await attempt(TOKEN, '192.0.2.1')).status).toBe(303);
  });

  // Everybody shared sixteen counters: eighty requests a minute out of one network kept the owner out of the desk.
  it('is not to be kept from the owner by anybody who used up every limit there is', async () => {
    const spent: RateLimit = { limit: async () => ({ success: false }) };
    const side = new OwnerSide({ LOGIN_LIMIT: spent, POST_LIMIT: spent, SITE_LIMIT: spent });
    expect((await new Browser(side).signIn()).status).toBe(200);
    expect((await side.api('/api/admin/comments')).status).toBe(200);
    expect((await side.api('/api/admin/comments', undefined, `${TOKEN}x`)).status).toBe(429);
  });

  it('is believed by its origin where a browser says nothing of the site', async () => {
    const side = new OwnerSide();
    const status = async (headers: Record<string, string>) => {
      const body = new URLSearchParams({ token: TOKEN });
      return (await side.fetch('/admin/sign-in', { method: 'POST', redirect: 'manual', headers, body })).status;
    };
    expect(await status({ Origin: ORIGIN })).toBe(303);
    expect(await status({ Origin: 'https://blog.example' })).toBe(403);
    expect(await status({ Origin: `${ORIGIN}.evil.example` })).toBe(403);
    expect(await status({ Origin: 'null' })).toBe(403);
    expect(await status({})).toBe(403);
    expect(await status({ Origin: ORIGIN, 'Sec-Fetch-Site': 'cross-site' })).toBe(403);
  });

  it('leads to a page of the desk and nowhere else', async () => {
    const side = new OwnerSide();
    const leadsTo = async (next: string) => {
      const body = new URLSearchParams({ token: TOKEN, next });
      const init = { method: 'POST', redirect: 'manual', headers: SAME_ORIGIN, body } as const;
      return (await side.fetch('/admin/sign-in', init)).headers.get('Location');
    };
    expect(await leadsTo('/admin?status=spam')).toBe('/admin?status=spam');
    for (const next of [
      '//evil.example/admin',
      'https://evil.example/admin',
      '/administrator',
      '\\\\evil.example',
      'javascript:1',
      '',
    ]) {
      expect(await leadsTo(next)).toBe('/admin');
    }
  });

  it('is filled in for the developer on localhost, and for nobody else', async () => {
    const filled = async (origin: string, DEVELOPMENT?: string) => {
      const side = new OwnerSide(DEVELOPMENT === undefined ? {} : { DEVELOPMENT }, origin);
      return (await new Browser(side).open('/admin')).html.includes(TOKEN);
    };
    expect(await filled('http://localhost:8787', 'true')).toBe(true);
    expect(await filled('http://127.0.0.1:8787', 'true')).toBe(true);
    expect(await filled('http://localhost:8787')).toBe(false);
    expect(await filled('http://localhost:8787', 'false')).toBe(false);
    expect(await filled('https://localhost:8787', 'true')).toBe(false);
    expect(await filled('https://comments.example', 'true')).toBe(false);
    expect(await filled('https://localhost.evil.example', 'true')).toBe(false);
  });

  it('loads once more where a link of another site led here, for its cookie stayed behind', async () => {
    const side = new OwnerSide();
    const page = async (headers: Record<string, string>) => (await side.fetch('/admin', { headers })).text();
    expect(await page({ 'Sec-Fetch-Site': 'cross-site' })).toContain('http-equiv="refresh"');
    expect(await page({ 'Sec-Fetch-Site': 'same-origin' })).not.toContain('http-equiv="refresh"');
    expect(await page({ 'Sec-Fetch-Site': 'cross-site', Cookie: '__Host-afterword=1' })).not.toContain(
      'http-equiv="refresh"',
    );
  });
});

describe('signing out', () => {
  it('takes the cookie away, and shows the sign-in', async () => {
    const browser = await new Browser(new OwnerSide()).signIn();
    await browser.post('/admin/sign-out', []);
    expect(browser.cookie).toBe('');
    expect(browser.status).toBe(401);
    expect(browser.text).toContain('The ADMIN_TOKEN you set when you deployed.');
  });

  it('ends the session: a copy of its cookie opens nothing, here at once and elsewhere soon', async () => {
    const side = new OwnerSide();
    const [one, other] = [await cookieOf(side, [['keep', '1']]), await cookieOf(side)];
    const status = async (Cookie: string, at = side) => (await at.fetch('/admin', { headers: { Cookie } })).status;
    const out = { method: 'POST', redirect: 'manual', headers: { ...SAME_ORIGIN, Cookie: one } } as const;
    expect((await side.fetch('/admin/sign-out', out)).status).toBe(303);
    expect([await status(one), await status(other)]).toEqual([401, 200]);
    expect(await status(one, new OwnerSide()), 'where nobody was told but by the store').toBe(401);
    side.now += 13 * HOUR;
    expect(await status(one)).toBe(401);
  });

  it('is looked up once a minute, however many requests a page of the desk is', async () => {
    const side = new OwnerSide();
    const other = new OwnerSide();
    const Cookie = await cookieOf(side);
    const { kv: counted, counts } = counting();
    other.env.COMMENTS = counted;
    const ask = async () => {
      const before = counts.get ?? 0;
      const { status } = await other.fetch('/api/admin/verdicts', { headers: { Cookie } });
      return [status, (counts.get ?? 0) - before];
    };
    // The settings are read as well the first time.
    expect(await ask()).toEqual([405, 2]);
    expect(await ask()).toEqual([405, 0]);
    const out = { method: 'POST', redirect: 'manual', headers: { ...SAME_ORIGIN, Cookie } } as const;
    expect((await side.fetch('/admin/sign-out', out)).status).toBe(303);
    other.now += 61_000;
    expect((await ask())[0]).toBe(401);
  });

  it('writes nothing about what is no session', async () => {
    const side = new OwnerSide();
    const before = await everything();
    for (const Cookie of ['__Host-afterword=1', `__Host-afterword=${side.now + HOUR}.0.abc.${'A'.repeat(43)}`]) {
      const out = { method: 'POST', redirect: 'manual', headers: { ...SAME_ORIGIN, Cookie } } as const;
      expect((await side.fetch('/admin/sign-out', out)).status).toBe(303);
    }
    expect(await everything()).toEqual(before);
  });

  it('is not for the pages of others', async () => {
    const init = { method: 'POST', headers: { 'Sec-Fetch-Site': 'cross-site' } };
    expect((await new OwnerSide().fetch('/admin/sign-out', init)).status).toBe(403);
  });
});

async function setCookieOf(side: OwnerSide, fields: [string, string][]): Promise<string> {
  const headers = { 'Sec-Fetch-Site': 'same-origin' };
  const body = new URLSearchParams(fields);
  const answer = await side.fetch('/admin/sign-in', { method: 'POST', redirect: 'manual', headers, body });
  return answer.headers.get('Set-Cookie') ?? '';
}

/** Counts as the edge does, but for no time. */
function limitOf(most: number): RateLimit {
  const counts = new Map<string, number>();
  return {
    async limit({ key }) {
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      return { success: count <= most };
    },
  };
}
