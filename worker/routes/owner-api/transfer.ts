// Moving out and in: everything the store keeps, as JSON lines, a page of keys in each answer. An answer that breaks off
// ends without its cursor; asking again with the last one goes on. Nothing that is here is ever overwritten, and what a file
// says of who may do what is taken with `own=1` alone (transfer/privileges.ts).
// Read next: transfer/own.ts for the lines, store/backup/move-in.ts and store/backup/move-out.ts; desk/reader.ts, which sends most of them.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { type ImportAnswer, OWNER_ENDPOINTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { parseJson } from '../../rules/text/json.ts';
import { planArrival, planSite, putWrites, type Write } from '../../store/backup/move-in.ts';
import { exportLines, isExportCursor } from '../../store/backup/move-out.ts';
import { hereLines } from '../../store/backup/present.ts';
import { sharedListOfFacts } from '../../store/backup/shared-list.ts';
import { republish } from '../../store/views/publish.ts';
import { Gatherer } from '../../transfer/gather.ts';
import { readOwnRecord } from '../../transfer/own.ts';
import { TransferError } from '../../transfer/record.ts';
import { type AppEnv, background } from '../context.ts';
import { readLimited } from '../middleware/body-limit.ts';

const MAX_CURSOR = 1_000;
/** A bundle is a line, and up to some megabytes long. */
const MAX_IMPORT_BYTES = 8 * 1024 * 1024;
/** Each is a list and some writes, of the 1,000 operations that one request may use. */
const MAX_THREADS = 100;

/** Times that a thread is published after one request: each writes twenty parts at most, and the sweep does the rest. */
const ROUNDS = 3;

export function transferRoutes(deps: Memory): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get(OWNER_ENDPOINTS.export, (c) => {
    const cursor = c.req.query('cursor') || null;
    if (cursor !== null && cursor.length > MAX_CURSOR) refuse('cursor', 'too_long');
    if (cursor !== null && !isExportCursor(cursor)) refuse('cursor', 'malformed');
    const day = new Date(deps.runtime.now()).toISOString().slice(0, 10);
    return c.body(streamOf(exportLines(c.env.COMMENTS, cursor)), 200, {
      'Content-Type': 'application/x-ndjson',
      'Content-Disposition': `attachment; filename="afterword-${day}.ndjson"`,
    });
  });

  // What an import need not bring: which comments are here.
  app.get(OWNER_ENDPOINTS.import, (c) => {
    const cursor = c.req.query('cursor') || null;
    if (cursor !== null && cursor.length > MAX_CURSOR) refuse('cursor', 'too_long');
    return c.body(streamOf(hereLines(c.env.COMMENTS, cursor)), 200, { 'Content-Type': 'application/x-ndjson' });
  });

  app.post(OWNER_ENDPOINTS.import, async (c) => {
    const isOwn = c.req.query('own') === '1';
    const gathered = await gather(c, isOwn);
    const { threads, site, claims } = gathered;
    if (threads.length > MAX_THREADS) throw tooLarge(`No more than ${MAX_THREADS} threads at once.`);
    const isDry = c.req.query('dryRun') === '1';
    const now = deps.runtime.now();
    const skipped = isOwn ? [] : Object.entries(claims).map(([kind, count]) => ({ kind, count }));
    const answer: ImportAnswer = { added: 0, same: 0, skipped, writes: 0 };
    const write = async (writes: Write[]) => {
      answer.writes += writes.length;
      if (!isDry) await putWrites(c.env.COMMENTS, writes);
    };
    const listFacts = await sharedListOfFacts(c.env.COMMENTS, threads.length);
    const changed: string[] = [];
    for (const thread of threads) {
      const { writes, added, same } = await planArrival(c.env.COMMENTS, thread, now, listFacts);
      await write(writes);
      answer.added += added;
      answer.same += same;
      if (writes.length > 0) changed.push(thread.thread);
    }
    await write(await planSite(c.env.COMMENTS, site));
    if (!isDry && c.req.query('publish') === '1') background(c, publishAll(c.env.COMMENTS, changed, now));
    return c.json<ImportAnswer>(answer);
  });

  return app;
}

/** So that readers see them now, and not when the sweep comes to them: that would be eight pages every five minutes. */
async function publishAll(kv: AppEnv['Bindings']['COMMENTS'], threads: string[], now: number): Promise<void> {
  for (const thread of threads) {
    for (let round = 0; round < ROUNDS; round++) if (!(await republish(kv, thread, now)).stale) break;
  }
}

/** All of it is read before anything is written: a malformed line leaves nothing half done. */
async function gather(c: Context<AppEnv>, isOwn: boolean): Promise<Gatherer> {
  const type = c.req.header('Content-Type') ?? '';
  if (!/^application\/(?:x-)?ndjson[ \t]*(;|$)/i.test(type)) {
    refuse('request', 'wrong_type', 'Content-Type must be application/x-ndjson.');
  }
  const bytes = await readLimited(c.req.raw, MAX_IMPORT_BYTES).catch((error: unknown) => {
    if (error instanceof ApiError && error.code === 'too_large') throw tooLarge('No more than 8 MiB at once.');
    throw error;
  });
  const gatherer = new Gatherer(isOwn);
  for (const [i, line] of new TextDecoder().decode(bytes).split('\n').entries()) {
    if (line.trim() === '') continue;
    try {
      for (const record of readOwnRecord(parseJson(line), `Line ${i + 1}`)) gatherer.add(record);
    } catch (error) {
      if (!(error instanceof TransferError)) throw error;
      refuse('request', 'malformed', error.message);
    }
  }
  return gatherer;
}

/** Read as fast as it is taken: what is not sent yet is not held. */
function streamOf(lines: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const iterator = lines[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(`${value}\n`));
    },
  });
}

function refuse(
  field: 'cursor' | 'request',
  problem: 'too_long' | 'malformed' | 'wrong_type',
  message?: string,
): never {
  throw new ApiError('invalid_request', { fields: { [field]: problem }, ...(message !== undefined && { message }) });
}

function tooLarge(message: string): ApiError {
  return new ApiError('too_large', { message });
}
