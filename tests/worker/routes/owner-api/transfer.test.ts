// Everything out and in again: a restored thread is the same thread, and what is here already stays as it is.

import { reset } from 'cloudflare:test';
import { describe, expect, test } from 'vitest';
import type { Thread } from '../../../../worker/contract/index.ts';
import type { CommentFact } from '../../../../worker/rules/comment/facts.ts';
import { metaOf } from '../../../../worker/rules/comment/facts.ts';
import { hashWords } from '../../../../worker/rules/comment/hash.ts';
import { HOUR } from '../../../../worker/rules/time.ts';
import { type Arrival, planArrival, putWrites } from '../../../../worker/store/backup/move-in.ts';
import { writesOfBundle } from '../../../../worker/store/facts/bundles.ts';
import { keyOfFact, keys } from '../../../../worker/store/kv/keys.ts';
import { put } from '../../../../worker/store/kv/kv.ts';
import { republish } from '../../../../worker/store/views/publish.ts';
import { KEY, kv, OTHER_KEY, PAGE, refusal, TestWorker, TOKEN } from '../../help/as-reader.ts';
import { everything, idOf, postFact, START, THREAD, view } from '../../help/store-with.ts';

const OWNER = { Authorization: `Bearer ${TOKEN}` };

async function exported(worker: TestWorker): Promise<string> {
  let all = '';
  for (let cursor: string | null = ''; cursor !== null; ) {
    const answer = await worker.fetch(`/api/admin/export?cursor=${encodeURIComponent(cursor)}`, { headers: OWNER });
    expect(answer.status).toBe(200);
    const text = new TextDecoder().decode(await answer.arrayBuffer());
    all += text;
    cursor = JSON.parse(text.trimEnd().split('\n').at(-1)!).cursor;
  }
  return all;
}

async function imported(
  worker: TestWorker,
  body: string,
  query = '',
): Promise<{ added: number; same: number; writes: number; skipped: { kind: string; count: number }[] }> {
  const headers = { ...OWNER, 'Content-Type': 'application/x-ndjson' };
  const answer = await worker.fetch(`/api/admin/import${query}`, { method: 'POST', headers, body });
  if (answer.status !== 200) throw new Error(await answer.text());
  return answer.json();
}

/**
 * A blog as it is after some weeks: comments approved, waiting, edited, withdrawn, removed, liked, pinned, reported.
 */
async function aBlog(worker: TestWorker): Promise<{ thread: string }> {
  const { comment } = await worker.approved({ body: 'First of all' });
  const { thread } = await worker.thread();
  const reply = await worker.accepted({ body: 'A reply', parent: comment.id });
  const removed = await worker.accepted({ body: 'Rude', parent: reply.comment.id });
  await worker.accepted({ body: 'Under the rude one', parent: removed.comment.id });
  await worker.verdict(thread, removed.comment.id, 'remove');
  await worker.accepted({ body: 'From a stranger', key: OTHER_KEY, email: 'bob@example.org' });
  const withdrawn = await worker.accepted({ body: 'Never mind' });
  await worker.send('DELETE', `/api/comments/${withdrawn.comment.id}`, { thread, key: KEY });
  await worker.send('PUT', `/api/comments/${reply.comment.id}`, { thread, key: KEY, body: 'A better reply' });
  await worker.send('PUT', `/api/comments/${comment.id}/like`, { thread, key: OTHER_KEY });
  await worker.post(`/api/comments/${reply.comment.id}/report`, { thread, reason: 'Not so' });
  await worker.send('PUT', `/api/admin/comments/${thread}/${comment.id}`, { pinned: true }, OWNER);
  await worker.send('PUT', `/api/admin/threads/${thread}`, { title: 'By hand' }, OWNER);
  return { thread };
}

async function settled(worker: TestWorker): Promise<Thread> {
  for (let run = 0; run < 3; run++) {
    worker.now += HOUR;
    await worker.sweep();
  }
  return worker.thread();
}

async function tab(worker: TestWorker, status: string): Promise<string[]> {
  const answer = await worker.fetch(`/api/admin/comments?status=${status}`, { headers: OWNER });
  const { comments } = (await answer.json()) as { comments: { source: string }[] };
  return comments.map(({ source }) => source).sort();
}

