// Further sites: what the desk adds to SITES holds for every way in, costs readers of SITES nothing, and opens nothing else.

import { reset } from 'cloudflare:test';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Thread } from '../../../worker/contract/index.ts';
import { metaOf } from '../../../worker/rules/comment/facts.ts';
import { parseSites } from '../../../worker/rules/page/sites.ts';
import { keyOfFact } from '../../../worker/store/kv/keys.ts';
import { put } from '../../../worker/store/kv/kv.ts';
import { republish } from '../../../worker/store/views/publish.ts';
import {
  aComment,
  counting,
  everything,
  House,
  KEY,
  kv,
  PAGE,
  refusal,
  SITE,
  setting,
  TOKEN,
  WORKER,
} from '../help/as-reader.ts';
import { idOf, postFact } from '../help/store-with.ts';

const GARDEN = 'https://garden.example';
/** The same path as PAGE: it must never be taken for it. */
const ROSES = `${GARDEN}/post`;
const OWNER = { Authorization: `Bearer ${TOKEN}` };
const MINUTE = 61_000;

let house: House;

beforeEach(async () => {
  house = new House({ MODERATION: 'open' });
  await setting('sites', [GARDEN, 'http://localhost:*']);
});
afterEach(() => reset());

/** A comment by a reader of that page. */
async function said(page: string, body = 'Words', origin = new URL(page).origin): Promise<void> {
  const answer = await house.post('/api/tickets', { page }, { Origin: origin });
  const { ticket } = (await answer.json()) as { ticket: string };
  house.now += 3_000;
  const posted = await house.post('/api/comments', { ticket, ...aComment(), body }, { Origin: origin });
  if (posted.status !== 201) throw new Error(await posted.text());
}

async function owner(method: string, path: string, json: object): Promise<Response> {
  return house.send(method, path, json, { ...OWNER, Origin: WORKER });
}

/** What somebody else's request finds, and what it asks of KV. */
async function asked(
  path: string,
  init: RequestInit = {},
  by = house,
): Promise<{ answer: Response; counts: Record<string, number> }> {
  const { kv: counted, counts } = counting();
  by.env = { ...by.env, COMMENTS: counted };
  const answer = await by.fetch(path, init);
  by.env = { ...by.env, COMMENTS: kv };
  return { answer, counts };
}

const threadOf = (page: string, more = '') => `/api/thread?page=${encodeURIComponent(page)}${more}`;

it('nobody reads the variable alone: it would not compile', () => {
  // @ts-expect-error: whoever has SITES in hand as text forgets the further sites
  expect(parseSites(house.env.SITES).origins).toEqual([SITE]);
});

