// The table of costs: what each act reads, writes, lists and deletes, for threads of every size. A page view is one
// read. Settings are fifteen reads more, once a minute for each isolate; here the tickets have had them read.

import { createExecutionContext, createScheduledController, waitOnExecutionContext } from 'cloudflare:test';
import { describe, expect, it } from 'vitest';
import { type Act, BUDGETS, IDLE_DAY } from '../../../scripts/build/budgets.ts';
import { metaOf, type PostFact } from '../../../worker/rules/comment/facts.ts';
import { hashWords } from '../../../worker/rules/comment/hash.ts';
import { makeId } from '../../../worker/rules/comment/id.ts';
import { ASKS } from '../../../worker/rules/page/asks.ts';
import { MINUTE } from '../../../worker/rules/time.ts';
import { keys } from '../../../worker/store/kv/keys.ts';
import { republish } from '../../../worker/store/views/publish.ts';
import { viewVersionOf } from '../../../worker/store/views/version.ts';
import { createWorker } from '../../../worker/worker.ts';
import { aComment, kv, OTHER_KEY, PAGE, setting, TestWorker } from '../help/as-reader.ts';

interface Spent {
  reads: number;
  writes: number;
  lists: number;
  deletes: number;
  bytes: number;
}

/** The namespace, counting as Cloudflare bills: reads by key, also in bulk. */
function metered(): { spent: Spent; kv: KVNamespace } {
  const spent: Spent = { reads: 0, writes: 0, lists: 0, deletes: 0, bytes: 0 };
  const count = (name: string, [key, value]: unknown[]) => {
    if (name === 'get' || name === 'getWithMetadata') spent.reads += Array.isArray(key) ? key.length : 1;
    if (name === 'put') {
      spent.writes++;
      spent.bytes += new TextEncoder().encode(String(value)).length;
    }
    if (name === 'list') spent.lists++;
    if (name === 'delete') spent.deletes++;
  };
  const proxy = new Proxy(kv, {
    get(target, name: string) {
      const method = Reflect.get(target, name) as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => {
        count(name, args);
        return method.apply(target, args);
      };
    },
  });
  return { spent, kv: proxy };
}

/** A worker with a thread of so many comments, all of them settled. */
async function workerWith(size: number): Promise<{ worker: TestWorker; thread: string }> {
  const worker = new TestWorker();
  const { thread } = await worker.thread();
  const start = worker.now - 30 * 24 * 60 * 60_000;
  for (let first = 0; first < size; first += 250) {
    const some = Array.from({ length: Math.min(250, size - first) }, (_, i) => first + i);
    await Promise.all(some.map((n) => putPost(thread, n, start)));
  }
  for (let left = size; left > 0; left -= 2_000) await republish(kv, thread, worker.now - 60 * 60_000);
  await kv.put(keys.views, JSON.stringify({ v: 1, form: viewVersionOf(ASKS), cursor: null }));
  return { worker, thread };
}

async function putPost(thread: string, n: number, start: number): Promise<void> {
  const words = {
    name: `Reader ${n}`,
    parent: null,
    source: `Words ${n}`,
    body: [{ t: 'p' as const, c: [`Words ${n}`] }],
  };
  const fact: PostFact = {
    v: 1,
    kind: 'post',
    at: start + n * 1000,
    hash: await hashWords(words),
    words,
    screening: { status: 'approved', reasons: [] },
    authorId: 'someone000000000',
    page: PAGE,
    title: '',
  };
  const id = makeId(fact.at, new Uint8Array(10).fill(n % 256));
  await kv.put(keys.fact(thread, id, 'post'), JSON.stringify(fact), { metadata: metaOf(fact) });
}

/** What one act spends, its background work included. */
async function spend(worker: TestWorker, act: (worker: TestWorker) => Promise<unknown>): Promise<Spent> {
  const meter = metered();
  // Something was written here in the last half hour: a site on which nothing was pays one write more for it.
  await kv.put(keys.wake, JSON.stringify({ v: 1, at: worker.now }));
  const normal = worker.env;
  worker.env = { ...normal, COMMENTS: meter.kv };
  await act(worker);
  worker.env = normal;
  return meter.spent;
}

function expectWithin(act: Act, spent: Spent, more: Partial<Spent> = {}): void {
  const budget = BUDGETS[act];
  expect(spent, act).toMatchObject({
    writes: budget.writes + (more.writes ?? 0),
    lists: budget.lists + (more.lists ?? 0),
    deletes: budget.deletes + (more.deletes ?? 0),
  });
  expect(spent.reads, act).toBeLessThanOrEqual(budget.reads + (more.reads ?? 0));
}

