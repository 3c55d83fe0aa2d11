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
import { wakeSweep } from '../store/facts/touches.ts';
import { republish } from '../store/views/publish.ts';
import { Gatherer, type OwnThread } from '../transfer/gather.ts';
import { readOwnRecord } from '../transfer/own.ts';
import { TransferError } from '../transfer/record.ts';
import { isOnSite } from './sites.ts';

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
  scope: Pick<Scope, 'kv' | 'now' | 'background' | 'env' | 'sites'>,
  text: string,
  { isOwn, isDry, publishes }: { isOwn: boolean; isDry: boolean; publishes: boolean },
): Promise<ImportAnswer> {
  const { kv, now, background } = scope;
  const { threads: all, site, claims } = gather(text, isOwn);
  const { threads, elsewhere } = isOwn ? { threads: all, elsewhere: 0 } : await onSites(scope, all);
  if (threads.length > MAX_THREADS) {
    throw new ApiError('too_large', { message: `No more than ${MAX_THREADS} threads at once.` });
  }
  const left = isOwn ? {} : { ...claims, ...(elsewhere > 0 && { 'other-site': elsewhere }) };
  const skipped = Object.entries(left).map(([kind, count]) => ({ kind, count }));
  const answer: ImportAnswer = { added: 0, same: 0, skipped, writes: 0 };
  const write = async (writes: Write[]) => {
    answer.writes += writes.length;
    if (isDry || writes.length === 0) return;
    await wakeSweep(kv, now);
    await putWrites(kv, writes);
  };
  const listFacts = await sharedListOfFacts(kv, threads.length);
  const changed: string[] = [];
  for (const thread of threads) {
    const { writes, added, same } = await planArrival(kv, thread, now, listFacts, isOwn);
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
      throw malformed(error);
    }
  }
  // Who sends leaves out what may not stand, and says so (transfer/move.ts); here nothing is left out in silence.
  const [wrong] = gatherer.leftOut;
  if (wrong) throw malformed(wrong);
  return gatherer;
}

function malformed({ message }: TransferError): ApiError {
  return new ApiError('invalid_request', { fields: { request: 'malformed' }, message });
}

/** A reader could not write elsewhere, and nor may somebody else's file. */
async function onSites(
  scope: Pick<Scope, 'env' | 'sites'>,
  all: OwnThread[],
): Promise<{ threads: OwnThread[]; elsewhere: number }> {
  const threads: OwnThread[] = [];
  let elsewhere = 0;
  for (const thread of all) {
    const isOn = await Promise.all(thread.posts.map(({ fact }) => fact.page === '' || isOnSite(scope, fact.page)));
    const posts = thread.posts.filter((_, i) => isOn[i]);
    elsewhere += thread.posts.length - posts.length;
    if (posts.length > 0) threads.push({ ...thread, posts });
  }
  return { threads, elsewhere };
}

async function publishAll(kv: Scope['kv'], threads: string[], now: number): Promise<void> {
  for (const thread of threads) {
    for (let times = 0; times < PUBLISHED_AT_MOST; times++) if (!(await republish(kv, thread, now)).stale) break;
  }
}
