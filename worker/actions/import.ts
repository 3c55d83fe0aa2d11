// Takes in comments that are sent as lines of our own export: of a backup, or of another system's file, read in the
// owner's browser. What is here is never overwritten, and what a file says of who may do what is taken with `isOwn`
// alone (transfer/privileges.ts).
// Read next: transfer/own.ts for the lines, store/backup/move-in.ts.

import type { ImportAnswer } from '../contract/index.ts';
import type { Scope } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { parseJson } from '../rules/text/json.ts';
import { planArrival, planSite, putWrites, type Write } from '../store/backup/move-in.ts';
import { sharedListOfFacts } from '../store/backup/shared-list.ts';
import { republish } from '../store/views/publish.ts';
import { Gatherer } from '../transfer/gather.ts';
import { readOwnRecord } from '../transfer/own.ts';
import { TransferError } from '../transfer/record.ts';

/** Each is a list and some writes, of the 1,000 operations that one request may use. */
const MAX_THREADS = 100;
/**
 * A thread is published so often after one import: each time writes twenty parts at most, and the sweep does the rest.
 */
const PUBLISHED_AT_MOST = 3;

/**
 * All of `text` is read before anything is written: a malformed line leaves nothing half done. `isDry`: nothing is
 * written, and the answer says what would be. `publishes`: readers see it now, and not when the sweep comes to it,
 * which takes up eight pages every five minutes. Throws `invalid_request` and `too_large`.
 */
export async function importLines(
  { kv, now, background }: Pick<Scope, 'kv' | 'now' | 'background'>,
  text: string,
  { isOwn, isDry, publishes }: { isOwn: boolean; isDry: boolean; publishes: boolean },
): Promise<ImportAnswer> {
  const { threads, site, claims } = gather(text, isOwn);
  if (threads.length > MAX_THREADS) {
    throw new ApiError('too_large', { message: `No more than ${MAX_THREADS} threads at once.` });
  }
  const skipped = isOwn ? [] : Object.entries(claims).map(([kind, count]) => ({ kind, count }));
  const answer: ImportAnswer = { added: 0, same: 0, skipped, writes: 0 };
  const write = async (writes: Write[]) => {
    answer.writes += writes.length;
    if (!isDry) await putWrites(kv, writes);
  };
  const listFacts = await sharedListOfFacts(kv, threads.length);
  const changed: string[] = [];
  for (const thread of threads) {
    const { writes, added, same } = await planArrival(kv, thread, now, listFacts);
    await write(writes);
    answer.added += added;
    answer.same += same;
    if (writes.length > 0) changed.push(thread.thread);
  }
  await write(await planSite(kv, site));
  if (!isDry && publishes) background(publishAll(kv, changed, now));
  return answer;
}

function gather(text: string, isOwn: boolean): Gatherer {
  const gatherer = new Gatherer(isOwn);
  for (const [i, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      for (const record of readOwnRecord(parseJson(line), `Line ${i + 1}`)) gatherer.add(record);
    } catch (error) {
      if (!(error instanceof TransferError)) throw error;
      throw new ApiError('invalid_request', { fields: { request: 'malformed' }, message: error.message });
    }
  }
  return gatherer;
}

async function publishAll(kv: Scope['kv'], threads: string[], now: number): Promise<void> {
  for (const thread of threads) {
    for (let times = 0; times < PUBLISHED_AT_MOST; times++) if (!(await republish(kv, thread, now)).stale) break;
  }
}