test('a backup knows how the page’s address ended where the reader wrote: other systems may go by that', async () => {
  const worker = new TestWorker();
  await worker.accepted({ body: 'With a slash' }, `${PAGE}/?utm_source=a`);
  await worker.accepted({ body: 'With a name' }, `${PAGE}/index.html`);
  await worker.accepted({ body: 'Without' });
  const facts = (await exported(worker)).split('\n').flatMap((line) => {
    const { fact } = line === '' ? {} : JSON.parse(line);
    return fact?.kind === 'post' ? [[fact.words.source, fact.page, fact.ending]] : [];
  });
  expect(facts.sort()).toEqual([
    ['With a name', PAGE, '/index.html'],
    ['With a slash', PAGE, '/'],
    ['Without', PAGE, undefined],
  ]);
});

describe('accepts', () => {
  test('a backup into an empty namespace, and the thread is the same to the last byte', async () => {
    const worker = new TestWorker();
    await aBlog(worker);
    const before = await settled(worker);
    const tabs = await Promise.all(['pending', 'approved', 'spam', 'removed'].map((each) => tab(worker, each)));
    const backup = await exported(worker);
    await reset();

    const { added, same } = await imported(new TestWorker(), backup, '?own=1');
    expect({ added, same }).toEqual({ added: 6, same: 0 });

    const other = new TestWorker();
    other.now = worker.now;
    expect(await settled(other)).toEqual(before);
    expect(await Promise.all(['pending', 'approved', 'spam', 'removed'].map((each) => tab(other, each)))).toEqual(tabs);
    expect(before.title).toBe('By hand');
    expect(before.comments[0]).toMatchObject({ pinned: true, likes: 1 });
  });

  test('the same backup twice, and writes nothing the second time', async () => {
    const worker = new TestWorker();
    await aBlog(worker);
    const backup = await exported(worker);
    await reset();
    await imported(worker, backup, '?own=1');
    const before = await everything();
    expect(await imported(worker, backup, '?own=1')).toMatchObject({ added: 0, same: 6, writes: 0 });
    expect(await everything()).toEqual(before);
  });

  test('a backup where there are newer comments, verdicts and edits, which all stay', async () => {
    const worker = new TestWorker();
    const { thread } = await aBlog(worker);
    const backup = await exported(worker);
    const { comments } = await worker.thread();
    await worker.accepted({ body: 'Newer' });
    await worker.verdict(thread, comments[0]!.id, 'remove');
    const before = await settled(worker);
    expect(await imported(worker, backup, '?own=1')).toMatchObject({ added: 0, writes: 0 });
    expect(await settled(worker)).toEqual(before);
  });

  test('a dry run, which says what would be added and writes nothing', async () => {
    const worker = new TestWorker();
    await aBlog(worker);
    const backup = await exported(worker);
    await reset();
    expect(await imported(worker, backup, '?dryRun=1&own=1')).toMatchObject({ added: 6, same: 0 });
    expect(await everything()).toEqual({});
  });

  test('ten thousand comments with replies, verdicts, edits and likes, which cost some hundred writes', {
    timeout: 120_000,
  }, async () => {
    const worker = new TestWorker();
    await aThreadOf(10_000);
    const now = START + 1000 * HOUR;
    const before = await allViews(now);
    const backup = await exported(worker);
    await reset();

    // In pieces, as a browser would send them.
    const lines = backup.split('\n');
    let writes = 0;
    for (let i = 0; i < lines.length; i += 400) {
      writes += (await imported(worker, lines.slice(i, i + 400).join('\n'), '?own=1')).writes;
    }
    const after = await allViews(now);
    expect(after).toEqual(before);
    expect(before[0]!.total).toBeGreaterThan(8_000);
    // 1,000 facts and likes keep keys of their own; so do the rows of those that moved to another tab.
    expect(writes).toBeLessThan(2_500);
  });
});