describe('a reader gets', () => {
  it('an empty thread of its own, not the comments of the first site’s page with that path', async () => {
    await said(PAGE);
    expect(await house.thread(ROSES)).toMatchObject({ page: ROSES, count: 0, open: true });
    expect(await house.thread('https://elsewhere.example/post')).toMatchObject({ page: PAGE, count: 1 });
  });

  it('one thread for the many addresses of a page', async () => {
    await said('http://www.garden.example./post/index.html?utm_source=x#top', 'Once', GARDEN);
    const other = new House();
    for (const page of [ROSES, 'http://www.garden.example/post/', `${ROSES}?ref=1`, 'https://garden.example./post']) {
      expect(await other.thread(page), page).toMatchObject({ page: ROSES, count: 1 });
    }
    for (const page of [
      `${GARDEN}:8443/post`,
      'https://garden.example.evil.example/post',
      'https://a.garden.example/post',
    ]) {
      expect(await other.thread(page), page).toMatchObject({ page: PAGE, count: 0 });
    }
  });

  it('a page with an id, apart from the same id on another site', async () => {
    const answer = await house.post('/api/tickets', { page: ROSES, id: '42' }, { Origin: GARDEN });
    const { ticket } = (await answer.json()) as { ticket: string };
    house.now += 3_000;
    await house.post('/api/comments', { ticket, ...aComment() }, { Origin: GARDEN });
    expect((await house.thread(`${GARDEN}/moved`, '&id=42')).count).toBe(1);
    expect((await house.thread(PAGE, '&id=42')).count).toBe(0);
    expect((await house.thread(ROSES)).count).toBe(0);
  });

  it('localhost with any port, where that is a further site', async () => {
    await said('http://localhost:1313/post');
    expect(await house.thread('http://localhost:1313/post')).toMatchObject({ count: 1 });
    expect(await house.thread('http://localhost:4000/post')).toMatchObject({
      page: 'http://localhost:4000/post',
      count: 0,
    });
  });

  it('parts of the thread whose head was shown, and of no other', async () => {
    const { thread } = await house.thread();
    for (let n = 0; n < 101; n++) {
      const fact = await postFact(n);
      await put(kv, keyOfFact(thread, idOf(n), fact), fact, metaOf(fact));
    }
    await republish(kv, thread, house.now);
    await said(ROSES);
    await setting('sites', [GARDEN, 'https://empty.example']);
    const other = new House();
    const part = async (page: string) => (await other.fetch(threadOf(page, '&part=0'))).status;
    expect(await part(PAGE)).toBe(200);
    expect(await part('https://preview.example/post')).toBe(200);
    expect(await part(ROSES)).toBe(404);
    expect(await part('https://empty.example/post')).toBe(404);
    await setting('sites', []);
    other.now += MINUTE;
    // Taken out, it still shows its own one comment: 'earlier ones' must not be those of the first site's page.
    expect(await other.thread(ROSES)).toMatchObject({ count: 1, parts: 1 });
    expect(await part(ROSES)).toBe(404);
    expect(await part('https://empty.example/post')).toBe(200);
  });

  it('an ETag and a 304, and another answer once the page is a site’s', async () => {
    await setting('sites', []);
    const before = await house.fetch(threadOf(ROSES));
    await setting('sites', [GARDEN]);
    house.now += MINUTE;
    const headers = { 'If-None-Match': before.headers.get('ETag')! };
    const after = await house.fetch(threadOf(ROSES), { headers });
    expect([after.status, ((await after.json()) as Thread).page]).toEqual([200, ROSES]);
    for (const fill of [async () => {}, () => said(ROSES)]) {
      await fill();
      const etag = (await house.fetch(threadOf(ROSES))).headers.get('ETag')!;
      expect((await house.fetch(threadOf(ROSES), { headers: { 'If-None-Match': etag } })).status).toBe(304);
    }
  });

  it('the comments of a site that was taken out, and of its other pages what any page of elsewhere gets', async () => {
    await said(PAGE, 'On the first site');
    await said(ROSES);
    await owner('PUT', '/api/admin/settings', { sites: [] });
    expect(await house.thread(ROSES)).toMatchObject({ page: ROSES, count: 1 });
    expect(await house.thread(`${GARDEN}/tulips`)).toMatchObject({ page: `${SITE}/tulips`, count: 0 });
  });

  it('a count for each page in a list of them', async () => {
    await said(PAGE);
    await said(ROSES);
    await said(ROSES, 'Again');
    const pages = [ROSES, PAGE, `${GARDEN}/tulips`, 'https://preview.example/post', `${ROSES}/`, 'javascript:x'];
    const query = pages.map((page) => `page=${encodeURIComponent(page)}`).join('&');
    const { answer, counts } = await asked(`/api/counts?${query}`, {}, new House());
    expect(await answer.json()).toEqual({ counts: [2, 1, 0, 1, 2, 0] });
    // Roses, the first site's post, tulips, and the preview as itself; the setting once for all of them.
    expect(counts).toEqual({ getWithMetadata: 4, get: 1 });
  });

  it('no site out of what is damaged or was put by hand', async () => {
    for (const value of ['https://evil.example', ['http://evil.example'], ['*'], ['https://*.example'], [7], null]) {
      await setting('sites', value);
      const other = new House();
      for (const page of ['https://evil.example/post', 'http://evil.example/post']) {
        expect((await other.thread(page)).page, JSON.stringify(value)).toBe(PAGE);
      }
    }
  });
});

