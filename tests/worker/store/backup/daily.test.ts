// Backups that are made by themselves: a piece a run, into a bucket of R2, and whole again when it is put back.

import { env, reset } from 'cloudflare:test';
import { expect, test } from 'vitest';
import { backups as doctorOf } from '../../../../worker/actions/doctor/backups.ts';
import type { DoctorLine } from '../../../../worker/contract/index.ts';
import { DAY, HOUR, MINUTE } from '../../../../worker/rules/time.ts';
import { deleteDay, listDays, listPieces, readManifest, readProgress } from '../../../../worker/store/backup/bucket.ts';
import { backUp } from '../../../../worker/store/backup/daily.ts';
import { exportLines } from '../../../../worker/store/backup/move-out.ts';
import { writesOfBundle } from '../../../../worker/store/facts/bundles.ts';
import { putWrite } from '../../../../worker/store/kv/kv.ts';
import { counting, KEY, kv, refusal, TestWorker, TOKEN } from '../../help/as-reader.ts';
import { everything, idOf, postFact, putFacts, START, say, THREAD } from '../../help/store-with.ts';

const bucket = (env as { BACKUPS: R2Bucket }).BACKUPS;
const OWNER = { Authorization: `Bearer ${TOKEN}` };
const NOW = Date.parse('2026-11-30T00:02:00Z');
const TODAY = '2026-11-30';

/** A tenth of what a run does, so that a site of tens has several pieces. */
const MOST = { keys: 20, characters: 50_000 };

/** Until nothing is left to do; how many runs that took. */
async function run(now = NOW): Promise<number> {
  for (let runs = 1; runs < 100; runs++) {
    await backUp(bucket, kv, now, MOST);
    if ((await readProgress(bucket))?.isTidy) return runs;
  }
  throw new Error('it does not come to an end');
}

async function textOf(day: string): Promise<string> {
  const answer = await new TestWorker({ BACKUPS: bucket }).fetch(`/api/admin/backups/${day}`, { headers: OWNER });
  expect(answer.status).toBe(200);
  return new TextDecoder().decode(await answer.arrayBuffer());
}

/** What is said in them, without what says where an answer ends. */
const facts = (text: string) =>
  text.split('\n').filter((line) => line !== '' && !/"type":"(?:export|cursor)"/.test(line));

async function byHand(): Promise<string> {
  let text = '';
  for (let cursor: string | null = '0.'; cursor !== null; ) {
    const lines: string[] = [];
    for await (const line of exportLines(kv, cursor)) lines.push(line);
    cursor = JSON.parse(lines.at(-1)!).cursor;
    text += `${lines.join('\n')}\n`;
  }
  return text;
}

async function doctor(now = NOW, BACKUPS: R2Bucket | null = bucket): Promise<DoctorLine> {
  const [line] = await doctorOf({ env: { COMMENTS: kv, ...(BACKUPS && { BACKUPS }) }, now });
  return line!;
}

test('is what an export is, in pieces, however many keys there are', async () => {
  await putFacts(kv, 0, 45);
  await kv.put('settings:moderation', JSON.stringify({ v: 1, value: 'all' }));
  // Three pieces, and the run that finds nothing to delete.
  expect(await run()).toBe(4);
  const text = await textOf(TODAY);
  expect(facts(text)).toEqual(facts(await byHand()));
  expect(facts(text)).toHaveLength(46);
  expect(JSON.parse(text.trimEnd().split('\n').at(-1)!)).toEqual({ v: 1, type: 'cursor', cursor: null });
});

test('a piece is no larger for bundles of hundreds of comments, and none is left out where it ends', async () => {
  for (let n = 0; n < 12; n++) {
    const comments = Array.from({ length: 20 }, async (_, i) => {
      const fact = await postFact(n * 20 + i, { text: `${n} ${'x'.repeat(400)}` });
      return { id: idOf(n * 20 + i), fact };
    });
    const { writes } = await writesOfBundle(THREAD, await Promise.all(comments), NOW);
    for (const write of writes) await putWrite(kv, write);
  }
  await run();
  const manifest = (await readManifest(bucket, TODAY))!;
  // Twelve of them and their lists are one page of keys, but not one piece.
  expect(manifest.pieces).toHaveLength(3);
  for (const { size } of manifest.pieces) expect(size).toBeLessThan(300_000);
  expect(facts(await textOf(TODAY)).sort()).toEqual(facts(await byHand()).sort());
});