// Such a comment was refused once, and with it the whole of the backup that it had got into.
describe('words that may not stand as they are', () => {
  const line = (fact: object) => JSON.stringify({ v: 1, type: 'fact', thread: THREAD, id: idOf(1), fact });
  const kept = async () => JSON.parse((await everything())[keys.fact(THREAD, idOf(1), 'post')] ?? 'null');

  test.each<[name: string, body: unknown, shown: unknown]>([
    ['a link that runs', [{ t: 'a', href: 'javascript:alert(1)', c: ['x'] }], ['x']],
    ['an element of HTML', [{ t: 'script', c: ['x'] }], ['x']],
    ['what nobody knows', [{ t: 'p', c: ['x'], onclick: 'x' }], [{ t: 'p', c: ['x'] }]],
    ['an empty text', [{ t: 'p', c: ['x', { t: 'br' }, ''] }], [{ t: 'p', c: ['x', { t: 'br' }] }]],
    ['nothing, but their source', undefined, [{ t: 'p', c: ['Words ', { t: 'b', c: ['1'] }] }]],
  ])('are put right: %s', async (_, body, shown) => {
    const worker = new TestWorker();
    const fact = await postFact(1);
    const words = { ...fact.words, source: 'Words **1**', body };
    expect(await imported(worker, line({ ...fact, words }), '?own=1')).toMatchObject({ added: 1 });
    expect(await kept()).toMatchObject({ words: { source: 'Words **1**', body: shown } });
  });

  test('name, title and addresses are held to what a reader’s may be', async () => {
    const worker = new TestWorker();
    const fact = await postFact(1);
    const words = { ...fact.words, name: ` A\u202eda\n${'x'.repeat(100)}`, url: 'javascript:alert(1)' };
    const strange = {
      title: 'T'.repeat(300),
      authorId: 'a:b',
      email: 'nobody',
      likes: -3,
      ending: '/../',
      owner: 'yes',
    };
    await imported(worker, line({ ...fact, ...strange, words }), '?own=1');
    const { source, body, parent } = fact.words;
    expect(await kept()).toEqual({
      ...{ v: 1, kind: 'post', at: fact.at, hash: fact.hash, screening: fact.screening, page: fact.page },
      ...{ title: 'T'.repeat(200), authorId: null },
      words: { name: `Ada ${'x'.repeat(76)}`, source, body, parent },
    });
  });
});

