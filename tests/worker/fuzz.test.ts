// Anything at all, to every address there is: never a fault of ours (5xx), always an answer of the contract's, and
// nothing written by what was refused. The seed is fixed so that a run can be had again; change it to look elsewhere.

import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createApp } from '../../worker/app.ts';
import { ERROR_CODES } from '../../worker/contract/index.ts';
import type { Memory } from '../../worker/deps.ts';
import { counting, KEY, PAGE, SITE, TestWorker, TOKEN, WORKER } from './help/as-reader.ts';

const SEED = 20261120;
const RUNS = 60;

afterEach(() => {
  vi.restoreAllMocks();
});

/** Each address once for each of its methods. */
const ROUTES = [
  ...new Set(
    createApp({} as Memory)
      .routes.filter(({ method, path }) => method !== 'ALL' && !path.includes('*'))
      .map(({ method, path }) => `${method} ${path}`),
  ),
].map((route) => route.split(' ') as [method: string, path: string]);

const ID = '01JD0000000000000000000000';
const THREAD = 'A'.repeat(22);

// ---- anything ----

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.string({ unit: 'grapheme', maxLength: 200 }),
  fc.constantFrom('', ' ', '\u0000', '../..', 'fact:', '~open', 'null', 'NaN', '-1', '1e999', '\ud800', '__proto__'),
  fc.constantFrom(PAGE, SITE, KEY, ID, THREAD, 'approve', 'pending', 'true', 'x'.repeat(6_000)),
);
const value = fc.oneof(text, fc.integer(), fc.double(), fc.boolean(), fc.constant(null), fc.array(text), fc.object());
const NAMES = [
  ...[
    'ticket',
    'key',
    'name',
    'url',
    'email',
    'body',
    'parent',
    'work',
    'captcha',
    'subject',
    'thread',
    'reason',
    'ids',
  ],
  ...['page', 'id', 'title', 'comments', 'verdict', 'trust', 'block', 'me', 'pinned', 'words', 'open', 'movedTo'],
  ...[
    'closesAt',
    'moderation',
    'maxLinks',
    'blockedWords',
    'sites',
    'token',
    'cursor',
    'q',
    'status',
    'part',
    '__proto__',
  ],
];
/** The fields of the contract with anything in them, and fields that are right. */
const fields = fc.dictionary(fc.constantFrom(...NAMES), value, { maxKeys: 8 });
const RIGHT = {
  ...{ thread: THREAD, key: KEY, name: 'Ada', body: 'Words', reason: 'Rude', ids: [ID], page: PAGE },
  ...{ comments: [{ thread: THREAD, id: ID }], verdict: 'approve', parent: ID },
};
const json = fc.oneof(
  fc.jsonValue(),
  fields,
  fields.map((some) => ({ ...RIGHT, ...some })),
);
const form = fields.map(
  (some) => new URLSearchParams(Object.entries(some).map(([name, each]) => [name, String(each)])),
);
const body = fc.oneof(
  json.map((some) => JSON.stringify(some)),
  form.map(String),
  fc.uint8Array({ maxLength: 300 }),
  fc.constant('x'.repeat(40_000)),
  text,
);

const TYPES = [
  'application/json',
  'application/x-www-form-urlencoded',
  'text/plain',
  'multipart/form-data; boundary=x',
];
const header = fc.string({ unit: 'grapheme-ascii', maxLength: 60 }).filter((each) => /^[\x20-\x7e]*$/.test(each));
const headers = fc.record(
  {
    'Content-Type': fc.oneof(fc.constantFrom(...TYPES), header),
    Origin: fc.oneof(fc.constantFrom(SITE, WORKER, 'null', 'https://evil.example'), header),
    'Sec-Fetch-Site': fc.oneof(fc.constantFrom('same-origin', 'cross-site', 'none'), header),
    'CF-Connecting-IP': fc.oneof(fc.ipV4(), fc.ipV6(), header),
    'If-None-Match': fc.oneof(fc.constantFrom('*', 'W/"x"', '""'), header),
    Cookie: fc.oneof(fc.constantFrom('__Host-afterword=x', '__Host-afterword=1.2.3.4', 'afterword='), header),
    Authorization: fc.oneof(fc.constantFrom('Bearer', 'Basic YTpi', `Bearer ${TOKEN}`), header),
    Accept: header,
    Range: fc.oneof(fc.constant('bytes=0-1'), header),
    'Content-Length': fc.constantFrom('1', '99999999'),
  },
  { requiredKeys: [] },
);
const query = fc.oneof(
  fc.constant(`page=${encodeURIComponent(PAGE)}`),
  fc.dictionary(fc.constantFrom(...NAMES), text, { maxKeys: 4 }).map((some) => String(new URLSearchParams(some))),
  fc.webQueryParameters(),
);
/** What stands in the place of `:id` and its like. */
const segment = fc.oneof(
  fc.constantFrom(ID, THREAD, '~', '%2F', '%00', '..', 'A'.repeat(600)),
  text.map(encodeURIComponent2),
);