test('what is put back from it is the same to the last byte', async () => {
  const worker = new TestWorker({ BACKUPS: bucket });
  const { comment } = await worker.approved({ body: 'First of all' });
  const { thread } = await worker.thread();
  await worker.accepted({ body: 'A reply', parent: comment.id });
  await worker.send('PUT', `/api/comments/${comment.id}/like`, { thread, key: KEY });
  for (let runs = 0; runs < 6; runs++) await worker.sweepAfter(HOUR);
  const before = await worker.thread();
  const backup = await textOf(new Date(worker.now).toISOString().slice(0, 10));

  await reset();
  const headers = { ...OWNER, 'Content-Type': 'application/x-ndjson' };
  const other = new TestWorker();
  other.now = worker.now;
  const answer = await other.fetch('/api/admin/import?own=1', { method: 'POST', headers, body: backup });
  expect(await answer.json()).toMatchObject({ added: 2, same: 0 });
  for (let runs = 0; runs < 3; runs++) await other.sweepAfter(HOUR);
  expect(await other.thread()).toEqual(before);
});

test('a run that dies between its writes is done again by the next, and nothing is twice', async () => {
  await putFacts(kv, 0, 45);
  await backUp(bucket, kv, NOW, MOST);
  const dying = new Proxy(bucket, {
    get(target, name: keyof R2Bucket) {
      const method = target[name] as (...args: unknown[]) => unknown;
      return (...args: unknown[]) => {
        if (name === 'put' && args[0] === 'progress.json') throw new Error('the run was ended');
        return method.apply(target, args);
      };
    },
  });
  await expect(backUp(dying, kv, NOW, MOST)).rejects.toThrow('the run was ended');
  // Meanwhile somebody writes, behind what is done and before it.
  await putFacts(kv, 45, 50);
  await run();
  const ids = facts(await textOf(TODAY));
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toHaveLength(50);
});

test('keys that go away between two runs leave no gap', async () => {
  await putFacts(kv, 0, 45);
  await backUp(bucket, kv, NOW, MOST);
  const { keys } = await kv.list({ prefix: 'fact:' });
  // The last one that is written, and some before and behind it.
  for (const { name } of keys.slice(17, 23)) await kv.delete(name);
  await run();
  const there = new Set(facts(await byHand()));
  const found = new Set(facts(await textOf(TODAY)));
  expect([...there].filter((line) => !found.has(line))).toEqual([]);
});

test('once a day, and old ones go', async () => {
  await say(kv, 1);
  for (let day = 0; day < 45; day++) await run(NOW + day * DAY);
  const days = await listDays(bucket);
  expect(days).toHaveLength(11);
  expect(days.slice(-7)).toEqual(
    Array.from({ length: 7 }, (_, n) => new Date(NOW + (38 + n) * DAY).toISOString().slice(0, 10)),
  );
  for (const day of days) expect(await readManifest(bucket, day)).not.toBeNull();
});

test('one that does not come to its end is begun anew', async () => {
  await putFacts(kv, 0, 45);
  await backUp(bucket, kv, NOW, MOST);
  await run(NOW + 4 * DAY);
  expect(await listDays(bucket)).toEqual([TODAY, '2026-12-04']);
  expect(await readManifest(bucket, TODAY), 'half a backup is none').toBeNull();
  expect((await readManifest(bucket, '2026-12-04'))?.pieces).toHaveLength(3);
});

test('the sweep makes it, beside little else, and where there is no bucket nothing is spent', async () => {
  const spent = async (BACKUPS?: R2Bucket) => {
    await reset();
    const { kv: counted, counts } = counting();
    const worker = new TestWorker({ COMMENTS: counted, ...(BACKUPS && { BACKUPS }) });
    for (let runs = 0; runs < 12; runs++) await worker.sweepAfter(5 * MINUTE);
    const before = { ...counts };
    for (let runs = 0; runs < 12; runs++) await worker.sweepAfter(5 * MINUTE);
    return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, count - (before[name] ?? 0)]));
  };
  const without = await spent();
  expect(await spent(bucket), 'once it is made it costs nothing of KV').toEqual(without);
  expect(await listDays(bucket)).toHaveLength(1);
});