describe('reading costs', () => {
  it.each([
    ['a page of SITES, with comments', PAGE, [1, 1]],
    ['a page of SITES, without', `${SITE}/tulips`, [1, 1]],
    ['a further site’s page with comments', ROSES, [1, 1]],
    ['a further site’s page without', `${GARDEN}/tulips`, [2, 1]],
    ['a preview', 'https://preview.example/post', [3, 2]],
    ['the worker’s own address', `${WORKER}/post`, [3, 2]],
  ])('%s: as many reads as are promised, no list and no write', async (_, page, [first, within]) => {
    await said(PAGE);
    await said(ROSES);
    const before = await everything();
    for (const path of [
      threadOf(page),
      `/feed?page=${encodeURIComponent(page)}`,
      `/thread?page=${encodeURIComponent(page)}`,
    ]) {
      const reader = new House();
      const reads: number[] = [];
      // Anew, at once again, and when the minute is over.
      for (const pause of [0, 0, MINUTE]) {
        reader.now += pause;
        const { answer, counts } = await asked(path, {}, reader);
        expect(answer.status, path).toBe(200);
        const { get = 0, getWithMetadata = 0, ...others } = counts;
        expect(others).toEqual({});
        reads.push(get + getWithMetadata);
      }
      expect(reads, path).toEqual([first, within, first]);
    }
    expect(await everything()).toEqual(before);
  });

  it('no look at the setting where the settings are known from a write', async () => {
    await house.ticket();
    const { answer, counts } = await asked(threadOf(`${GARDEN}/tulips`));
    expect(((await answer.json()) as Thread).page).toBe(`${GARDEN}/tulips`);
    expect(counts).toEqual({ getWithMetadata: 1 });
  });
});

describe('while KV is down', () => {
  const failing = (fails: (key: string) => boolean): KVNamespace =>
    new Proxy(kv, {
      get(target, name: string) {
        const method = Reflect.get(target, name) as (...args: unknown[]) => unknown;
        return (...args: unknown[]) => {
          if ([args[0]].flat().some((key) => fails(String(key)))) return Promise.reject(new Error('KV is down'));
          return method.apply(target, args);
        };
      },
    });

  it('a page is answered with its own last copy, whichever site it is on', async () => {
    await said(PAGE, 'On the first site');
    await said(ROSES, 'On the further one');
    const preview = 'https://preview.example/post';
    const before = [await house.thread(PAGE), await house.thread(ROSES), await house.thread(preview)];
    house.env = { ...house.env, COMMENTS: failing((key) => key !== 'settings:sites' && !key.startsWith('view:x')) };
    for (const [i, page] of [PAGE, ROSES].entries()) {
      const answer = await house.fetch(threadOf(page));
      expect(answer.headers.get('Afterword-Copy-At')).toBeTruthy();
      expect(await answer.json()).toEqual(before[i]);
    }
  });

  it('a preview gets the first site’s last copy where that alone cannot be read', async () => {
    await said(PAGE);
    const { thread } = await house.thread();
    house.env = { ...house.env, COMMENTS: failing((key) => key === `view:${thread}`) };
    const answer = await house.fetch(threadOf('https://preview.example/post'));
    expect(answer.headers.get('Afterword-Copy-At')).toBeTruthy();
    expect(await answer.json()).toMatchObject({ page: PAGE, count: 1 });
  });

  it('nobody is told that a page is a preview because the setting could not be read', async () => {
    await said(PAGE);
    const reader = new House({ COMMENTS: failing((key) => key === 'settings:sites') });
    for (const path of [
      threadOf(`${GARDEN}/post`),
      `/api/counts?page=${PAGE}&page=${GARDEN}/post`,
      `/c/${idOf(1)}?thread=x`,
    ]) {
      const { status, code } = await refusal(await reader.fetch(path));
      expect([status, code]).toEqual(path.startsWith('/c/') ? [404, 'not_found'] : [503, 'unavailable']);
    }
    expect((await reader.thread()).count).toBe(1);
  });
});

const FOREIGN = [
  'https://evil.example',
  'http://garden.example',
  'https://www.garden.example',
  'https://garden.example:8443',
  'https://garden.example.',
  'https://garden.example.evil.example',
  'https://evilgarden.example',
  'https://localhost:3000',
  'http://localhost.evil.example:3000',
  'null',
];