describe.each([0, 1, 50, 100, 1_000, 5_000])('with %i comments in the thread', (size) => {
  const beyond = size > 100 ? 1 : 0;
  // The list of a thread's facts, 1,000 at a time; each act below adds a few facts to those that are there.
  const lists = Math.floor(size / 1_000);

  it('each act costs what it may', async () => {
    const { worker, thread } = await workerWith(size);
    const view = await spend(worker, () => worker.thread());
    expectWithin('page view', view);

    const tickets = [await worker.ticket(), await worker.ticket(), await worker.ticket()];
    const post = (n: number, fields: object) =>
      spend(worker, () => worker.post('/api/comments', { ticket: tickets[n]?.ticket, ...aComment(), ...fields }));
    expectWithin('comment held', await post(0, {}));

    const approve = await spend(worker, () => worker.verdict(thread, tickets[0]!.id, 'approve'));
    // The 101st makes both parts at once, and needs the first hundred's words from the head at hand.
    const crossing = size === 100 ? 2 : beyond;
    expectWithin('verdict (approve)', approve, { writes: crossing, lists });

    const published = await post(1, { body: 'And another' });
    expectWithin('comment published at once', published, { writes: size >= 100 ? 1 : 0, lists });
    // A head and a part of 100 comments at the most, whatever the size.
    expect(published.bytes).toBeLessThan(25_000);

    const refusals = [
      await spend(worker, () => worker.post('/api/comments', 'not JSON')),
      await spend(worker, () => worker.post('/api/comments', { ticket: 'v1.forged.forged', ...aComment() })),
      await spend(worker, () =>
        worker.post(
          '/api/comments',
          { ticket: tickets[2]?.ticket, ...aComment() },
          { Origin: 'https://elsewhere.example' },
        ),
      ),
    ];
    for (const refused of refusals) expectWithin('refused before its ticket', refused);

    const like = await spend(worker, () =>
      worker.send('PUT', `/api/comments/${tickets[0]!.id}/like`, { thread, key: OTHER_KEY }),
    );
    expectWithin('like', like);
  }, 60_000);
});

describe('a page view', () => {
  const FURTHER = 'https://garden.example';

  /** Of an isolate that knows no settings, and once more within the minute. */
  async function twice(page: string): Promise<[first: Spent, within: Spent]> {
    const worker = new TestWorker();
    const view = () => spend(worker, () => worker.thread(page));
    return [await view(), await view()];
  }

  it('of a further site’s page costs what one of SITES does, and without comments a look at the setting', async () => {
    await setting('sites', [FURTHER]);
    const writer = new TestWorker({ MODERATION: 'open', SITES: FURTHER });
    const { ticket } = (await (
      await writer.post('/api/tickets', { page: `${FURTHER}/post` }, { Origin: FURTHER })
    ).json()) as { ticket: string };
    writer.now += 3_000;
    await writer.post('/api/comments', { ticket, ...aComment() }, { Origin: FURTHER });
    for (const spent of await twice(`${FURTHER}/post`)) expectWithin('page view', spent);
    for (const spent of await twice(PAGE)) expectWithin('page view', spent);

    const [first, within] = await twice(`${FURTHER}/other`);
    expectWithin('page view (further site, no comments)', within);
    expect([first.reads, within.reads]).toEqual([2, 1]);
  });

  it('of a preview costs one more than that', async () => {
    const [first, within] = await twice('https://preview.example/post');
    expectWithin('page view (preview)', within);
    expect([first.reads, within.reads]).toEqual([3, 2]);
  });
});

it('the settings are fifteen reads', async () => {
  const worker = new TestWorker();
  expect((await spend(worker, () => worker.ticket())).reads).toBe(15);
});