// Whoever hands the owner a file of comments could have written into it that a key of theirs is the owner's: their
// comments would have carried the owner's badge from then on, and nothing would ever have held them.
describe('a backup that says who may do what', () => {
  const CLAIMS = /^(me|trust|known|block|settings):/;
  const claims = async () => Object.keys(await everything()).filter((name) => CLAIMS.test(name));

  async function aBackup(): Promise<{ worker: TestWorker; backup: string; before: Thread; names: string[] }> {
    const worker = new TestWorker();
    const { comment } = await worker.approved({ body: 'By the owner there' });
    const { thread } = await worker.thread();
    await worker.verdict(thread, comment.id, 'approve', { me: true });
    worker.now += HOUR;
    await worker.accepted({ body: 'And another' });
    const other = await worker.accepted({ body: 'By a friend', key: OTHER_KEY });
    await worker.verdict(thread, other.comment.id, 'approve', { trust: true });
    await worker.send('PUT', '/api/admin/settings', { moderation: 'open', ownerName: 'Eve' }, OWNER);
    const before = await settled(worker);
    const names = await claims();
    expect(names.sort().map((name) => name.split(':')[0])).toEqual([
      'known',
      'known',
      'me',
      'settings',
      'settings',
      'trust',
    ]);
    const backup = await exported(worker);
    await reset();
    return { worker, backup, before, names };
  }

  test('brings comments and nothing else, and says what it left out', async () => {
    const { worker, backup, before } = await aBackup();
    expect(before.comments.map(({ author }) => author.owner)).toEqual([true, true, undefined]);
    const dry = await imported(worker, backup, '?dryRun=1');
    const { added, skipped } = await imported(worker, backup);
    expect(added).toBe(3);
    expect(dry.skipped).toEqual(skipped);
    expect(Object.fromEntries(skipped.map(({ kind, count }) => [kind, count]))).toEqual({
      ...{ setting: 2, known: 2, trust: 1, me: 1, badge: 2 },
    });
    expect(await claims()).toEqual([]);
    const { comments } = await settled(worker);
    expect(comments.map(({ author }) => author.owner)).toEqual([undefined, undefined, undefined]);
    // And who wrote as the owner there waits here like everybody.
    const newcomer = new TestWorker();
    newcomer.now = worker.now;
    expect(await newcomer.accepted({ body: 'It is me' })).toMatchObject({ status: 'pending' });
  });

  test('brings all of it where the owner says that it is theirs, also when they say so later', async () => {
    const { worker, backup, before, names } = await aBackup();
    expect(await imported(worker, backup, '?own=1')).toMatchObject({ added: 3, skipped: [] });
    expect(await claims()).toEqual(names);
    expect(await settled(worker)).toEqual(before);
    await reset();
    await imported(worker, backup);
    expect(await imported(worker, backup, '?own=1')).toMatchObject({ added: 0, same: 3 });
    expect(await claims()).toEqual(names);
  });

  test('takes back what somebody was only where it is the owner’s own, too', async () => {
    const { worker, backup } = await aBackup();
    const off = backup.replaceAll('"on":true', '"on":false');
    await imported(worker, off);
    expect(await claims()).toEqual([]);
    await imported(worker, off, '?own=1');
    const names = (await claims()).sort().map((name) => name.split(':')[0]);
    expect(names.filter((name) => name !== 'settings')).toEqual(['known', 'known', 'me', 'trust']);
  });

  // Its pages led to others and had other titles, its verdicts hid what was here, and a reader’s next comment was put
  // where no list would have found it.
  test('changes nothing that is here: neither pages, nor verdicts, nor likes', async () => {
    const worker = new TestWorker();
    const { comment } = await worker.approved({ body: 'Here' });
    const { thread } = await worker.thread();
    const before = await everything();
    const about = { v: 1, thread, id: comment.id };
    const at = worker.now;
    const lines = [
      { v: 1, type: 'page', thread, field: 'open', target: '', meta: { at, value: false } },
      { v: 1, type: 'page', thread, field: 'title', target: '', meta: { at, value: 'BUY NOW' } },
      { v: 1, type: 'page', thread, field: 'from', target: '', meta: { at, value: THREAD } },
      { v: 1, type: 'page', thread, field: 'moved', target: THREAD, meta: { at, value: THREAD, page: `${PAGE}-2` } },
      { ...about, type: 'fact', fact: { v: 1, kind: 'hide', at, act: 'remove' } },
      { ...about, type: 'fact', fact: { v: 1, kind: 'pin', at, on: true } },
      { ...about, type: 'fact', fact: { v: 1, kind: 'gone', at } },
      { ...about, type: 'like', authorId: 'someone', on: true },
      { ...about, type: 'report', hash: 'someone', value: { v: 1, at } },
    ];
    const body = lines.map((line) => JSON.stringify(line)).join('\n');
    const { writes, skipped } = await imported(worker, body);
    expect(writes).toBe(0);
    expect(Object.fromEntries(skipped.map(({ kind, count }) => [kind, count]))).toEqual({
      ...{ page: 4, verdict: 2, like: 1, report: 1 },
    });
    expect(await everything()).toEqual(before);
  });

  test('does not make public what was removed, withdrawn, spam or waiting there', async () => {
    const worker = new TestWorker();
    await aBlog(worker);
    const before = await settled(worker);
    const backup = await exported(worker);
    await reset();
    const other = new TestWorker();
    expect(await imported(other, backup)).toMatchObject({ added: 6 });
    other.now = worker.now;
    const after = await settled(other);
    const shown = ({ comments }: Thread) => comments.map(({ id, body, parent, gone }) => [id, body, parent, !!gone]);
    expect(shown(after)).toEqual(shown(before));
    expect(
      after.comments.some(({ author, pinned }) => author.id !== null || author.owner || author.known || pinned),
    ).toBe(false);
    // An edit that waits there stays there.
    expect(await tab(other, 'pending')).toEqual(['From a stranger']);
  });

  test('leaves comments out that are on pages of other sites', async () => {
    const elsewhere = await postFact(1);
    const fact = { ...elsewhere, page: 'https://elsewhere.example/post' };
    const body = JSON.stringify({ v: 1, type: 'fact', thread: THREAD, id: idOf(1), fact });
    const worker = new TestWorker();
    expect(await imported(worker, body)).toMatchObject({ added: 0, skipped: [{ kind: 'other-site', count: 1 }] });
    expect(await everything()).toEqual({});
    expect(await imported(worker, body, '?own=1')).toMatchObject({ added: 1, skipped: [] });
  });
});