describe('a page of a further site may', () => {
  const from = { Origin: GARDEN };

  it('ask for a ticket, post, edit, like, report, look after its own, preview and withdraw', async () => {
    const thread = (await house.thread(ROSES)).thread;
    const ticket = (await (await house.post('/api/tickets', { page: ROSES }, from)).json()) as { ticket: string };
    house.now += 3_000;
    const posted = await house.post('/api/comments', { ...ticket, ...aComment() }, from);
    expect([posted.status, posted.headers.get('Access-Control-Allow-Origin')]).toEqual([201, GARDEN]);
    const { id } = ((await posted.json()) as { comment: { id: string } }).comment;
    const one = `/api/comments/${id}`;
    const acts: [string, string, object, number][] = [
      ['PUT', one, { thread, key: KEY, body: 'Other words' }, 200],
      ['PUT', `${one}/like`, { thread, key: KEY }, 204],
      ['DELETE', `${one}/like`, { thread, key: KEY }, 204],
      ['POST', `${one}/report`, { thread, reason: 'No roses' }, 202],
      ['POST', '/api/mine', { thread, key: KEY, ids: [id] }, 200],
      ['POST', '/api/preview', { body: 'Words' }, 200],
      ['DELETE', one, { thread, key: KEY }, 204],
    ];
    for (const [method, path, json, status] of acts) {
      house.now += 1_000;
      const answer = await house.send(method, path, json, from);
      expect([answer.status, answer.headers.get('Access-Control-Allow-Origin')], path).toEqual([status, GARDEN]);
      expect(answer.headers.get('Vary')).toBe('Origin');
    }
    expect(Object.keys(await everything()).filter((key) => key.startsWith(`fact:${thread}:`))).toHaveLength(3);
  });

  it('ask beforehand, and is told so for two hours', async () => {
    for (const origin of [GARDEN, 'http://localhost:3000']) {
      const headers = { Origin: origin, 'Access-Control-Request-Method': 'POST' };
      const answer = await house.fetch('/api/comments', { method: 'OPTIONS', headers });
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'access-control-allow-origin': origin,
        'access-control-max-age': '7200',
        vary: 'Origin',
      });
      expect(answer.headers.get('Access-Control-Allow-Credentials')).toBeNull();
    }
  });

  it.each(FOREIGN)('not lend that to %s', async (origin) => {
    const { thread } = await house.thread();
    const { ticket } = await house.ticket(ROSES);
    const before = await everything();
    const acts: [string, string, object][] = [
      ['POST', '/api/tickets', { page: ROSES }],
      ['POST', '/api/comments', { ticket, ...aComment() }],
      ['PUT', `/api/comments/${idOf(1)}`, { thread, key: KEY, body: 'Other words' }],
      ['DELETE', `/api/comments/${idOf(1)}`, { thread, key: KEY }],
      ['PUT', `/api/comments/${idOf(1)}/like`, { thread, key: KEY }],
      ['DELETE', `/api/comments/${idOf(1)}/like`, { thread, key: KEY }],
      ['POST', `/api/comments/${idOf(1)}/report`, { thread, reason: 'No roses' }],
      ['POST', '/api/mine', { thread, key: KEY, ids: [idOf(1)] }],
      ['POST', '/api/preview', { body: 'Words' }],
    ];
    for (const [method, path, json] of acts) {
      const answer = await refusal(await house.send(method, path, json, { Origin: origin }));
      expect(answer, path).toMatchObject({ status: 403, code: 'forbidden_origin' });
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull();
    }
    const body = new URLSearchParams({ ticket, page: ROSES, name: 'Ada', body: 'Words' });
    expect((await house.fetch('/thread', { method: 'POST', body, headers: { Origin: origin } })).status).toBe(403);
    const headers = { Origin: origin, 'Access-Control-Request-Method': 'POST' };
    const preflight = await house.fetch('/api/comments', { method: 'OPTIONS', headers });
    expect(preflight.headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect(await everything()).toEqual(before);
  });

  it.each([
    ...FOREIGN.filter((origin) => !/www|http:\/\/garden|example\.$|null/.test(origin)),
    'https://www.evil.example',
  ])('not ask for a ticket for a page on %s', async (origin) => {
    const before = await everything();
    const answer = await refusal(await house.post('/api/tickets', { page: `${origin}/post` }, from));
    expect(answer).toMatchObject({ status: 403, code: 'forbidden_origin' });
    expect(await everything()).toEqual(before);
  });

  it('not, once the site was taken out: no ticket, and none that it got before is good', async () => {
    const { ticket } = await house.ticket(ROSES);
    await owner('PUT', '/api/admin/settings', { sites: ['https://other.example'] });
    const before = await everything();
    for (const origin of [GARDEN, SITE]) {
      for (const [path, json] of [
        ['/api/tickets', { page: ROSES }],
        ['/api/comments', { ticket, ...aComment() }],
      ] as const) {
        expect(await refusal(await house.post(path, json, { Origin: origin })), path).toMatchObject({
          status: 403,
          code: 'forbidden_origin',
        });
      }
    }
    expect(await everything()).toEqual(before);
  });
});