describe('telling readers of replies', () => {
  const ON = { readers: true, noticesMailFrom: 'c@blog.example', noticesOrigin: 'https://comments.example' };

  /** Takes the touch out of the way until everything else that the sweep has to do is done. */
  async function alone(worker: TestWorker, kind: string): Promise<Spent> {
    const touch = (await kv.list({ prefix: 'touch:' })).keys.find(({ name }) => name.endsWith(kind))!.name;
    await kv.delete(touch);
    for (let n = 0; n < 4; n++, worker.now += 10 * MINUTE) await worker.sweep();
    // Neither the run in which the brake looks, nor one that reads the settings anew.
    while (Math.floor(worker.now / (5 * MINUTE)) % 3 !== 1) worker.now += 5 * MINUTE;
    await worker.ticket();
    await kv.put(touch, '1');
    return spend(worker, () => worker.sweep());
  }

  const sum = (...all: Partial<Spent>[]): Spent => {
    const total: Spent = { reads: 0, writes: 0, lists: 0, deletes: 0, bytes: 0 };
    for (const each of all) for (const name of Object.keys(total) as (keyof Spent)[]) total[name] += each[name] ?? 0;
    return total;
  };
  const beside = (spent: Spent, act: Act): Spent => {
    const { reads, writes, lists, deletes } = BUDGETS[act];
    return sum(spent, { reads: -reads, writes: -writes, lists: -lists, deletes: -deletes });
  };

  it('costs what it may', async () => {
    const { worker, thread } = await workerWith(50);
    for (const [field, value] of Object.entries(ON)) await setting(field, value);
    const texts: string[] = [];
    worker.env.MAIL = { send: async ({ text }: { text: string }) => void texts.push(text) } as unknown as SendEmail;

    const { ticket, id } = await worker.ticket();
    const posted = await spend(worker, () =>
      worker.post('/api/comments', { ticket, ...aComment(), email: 'a@a.example' }),
    );
    const approved = await spend(worker, () => worker.verdict(thread, id, 'approve'));
    const asked = await alone(worker, ':ask');
    const [, token = ''] = /token=(\S+)/.exec(texts[0]!)!;
    const confirmed = await spend(worker, () =>
      worker.fetch('/subscription', {
        method: 'POST',
        headers: { 'Sec-Fetch-Site': 'same-origin' },
        body: new URLSearchParams({ token }),
      }),
    );
    // The sweep's own list is there without it.
    const all = sum(beside(posted, 'comment held'), beside(approved, 'verdict (approve)'), asked, confirmed, {
      lists: -1,
    });
    expectWithin('reader asked and confirmed', all);

    await worker.approved({ key: OTHER_KEY, body: 'Known from now on' });
    const second = await worker.ticket();
    const words = { ticket: second.ticket, ...aComment(), key: OTHER_KEY, body: 'A reply', parent: id };
    const replied = await spend(worker, () => worker.post('/api/comments', words));
    const told = await alone(worker, ':reply');
    expect(texts).toHaveLength(2);
    expectWithin(
      'reply told by mail',
      sum(beside(replied, 'comment published at once'), told, { lists: -1, reads: -2 }),
    );
  });
});

describe('the sweep', () => {
  const run = async (worker: TestWorker) => {
    const ours = createWorker({ now: () => worker.now, random: (bytes) => crypto.getRandomValues(bytes) });
    const ctx = createExecutionContext();
    await ours.scheduled(createScheduledController(), worker.env, ctx);
    await waitOnExecutionContext(ctx);
  };

  it('costs a list when there is nothing to do, and every third time two', async () => {
    const { worker } = await workerWith(50);
    const runs: Spent[] = [];
    for (let n = 0; n < 3; n++, worker.now += 5 * 60_000) runs.push(await spend(worker, run));
    expectWithin('quiet sweep', runs.find((spent) => spent.lists === 1)!);
    expect(runs.map((spent) => spent.lists).sort()).toEqual([1, 1, 2]);
    expect(runs.every((spent) => spent.writes === 0 && spent.deletes === 0)).toBe(true);
    // The brake's, and another time whether there are views of an older form.
    expect(runs.filter(({ lists, reads }) => lists === 1 && reads === 8)).toHaveLength(1);
  });

  it('lists little and writes nothing on a day on which nothing happens', async () => {
    const { worker } = await workerWith(50);
    const day: Spent = { reads: 0, writes: 0, lists: 0, deletes: 0, bytes: 0 };
    for (let n = 0; n < 288; n++, worker.now += 5 * 60_000) {
      const meter = metered();
      worker.env = { ...worker.env, COMMENTS: meter.kv };
      await run(worker);
      for (const name of Object.keys(day) as (keyof Spent)[]) day[name] += meter.spent[name];
    }
    expect(day).toMatchObject({ writes: 0, deletes: 0, lists: IDLE_DAY.lists });
    expect(IDLE_DAY.lists).toBeLessThanOrEqual(150);
    expect(day.reads).toBeLessThanOrEqual(IDLE_DAY.reads);
  });

  it('costs a list more and a delete for a comment that was published at once', async () => {
    const { worker } = await workerWith(50);
    await worker.approved();
    worker.now += 61_000;
    await worker.accepted({ body: 'And another' });
    worker.now += 30 * 60_000;
    await spend(worker, run);
    worker.now += 5 * 60_000;
    expect(await spend(worker, run), 'all is done').toMatchObject({ writes: 0, lists: 1, deletes: 0 });
  });

  it('does no more than eight threads in a busy run', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    for (let page = 0; page < 12; page++) await worker.accepted({}, `${PAGE}-${page}`);
    worker.now += 27 * 60_000;
    const spent = await spend(worker, run);
    // One write and one list of these are for the site's feed, which is gathered once a day, and one write says what
    // strangers have spent.
    expect(spent).toMatchObject({ writes: 2, lists: 10, deletes: 8 });
  });
});
