// An import as the desk's page and the command send it: asks what is here, cuts the rest into batches, and posts them.

import { expect } from 'vitest';
import { type Batch, batchesOf } from '../../../worker/transfer/batches.ts';
import { NO_SITE, type OwnThread } from '../../../worker/transfer/gather.ts';
import { Present } from '../../../worker/transfer/present.ts';
import { type TestWorker, TOKEN } from './as-reader.ts';

const OWNER = { Authorization: `Bearer ${TOKEN}` };

export async function* each<T>(items: T[]): AsyncIterable<T> {
  yield* items;
}

export async function presentIn(worker: TestWorker): Promise<Present> {
  const present = new Present();
  for (let cursor: string | null | undefined = ''; cursor != null; ) {
    const answer = await worker.fetch(`/api/admin/import?cursor=${encodeURIComponent(cursor)}`, { headers: OWNER });
    expect(answer.status).toBe(200);
    cursor = present.add(await answer.text());
    expect(cursor).not.toBeUndefined();
  }
  return present;
}

export async function batchesFor(worker: TestWorker, threads: OwnThread[]): Promise<Batch[]> {
  const batches: Batch[] = [];
  for await (const batch of batchesOf(each(threads), NO_SITE, await presentIn(worker))) batches.push(batch);
  return batches;
}

/** Another system's file claims nothing, so all of it is taken. */
export async function send(
  worker: TestWorker,
  { body, isWhole }: Batch,
): Promise<{ added: number; same: number; writes: number }> {
  const headers = { ...OWNER, 'Content-Type': 'application/x-ndjson' };
  const answer = await worker.fetch(`/api/admin/import?own=1${isWhole ? '&publish=1' : ''}`, {
    method: 'POST',
    headers,
    body,
  });
  expect(answer.status, await answer.clone().text()).toBe(200);
  return answer.json();
}

export async function bring(worker: TestWorker, threads: OwnThread[]) {
  const sum = { added: 0, writes: 0, requests: 0 };
  for (const batch of await batchesFor(worker, threads)) {
    const { added, writes } = await send(worker, batch);
    sum.added += added;
    sum.writes += writes;
    sum.requests++;
  }
  return sum;
}
