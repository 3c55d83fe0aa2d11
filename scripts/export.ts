// `npm run export`: everything the worker keeps, into a file, or as another system's export. It asks the worker itself,
// a page at a time, so it takes the local one as well as the deployed one; broken off, it goes on where the file ends.
// Read next: worker/store/backup/move-out.ts for the answers, worker/transfer/out/ for the other formats.

import { once } from 'node:events';
import {
  closeSync,
  createReadStream,
  createWriteStream,
  existsSync,
  openSync,
  readSync,
  statSync,
  truncateSync,
} from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { OWNER_ENDPOINTS } from '../worker/contract/index.ts';
import { Gatherer } from '../worker/transfer/gather.ts';
import { commentsOf, type OutThread } from '../worker/transfer/out/comments.ts';
import { CSV_START, csvRows } from '../worker/transfer/out/csv.ts';
import { DISQUS_END, DISQUS_START, DisqusWriter } from '../worker/transfer/out/disqus.ts';
import { WXR_END, WXR_START, WxrWriter } from '../worker/transfer/out/wxr.ts';
import { openExport } from '../worker/transfer/read.ts';
import { TransferError } from '../worker/transfer/record.ts';
import { numbered } from '../worker/transfer/report.ts';
import { LOCAL_WORKER, tokenFor } from './local/remote.ts';
import { readTables } from './local/sqlite.ts';

const FORMATS = ['ndjson', 'wxr', 'disqus', 'csv'] as const;
type Format = (typeof FORMATS)[number];

const HELP = `npm run export -- [options]

  --format FORMAT  ndjson (a backup of everything, the default), wxr (WordPress), disqus, csv
  --from WORKER    the worker's address; without it, the worker of npm start. Its ADMIN_TOKEN is taken from the
                   environment, or asked for
  --from FILE      a backup made before, to be written in another format
  --out FILE       default afterword.ndjson, .xml or .csv; a broken-off backup there is gone on with`;

export interface ExportOptions {
  format: Format;
  from: string;
  out: string;
  token: string;
}

/** Writes the file; throws TransferError with a sentence. */
export async function exportTo(options: ExportOptions, say: (text: string) => void): Promise<void> {
  const isAddress = /^https?:\/\//i.test(options.from);
  if (options.format === 'ndjson') {
    if (!isAddress) throw new TransferError('A backup is made from a worker: --from https://…');
    return backUp(options, options.out, say);
  }
  const backup = isAddress ? `${options.out}.ndjson` : options.from;
  if (isAddress) await backUp(options, backup, say);
  const threads = await readThreads(backup);
  await write(options.out, pieces(options.format, threads));
  const comments = threads.reduce((sum, thread) => sum + thread.comments.length, 0);
  say(`${numbered(comments, 'comment')} of ${numbered(threads.length, 'page')} in ${options.out}`);
}

// ---- from the worker ----

/** Each answer's last line is its cursor, which stays in the file: it says where to go on. */
async function backUp({ from, token }: ExportOptions, out: string, say: (text: string) => void): Promise<void> {
  let cursor: string | null = existsSync(out) ? resumeAt(out) : '';
  if (cursor === null) throw new TransferError(`${out} is a complete backup already. Give another name: --out`);
  if (cursor !== '') say(`Going on with ${out}.`);
  else if (existsSync(out)) truncateSync(out);
  const file = createWriteStream(out, { flags: 'a', mode: 0o600 });
  const skipped: string[] = [];
  let bytes = statSize(out);
  while (cursor !== null) {
    const lines = await ask(from, token, cursor);
    const next = cursorIn(lines);
    if (next === undefined) throw new TransferError('The answer broke off. Run it again: it goes on where it stopped.');
    cursor = next;
    skipped.push(...skippedIn(lines));
    if (!file.write(lines)) await once(file, 'drain');
    bytes += lines.length;
    say(`  ${Math.round(bytes / 1024).toLocaleString('en-GB')} kB`);
  }
  file.end();
  await once(file, 'finish');
  if (skipped.length > 0) {
    say(`Left out, because they cannot be read: ${skipped.join(', ')}. The desk’s doctor says what to do.`);
  }
  say(
    `Everything${skipped.length > 0 ? ' else' : ''} is in ${out}. Keep it to yourself: e-mail addresses and settings are in it.`,
  );
}