test('two pieces of a thread, the second before any list shows the first, write no key twice', async () => {
  const piece = async (from: number, bundle: string): Promise<Arrival> => ({
    thread: THREAD,
    posts: [
      { id: idOf(from), fact: await postFact(from), bundle },
      { id: idOf(from + 1), fact: await postFact(from + 1) },
    ],
    facts: [],
    page: [],
    likes: [],
    reports: [],
  });
  const first = await planArrival(kv, await piece(1, '0'), START);
  const second = await planArrival(kv, await piece(3, '0'), START);
  const keysOf = ({ writes }: { writes: { key: string }[] }) =>
    writes.map(({ key }) => key).filter((key) => key.startsWith('fact:'));
  expect(keysOf(first)).toHaveLength(3);
  expect(keysOf(second).filter((key) => keysOf(first).includes(key))).toEqual([]);
});

describe('refuses', () => {
  test('a malformed line, named by its number, and writes nothing', async () => {
    const worker = new TestWorker();
    await aBlog(worker);
    const backup = await exported(worker);
    await reset();
    const headers = { ...OWNER, 'Content-Type': 'application/x-ndjson' };
    const post = (body: string) => worker.fetch('/api/admin/import', { method: 'POST', headers, body });
    const broken = backup.replace(/\n(?=[^\n]+\n$)/, '\n{"v":1,"type":"fact","thread":"no"}\n');
    const answer = await refusal(await post(broken));
    expect(answer).toMatchObject({ status: 400, code: 'invalid_request', fields: { request: 'malformed' } });
    expect(answer.body.error.message).toMatch(/^Line \d+: The thread is missing/);
    expect(await refusal(await post('not json'))).toMatchObject({ status: 400 });
    expect(await everything()).toEqual({});
  });

  test('a page that is none, a move to no address, a state that nobody knows', async () => {
    const worker = new TestWorker();
    const headers = { ...OWNER, 'Content-Type': 'application/x-ndjson' };
    const fact = await postFact(1);
    const at = START;
    const page = (field: string, meta: object) => ({ v: 1, type: 'page', thread: THREAD, field, target: '', meta });
    const comment = (more: object) => ({ v: 1, type: 'fact', thread: THREAD, id: idOf(1), fact: { ...fact, ...more } });
    for (const [line, words] of [
      [comment({ page: 'javascript:alert(1)//' }), 'The page has no address.'],
      [comment({ at: -1 }), 'The fact has no time.'],
      [comment({ at: 1e300 }), 'The fact has no time.'],
      [comment({ screening: null }), 'The fact has no screening.'],
      [comment({ words: { name: 'Ada' } }), 'The fact has no words.'],
      [comment({ kind: 'hide', act: 'everything' }), 'The fact does not say what was done.'],
      [page('moved', { at, value: THREAD, page: 'javascript:alert(1)' }), 'The page’s new address is malformed.'],
      [page('from', { at, value: 'anything:~goes:here' }), 'The page’s former address is malformed.'],
      [page('open', { at, value: 'no' }), 'The page’s state is malformed.'],
      [page('closesAt', { at, value: 'soon' }), 'The page’s state is malformed.'],
      [page('colour', { at, value: 'red' }), 'The field is unknown.'],
    ] as const) {
      const body = JSON.stringify(line);
      const answer = await worker.fetch('/api/admin/import?own=1', { method: 'POST', headers, body });
      const { status, body: said } = await refusal(answer);
      expect([words, status, said.error.message]).toEqual([words, 400, `Line 1: ${words}`]);
    }
    expect(await everything()).toEqual({});
  });

  test('another content type, a strange cursor, and too much at once', async () => {
    const worker = new TestWorker();
    const headers = { ...OWNER, 'Content-Type': 'application/x-ndjson' };
    const typed = await worker.fetch('/api/admin/import', { method: 'POST', headers: OWNER, body: '{}' });
    expect(await refusal(typed)).toMatchObject({ status: 400, fields: { request: 'wrong_type' } });
    const cursor = await worker.fetch('/api/admin/export?cursor=nonsense', { headers: OWNER });
    expect(await refusal(cursor)).toMatchObject({ status: 400, fields: { cursor: 'malformed' } });
    const body = `${' '.repeat(9_000_000)}\n`;
    const large = await worker.fetch('/api/admin/import', { method: 'POST', headers, body });
    expect(await refusal(large)).toMatchObject({ status: 413 });
  });
});

