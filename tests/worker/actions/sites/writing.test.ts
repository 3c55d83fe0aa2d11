// Further sites, as writers meet them: their pages may do what those of SITES may, and nobody else’s may.

import { beforeEach, describe, expect, it } from 'vitest';
import { aComment, counting, KEY, kv, refusal, SITE, TestWorker } from '../../help/as-reader.ts';
import { GARDEN, ROSES, UNTIL_REREAD, WithFurtherSites } from '../../help/further-sites.ts';
import { everything, idOf } from '../../help/store-with.ts';

let worker: WithFurtherSites;
beforeEach(async () => {
  worker = await WithFurtherSites.open();
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
    const thread = (await worker.thread(ROSES)).thread;
    const ticket = (await (await worker.post('/api/tickets', { page: ROSES }, from)).json()) as { ticket: string };
    worker.now += 3_000;
    const posted = await worker.post('/api/comments', { ...ticket, ...aComment() }, from);
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
      worker.now += 1_000;
      const answer = await worker.send(method, path, json, from);
      expect([answer.status, answer.headers.get('Access-Control-Allow-Origin')], path).toEqual([status, GARDEN]);
      expect(answer.headers.get('Vary')).toBe('Origin');
    }
    expect(Object.keys(await everything()).filter((key) => key.startsWith(`fact:${thread}:`))).toHaveLength(3);
  });

  it('ask beforehand, and is told so for two hours', async () => {
    for (const origin of [GARDEN, 'http://localhost:3000']) {
      const headers = { Origin: origin, 'Access-Control-Request-Method': 'POST' };
      const answer = await worker.fetch('/api/comments', { method: 'OPTIONS', headers });
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'access-control-allow-origin': origin,
        'access-control-max-age': '7200',
        vary: 'Origin',
      });
      expect(answer.headers.get('Access-Control-Allow-Credentials')).toBeNull();
    }
  });

  it.each(FOREIGN)('not lend that to %s', async (origin) => {
    const { thread } = await worker.thread();
    const { ticket } = await worker.ticket(ROSES);
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
      const answer = await refusal(await worker.send(method, path, json, { Origin: origin }));
      expect(answer, path).toMatchObject({ status: 403, code: 'forbidden_origin' });
      expect(answer.headers.get('Access-Control-Allow-Origin')).toBeNull();
    }
    const body = new URLSearchParams({ ticket, page: ROSES, name: 'Ada', body: 'Words' });
    expect((await worker.fetch('/thread', { method: 'POST', body, headers: { Origin: origin } })).status).toBe(403);
    const headers = { Origin: origin, 'Access-Control-Request-Method': 'POST' };
    const preflight = await worker.fetch('/api/comments', { method: 'OPTIONS', headers });
    expect(preflight.headers.get('Access-Control-Allow-Origin')).toBeNull();
    expect(await everything()).toEqual(before);
  });

  it.each([
    ...FOREIGN.filter((origin) => !/www|http:\/\/garden|example\.$|null/.test(origin)),
    'https://www.evil.example',
  ])('not ask for a ticket for a page on %s', async (origin) => {
    const before = await everything();
    const answer = await refusal(await worker.post('/api/tickets', { page: `${origin}/post` }, from));
    expect(answer).toMatchObject({ status: 403, code: 'forbidden_origin' });
    expect(await everything()).toEqual(before);
  });

  it('not, once the site was taken out: no ticket, and none that it got before is good', async () => {
    const { ticket } = await worker.ticket(ROSES);
    await worker.owner('PUT', '/api/admin/settings', { sites: ['https://other.example'] });
    const before = await everything();
    for (const origin of [GARDEN, SITE]) {
      for (const [path, json] of [
        ['/api/tickets', { page: ROSES }],
        ['/api/comments', { ticket, ...aComment() }],
      ] as const) {
        expect(await refusal(await worker.post(path, json, { Origin: origin })), path).toMatchObject({
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
      expect((await worker.counted(path, init)).counts, path).toEqual({});
    }
    const headers = { Origin: SITE, 'Access-Control-Request-Method': 'POST' };
    expect((await worker.counted('/api/comments', { method: 'OPTIONS', headers })).counts).toEqual({});
  });

  it('a flood from other pages one read a minute, whatever they send', async () => {
    const { kv: counted, counts } = counting();
    worker.env = { ...worker.env, COMMENTS: counted };
    for (const minute of [1, 2]) {
      for (let n = 0; n < 30; n++) {
        const Origin = `https://evil-${n}.example`;
        const headers = { Origin, 'Access-Control-Request-Method': 'POST' };
        await worker.fetch('/api/comments', { method: 'OPTIONS', headers });
        for (const body of ['{"', JSON.stringify({ page: `${Origin}/` }), 'x'.repeat(40_000)]) {
          expect((await worker.post('/api/tickets', body, { Origin })).status).toBeGreaterThanOrEqual(400);
        }
      }
      expect(counts).toEqual({ get: minute });
      worker.now += UNTIL_REREAD;
    }
  });

  it('is refused as unavailable while the setting cannot be read, and asked for once in a request', async () => {
    let tries = 0;
    const broken = new Proxy(kv, { get: () => () => Promise.reject(new Error(`KV is down ${tries++}`)) });
    const answer = await refusal(
      await new TestWorker({ COMMENTS: broken }).post('/api/preview', { body: 'Words' }, { Origin: GARDEN }),
    );
    expect(answer).toMatchObject({ status: 503, code: 'unavailable' });
    expect(tries).toBe(1);
  });
});