async function ask(from: string, token: string, cursor: string): Promise<string> {
  const url = new URL(OWNER_ENDPOINTS.export, from);
  if (cursor !== '') url.searchParams.set('cursor', cursor);
  let problem = '';
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const answer = await fetch(url, { headers: { Authorization: `Bearer ${token}` } });
      if (answer.ok) return await answer.text();
      if (answer.status === 401) throw new TransferError('The worker does not take this ADMIN_TOKEN.');
      problem = `The worker answered ${answer.status}.`;
      if (answer.status < 500 && answer.status !== 429) break;
    } catch (error) {
      if (error instanceof TransferError) throw error;
      problem = `The worker at ${url.origin} cannot be reached (${(error as Error).message}).`;
    }
    await new Promise((resolve) => setTimeout(resolve, 1_000 * 4 ** attempt));
  }
  throw new TransferError(`${problem} What there is so far is kept: run it again and it goes on.`);
}

/** What the answer names as left out. */
function skippedIn(lines: string): string[] {
  const { skipped = [], more = 0 } = JSON.parse(lines.trimEnd().split('\n').at(-1)!);
  return more > 0 ? [...skipped, `${more} more`] : skipped;
}

/** Of complete lines; undefined where the last of them is none. */
function cursorIn(lines: string): string | null | undefined {
  const last = lines.trimEnd().split('\n').at(-1) ?? '';
  try {
    const record = JSON.parse(last);
    return record.type === 'cursor' ? record.cursor : undefined;
  } catch {
    return undefined;
  }
}

/** Where a file's last complete answer ends; what is behind it is cut off. '' to begin, null when it is complete. */
function resumeAt(path: string): string | null {
  const size = statSize(path);
  const file = openSync(path, 'r');
  try {
    // A cursor's line is short, and an answer some megabytes at most.
    const PIECE = 1024 * 1024;
    let tail = Buffer.alloc(0);
    for (let end = size; end > 0; ) {
      const start = Math.max(0, end - PIECE);
      const piece = Buffer.alloc(end - start);
      readSync(file, piece, 0, piece.length, start);
      tail = Buffer.concat([piece, tail]);
      const at = tail.lastIndexOf('{"v":1,"type":"cursor"');
      const lineEnd = at === -1 ? -1 : tail.indexOf('\n', at);
      if (lineEnd !== -1) {
        truncateSync(path, start + lineEnd + 1);
        return cursorIn(tail.subarray(at, lineEnd).toString('utf8')) ?? null;
      }
      end = start;
    }
    return '';
  } finally {
    closeSync(file);
  }
}

function statSize(path: string): number {
  return existsSync(path) ? statSync(path).size : 0;
}

// ---- other formats ----

async function readThreads(backup: string): Promise<OutThread[]> {
  const opened = await openExport(createReadStream(backup, { highWaterMark: 256 * 1024 }), { readTables });
  if (opened.system !== 'afterword') throw new TransferError(`${backup} is not a backup of ours.`);
  const gatherer = new Gatherer(true);
  for await (const record of opened.records) gatherer.add(record);
  if (gatherer.cursor !== null) throw new TransferError(`${backup} is not complete: run the export of it again first.`);
  return gatherer.threads.map(commentsOf).filter(({ comments }) => comments.length > 0);
}

function* pieces(format: Exclude<Format, 'ndjson'>, threads: OutThread[]): Iterable<string> {
  if (format === 'csv') {
    yield CSV_START;
    for (const thread of threads) yield csvRows(thread);
  } else if (format === 'wxr') {
    const writer = new WxrWriter();
    yield WXR_START;
    for (const thread of threads) yield writer.item(thread);
    yield WXR_END;
  } else {
    const writer = new DisqusWriter();
    yield DISQUS_START;
    for (const thread of threads) yield writer.thread(thread);
    for (const thread of threads) yield writer.posts(thread);
    yield DISQUS_END;
  }
}

async function write(path: string, texts: Iterable<string>): Promise<void> {
  const file = createWriteStream(path, { mode: 0o600 });
  for (const text of texts) if (!file.write(text)) await once(file, 'drain');
  file.end();
  await once(file, 'finish');
}

async function readOptions(args: string[]): Promise<ExportOptions> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { format: text, from: text, out: text } });
  const format = FORMATS.find((each) => each === (values.format ?? 'ndjson'));
  if (format === undefined) throw new TransferError(HELP);
  const from = values.from ?? LOCAL_WORKER;
  const token = /^https?:/i.test(from) ? await tokenFor(from) : '';
  const extension = { ndjson: 'ndjson', wxr: 'xml', disqus: 'xml', csv: 'csv' }[format];
  return { format, from, out: values.out ?? `afterword.${extension}`, token };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await exportTo(await readOptions(process.argv.slice(2)), (text) => console.log(text));
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
