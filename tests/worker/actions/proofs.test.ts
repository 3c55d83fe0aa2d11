// Work that was asked for and not done: what a slow phone gave up, and what a page without https cannot do, waits for
// the owner. It must be no way around the limits: it is let in where a comment that is held would be, costs what that
// costs, and is refused where that is refused.

import { beforeEach, describe, expect, it } from 'vitest';
import { BITS_SPARED, WORK_BITS, workDone } from '../../../worker/rules/screening/work.ts';
import {
  aComment,
  awake,
  brake,
  counting,
  limit,
  OTHER_KEY,
  refusal,
  setting,
  TestWorker,
  tab,
  WORKER,
} from '../help/as-reader.ts';
import { everything } from '../help/store-with.ts';

const OLD = 'http://old.example';
const SITES = `https://blog.example ${OLD}`;

beforeEach(() => setting('work', 'always'));
type Wanted = Awaited<ReturnType<typeof workDone>>;

/** The first number that does so much of the work. */
async function workOf(ticket: string, wanted: Wanted): Promise<string> {
  for (let n = 0; ; n++) if ((await workDone(ticket, String(n), WORK_BITS)) === wanted) return String(n);
}

/** What comes with the words in each case. */
const WAYS: [what: string, done: Wanted, headers: Record<string, string>, reason: string][] = [
  ['a phone gave up', 'most', {}, 'its browser was too slow for the work asked of it'],
  [
    'a page without https cannot do',
    'none',
    { Origin: OLD },
    'its page is not on https, so its browser could not do the work asked of it',
  ],
];

describe.each(WAYS)('a comment whose work %s', (_, done, headers, reason) => {
  async function send(worker: TestWorker, fields: object = {}): Promise<Response> {
    const { ticket } = await worker.ticket();
    const work = await workOf(ticket, done);
    return worker.post('/api/comments', { ticket, ...aComment(), work, ...fields }, headers);
  }

  it('waits, and the owner is told why', async () => {
    const worker = new TestWorker({ SITES, MODERATION: 'open' });
    expect(await (await send(worker)).json()).toMatchObject({ status: 'pending' });
    expect(await tab(worker, 'pending')).toMatchObject([{ reasons: [reason] }]);
  });

  it('waits also where its author is known', async () => {
    const worker = new TestWorker({ SITES, MODERATION: 'open' });
    await setting('work', 'off');
    await worker.approved();
    await setting('work', 'always');
    worker.now += 61_000;
    expect(await (await send(worker, { body: 'Again' })).json()).toMatchObject({ status: 'pending' });
  });

  it('costs what any comment costs that is held', async () => {
    const { kv, counts } = counting();
    const worker = new TestWorker({ COMMENTS: kv, SITES });
    const cost = async (comment: () => Promise<Response>) => {
      for (const name of Object.keys(counts)) delete counts[name];
      expect((await comment()).status).toBe(201);
      return { ...counts };
    };
    await worker.ticket(); // the settings are read
    await awake(worker.now);
    const given = await cost(() => send(worker));
    const { ticket } = await worker.ticket();
    const work = await workOf(ticket, 'all');
    const whole = await cost(() =>
      worker.post('/api/comments', { ticket, ...aComment(), key: OTHER_KEY, body: 'Other words', work }),
    );
    expect(given).toEqual(whole);
    expect(given.put).toBe(2);
  });

  it('is counted by the brake: it stands among what waits', async () => {
    await send(new TestWorker({ SITES, MODERATION: 'open' }));
    const rows = Object.keys(await everything()).filter((name) => name.startsWith('inbox:pending:'));
    expect(rows).toHaveLength(1);
  });

  it('is taken while the brake asks for work, and refused while only authors who are known may write', async () => {
    await setting('work', 'auto');
    const worker = new TestWorker({ SITES, MODERATION: 'open' });
    await brake('work', worker.now);
    expect((await send(worker)).status).toBe(201);
    await brake('closed', worker.now);
    worker.now += 61_000;
    const before = await everything();
    const answer = await send(worker, { key: OTHER_KEY, body: 'New' });
    expect(await refusal(answer)).toMatchObject({ status: 503, code: 'unavailable' });
    expect(await everything()).toEqual(before);
  });

  it('counts against the visitor’s limit before anything is looked at', async () => {
    const { kv, counts } = counting();
    const worker = new TestWorker({ COMMENTS: kv, SITES });
    const { ticket } = await worker.ticket();
    const work = await workOf(ticket, done);
    worker.env.POST_LIMIT = limit(1);
    const words = { ticket, ...aComment(), work };
    expect((await worker.post('/api/comments', words, headers)).status).toBe(201);
    for (const name of Object.keys(counts)) delete counts[name];
    expect(await refusal(await worker.post('/api/comments', words, headers))).toMatchObject({ code: 'rate_limited' });
    expect(counts).toEqual({});
  });
});

describe('work of which less was done', () => {
  it('is refused, and nothing is written', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    const { ticket } = await worker.ticket();
    const before = await everything();
    const work = await workOf(ticket, 'none');
    const answer = await refusal(await worker.post('/api/comments', { ticket, ...aComment(), work }));
    expect(answer).toMatchObject({
      status: 403,
      code: 'proof_required',
      body: { error: { work: { bits: WORK_BITS } } },
    });
    expect(await everything()).toEqual(before);
  });

  it('is refused from a page without https too, where that is the reader’s own machine or no site of the owner’s', async () => {
    const worker = new TestWorker({ SITES: `${SITES} http://localhost:*` });
    const { ticket } = await worker.ticket();
    const from = async (Origin: string) =>
      (await refusal(await worker.post('/api/comments', { ticket, ...aComment() }, { Origin }))).code;
    expect(await from('http://localhost:3000')).toBe('proof_required');
    expect(await from('http://elsewhere.example')).toBe('forbidden_origin');
  });

  // The worker's own pages may write, so that its own name over http once was a way around the work for everybody.
  it('is refused from whoever names the worker itself, without https', async () => {
    const worker = new TestWorker({ SITES });
    const { ticket } = await worker.ticket();
    const Origin = WORKER.replace('https:', 'http:');
    const send = (host: string, more: Record<string, string>) => {
      worker.origin = host;
      return worker.post('/api/comments', { ticket, ...aComment() }, { Origin, ...more });
    };
    expect((await refusal(await send(WORKER, {}))).code).toBe('forbidden_origin');
    expect((await refusal(await send(Origin, {}))).code).toBe('forbidden_origin');
    expect((await refusal(await send(Origin, { 'X-Forwarded-Proto': 'https' }))).code).toBe('proof_required');
  });

  it('is not made up for by saying that a browser gave up', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    for (const work of ['gave up', '', undefined, '-1', true]) {
      const { ticket } = await worker.ticket();
      const answer = await worker.post('/api/comments', { ticket, ...aComment(), work, gaveUp: true });
      expect(await refusal(answer)).toMatchObject({ code: 'proof_required' });
    }
  });

  it('takes thousands of hashes to come to what is spared', () => {
    expect(2 ** (WORK_BITS - BITS_SPARED)).toBeGreaterThanOrEqual(4_096);
  });
});
