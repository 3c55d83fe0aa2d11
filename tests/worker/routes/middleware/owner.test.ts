import { reset } from 'cloudflare:test';
import { env } from 'cloudflare:workers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { put } from '../../../../worker/store/kv/kv.ts';
import { Browser, everything, ORIGIN, OTHER_TOKEN, OwnerSide, SAME_ORIGIN, TOKEN } from '../../help/as-owner.ts';
import { say } from '../../help/store-with.ts';

const kv = env.COMMENTS;
const HOUR = 60 * 60_000;
const SECRET = 'Nobody else may read this yet';

/** Open to everybody: the desk's own files, signing in and out, and ways back to the desk. */
const OPEN = [
  'GET /admin/desk.svg',
  'GET /admin/desk.webmanifest',
  'GET /admin/push.js',
  'POST /admin/sign-in',
  'POST /admin/sign-out',
  'GET /admin/',
  'GET /admin/sign-in',
  'GET /admin/sign-out',
  'GET /admin/sign-out-everywhere',
  'GET /admin/verdicts',
  'GET /admin/pins',
  'GET /admin/erase',
  'GET /admin/replies',
  'GET /admin/edits',
];

beforeEach(async () => {
  await say(kv, 1, { status: 'pending', text: SECRET });
});
afterEach(() => reset());

/** Every address of the owner's that the app knows, with a method it takes. */
function ownersRoutes(side: OwnerSide): { method: string; path: string }[] {
  const found = side.app.routes
    .filter(({ path }) => /^\/(api\/)?admin(\/|$)/.test(path))
    .flatMap(({ method, path }) => {
      const methods = method === 'ALL' ? ['GET', 'POST', 'PUT', 'DELETE'] : [method];
      return methods.map((each) => `${each} ${path.replace('*', 'anything').replace(/:\w+(\{[^}]*\})?/g, 'anything')}`);
    });
  return [...new Set(found)].map((line) => {
    const [method = '', path = ''] = line.split(' ');
    return { method, path };
  });
}

function isOpen({ method, path }: { method: string; path: string }): boolean {
  return OPEN.includes(`${method} ${path}`);
}

/** Asks for every address of the owner's, and returns the answers that were not as expected. */
async function walk(
  side: OwnerSide,
  headers: Record<string, string>,
  isRight: (answer: Response, route: { method: string; path: string }) => boolean,
): Promise<string[]> {
  const before = await everything(kv);
  const wrong: string[] = [];
  for (const route of ownersRoutes(side)) {
    const hasBody = route.method !== 'GET';
    const answer = await side.request(route.path, {
      method: route.method,
      redirect: 'manual',
      headers: { ...headers, ...(hasBody && { 'Content-Type': 'application/json' }) },
      ...(hasBody && { body: '{}' }),
    });
    const text = await answer.clone().text();
    const isKept = !text.includes(SECRET) && answer.headers.get('Access-Control-Allow-Origin') === null;
    if (!isKept || !(isOpen(route) || isRight(answer, route))) {
      wrong.push(`${route.method} ${route.path}: ${answer.status}`);
    }
  }
  expect(await everything(kv)).toEqual(before);
  return wrong;
}

async function cookieOf(side: OwnerSide, more: [string, string][] = []): Promise<string> {
  const browser = await new Browser(side).signIn(undefined, more);
  expect(browser.status).toBe(200);
  return browser.cookie;
}