describe('writing costs', () => {
  it('a page of SITES nothing more: no setting is looked at for its Origin', async () => {
    const acts = [
      ['/api/preview', { body: 'Words' }],
      ['/api/mine', { thread: 'A'.repeat(22), key: KEY, ids: [] }],
      ['/api/comments', { ticket: 'v1.forged.forged', ...aComment() }],
    ] as const;
    for (const [path, json] of acts) {
      const init = {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Origin: SITE },
        body: JSON.stringify(json),
      };
      expect((await asked(path, init)).counts, path).toEqual({});
    }
    const headers = { Origin: SITE, 'Access-Control-Request-Method': 'POST' };
    expect((await asked('/api/comments', { method: 'OPTIONS', headers })).counts).toEqual({});
  });

  it('a flood from other pages one read a minute, whatever they send', async () => {
    const { kv: counted, counts } = counting();
    house.env = { ...house.env, COMMENTS: counted };
    for (const minute of [1, 2]) {
      for (let n = 0; n < 30; n++) {
        const Origin = `https://evil-${n}.example`;
        const headers = { Origin, 'Access-Control-Request-Method': 'POST' };
        await house.fetch('/api/comments', { method: 'OPTIONS', headers });
        for (const body of ['{"', JSON.stringify({ page: `${Origin}/` }), 'x'.repeat(40_000)]) {
          expect((await house.post('/api/tickets', body, { Origin })).status).toBeGreaterThanOrEqual(400);
        }
      }
      expect(counts).toEqual({ get: minute });
      house.now += MINUTE;
    }
  });

  it('is refused as unavailable while the setting cannot be read, and asked for once in a request', async () => {
    let tries = 0;
    const broken = new Proxy(kv, { get: () => () => Promise.reject(new Error(`KV is down ${tries++}`)) });
    const answer = await refusal(
      await new House({ COMMENTS: broken }).post('/api/preview', { body: 'Words' }, { Origin: GARDEN }),
    );
    expect(answer).toMatchObject({ status: 503, code: 'unavailable' });
    expect(tries).toBe(1);
  });
});

describe('the page without JavaScript', () => {
  const formOf = async (page: string, reader = house) => {
    const html = await (await reader.fetch(`/thread?page=${encodeURIComponent(page)}`)).text();
    const value = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1];
    return { html, ticket: value('ticket'), page: value('page') };
  };
  const post = (fields: Record<string, string>, reader = house) =>
    reader.fetch('/thread', { method: 'POST', body: new URLSearchParams(fields), headers: { Origin: WORKER } });

  it('has the form of a further site’s page, with and without comments, and takes what is written there', async () => {
    for (const address of [ROSES, 'http://www.garden.example/post']) {
      const reader = new House({ MODERATION: 'open' });
      reader.now = house.now;
      const { html, ticket, page } = await formOf(address, reader);
      expect(page).toBe(ROSES);
      expect(html).toContain(`<link rel="canonical" href="${ROSES}">`);
      reader.now += 5_000;
      const posted = await post(
        { ticket: ticket!, page: page!, name: 'Ada', body: `By hand, ${address.length} letters` },
        reader,
      );
      expect([posted.status, (await posted.text()).includes(`href="${ROSES}"`)]).toEqual([201, true]);
      house.now = reader.now;
    }
    const { comments } = await house.thread(ROSES);
    expect(comments).toHaveLength(2);
    const facts = Object.entries(await everything()).filter(([key]) => /^fact:[^:]+:\w{26}$/.test(key));
    expect(facts.map(([, value]) => JSON.parse(value!).page)).toEqual([ROSES, ROSES]);
  });

  it('gives the text back where the site was taken out meanwhile, and writes nothing', async () => {
    await said(ROSES);
    await setting('sites', []);
    house.now += MINUTE;
    const { ticket, page } = await formOf(ROSES);
    house.now += 5_000;
    const before = await everything();
    const refused = await post({ ticket: ticket!, page: page!, name: 'Ada', body: 'Kept words' });
    const html = await refused.text();
    expect(refused.status).toBe(403);
    expect(html).toContain('Comments are not available at this address.');
    expect(html).toContain('Kept words</textarea>');
    expect(html).not.toContain(`href="${ROSES}"`);
    expect(await everything()).toEqual(before);
  });

  it('gives the text and its ticket back while KV is down', async () => {
    const { ticket, page } = await formOf(ROSES);
    house.now += MINUTE;
    house.env.COMMENTS = new Proxy(kv, { get: () => () => Promise.reject(new Error('down')) });
    const refused = await post({ ticket: ticket!, page: page!, name: 'Ada', body: 'Kept words' });
    const html = await refused.text();
    expect(refused.status).toBe(503);
    expect(html).toContain('Kept words</textarea>');
    expect(html).toContain(ticket);
  });

  it('hands out no ticket for a page of elsewhere, also where SITES is empty', async () => {
    for (const reader of [house, new House({ SITES: '' })]) {
      const { html, ticket } = await formOf('https://evil.example/post', reader);
      expect([ticket, html.includes('once the page is online')]).toEqual([undefined, true]);
    }
  });
});

