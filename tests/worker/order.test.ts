// The order of the checks, and what each refusal costs: the first things to fail are free, and nothing that is refused
// ever writes or lists. A flood that KV does not notice cannot use up the day.

import { describe, expect, it } from 'vitest';
import { createApp } from '../../worker/app.ts';
import type { Memory } from '../../worker/deps.ts';
import { MAX_REQUEST_BYTES, TICKET_MAX_AGE } from '../../worker/rules/limits.ts';
import {
  aComment,
  brake,
  counting,
  KEY,
  limit,
  OTHER_KEY,
  PAGE,
  refusal,
  SITE,
  setting,
  TestWorker,
} from './help/as-reader.ts';
import { everything } from './help/store-with.ts';

const NOWHERE = '01JD0000000000000000000000';
const THREAD = 'A'.repeat(22);

/** Every address that a reader writes to, and a body that would be right. */
const WRITES: [method: string, path: string, json: object][] = [
  ['POST', '/api/tickets', { page: PAGE }],
  ['POST', '/api/comments', { ticket: 'v1.W10.AAAA', ...aComment() }],
  ['PUT', `/api/comments/${NOWHERE}`, { thread: THREAD, key: KEY, body: 'Other words' }],
  ['DELETE', `/api/comments/${NOWHERE}`, { thread: THREAD, key: KEY }],
  ['PUT', `/api/comments/${NOWHERE}/like`, { thread: THREAD, key: KEY }],
  ['DELETE', `/api/comments/${NOWHERE}/like`, { thread: THREAD, key: KEY }],
  ['POST', `/api/comments/${NOWHERE}/report`, { thread: THREAD, reason: 'It is rude' }],
  ['POST', '/api/preview', { body: 'Words' }],
  ['POST', '/api/mine', { thread: THREAD, key: KEY, ids: [NOWHERE] }],
];

function counted(env: ConstructorParameters<typeof TestWorker>[0] = {}) {
  const { kv, counts } = counting();
  const worker = new TestWorker({ COMMENTS: kv, ...env });
  const forget = () => {
    for (const name of Object.keys(counts)) delete counts[name];
  };
  return { worker, counts, forget };
}

it('the table knows every address of the readers’ that takes more than a GET', () => {
  const routes = createApp({} as Memory).routes.filter(({ method }) => /^(POST|PUT|DELETE|PATCH)$/.test(method));
  const readers = routes.filter(({ path }) => path.startsWith('/api/') && !path.startsWith('/api/admin'));
  const known = WRITES.map(([method, path]) => `${method} ${path.replace(NOWHERE, ':id')}`);
  expect([...new Set(readers.map(({ method, path }) => `${method} ${path}`))].sort()).toEqual(known.sort());
});

describe.each(WRITES)('%s %s costs KV nothing', (method, path, json) => {
  it.each([
    ['a body that is too large', JSON.stringify({ ...json, more: 'x'.repeat(MAX_REQUEST_BYTES) }), {}, 'too_large'],
    ['a body that is not JSON', '{"', {}, 'invalid_request'],
    ['a body that says it is a form', JSON.stringify(json), { 'Content-Type': 'text/plain' }, 'invalid_request'],
    ['a body that is a list', '[]', {}, 'invalid_request'],
  ] as const)('for %s', async (_, body, headers, code) => {
    const { worker, counts } = counted();
    expect(await refusal(await worker.send(method, path, body, headers))).toMatchObject({ code });
    expect(counts).toEqual({});
  });
});

it.each(WRITES)(
  '%s %s costs, for a page of elsewhere, one look at the further sites in a minute',
  async (method, path, json) => {
    const { worker, counts } = counted();
    for (const Origin of ['https://evil.example', 'https://other.example']) {
      const answer = await refusal(await worker.send(method, path, json, { Origin }));
      expect(answer).toMatchObject({ status: 403, code: 'forbidden_origin' });
      expect(counts).toEqual({ get: 1 });
    }
  },
);

it.each(WRITES)('%s %s costs KV nothing for a visitor who comes too often', async (method, path, json) => {
  const { worker, counts } = counted({ POST_LIMIT: limit(0) });
  const answer = await refusal(await worker.send(method, path, json));
  expect(answer).toMatchObject({ status: 429, code: 'rate_limited' });
  expect(answer.headers.get('Retry-After')).toBe('60');
  expect(counts).toEqual({});
});