test('a busy site has its backup, too', async () => {
  const worker = new TestWorker({ BACKUPS: bucket });
  for (let runs = 0; runs < 9; runs++) {
    await worker.approved({ body: `Words ${runs}`, key: `${KEY}${runs}` });
    await worker.sweepAfter(12 * MINUTE);
  }
  expect((await readProgress(bucket))?.endedAt).not.toBeNull();
});

test('what cannot be read is left out and named, and told by the doctor', async () => {
  await say(kv, 1);
  await kv.put(`fact:${THREAD}:${idOf(2)}`, 'no JSON', {
    metadata: { k: 'post', at: START, h: 'h', s: 'approved', a: null, p: null },
  });
  await run();
  expect((await readManifest(bucket, TODAY))?.skipped).toEqual([`fact:${THREAD}:${idOf(2)}`]);
  expect(await doctor()).toMatchObject({ state: 'look', says: expect.stringContaining('1 record could not be read') });
});

test('the owner sees which there are, and nobody else does', async () => {
  await say(kv, 1);
  await run();
  const worker = new TestWorker({ BACKUPS: bucket });
  const list = await worker.fetch('/api/admin/backups', { headers: OWNER });
  const at = new Date(NOW).toISOString();
  const { size } = (await readManifest(bucket, TODAY))!.pieces[0]!;
  expect(await list.json()).toEqual({ backups: [{ day: TODAY, startedAt: at, endedAt: at, size }] });

  for (const path of ['/api/admin/backups', `/api/admin/backups/${TODAY}`]) {
    expect((await worker.fetch(path)).status).toBe(401);
  }
  for (const day of ['2026-11-29', 'progress.json', '..%2Fprogress.json', '2026-11-30%2F']) {
    expect(await refusal(await worker.fetch(`/api/admin/backups/${day}`, { headers: OWNER }))).toMatchObject({
      code: 'not_found',
    });
  }
  const without = new TestWorker();
  expect(await (await without.fetch('/api/admin/backups', { headers: OWNER })).json()).toEqual({ backups: [] });
  expect((await without.fetch(`/api/admin/backups/${TODAY}`, { headers: OWNER })).status).toBe(404);
});

test('the doctor says when the last one ended, and reads it back', async () => {
  expect(await doctor(NOW, null)).toMatchObject({ state: 'fine', says: expect.stringContaining('None is made') });
  expect(await doctor()).toMatchObject({ state: 'fine', says: expect.stringContaining('begun by the next run') });
  await putFacts(kv, 0, 45);
  await backUp(bucket, kv, NOW, MOST);
  expect((await doctor(NOW + HOUR)).says).toBe(
    'None is whole yet. The next one was begun 1 hour ago and has 1 piece so far.',
  );
  expect((await doctor(NOW + 50 * HOUR)).state).toBe('look');
  await run();
  const fine = await doctor(NOW + 5 * HOUR);
  expect(fine).toMatchObject({ name: 'Backups', state: 'fine' });
  expect(fine.says).toMatch(
    /^The last one ended 5 hours ago \(2026-11-30, \d+ kB\) and can be read back\. 1 day is kept\.$/,
  );
  expect(await doctor(NOW + 3 * DAY)).toMatchObject({ state: 'look' });

  await bucket.put(`${TODAY}/00001.ndjson`, 'something else');
  expect(await doctor()).toMatchObject({
    state: 'wrong',
    says: expect.stringContaining('piece 1 is not what was written'),
  });
  await bucket.delete(`${TODAY}/00001.ndjson`);
  expect(await doctor()).toMatchObject({ state: 'wrong', says: expect.stringContaining('piece 1 is missing') });
  const down = { get: () => Promise.reject(new Error('down')), list: () => Promise.reject(new Error('down')) };
  expect(await doctor(NOW, down as unknown as R2Bucket)).toMatchObject({ state: 'wrong' });
});

test('an answer whose piece has gone has no last line', async () => {
  await putFacts(kv, 0, 45);
  await run();
  await bucket.delete(`${TODAY}/00002.ndjson`);
  await expect(textOf(TODAY)).rejects.toThrow();
  expect((await listPieces(bucket, TODAY)).size).toBe(2);
  await deleteDay(bucket, TODAY);
  expect(await listDays(bucket)).toEqual([]);
  expect(Object.keys(await everything())).not.toHaveLength(0);
});