describe('what leads to a page', () => {
  it('a permalink goes to a further site, for a read more, and no longer once it was taken out', async () => {
    await said(ROSES);
    await said(PAGE);
    const link = async (page: string) => {
      const { thread, comments } = await house.thread(page);
      return { id: comments[0]!.id, path: `/c/${comments[0]!.id}?thread=${thread}` };
    };
    const [roses, first] = [await link(ROSES), await link(PAGE)];
    const reader = new House();
    for (const reads of [{ getWithMetadata: 1, get: 1 }, { getWithMetadata: 1 }]) {
      const { answer, counts } = await asked(roses.path, {}, reader);
      expect([answer.status, answer.headers.get('Location')]).toEqual([302, `${ROSES}#comment-${roses.id}`]);
      expect(counts).toEqual(reads);
    }
    expect((await asked(first.path, {}, new House())).counts).toEqual({ getWithMetadata: 1 });
    await setting('sites', []);
    reader.now += MINUTE;
    expect(await refusal(await reader.fetch(roses.path))).toMatchObject({ status: 404, code: 'not_found' });
  });

  it('feeds: of the page, and of the site once the sweep has come by', async () => {
    await said(ROSES, 'About roses');
    await said(PAGE, 'About posts');
    await house.sweep();
    const feed = async (query: Record<string, string>) => house.fetch(`/feed?${new URLSearchParams(query)}`);
    expect(await (await feed({ page: ROSES })).text()).toContain(`href="${ROSES}#comment-`);
    for (const site of [GARDEN, `${GARDEN}/`, 'http://www.garden.example']) {
      const xml = await (await feed({ site })).text();
      expect(xml).toContain('About roses');
      expect(xml).not.toContain('About posts');
    }
    expect(await (await feed({ site: SITE })).text()).not.toContain('About roses');
    const other = new House();
    const path = `/feed?${new URLSearchParams({ site: GARDEN })}`;
    expect((await asked(path, {}, other)).counts).toEqual({ getWithMetadata: 1, get: 1 });
    expect((await asked(path, {}, other)).counts).toEqual({ getWithMetadata: 1 });
    await setting('sites', []);
    other.now += MINUTE;
    expect((await other.fetch(path)).status).toBe(404);
  });

  it('a move: from SITES to a further site and back, and never to elsewhere', async () => {
    await said(PAGE);
    const { thread } = await house.thread();
    const move = (movedTo: string) => owner('PUT', `/api/admin/threads/${thread}`, { movedTo });
    const before = await everything();
    for (const elsewhere of ['https://evil.example/post', 'http://localhost.evil.example/post']) {
      expect(await refusal(await move(elsewhere))).toMatchObject({ status: 400, fields: { movedTo: 'unknown' } });
    }
    expect(await everything()).toEqual(before);

    expect((await move(`http://www.garden.example/roses/`)).status).toBe(200);
    for (const page of [PAGE, `${GARDEN}/roses`]) {
      const { answer, counts } = await asked(threadOf(page), {}, new House());
      expect(await answer.json()).toMatchObject({ thread, page: `${GARDEN}/roses`, count: 1 });
      expect(counts).toEqual({ getWithMetadata: 1 });
    }
    house.now += MINUTE;
    await said(`${GARDEN}/roses`, 'At the new address');
    expect(await house.thread()).toMatchObject({ thread, count: 2 });
    // The page without JavaScript leads there from the old address as well.
    const old = await (await house.fetch(`/thread?page=${encodeURIComponent(PAGE)}`)).text();
    expect(old).toContain(`<link rel="canonical" href="${GARDEN}/roses">`);
    house.now += MINUTE;
    expect((await move(PAGE)).status).toBe(200);
    expect(await house.thread(`${GARDEN}/roses`)).toMatchObject({ thread, page: PAGE, count: 2 });
  });
});

