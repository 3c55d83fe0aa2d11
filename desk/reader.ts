// The worker of the import's page (a thread of the browser, not ours at the edge): reads the file, says what would
// become of each comment, and sends what is new, so that a file of any size leaves the page to its owner. Built as a
// file of its own, whose answer's policy allows WebAssembly for SQLite; the page's own does not.
// Read next: worker/transfer/move.ts, and worker/transfer/upload.ts for how it is sent.

import { parseSites } from '../worker/rules/page/sites.ts';
import { parseAddressRules } from '../worker/transfer/address-rules.ts';
import { onlyComments, type PlannedMove, planMove } from '../worker/transfer/move.ts';
import type { Tables } from '../worker/transfer/read.ts';
import { TransferError } from '../worker/transfer/record.ts';
import {
  claimWords,
  differenceWords,
  doneWords,
  reportWords,
  SHOWN_SOON,
  troubleWords,
} from '../worker/transfer/report.ts';
import { askWhatIsPresent, compare, Upload, UploadError } from '../worker/transfer/upload.ts';
import type * as Archive from './archive.ts';
import { connection } from './connection.ts';
import type { News, Order, ReadOptions } from './messages.ts';
import type * as Sqlite from './sqlite.ts';
import type * as TextFiles from './text-files.ts';
import { importWords } from './words/import.ts';
import { fill } from './words/words.ts';

declare const ARCHIVE_VERSION: string;
declare const TEXT_FILES_VERSION: string;
declare const SQLITE_VERSION: string;

const say = (news: News) => postMessage(news);

/** What was read. */
interface Job {
  move: PlannedMove;
  emails: boolean;
  toAdd: number;
  same: number;
  /** From the first time of sending on. */
  upload?: Upload;
}

let job: Job | null = null;

addEventListener('message', ({ data }: MessageEvent<Order>) => {
  if (data.type === 'read') void read(data.file, data.options);
  else if (job) void send(job, data.isOwn);
});

async function read(file: File, { sites, rules, owners, emails }: ReadOptions): Promise<void> {
  try {
    const options = { sites: parseSites(sites), rules: parseAddressRules(rules), owners, emails, isOwn: true };
    const move = await planMove(bytesOf(file), { readTables, loadArchive, loadTextFiles }, options);
    const present = await askWhatIsPresent(connection);
    const difference = await compare(move, present);
    const { toAdd, same, hasMore } = difference;
    job = { move, emails, toAdd, same };
    say({
      type: 'read',
      report: reportWords(move.report),
      claims: claimWords(move.claims),
      toAdd,
      difference: differenceWords(difference),
      troubles: troubleWords({ ...move, unread: present.unread }),
      hasMore,
    });
  } catch (error) {
    if (error instanceof UploadError) say({ type: 'failed', problem: error.message, isSignedOut: error.isSignedOut });
    else say({ type: 'refused', problem: sentenceOf(error) });
  }
}

async function send(job: Job, isOwn: boolean): Promise<void> {
  try {
    // Asked once more: the report may have been read for an hour.
    const move = isOwn ? job.move : onlyComments(job.move, job.emails);
    job.upload ??= new Upload(connection, move, await askWhatIsPresent(connection));
    const { upload, toAdd } = job;
    await upload.send({ isOwn }, () => say({ type: 'sending', sent: upload.sent, of: toAdd }));
    const words = doneWords({ added: upload.added, same: job.same + upload.same });
    say({ type: 'done', words: `${words} ${SHOWN_SOON}` });
  } catch (error) {
    const isSignedOut = error instanceof UploadError && error.isSignedOut;
    say({ type: 'failed', problem: sentenceOf(error), isSignedOut });
  }
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
    throw new TransferError(fill(importWords.noDatabase, { title: (error as Error).message }));
  }
}

async function loadArchive(): Promise<typeof Archive> {
  const path = `/desk/archive.js?v=${ARCHIVE_VERSION}`;
  return import(/* @vite-ignore */ path);
}

async function loadTextFiles(): Promise<typeof TextFiles> {
  const path = `/desk/text-files.js?v=${TEXT_FILES_VERSION}`;
  return import(/* @vite-ignore */ path);
}

function sentenceOf(error: unknown): string {
  if (error instanceof TransferError || error instanceof UploadError) return error.message;
  // A file that was changed or taken away meanwhile, too little memory: the browser's own words.
  return fill(importWords.notToEnd, { title: (error as Error).message });
}
