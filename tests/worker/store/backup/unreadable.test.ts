// What another program, a newer version or an accident left under our prefixes: it is skipped, everything else goes on,
// and the doctor says which it was. Garbage is put in the place of everything there is about some comments, and under
// names that are none of ours, and then every address is walked and the sweep runs.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { type DoctorLine, type PublicComment, TABS } from '../../../../worker/contract/index.ts';
import { MINUTE } from '../../../../worker/rules/time.ts';
import { findUnreadable } from '../../../../worker/store/backup/unreadable.ts';
import { writesOfBundle } from '../../../../worker/store/facts/bundles.ts';
import { keys } from '../../../../worker/store/kv/keys.ts';
import { readMany } from '../../../../worker/store/kv/kv.ts';
import { readOwnRecord } from '../../../../worker/transfer/own.ts';
import { Browser, OwnerSide } from '../../help/as-owner.ts';
import { KEY, kv, OTHER_KEY, PAGE, SITE, TestWorker, TOKEN, WORKER } from '../../help/as-reader.ts';
import { type Copy, copyOf, postFact, restore } from '../../help/store-with.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

const BYTES = new Uint8Array([0xff, 0xfe, 0x00, 0xc3, 0x28, 0x7b]);

const GARBAGE: [name: string, value: string | Uint8Array][] = [
  ['nothing', ''],
  ['no JSON', '{"v":1,'],
  ['bytes', BYTES],
  ['null', 'null'],
  ['a word', '"word"'],
  ['a list', '[[],null,{"id":1}]'],
  ['an empty record', '{}'],
  ['a newer version', '{"v":2,"kind":"post","at":1,"on":true,"value":1,"comments":{},"counts":{}}'],
  [
    'another shape',
    '{"v":1,"kind":"post","at":1e300,"hash":3,"words":{"name":"x","body":[null]},"screening":{"status":"?","reasons":[]}}',
  ],
  // Deeper than calls can nest: whatever walks down it by calling itself throws.
  ['depth', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
  ['five megabytes', `"${'x'.repeat(5_000_000)}"`],
];

const METADATA: [name: string, metadata: object | null][] = [
  ['of its own', null],
  ['that is no record', ['?'] as unknown as object],
  [
    'of wrong types',
    { k: 'post', at: 1e300, h: 3, s: '?', etag: 5, foldedAt: 'x', u: 'x', t: 7, a: {}, n: 'x', left: 9 },
  ],
];

const FOREIGN = [
  ...['fact:hello', 'fact:', 'fact::', 'touch:x', 'touch:~', 'inbox:pending:zzz', 'inbox:zzz:1', 'settings:unknown'],
  ...['view:hello', 'view:', 'like:x', 'likes:hello', 'bundles:hello', 'report:x', 'known:a:b', 'level:x'],
  `fact:${'A'.repeat(22)}:nonsense`,
  `touch:${'9'.repeat(15)}:hello:x:publish`,
  `touch:000000000000001:${'A'.repeat(22)}:x:zzz`,
  `inbox:pending:x:${'A'.repeat(22)}:x`,
];

interface Stage {
  worker: TestWorker;
  thread: string;
  /** Of these nothing is damaged. */
  whole: string[];
  /** About everything else. */
  names: string[];
}

let staged: { stage: Stage; copy: Copy } | undefined;

/** Made once and put back for each test, with a worker that remembers nothing. */
async function stage(): Promise<Stage> {
  if (staged) await restore(kv, staged.copy);
  else {
    const made = await makeStage();
    staged = { stage: made, copy: await copyOf(kv) };
  }
  const worker = new TestWorker({ MODERATION: 'open' });
  worker.now = staged.stage.worker.now;
  return { ...staged.stage, worker };
}

/** A thread in which everything has happened to some comments, and nothing to others; swept until it is quiet. */
async function makeStage(): Promise<Stage> {
  const worker = new TestWorker({ MODERATION: 'open' });
  const say = async (body: string, more: object = {}) => (await worker.accepted({ body, ...more })).comment.id;
  const whole = [await say('Stays one'), await say('Stays two', { key: OTHER_KEY, name: 'Bob' })];
  const before = new Set(await allNames());
  const { thread } = await worker.thread();
  const victims = [await say('Harmed one'), await say('Harmed two'), await say('Harmed three')];
  const [first, second, third] = victims as [string, string, string];
  await worker.send('PUT', `/api/comments/${first}`, { thread, key: KEY, body: 'Harmed and changed' });
  await worker.send('PUT', `/api/comments/${first}/like`, { thread, key: OTHER_KEY });
  await worker.post(`/api/comments/${second}/report`, { thread, reason: 'Rude' });
  await owner(worker, 'PUT', `/api/admin/comments/${thread}/${first}`, { pinned: true });
  await worker.verdict(thread, second, 'remove', { trust: true, me: false });
  await worker.verdict(thread, second, 'restore');
  await worker.send('DELETE', `/api/comments/${third}`, { thread, key: KEY });
  await say('Waits', {
    key: 'eve-eve-eve-eve-eve-eve',
    name: 'Eve',
    body: 'http://a.example http://b.example x '.repeat(4),
  });
  await owner(worker, 'PUT', '/api/admin/settings', { maxLinks: 3, moderation: 'open' });
  await owner(worker, 'PUT', `/api/admin/threads/${thread}`, { open: true, title: 'Named', closesAt: null });
  const bundled = await Promise.all([1, 2].map(async (n) => ({ id: bundledId(n), fact: await postFact(n) })));
  const { writes } = await writesOfBundle(thread, bundled, worker.now);
  for (const { key, value, metadata } of writes) await kv.put(key, JSON.stringify(value), { metadata: metadata ?? {} });
  for (let run = 0; run < 8; run++, worker.now += 5 * MINUTE) await worker.sweep();
  const harmed = (await allNames()).filter((name) => !before.has(name) || name === 'level');
  // The views and the inbox are about all of them together: damaged as well.
  const shared = [...before].filter((name) => /^(view|known):/.test(name));
  return { worker, thread, whole, names: [...new Set([...harmed, ...shared])] };
}

const bundledId = (n: number) => `01JD${String(n).padStart(22, '0')}`;

async function allNames(): Promise<string[]> {
  return (await kv.list()).keys.map(({ name }) => name);
}

function owner(worker: TestWorker, method: string, path: string, json?: object): Promise<Response> {
  const headers = { Authorization: `Bearer ${TOKEN}`, 'Content-Type': 'application/json', Origin: WORKER };
  return worker.fetch(path, { method, headers, ...(json && { body: JSON.stringify(json) }) });
}

/** Every address that reads something, as a reader, a writer, and the owner at the desk. */
async function walk({ worker, thread, names }: Stage): Promise<void> {
  const page = encodeURIComponent(PAGE);
  const ids = [...new Set(names.flatMap((name) => /[0-9A-HJKMNP-TV-Z]{26}/.exec(name)?.[0] ?? []))].slice(0, 6);
  const answers: [string, Response][] = [];
  const get = async (path: string) => answers.push([path, await owner(worker, 'GET', path)]);
  const send = async (method: string, path: string, json: object) =>
    answers.push([`${method} ${path}`, await worker.send(method, path, json)]);

  for (const path of ['/api/thread', '/thread', '/feed', '/api/counts']) await get(`${path}?page=${page}`);
  await get(`/api/thread?page=${page}&part=0`);
  await get(`/feed?site=${encodeURIComponent(SITE)}`);
  for (const status of TABS) await get(`/api/admin/comments?status=${status}`);
  for (const path of ['threads', 'settings', 'authors', 'export', 'import']) await get(`/api/admin/${path}?cursor=`);
  for (const id of ids) {
    await get(`/api/comments/${id}?page=${page}`);
    await send('POST', `/api/comments/${id}/report`, { thread, reason: 'Still rude' });
    await send('PUT', `/api/comments/${id}/like`, { thread, key: OTHER_KEY, on: true });
    await send('PUT', `/api/comments/${id}`, { thread, key: KEY, body: 'Another word' });
    answers.push([
      'verdict',
      await owner(worker, 'POST', '/api/admin/verdicts', { comments: [{ thread, id }], verdict: 'approve' }),
    ]);
    answers.push(['pin', await owner(worker, 'PUT', `/api/admin/comments/${thread}/${id}`, { pinned: true })]);
  }
  await send('POST', '/api/mine', { thread, key: KEY, ids });

  const side = new OwnerSide({ MODERATION: 'open', ADMIN_TOKEN: TOKEN });
  side.now = worker.now;
  const desk = await new Browser(side).signIn(TOKEN);
  const places = [
    '',
    '?status=approved',
    '/authors',
    '/threads',
    `/threads/${thread}`,
    '/settings',
    '/notices',
    '/doctor',
  ];
  for (const place of places) {
    await desk.open(`/admin${place}`);
    expect([place, desk.status < 500], desk.text.slice(0, 300)).toEqual([place, true]);
  }
  for (const [path, answer] of answers) {
    expect([path, answer.status < 500 ? 'fine' : `${answer.status} ${await answer.text()}`]).toEqual([path, 'fine']);
  }
}

/** A run throws what was no fault of KV's. */
async function sweepOn(worker: TestWorker): Promise<void> {
  for (let run = 0; run < 8; run++, worker.now += 5 * MINUTE) await worker.sweep();
}

async function doctorSays(worker: TestWorker): Promise<DoctorLine> {
  worker.outside = async () => new Response('');
  const answer = await owner(worker, 'POST', '/api/admin/doctor', {});
  const { lines } = (await answer.json()) as { lines: DoctorLine[] };
  return lines.find(({ name }) => name === 'Records')!;
}

/** What is left of it can be put back, and what was left out is named. */
async function expectBackup(worker: TestWorker): Promise<void> {
  const answer = await owner(worker, 'GET', '/api/admin/export?cursor=');
  const lines = (await answer.text()).trim().split('\n');
  const records = lines.flatMap((line) => [...readOwnRecord(JSON.parse(line), '')]);
  expect(records.filter(({ type }) => type === 'fact').length).toBeGreaterThanOrEqual(3);
  expect(JSON.parse(lines.at(-1)!).skipped).not.toEqual([]);
}

const textOf = ({ body }: PublicComment) => JSON.stringify(body);

describe.each(METADATA)('garbage with metadata %s', (_, metadata) => {
  it.each(metadata === null ? GARBAGE : GARBAGE.slice(1, 3))(
    'in the place of everything about some comments, as %s, harms no other',
    async (_what, value) => {
      const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
      const at = await stage();
      const { worker, whole } = at;
      const names = at.names.filter(
        (name, i) => value.length < 1_000_000 || i % 9 === 0 || name.startsWith('settings:'),
      );
      expect(at.names.length).toBeGreaterThan(30);
      for (const name of names) {
        const was = (await kv.getWithMetadata(name)).metadata;
        const meta = metadata ?? was;
        await kv.put(name, value, meta === null ? {} : { metadata: meta as object });
      }
      await walk(at);
      // A comment that comes in the middle of all this is kept, and the thread can be read again.
      const { comment } = await worker.accepted({ body: 'Comes later', key: OTHER_KEY, name: 'Bob' });
      await sweepOn(worker);
      await walk(at);

      const { comments } = await worker.thread();
      const shown = new Map(comments.map((each) => [each.id, each]));
      expect(whole.map((id) => textOf(shown.get(id)!))).toEqual([
        expect.stringContaining('Stays one'),
        expect.stringContaining('Stays two'),
      ]);
      expect(textOf(shown.get(comment.id)!)).toContain('Comes later');
      expect(log.mock.calls).toEqual([]);
      await expectBackup(worker);
      const line = await doctorSays(worker);
      expect([line.state, line.says]).toEqual(['look', expect.stringContaining('could not be read: ')]);
    },
    120_000,
  );
});

describe('names that are none of ours', () => {
  it('are left alone, harm nothing, and are told', async () => {
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const at = await stage();
    const before = await at.worker.thread();
    expect(await doctorSays(at.worker)).toEqual({ name: 'Records', state: 'fine', says: 'All can be read.' });
    for (const name of FOREIGN) await kv.put(name, 'not ours');
    await kv.put('another-program:1', 'not ours either');
    await sweepOn(at.worker);
    expect(await at.worker.thread()).toEqual(before);
    await walk(at);
    for (const name of FOREIGN) expect(await kv.get(name)).toBe('not ours');
    expect(log.mock.calls).toEqual([]);
    const { count, names } = await findUnreadable(kv, at.worker.now);
    expect(count).toBe(FOREIGN.length);
    expect(FOREIGN).toEqual(expect.arrayContaining(names));
    const { state, says } = await doctorSays(at.worker);
    expect(state).toBe('look');
    expect(says).toMatch(/^20 records could not be read: .*, .* and 15 more\. What to do: /);
  }, 60_000);

  it('do not stand in the way of the sweep, however many there are', async () => {
    await Promise.all(Array.from({ length: 1_200 }, (_, n) => kv.put(`touch:!${n}`, 'not ours')));
    const worker = new TestWorker({ MODERATION: 'open' });
    await worker.accepted();
    await kv.delete(keys.view((await worker.thread()).thread));
    await worker.sweep();
    expect((await worker.thread()).count).toBe(1);
  }, 60_000);
});

describe('a bulk get', () => {
  it('asks for fewer at once where all of them are more than KV answers', async () => {
    const names = Array.from({ length: 7 }, (_, n) => `fact:large:${n}`);
    await Promise.all(names.map((name, n) => kv.put(name, JSON.stringify(`${n}${'x'.repeat(5_000_000)}`))));
    const values = await readMany(kv, [...names, 'fact:missing']);
    expect(names.map((name) => String(values.get(name))[0])).toEqual(['0', '1', '2', '3', '4', '5', '6']);
    expect(values.get('fact:missing')).toBeNull();
  }, 30_000);
});

describe('what could not be read', () => {
  it('is counted in the head by whoever publishes, at no cost, and no longer once it can be', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    const { comment } = await worker.accepted();
    const { thread } = await worker.thread();
    const key = keys.fact(thread, comment.id, 'post');
    const { value, metadata } = await kv.getWithMetadata<object>(key);
    await kv.put(key, 'damaged', { metadata: metadata ?? {} });
    await kv.delete(keys.view(thread));
    await worker.accepted({ body: 'Another' });
    expect((await worker.thread()).comments.map(({ gone }) => gone)).toEqual(['removed', undefined]);
    expect((await kv.getWithMetadata<{ u: unknown }>(keys.view(thread))).metadata?.u).toEqual([1, comment.id]);
    expect((await doctorSays(worker)).says).toMatch(`1 record could not be read: ${key}. What to do:`);

    await kv.put(key, value ?? '', { metadata: metadata ?? {} });
    expect((await doctorSays(worker)).state).toBe('fine');
    worker.now += 20 * MINUTE;
    await worker.sweep();
    expect((await worker.thread()).comments.map(({ gone }) => gone)).toEqual([undefined, undefined]);
    expect((await kv.getWithMetadata<{ u?: unknown }>(keys.view(thread))).metadata?.u).toBeUndefined();
  });

  it('lets the touches of its thread go all the same', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    const { comment } = await worker.accepted();
    const { thread } = await worker.thread();
    await kv.put(keys.fact(thread, comment.id, 'post'), 'damaged', {
      metadata: { k: 'post', at: 1, h: 'x', s: 'approved', a: null, p: null },
    });
    await sweepOn(worker);
    expect((await allNames()).filter((name) => name.startsWith('touch:'))).toEqual([]);
  });

  it('of views and counts is left to the sweep to make again', async () => {
    const worker = new TestWorker({ MODERATION: 'open' });
    await worker.accepted();
    const { thread } = await worker.thread();
    await kv.put(keys.view(thread), 'damaged');
    expect((await worker.thread()).count).toBe(0);
    expect((await doctorSays(worker)).says).toContain(keys.view(thread));
    await worker.sweep();
    expect((await worker.thread()).count).toBe(1);
    expect((await doctorSays(worker)).state).toBe('fine');
  });
});
