// Who is the owner: every address of the owner’s side turns away everybody else.

import { env } from 'cloudflare:workers';
import { beforeEach, describe, expect, it } from 'vitest';
import { HOUR } from '../../../../worker/rules/time.ts';
import { put } from '../../../../worker/store/kv/kv.ts';
import { Browser, OTHER_TOKEN, OwnerSide, SAME_ORIGIN, TOKEN } from '../../help/as-owner.ts';
import { everything, say } from '../../help/store-with.ts';

const kv = env.COMMENTS;

const SECRET = 'Nobody else may read this yet';

/** Open to everybody: the desk's own files, signing in and out, and ways back to the desk. */
const OPEN = [
  'GET /admin/desk.svg',
  'GET /admin/desk.webmanifest',
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
  const before = await everything();
  const wrong: string[] = [];
  for (const route of ownersRoutes(side)) {
    const hasBody = route.method !== 'GET';
    const answer = await side.fetch(route.path, {
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
  expect(await everything()).toEqual(before);
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

  it('turns a stranger away who has used up every limit', async () => {
    const spent: RateLimit = { limit: async () => ({ success: false }) };
    const side = new OwnerSide({ LOGIN_LIMIT: spent, POST_LIMIT: spent, SITE_LIMIT: spent });
    expect(await walk(side, SAME_ORIGIN, ({ status }) => status === 401)).toEqual([]);
    const wrong = { ...SAME_ORIGIN, Authorization: `Bearer ${TOKEN}x` };
    expect(await walk(side, wrong, ({ status }) => status === 429)).toEqual([]);
  });

  it('does nothing over http, for strangers and for the owner', async () => {
    const side = new OwnerSide({}, 'http://comments.example');
    const wrong = await walk(side, SAME_ORIGIN, ({ status }, { method }) => status === (method === 'GET' ? 308 : 403));
    expect(wrong).toEqual([]);
    const token = { Authorization: `Bearer ${TOKEN}` };
    expect(await walk(side, token, ({ status }) => status === 403)).toEqual([]);
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
      const json = await (await side.fetch('/api/admin/comments')).json<{
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
    expect((await side.fetch('/api/admin/comments', { headers: basic })).status).toBe(401);
    expect((await side.fetch(`/api/admin/comments?token=${TOKEN}`)).status).toBe(401);
  });

  it('is guessed at five times a minute and no more', async () => {
    const side = new OwnerSide({ LOGIN_LIMIT: limitOf(5) });
    const statuses = [];
    for (let i = 0; i < 6; i++)
      statuses.push((await side.api('/api/admin/comments', undefined, `${TOKEN}${i}`)).status);
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429]);
  });
});

describe('every answer of the owner’s side', () => {
  it('may be framed by nobody, kept by nobody and runs nothing but its own', async () => {
    const side = new OwnerSide();
    const answers = [
      await side.fetch('/admin'),
      await side.api('/admin'),
      await side.api('/admin/nothing'),
      await side.api('/api/admin/comments'),
      await side.fetch('/api/admin/comments'),
      await side.fetch('/admin/sign-in', { method: 'POST' }),
    ];
    for (const { headers } of answers) {
      expect(headers.get('Content-Security-Policy')).toBe(
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types desk",
      );
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
      expect(headers.get('Referrer-Policy')).toBe('same-origin');
      expect(headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin');
      expect(headers.get('Cache-Control')).toBe('no-store');
      expect(headers.get('Access-Control-Allow-Origin')).toBeNull();
    }
  });
});

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
