// POST /api/comments: what is refused, with which error, in which order, and that nothing is written.

import { describe, expect, it } from 'vitest';
import { MAX_BODY } from '../../../../../worker/contract/index.ts';
import { MAX_REQUEST_BYTES, TICKET_MAX_AGE } from '../../../../../worker/rules/limits.ts';
import { workDone } from '../../../../../worker/rules/screening/work.ts';
import { keys } from '../../../../../worker/store/kv/keys.ts';
import {
  aComment,
  counting,
  kv,
  limit,
  OTHER_KEY,
  refusal,
  SITE,
  setting,
  TestWorker,
} from '../../../help/as-reader.ts';
import { everything } from '../../../help/store-with.ts';

/** What no font draws: zero width, Hangul fillers, Braille without a dot, soft hyphens, directions, tags. */
const UNSEEN = [
  '\u200b\u200b\u200b',
  '\u3164',
  '\u2800',
  '\u00ad',
  '\u200e',
  '\u{e0041}',
  '\u115f\u1160',
  '\ufe0f',
  '\u2003 \u00a0',
];

describe('refuses', () => {
  /** One good ticket, one bad request; nothing may be written by it. */
  async function refused(fields: object, headers?: Record<string, string>) {
    const worker = new TestWorker();
    const { comment } = await worker.approved();
    const { ticket } = await worker.ticket();
    const before = await everything();
    const answer = await worker.post(
      '/api/comments',
      { ticket, ...aComment(), body: 'Something new', ...fields },
      headers,
    );
    expect(await everything()).toEqual(before);
    expect(comment.id).toBeTruthy();
    return refusal(answer);
  }

  it.each([
    ['an empty name', { name: '' }, { name: 'missing' }],
    ['a name of spaces', { name: ' \n\t ' }, { name: 'missing' }],
    ['no name', { name: undefined }, { name: 'missing' }],
    ['a name that is a number', { name: 7 }, { name: 'wrong_type' }],
    ['a name that is too long', { name: 'x'.repeat(81) }, { name: 'too_long' }],
    ['an empty text', { body: '' }, { body: 'missing' }],
    ['a text of nothing that shows', { body: ' \u202e\u0007 ' }, { body: 'missing' }],
    ...UNSEEN.flatMap((text): [string, object, object][] => [
      [`a name of ${JSON.stringify(text)}`, { name: text }, { name: 'missing' }],
      [`a text of ${JSON.stringify(text)}`, { body: text }, { body: 'missing' }],
    ]),
    ...['&nbsp;&#8203;', '**\u200b**', '&#x3164;', '> &#8203;', '[&#x2800;](https://x.example)'].map(
      (body): [string, object, object] => [`a text that draws nothing: ${body}`, { body }, { body: 'missing' }],
    ),
    ['a text that is a list', { body: ['x'] }, { body: 'wrong_type' }],
    ['a text that is too long', { body: 'x'.repeat(MAX_BODY + 1) }, { body: 'too_long' }],
    ['a site that runs a script', { url: 'javascript:alert(1)' }, { url: 'malformed' }],
    ['a site with a password', { url: 'https://a:b@c.example' }, { url: 'malformed' }],
    ['an e-mail that is none', { email: 'ada' }, { email: 'malformed' }],
    ['a key that is too short', { key: 'abc' }, { key: 'malformed' }],
    ['a key that is an object', { key: {} }, { key: 'wrong_type' }],
    ['a parent that is no id', { parent: '../../etc' }, { parent: 'malformed' }],
    ['a parent nobody knows', { parent: '01JD0000000000000000000000' }, { parent: 'unknown' }],
    ['work that is no number', { work: '0x1' }, { work: 'malformed' }],
    ['several things at once', { name: '', body: 7 }, { name: 'missing', body: 'wrong_type' }],
  ])('%s', async (_, wrong, fields) => {
    expect(await refused(wrong)).toMatchObject({ status: 400, code: 'invalid_request', fields });
  });

  it.each([
    ['no ticket', { ticket: undefined }, 403, 'bad_ticket'],
    ['an empty ticket', { ticket: '' }, 403, 'bad_ticket'],
    ['a forged ticket', { ticket: 'v1.W10.AAAA' }, 403, 'bad_ticket'],
    ['a ticket that is a number', { ticket: 7 }, 400, 'invalid_request'],
  ])('%s', async (_, wrong, status, code) => {
    expect(await refused(wrong)).toMatchObject({ status, code });
  });

  it.each([
    ['the page of another site', { Origin: 'https://evil.example' }, 403, 'forbidden_origin'],
    ['a page without a name', { Origin: 'null' }, 403, 'forbidden_origin'],
    ['the same site over http', { Origin: 'http://blog.example' }, 403, 'forbidden_origin'],
    ['a form', { 'Content-Type': 'text/plain' }, 400, 'invalid_request'],
    ['JSON that calls itself something else', { 'Content-Type': 'application/jsonp' }, 400, 'invalid_request'],
  ])('%s', async (_, headers, status, code) => {
    expect(await refused({}, headers)).toMatchObject({ status, code });
  });

  it.each([
    ['not JSON', 'name=Ada', 400, 'invalid_request'],
    ['half of JSON', '{"ticket":', 400, 'invalid_request'],
    ['nothing', '', 400, 'invalid_request'],
    ['a list', '[]', 400, 'invalid_request'],
    ['null', 'null', 400, 'invalid_request'],
    ['a string', '"ticket"', 400, 'invalid_request'],
    ['more than 32 KiB', `"${'x'.repeat(MAX_REQUEST_BYTES)}"`, 413, 'too_large'],
  ])('%s', async (_, body, status, code) => {
    const answer = await refusal(await new TestWorker().post('/api/comments', body));
    expect(answer).toMatchObject({ status, code });
    expect(await everything()).toEqual({});
  });

  it('bytes that are no text', async () => {
    const answer = await new TestWorker().fetch('/api/comments', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: new Uint8Array([0x22, 0xff, 0x22]),
    });
    expect(await refusal(answer)).toMatchObject({
      status: 400,
      code: 'invalid_request',
      fields: { request: 'malformed' },
    });
  });

  it('more than 32 KiB that comes in pieces and does not say how much', async () => {
    let pieces = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(stream) {
        if (++pieces > 100) stream.close();
        else stream.enqueue(new Uint8Array(1_024).fill(0x20));
      },
    });
    const headers = { 'Content-Type': 'application/json', Origin: SITE };
    const answer = await new TestWorker().fetch('/api/comments', { method: 'POST', headers, body });
    expect(await refusal(answer)).toMatchObject({ status: 413, code: 'too_large' });
    expect(pieces).toBeLessThan(100);
  });

  it('a ticket that was used for other words, and leaves the first ones alone', async () => {
    const worker = new TestWorker();
    const { ticket } = await worker.ticket();
    await worker.post('/api/comments', { ticket, ...aComment() });
    const before = await everything();
    for (const other of [{ body: 'Other words' }, { name: 'Eve' }, { key: OTHER_KEY }, { url: 'https://x.example' }]) {
      const answer = await worker.post('/api/comments', { ticket, ...aComment(), ...other });
      expect(await refusal(answer)).toMatchObject({ status: 403, code: 'bad_ticket' });
    }
    expect(await everything()).toEqual(before);
  });

  it('a ticket of another worker', async () => {
    const elsewhere = await new TestWorker({ ADMIN_TOKEN: 'another-token-another-token-another-token' }).ticket();
    const worker = new TestWorker();
    worker.now += 3_000;
    const answer = await worker.post('/api/comments', { ...aComment(), ticket: elsewhere.ticket });
    expect(await refusal(answer)).toMatchObject({ status: 403, code: 'bad_ticket' });
    expect(await everything()).toEqual({});
  });

  it('a ticket for a page that is no longer on the site', async () => {
    const worker = new TestWorker();
    const { ticket } = await worker.ticket();
    worker.env.SITES = 'https://moved.example';
    const answer = await worker.post('/api/comments', { ticket, ...aComment() }, { Origin: 'https://moved.example' });
    expect(await refusal(answer)).toMatchObject({ status: 403, code: 'forbidden_origin' });
  });

  it('a ticket that is too young, and says for how long', async () => {
    const worker = new TestWorker();
    const { ticket } = await worker.ticket();
    worker.now -= 2_500;
    const answer = await refusal(await worker.post('/api/comments', { ticket, ...aComment() }));
    expect(answer).toMatchObject({ status: 403, code: 'too_soon', body: { error: { retryAfter: 2 } } });
    expect(answer.headers.get('Retry-After')).toBe('2');
  });

  it('a ticket that is too old', async () => {
    const worker = new TestWorker();
    const { ticket } = await worker.ticket();
    worker.now += TICKET_MAX_AGE;
    const answer = await worker.post('/api/comments', { ticket, ...aComment() });
    expect(await refusal(answer)).toMatchObject({ status: 403, code: 'expired_ticket' });
    expect(await everything()).toEqual({});
  });

  it('the same words by the same author', async () => {
    const worker = new TestWorker();
    await worker.approved();
    const before = await everything();
    const again = await refusal(await worker.comment());
    expect(again).toMatchObject({ status: 409, code: 'duplicate' });
    // Which one says the same, for it to be shown.
    const { comments } = await worker.thread();
    expect(again.body.error.comment).toBe(comments[0]?.id);
    expect(await everything()).toEqual(before);
    expect((await worker.comment({ key: OTHER_KEY })).status).toBe(201);
  });

  it('a reply to a comment that waits, or was removed', async () => {
    const worker = new TestWorker();
    const { comment: waiting } = await worker.accepted();
    const { comment: removed } = await worker.approved({ key: OTHER_KEY, body: 'Away with it' });
    await worker.verdict((await worker.thread()).thread, removed.id, 'remove');
    for (const parent of [waiting.id, removed.id]) {
      const answer = await refusal(await worker.comment({ parent, body: 'A reply' }));
      expect(answer).toMatchObject({ status: 400, fields: { parent: 'unknown' } });
    }
  });

  it('a thread that the owner closed', async () => {
    const worker = new TestWorker();
    const { thread } = await worker.thread();
    await kv.put(keys.page(thread, 'open'), '1', { metadata: { at: 1, value: false } });
    expect(await refusal(await worker.comment())).toMatchObject({ status: 403, code: 'thread_closed' });
  });

  it('everything while all comments are stopped', async () => {
    await setting('stop', true);
    expect(await refusal(await new TestWorker().comment())).toMatchObject({ status: 403, code: 'thread_closed' });
  });

  it('one visitor who writes too much, whatever the address says', async () => {
    const seen: string[] = [];
    const POST_LIMIT: RateLimit = {
      async limit({ key }) {
        seen.push(key);
        return { success: false };
      },
    };
    const worker = new TestWorker();
    const { ticket } = await worker.ticket();
    worker.env.POST_LIMIT = POST_LIMIT;
    for (const ip of ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', undefined]) {
      const headers: Record<string, string> = {
        'X-Forwarded-For': '203.0.113.9',
        ...(ip && { 'CF-Connecting-IP': ip }),
      };
      const answer = await refusal(await worker.post('/api/comments', { ticket, ...aComment() }, headers));
      expect(answer).toMatchObject({ status: 429, code: 'rate_limited' });
      expect(answer.headers.get('Retry-After')).toBe('60');
    }
    expect(seen).toEqual(['write:2001:db8:1:2::/64', 'write:2001:db8:1:2::/64', 'write:unknown']);
    expect(await everything()).toEqual({});
  });

  it('without work when the whole site is busy, and takes it with', async () => {
    const worker = new TestWorker({ SITE_LIMIT: limit(1) });
    const { ticket, work } = await worker.ticket();
    expect(work).toBeUndefined();
    const answer = await refusal(await worker.post('/api/comments', { ticket, ...aComment() }));
    expect(answer).toMatchObject({ status: 403, code: 'proof_required', body: { error: { work: { bits: 16 } } } });
    expect(await everything()).toEqual({});
    let n = 0;
    while ((await workDone(ticket, String(n), 16)) !== 'all') n++;
    expect((await worker.post('/api/comments', { ticket, ...aComment(), work: String(n) })).status).toBe(201);
  });

  it('says what is wrong in the order of the checks', async () => {
    await setting('work', 'always');
    const wrong = { name: '', parent: '01JD0000000000000000000000' };
    const codeOf = async (answer: Response) => (await refusal(answer)).code;
    const worker = new TestWorker();
    const { ticket } = await worker.ticket();
    worker.env.POST_LIMIT = limit(1);
    const evil = { Origin: 'https://evil.example' };
    expect(await codeOf(await worker.post('/api/comments', 'x'.repeat(MAX_REQUEST_BYTES + 1), evil))).toBe('too_large');
    expect(await codeOf(await worker.post('/api/comments', 'not JSON', evil))).toBe('invalid_request');
    expect(await codeOf(await worker.post('/api/comments', { ticket: 'x' }, evil))).toBe('forbidden_origin');
    expect(await codeOf(await worker.post('/api/comments', { ticket: 'x', ...wrong }))).toBe('bad_ticket');
    expect(await codeOf(await worker.post('/api/comments', { ticket: 'x', ...wrong }))).toBe('rate_limited');
    delete worker.env.POST_LIMIT;
    expect(await codeOf(await worker.post('/api/comments', { ticket, ...wrong }))).toBe('proof_required');
  });

  it('without reading anything before the ticket has passed', async () => {
    const { kv: counted, counts } = counting();
    const worker = new TestWorker({ COMMENTS: counted });
    // The further sites are looked at for an Origin that SITES has not, once a minute.
    for (const [body, headers, reads] of [
      ['not JSON', {}, {}],
      [JSON.stringify({ ticket: 'v1.W10.AAAA', ...aComment() }), {}, {}],
      [JSON.stringify({ ticket: 'v1.W10.AAAA', ...aComment() }), { Origin: 'https://evil.example' }, { get: 1 }],
    ] as const) {
      expect((await worker.post('/api/comments', body, headers)).status).toBeGreaterThanOrEqual(400);
      expect(counts).toEqual(reads);
    }
  });

  it('kindly while the store is down: nothing was acknowledged', async () => {
    const broken = new Proxy(kv, {
      get: (target, name: string) =>
        name === 'put' ? () => Promise.reject(new Error('KV PUT failed: 500')) : Reflect.get(target, name).bind(target),
    });
    const answer = await refusal(await new TestWorker({ COMMENTS: broken }).comment());
    expect(answer).toMatchObject({ status: 503, code: 'unavailable', body: { error: { retryAfter: 60 } } });
    expect(answer.headers.get('Retry-After')).toBe('60');
    expect(JSON.stringify(answer.body)).not.toContain('PUT');
  });
});