describe('every address of the owner’s', () => {
  it('is on the list', () => {
    const paths = ownersRoutes(new OwnerSide()).map(({ method, path }) => `${method} ${path}`);
    for (const path of [
      ...OPEN,
      'GET /admin',
      'POST /admin/verdicts',
      'POST /admin/replies',
      'GET /admin/threads',
      'POST /admin/settings',
      'POST /admin/doctor',
      'GET /api/admin/comments',
      'POST /api/admin/verdicts',
      'POST /api/admin/replies',
      'PUT /api/admin/comments/anything/anything',
      'DELETE /api/admin/comments/anything/anything',
      'DELETE /api/admin/authors/anything/comments',
      'PUT /api/admin/threads/anything',
      'PUT /api/admin/settings',
      'POST /api/admin/doctor',
    ]) {
      expect(paths).toContain(path);
    }
  });

  it('turns a stranger away', async () => {
    const side = new OwnerSide();
    expect(await walk(side, SAME_ORIGIN, ({ status }) => status === 401)).toEqual([]);
  });

  it('turns away what another site’s page sends with the owner’s cookie', async () => {
    const side = new OwnerSide();
    const Cookie = await cookieOf(side);
    for (const site of ['cross-site', 'same-site', 'none']) {
      const wrong = await walk(
        side,
        { Cookie, 'Sec-Fetch-Site': site },
        ({ status }, { method }) => method === 'GET' || status === 403,
      );
      expect(wrong.filter((line) => !line.startsWith('GET'))).toEqual([]);
    }
  });

  it('turns away sessions that are over, from before signing out everywhere, or forged', async () => {
    const side = new OwnerSide();
    const Cookie = await cookieOf(side);
    const refused = (cookie: string) => walk(side, { ...SAME_ORIGIN, Cookie: cookie }, ({ status }) => status === 401);

    const [expiresAt, ...rest] = Cookie.split('=')[1]!.split('.');
    expect(await refused(`__Host-afterword=${Number(expiresAt) + HOUR}.${rest.join('.')}`)).toEqual([]);
    expect(await refused('__Host-afterword=1')).toEqual([]);
    // The name that http on localhost uses says nothing here: any subdomain could have set it.
    expect(await refused(Cookie.replace('__Host-', ''))).toEqual([]);

    side.now += 12 * HOUR;
    expect(await refused(Cookie)).toEqual([]);

    const fresh = await cookieOf(side);
    await put(kv, 'settings:epoch', { v: 1, value: 1 });
    side.now += 61_000;
    expect(await refused(fresh)).toEqual([]);
  });

  it('is closed while ADMIN_TOKEN is unset or short', async () => {
    for (const token of [undefined, '', 'short', `${TOKEN} short`]) {
      const side = new OwnerSide();
      if (token === undefined) delete side.env.ADMIN_TOKEN;
      else side.env.ADMIN_TOKEN = token;
      const headers = { ...SAME_ORIGIN, Authorization: `Bearer ${token}` };
      expect(await walk(side, headers, ({ status }) => status === 503)).toEqual([]);
      const page = await new Browser(side).open('/admin');
      expect(page.text).toContain('The desk is closed until ADMIN_TOKEN is set (32 characters or more)');
      expect(page.text).toContain('npx wrangler secret put ADMIN_TOKEN');
      const json = await (await side.request('/api/admin/comments')).json<{
        error: { code: string; message: string };
      }>();
      expect(json.error.code).toBe('unavailable');
      expect(json.error.message).toContain('npx wrangler secret put ADMIN_TOKEN');
      expect((await new Browser(side).signIn(token ?? '')).status).toBe(503);
    }
  });
});