describe('the owner', () => {
  it('sets them by JSON too, as they are kept: each once, and none that SITES has', async () => {
    const sites = [
      ` ${GARDEN}/ `,
      'Other.Example',
      GARDEN,
      SITE,
      'https://www.blog.example',
      'http://127.0.0.1:8080',
      '',
    ];
    const answer = await owner('PUT', '/api/admin/settings', { sites });
    const kept = [GARDEN, 'https://other.example', 'https://www.blog.example', 'http://127.0.0.1:8080'];
    expect(await answer.json()).toMatchObject({ sites: kept });
    expect(await kv.get('settings:sites', 'json')).toEqual({ v: 1, value: kept });
    const read = await house.fetch('/api/admin/settings', { headers: OWNER });
    expect(await read.json()).toMatchObject({ sites: kept });
  });

  it('is heard at once where it was set, also by readers', async () => {
    await house.thread('https://new.example/post');
    await owner('PUT', '/api/admin/settings', { sites: ['https://new.example'] });
    expect((await house.thread('https://new.example/post')).page).toBe('https://new.example/post');
    await said('https://new.example/post');
  });

  it.each([
    ['https://garden.example', 'wrong_type'],
    [null, 'wrong_type'],
    [[GARDEN, 7], 'wrong_type'],
    [[GARDEN, '*'], 'malformed'],
    [['https://*'], 'malformed'],
    [['https://*.example'], 'malformed'],
    [['https://garden.example:*'], 'malformed'],
    [['https://localhost:*'], 'malformed'],
    [['http://garden.example'], 'malformed'],
    [['http://localhost.evil.example'], 'malformed'],
    [['ftp://garden.example'], 'malformed'],
    [['javascript:alert(1)'], 'malformed'],
    [['null'], 'malformed'],
    [['garden'], 'malformed'],
    [['My garden.example'], 'malformed'],
    [['garden.example,other.example'], 'malformed'],
    [['https://garden.example.'], 'malformed'],
    [['https://owner:secret@garden.example'], 'malformed'],
    [['https://garden.example@evil.example'], 'malformed'],
    [['https://[::1]'], 'malformed'],
    [[`https://${'x'.repeat(300)}.example`], 'malformed'],
    [Array.from({ length: 21 }, (_, n) => `https://site-${n}.example`), 'too_many'],
  ])('is told of %j that it is %s, and nothing is saved', async (sites, problem) => {
    const before = await everything();
    const answer = await refusal(await owner('PUT', '/api/admin/settings', { sites, maxLinks: 3 }));
    expect(answer).toMatchObject({ status: 400, code: 'invalid_request', fields: { sites: problem } });
    expect(await everything()).toEqual(before);
  });

  it('alone sets them', async () => {
    const before = await everything();
    for (const headers of [{}, { Authorization: 'Bearer wrong' }, { Cookie: '__Host-afterword=x' }]) {
      const answer = await house.send(
        'PUT',
        '/api/admin/settings',
        { sites: ['https://evil.example'] },
        { ...headers, Origin: WORKER },
      );
      expect(answer.status).toBe(401);
    }
    expect(await everything()).toEqual(before);
  });

  it('has them in the backup, and back from it where none are set', async () => {
    const backup = new TextDecoder().decode(
      await (await house.fetch('/api/admin/export', { headers: OWNER })).arrayBuffer(),
    );
    const restore = async () => {
      const init = { method: 'POST', headers: { ...OWNER, 'Content-Type': 'application/x-ndjson' }, body: backup };
      expect((await house.fetch('/api/admin/import?own=1', init)).status).toBe(200);
      return kv.get('settings:sites', 'json');
    };
    await setting('sites', ['https://newer.example']);
    expect(await restore()).toMatchObject({ value: ['https://newer.example'] });
    await kv.delete('settings:sites');
    expect(await restore()).toMatchObject({ value: [GARDEN, 'http://localhost:*'] });
    expect((await new House().thread(ROSES)).page).toBe(ROSES);
  });

  it('can import for them at the desk', async () => {
    const html = await (await house.fetch('/admin/import', { headers: OWNER })).text();
    expect([...html.matchAll(/<option>([^<]*)/g)].map(([, origin]) => origin)).toEqual([SITE, GARDEN]);
  });
});