function encodeURIComponent2(each: string): string {
  return encodeURIComponent(each.toWellFormed()) || '_';
}

// ---- every address ----

async function tryOut(path: string, made: fc.Arbitrary<RequestInit>): Promise<void> {
  const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { kv, counts } = counting();
  const worker = new TestWorker({ COMMENTS: kv });
  await fc.assert(
    fc.asyncProperty(made, query, fc.array(segment, { minLength: 3, maxLength: 3 }), async (init, search, segments) => {
      let n = 0;
      const address = path.replace(/:\w+(\{[^}]*\})?/g, () => segments[n++] ?? '_');
      for (const name of Object.keys(counts)) delete counts[name];
      worker.now += 61_000;
      const answer = await worker.fetch(`${address}?${search}`, init);
      // Not set up, over its quota or down is no fault; nor is a place where the last copy of a page is asked for.
      if (answer.status >= 500) throw new Error(`${answer.status}: ${await answer.text()} ${log.mock.calls.join()}`);
      if (answer.status >= 400) {
        const { put = 0, delete: deleted = 0 } = counts;
        expect([answer.status, put, deleted]).toEqual([answer.status, 0, 0]);
        if (path.startsWith('/api/')) {
          const { error } = (await answer.json()) as { error: { code: string; message: string } };
          expect(ERROR_CODES).toContain(error.code);
          expect(JSON.stringify(error)).not.toContain(TOKEN);
        }
      }
      expect(answer.headers.get('X-Content-Type-Options')).toBe('nosniff');
    }),
    { numRuns: RUNS, seed: SEED },
  );
  expect(log.mock.calls).toEqual([]);
}

describe.each(ROUTES)('%s %s', { timeout: 30_000 }, (method, path) => {
  const hasBody = method !== 'GET';

  it('answers anything', async () => {
    const any = fc.record({ headers, ...(hasBody && { body }) }).map((some) => ({ method, ...some }) as RequestInit);
    await tryOut(path, any);
  });

  it('answers the owner, and a reader whose fields are nearly right', async () => {
    const isOwners = /admin/.test(path);
    const known = {
      'Content-Type': 'application/json',
      Origin: isOwners ? WORKER : SITE,
      ...(isOwners && { Authorization: `Bearer ${TOKEN}` }),
    };
    const asForm = { ...known, 'Content-Type': 'application/x-www-form-urlencoded' };
    const nearly = fc.oneof(
      json.map((some) => ({ method, headers: known, ...(hasBody && { body: JSON.stringify(some) }) })),
      form.map((some) => ({ method, headers: asForm, ...(hasBody && { body: String(some) }) })),
    );
    await tryOut(path, nearly);
  });
});

describe('a comment with a good ticket', { timeout: 30_000 }, () => {
  it('is taken or refused, whatever is in its fields', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const { kv, counts } = counting();
    const worker = new TestWorker({ COMMENTS: kv, MODERATION: 'open' });
    await fc.assert(
      fc.asyncProperty(fields, fc.string({ unit: 'binary', maxLength: 900 }), async (some, words) => {
        const { ticket } = await worker.ticket();
        for (const name of Object.keys(counts)) delete counts[name];
        const answer = await worker.post('/api/comments', { name: 'Ada', body: words, ...some, ticket });
        expect([201, 400, 409]).toContain(answer.status);
        if (answer.status !== 201) expect(counts.put ?? 0).toBe(0);
      }),
      { numRuns: RUNS, seed: SEED },
    );
    expect(log.mock.calls).toEqual([]);
    expect((await worker.thread()).comments.length).toBeGreaterThan(5);
  });
});

describe('a ticket', () => {
  it('of any text is no ticket', async () => {
    const worker = new TestWorker();
    const { ticket } = await worker.ticket();
    const changed = fc
      .tuple(fc.nat(ticket.length - 1), fc.constantFrom(...'Aa0_-.'))
      .map(([at, letter]) => ticket.slice(0, at) + letter + ticket.slice(at + 1))
      .filter((other) => other !== ticket);
    await fc.assert(
      fc.asyncProperty(fc.oneof(changed, text), async (forged) => {
        const answer = await worker.post('/api/comments', { ticket: forged, key: KEY, name: 'Ada', body: 'Words' });
        expect(answer.status).toBe(403);
      }),
      { numRuns: 200, seed: SEED },
    );
  });
});