describe('the bearer token', () => {
  it('opens the owner’s side, without a session or an origin', async () => {
    const side = new OwnerSide();
    expect((await side.api('/api/admin/comments')).status).toBe(200);
    expect((await side.api('/api/admin/verdicts', { comments: [], verdict: 'wait' })).status).toBe(200);
    expect((await side.api('/admin')).status).toBe(200);
  });

  it('is either of two, while it is being changed', async () => {
    const side = new OwnerSide({ ADMIN_TOKEN: `${OTHER_TOKEN} ${TOKEN}` });
    expect((await side.api('/api/admin/comments', undefined, TOKEN)).status).toBe(200);
    expect((await side.api('/api/admin/comments', undefined, OTHER_TOKEN)).status).toBe(200);
    expect((await side.api('/api/admin/comments', undefined, `${OTHER_TOKEN} ${TOKEN}`)).status).toBe(401);
  });

  it('is nothing else', async () => {
    const side = new OwnerSide();
    for (const token of [`${TOKEN}x`, TOKEN.slice(1), TOKEN.toUpperCase(), 'undefined', '']) {
      expect((await side.api('/api/admin/comments', undefined, token)).status).toBe(401);
    }
    const basic = { Authorization: `Basic ${btoa(`owner:${TOKEN}`)}` };
    expect((await side.request('/api/admin/comments', { headers: basic })).status).toBe(401);
    expect((await side.request(`/api/admin/comments?token=${TOKEN}`)).status).toBe(401);
  });

  it('is guessed at five times a minute and no more', async () => {
    const side = new OwnerSide({ LOGIN_LIMIT: limitOf(5) });
    const statuses = [];
    for (let i = 0; i < 6; i++)
      statuses.push((await side.api('/api/admin/comments', undefined, `${TOKEN}${i}`)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });
});

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
    const status = async (Cookie: string) => (await side.request('/admin', { headers: { Cookie } })).status;
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
    const status = async () => (await side.request('/admin', { headers: { Cookie } })).status;
    side.env.ADMIN_TOKEN = `${OTHER_TOKEN} ${TOKEN}`;
    expect(await status()).toBe(200);
    side.env.ADMIN_TOKEN = OTHER_TOKEN;
    expect(await status()).toBe(401);
  });

  it('needs no secure cookie on http on localhost, and there only', async () => {
    const local = new OwnerSide({}, 'http://localhost:8787');
    const cookie = await setCookieOf(local, [['token', TOKEN]]);
    expect(cookie).toMatch(/^afterword=/);
    expect(cookie).not.toContain('Secure');
    expect((await new Browser(local).signIn()).text).toContain('Waiting 1');
    for (const origin of ['http://comments.example', 'http://localhost.example', 'https://localhost']) {
      expect(await setCookieOf(new OwnerSide({}, origin), [['token', TOKEN]])).toMatch(/^__Host-afterword=.*; Secure/);
    }
  });

  it('refuses what is not the token, in words', async () => {
    const browser = await new Browser(new OwnerSide()).signIn('not the token');
    expect(browser.status).toBe(401);
    expect(browser.text).toContain('That is not the token.');
    expect(browser.cookie).toBe('');
  });

  it('takes five tries a minute of one visitor, right or wrong, and leaves others alone', async () => {
    const side = new OwnerSide({ LOGIN_LIMIT: limitOf(5) });
    const attempt = (token: string, address: string) => {
      const headers = { ...SAME_ORIGIN, 'CF-Connecting-IP': address, 'X-Forwarded-For': `203.0.113.${Math.random()}` };
      const body = new URLSearchParams({ token });
      return side.request('/admin/sign-in', { method: 'POST', redirect: 'manual', headers, body });
    };
    for (let i = 0; i < 5; i++) expect((await attempt('wrong', '192.0.2.1')).status).toBe(401);
    const refused = await attempt(TOKEN, '192.0.2.1');
    expect(refused.status).toBe(429);
    expect(refused.headers.get('Retry-After')).toBe('60');
    expect(await refused.text()).toContain('Too many tries. Please wait a minute.');
    expect((await attempt(TOKEN, '198.51.100.7')).status).toBe(303);
  });

  it('takes only so many tries of everybody together', async () => {
    const side = new OwnerSide({ LOGIN_LIMIT: limitOf(5) });
    let taken = 0;
    for (let i = 0; i < 200; i++) {
      const headers = { ...SAME_ORIGIN, 'CF-Connecting-IP': `192.0.2.${i}` };
      const body = new URLSearchParams({ token: 'wrong' });
      const answer = await side.request('/admin/sign-in', { method: 'POST', headers, body });
      if (answer.status === 401) taken++;
    }
    expect(taken).toBe(16 * 5);
  });

  it('is believed by its origin where a browser says nothing of the site', async () => {
    const side = new OwnerSide();
    const status = async (headers: Record<string, string>) => {
      const body = new URLSearchParams({ token: TOKEN });
      return (await side.request('/admin/sign-in', { method: 'POST', redirect: 'manual', headers, body })).status;
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
      return (await side.request('/admin/sign-in', init)).headers.get('Location');
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
    expect(await filled('http://comments.example', 'true')).toBe(false);
    expect(await filled('http://localhost.evil.example', 'true')).toBe(false);
  });

  it('loads once more where a link of another site led here, for its cookie stayed behind', async () => {
    const side = new OwnerSide();
    const page = async (headers: Record<string, string>) => (await side.request('/admin', { headers })).text();
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

  it('is not for the pages of others', async () => {
    const init = { method: 'POST', headers: { 'Sec-Fetch-Site': 'cross-site' } };
    expect((await new OwnerSide().request('/admin/sign-out', init)).status).toBe(403);
  });
});

describe('every answer of the owner’s side', () => {
  it('may be framed by nobody, kept by nobody and runs nothing but its own', async () => {
    const side = new OwnerSide();
    const answers = [
      await side.request('/admin'),
      await side.api('/admin'),
      await side.api('/admin/nothing'),
      await side.api('/api/admin/comments'),
      await side.request('/api/admin/comments'),
      await side.request('/admin/sign-in', { method: 'POST' }),
    ];
    for (const { headers } of answers) {
      expect(headers.get('Content-Security-Policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      );
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Referrer-Policy')).toBe('same-origin');
      expect(headers.get('Cache-Control')).toBe('no-store');
      expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
    }
  });
});

async function setCookieOf(side: OwnerSide, fields: [string, string][]): Promise<string> {
  const headers = { 'Sec-Fetch-Site': 'same-origin' };
  const body = new URLSearchParams(fields);
  const answer = await side.request('/admin/sign-in', { method: 'POST', redirect: 'manual', headers, body });
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
