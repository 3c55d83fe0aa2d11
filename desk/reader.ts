// The worker of the import's page (a thread of the browser, not ours at the edge): reads the file, says what would become
// of each comment, and sends what is new, so that a file of any size leaves the page to its owner.
// Built as a file of its own, whose answer's policy allows WebAssembly for SQLite; the page's own does not.
// Read next: worker/transfer/move.ts, and transfer/batches.ts for what is sent.

import { parseSites } from '../worker/rules/page/sites.ts';
import { parseAddressRules } from '../worker/transfer/address-rules.ts';
import { type Piece, piecesOf } from '../worker/transfer/batches.ts';
import { type Move, planMove } from '../worker/transfer/move.ts';
import type { Here } from '../worker/transfer/present.ts';
import type { Tables } from '../worker/transfer/read.ts';
import { TransferError } from '../worker/transfer/record.ts';
import { claimWords, reportWords } from '../worker/transfer/report.ts';
import type { News, Order, ReadOptions } from './messages.ts';
import type * as Sqlite from './sqlite.ts';
import { askWhatIsHere, sendPiece, UploadError } from './upload.ts';

declare const SQLITE_VERSION: string;

const say = (news: News) => postMessage(news);

/** What was read, and how far sending it has come. */
interface Job {
  move: Move;
  toAdd: number;
  sent: number;
  added: number;
  same: number;
  /** From the first time of sending on. */
  pieces?: AsyncIterator<Piece>;
  /** Not answered yet. */
  current?: Piece;
}

let job: Job | null = null;

addEventListener('message', ({ data }: MessageEvent<Order>) => {
  if (data.type === 'read') void read(data.file, data.options);
  else if (job) void send(job, data.isOwn);
});

async function read(file: File, { sites, rules, owners, emails }: ReadOptions): Promise<void> {
  try {
    // All of it is sent: the worker leaves out what is not to be taken.
    const options = { sites: parseSites(sites), rules: parseAddressRules(rules), owners, emails, isOwn: true };
    const move = await planMove(bytesOf(file), { readTables }, options);
    const here = await askWhatIsHere();
    const { toAdd, same } = await compare(move, here);
    job = { move, toAdd, sent: 0, added: 0, same };
    const hasMore = toAdd > 0 || (await hasPieces(move, here));
    const { unread } = here;
    const { report, claims, isCutOff } = move;
    const words = { report: reportWords(report), claims: claimWords(claims) };
    say({ type: 'read', ...words, toAdd, same, unread, hasMore, isCutOff });
  } catch (error) {
    if (error instanceof UploadError) say({ type: 'failed', problem: error.message, isSignedOut: error.isSignedOut });
    else say({ type: 'refused', problem: sentenceOf(error) });
  }
}

async function send(job: Job, isOwn: boolean): Promise<void> {
  try {
    // Asked once more: the report may have been read for an hour.
    if (!job.pieces) {
      const here = await askWhatIsHere();
      job.pieces = piecesOf(job.move.threads(), job.move.site, here)[Symbol.asyncIterator]();
    }
    for (;;) {
      if (!job.current) {
        const { done, value } = await job.pieces.next();
        if (done) break;
        job.current = value;
      }
      const { added, same } = await sendPiece(job.current, isOwn);
      job.added += added;
      job.same += same;
      job.sent += job.current.comments;
      delete job.current;
      say({ type: 'sending', sent: job.sent, of: job.toAdd });
    }
    say({ type: 'done', added: job.added, same: job.same });
  } catch (error) {
    const isSignedOut = error instanceof UploadError && error.isSignedOut;
    say({ type: 'failed', problem: sentenceOf(error), isSignedOut });
  }
}

async function compare(move: Move, here: Here): Promise<{ toAdd: number; same: number }> {
  let toAdd = 0;
  let same = 0;
  for await (const { thread, ids } of move.ids()) {
    for (const id of ids) {
      if (here.has(thread, id)) same++;
      else toAdd++;
    }
  }
  return { toAdd, same };
}

/** A backup in which no comment is new may still hold a verdict that is. */
async function hasPieces({ threads, site }: Move, here: Here): Promise<boolean> {
  for await (const _ of piecesOf(threads(), site, here)) return true;
  return false;
}

async function* bytesOf(file: File): AsyncIterable<Uint8Array> {
  const reader = file.stream().getReader();
  let read = 0;
  let told = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    yield value;
    read += value.length;
    const part = read / file.size;
    if (part - told < 0.01 && part < 1) continue;
    told = part;
    say({ type: 'reading', part });
  }
}

async function readTables(file: Uint8Array): Promise<Tables> {
  const path = `/desk/sqlite.js?v=${SQLITE_VERSION}`;
  const sqlite: typeof Sqlite = await import(/* @vite-ignore */ path);
  try {
    return await sqlite.readTables(file, `/desk/sqlite.wasm?v=${SQLITE_VERSION}`);
  } catch (error) {
    throw new TransferError(`The database cannot be read (${(error as Error).message}).`);
  }
}

function sentenceOf(error: unknown): string {
  if (error instanceof TransferError || error instanceof UploadError) return error.message;
  // A file that was changed or taken away meanwhile, too little memory: the browser's own words.
  return `The file could not be read to its end: ${(error as Error).message}`;
}