describe('a comment’s refusal costs', () => {
  it('nothing for a ticket that is forged, too young or too old', async () => {
    const { worker, counts, forget } = counted();
    const { ticket } = await worker.ticket();
    const attempt = async (text: string) => {
      forget();
      const answer = await refusal(await worker.post('/api/comments', { ticket: text, ...aComment() }));
      expect(counts).toEqual({});
      return answer.code;
    };
    expect(await attempt(`${ticket}x`)).toBe('bad_ticket');
    worker.now -= 2_500;
    expect(await attempt(ticket)).toBe('too_soon');
    worker.now += TICKET_MAX_AGE + 5_000;
    expect(await attempt(ticket)).toBe('expired_ticket');
  });

  it.each([
    ['a field that is wrong', { name: '' }, 'invalid_request', 1],
    ['work that is not done', {}, 'proof_required', 2],
    ['a parent nobody knows', { parent: NOWHERE }, 'invalid_request', 4],
    ['an author who is blocked', { key: OTHER_KEY }, 'blocked', 2],
    ['words that are there already', { body: 'Good luck!' }, 'duplicate', 2],
    ['a thread that is closed', {}, 'thread_closed', 2],
    ['an author who is not known, while the brake is on', { key: 'eve-eve-eve-eve-eve-eve' }, 'unavailable', 2],
  ] as const)('a few reads for %s', async (what, fields, code, reads) => {
    const { worker, counts, forget } = counted();
    await worker.approved();
    const { comment } = await worker.accepted({ key: OTHER_KEY, body: 'From somebody else' });
    await worker.verdict((await worker.thread()).thread, comment.id, 'remove', { block: true });
    if (code === 'proof_required') await setting('work', 'always');
    if (code === 'thread_closed') await setting('stop', true);
    if (what.endsWith('brake is on')) {
      await brake('closed', worker.now);
      await setting('work', 'off');
    }
    worker.now += 61_000;
    const { ticket } = await worker.ticket();
    const before = await everything();
    worker.now += 61_000; // so that the settings are read anew
    forget();
    const answer = await worker.post('/api/comments', { ticket, ...aComment(), body: 'New words', ...fields });
    expect(await refusal(answer)).toMatchObject({ code });
    const { get = 0, getWithMetadata = 0, ...others } = counts;
    expect(others).toEqual({});
    expect(get + getWithMetadata).toBeLessThanOrEqual(reads);
    expect(await everything()).toEqual(before);
  });
});

describe('an edit’s, a like’s or a report’s refusal costs', () => {
  it.each(WRITES.slice(2, 7))('%s %s: a few bulk reads', async (method, path, json) => {
    const { worker, counts } = counted();
    expect(await refusal(await worker.send(method, path, json))).toMatchObject({ status: 404, code: 'not_found' });
    const { get = 0, ...others } = counts;
    expect(others).toEqual({});
    expect(get).toBeLessThanOrEqual(5);
  });
});

describe('the limit of the whole site', () => {
  it('costs a preview nothing, and a ticket its settings', async () => {
    const { worker, counts } = counted({ SITE_LIMIT: limit(0) });
    const answer = await refusal(await worker.post('/api/preview', { body: 'x' }));
    expect(answer).toMatchObject({ status: 429, code: 'rate_limited' });
    expect(answer.headers.get('Retry-After')).toBe('60');
    expect(counts).toEqual({});
    const { work } = await worker.ticket();
    expect(work).toEqual({ bits: 16 });
    expect(counts).toEqual({ get: 1 });
  });

  it('counts tickets, comments and previews in one bucket, whoever sends them', async () => {
    const keys: string[] = [];
    const SITE_LIMIT = { limit: async ({ key }: { key: string }) => ({ success: keys.push(key) > 0 }) } as RateLimit;
    const { worker } = counted({ SITE_LIMIT });
    await worker.comment();
    await worker.post('/api/preview', { body: 'x' }, { Origin: SITE });
    expect(keys).toEqual(['site', 'site', 'site']);
  });
});

describe('a visitor is', () => {
  it.each([
    ['an IPv4 address', '192.0.2.7', 'write:192.0.2.7'],
    ['the first half of an IPv6 address', '2001:DB8:1:2:3::4', 'write:2001:db8:1:2::/64'],
    ['nobody in particular', undefined, 'write:unknown'],
  ])('%s', async (_, address, key) => {
    const asked: string[] = [];
    const POST_LIMIT = { limit: async (ask: { key: string }) => ({ success: asked.push(ask.key) > 0 }) } as RateLimit;
    const { worker } = counted({ POST_LIMIT });
    // What anyone can send says nothing.
    const lies = { 'X-Forwarded-For': '203.0.113.9', 'X-Real-IP': '203.0.113.9', 'True-Client-IP': '203.0.113.9' };
    const headers = { ...lies, ...(address !== undefined && { 'CF-Connecting-IP': address }) };
    for (const [method, path, json] of WRITES.slice(1, 7)) await worker.send(method, path, json, headers);
    expect(new Set(asked)).toEqual(new Set([key]));
    expect(asked).toHaveLength(6);
  });
});