describe('who may', () => {
  test('nobody but the owner', async () => {
    const worker = new TestWorker();
    expect(await refusal(await worker.fetch('/api/admin/export'))).toMatchObject({ status: 401 });
    const post = await worker.fetch('/api/admin/import', {
      method: 'POST',
      body: '{}',
      headers: { Origin: 'https://comments.example' },
    });
    expect(await refusal(post)).toMatchObject({ status: 401 });
  });
});

/** First words in bundles, and a thousand later facts about some of them. The same every time. */
async function aThreadOf(size: number): Promise<void> {
  const chance = dice(7);
  const posts = [];
  for (let n = 0; n < size; n++) {
    const parent = n > 0 && chance() < 0.4 ? idOf(Math.floor(chance() * n)) : null;
    const status = chance() < 0.9 ? 'approved' : chance() < 0.5 ? 'pending' : 'spam';
    posts.push({ id: idOf(n), fact: await postFact(n, { parent, status }) });
  }
  for (let n = 0; n * 500 < size; n++) {
    await putWrites(kv, (await writesOfBundle(THREAD, posts.slice(n * 500, n * 500 + 500), START)).writes);
  }
  // The last one of those that share a key.
  const writes = new Map<string, [value: unknown, metadata: object]>();
  for (let i = 0; i < 1000; i++) {
    const { id, fact } = posts[Math.floor(chance() * size)]!;
    const at = fact.at + Math.floor(chance() * HOUR) + 1;
    const words = { ...fact.words, source: `Edited ${i}`, body: [{ t: 'p' as const, c: [`Edited ${i}`] }] };
    const hash = await hashWords(words);
    const kinds: CommentFact[] = [
      { v: 1, kind: 'ok', at, hash: fact.hash },
      { v: 1, kind: 'hide', at, act: (['remove', 'spam', 'wait', 'restore', 'erase'] as const)[i % 5]! },
      { v: 1, kind: 'pin', at, on: i % 3 === 0 },
      { v: 1, kind: 'gone', at },
      { v: 1, kind: 'owner', at, hash, words },
      {
        v: 1,
        kind: 'edit',
        at,
        hash,
        words,
        screening: { status: i % 2 ? 'approved' : 'pending', reasons: [] },
        authorId: 'a',
      },
    ];
    if (i % 7 === 6) writes.set(keys.like(THREAD, id, `author${i}`), [1, { on: 1 }]);
    else {
      const later = kinds[i % 7]!;
      writes.set(keyOfFact(THREAD, id, later), [later, metaOf(later)]);
    }
  }
  await Promise.all([...writes].map(([key, [value, metadata]]) => put(kv, key, value, metadata)));
}

/** A linear congruential generator: the same thread in every run. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

async function allViews(now: number): Promise<Thread[]> {
  const { countLikes } = await import('../../../../worker/store/facts/likes.ts');
  const likes = await countLikes(kv, THREAD);
  for (let run = 0; run < 20; run++) {
    if ((await republish(kv, THREAD, now + run, likes)).written === 0) break;
  }
  const head = (await view(kv))!;
  const parts = await Promise.all(Array.from({ length: head.parts }, (_, part) => view(kv, part)));
  return [head, ...parts.filter((part) => part !== null)];
}
