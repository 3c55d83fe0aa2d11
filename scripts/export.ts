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
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { backupAnswers, lastLine, skippedWords } from '../worker/transfer/download.ts';
import { Gatherer, type OwnThread } from '../worker/transfer/gather.ts';
import { FILE_FORMATS, type FileFormat, fileName, writeOut } from '../worker/transfer/out/write.ts';
import { openExport } from '../worker/transfer/read.ts';
import { TransferError } from '../worker/transfer/record.ts';
import { leftOutWords } from '../worker/transfer/report.ts';
import { UploadError } from '../worker/transfer/upload.ts';
import { EXPORT_HOST } from './local/export-host.ts';
import { connect, LOCAL_WORKER, readOrigin, tokenFor } from './local/remote.ts';
import { asksForHelp } from './local/terminal.ts';

const OTHER_NAME = 'Give another name: --out';

const HELP = `npm run export -- [options]

  --format FORMAT  ndjson (a backup of everything, the default), wxr (WordPress), disqus, csv
  --from WORKER    the worker's address; without it, the worker of npm start. Its ADMIN_TOKEN is taken from the
                   environment, or asked for
  --from FILE      a backup made before, to be written in another format
  --out FILE       a name of your own; without it the name says the day and the format, as afterword-2026-11-30.ndjson or
                   afterword-2026-11-30-wxr.xml. A backup that broke off there is gone on with; no other file is
                   written over`;

export interface ExportOptions {
  format: FileFormat;
  from: string;
  out: string;
  /** For another format, of a worker: where its backup goes, which that is made of. */
  backup: string;
  token: string;
}

/** Writes the file; throws TransferError with a sentence. */
export async function exportTo(options: ExportOptions, say: (text: string) => void): Promise<void> {
  const isAddress = /^https?:\/\//i.test(options.from);
  if (options.format === 'ndjson') {
    if (!isAddress) throw new TransferError('A backup is made from a worker: --from https://…');
    return backUp(options, options.out, say);
  }
  if (existsSync(options.out)) throw new TransferError(`There is a file ${options.out} already. ${OTHER_NAME}`);
  const backup = isAddress ? options.backup : options.from;
  if (isAddress) await backUp(options, backup, say);
  const { threads, leftOut } = await readThreads(backup);
  const { pieces, words } = writeOut(options.format, threads);
  await write(options.out, pieces);
  say(`${words[0]} in ${options.out}`);
  for (const each of [...words.slice(1), ...leftOutWords(leftOut, true)]) say(each);
}

// ---- from the worker ----

/** Each answer's last line is its cursor, which stays in the file: it says where to go on. */
async function backUp(options: ExportOptions, out: string, say: (text: string) => void): Promise<void> {
  const there = existsSync(out) ? lastAnswer(out) : NOTHING_YET;
  if (there === null) throw new TransferError(`${out} is something else than a backup. ${OTHER_NAME}`);
  if (there.cursor === null) throw new TransferError(`${out} is a complete backup already. ${OTHER_NAME}`);
  if (there.cursor !== '') say(`Going on with ${out}.`);
  if (existsSync(out)) truncateSync(out, there.end);
  const file = createWriteStream(out, { flags: 'a', mode: 0o600 });
  const skipped: string[] = [];
  let bytes = there.end;
  try {
    for await (const answer of backupAnswers(connect(options.from, options.token), there.cursor)) {
      skipped.push(...answer.skipped);
      if (!file.write(answer.lines)) await once(file, 'drain');
      bytes += answer.lines.length;
      say(`  ${Math.round(bytes / 1024).toLocaleString('en-GB')} kB`);
    }
  } catch (error) {
    if (!(error instanceof UploadError)) throw error;
    if (error.isSignedOut) throw new TransferError('The worker does not take this ADMIN_TOKEN.');
    throw new TransferError(`${error.message} ${goesOn(options, out)}`);
  } finally {
    file.end();
    await once(file, 'finish');
  }
  const left = skippedWords(skipped);
  if (left !== '') say(left);
  say(
    `Everything${left === '' ? '' : ' else'} is in ${out}. Keep it to yourself: e-mail addresses and settings are in it.`,
  );
}

/** The name says the day, so another day's would be another file. */
function goesOn({ format }: ExportOptions, out: string): string {
  return `Run it again${format === 'ndjson' ? ` with --out ${out}` : ''}: it goes on where it stopped.`;
}

interface LastAnswer {
  /** '' to begin, null when the backup is complete. */
  cursor: string | null;
  /** Bytes up to the end of it; what is behind was cut off. */
  end: number;
}

const NOTHING_YET: LastAnswer = { cursor: '', end: 0 };

/** The last complete answer in a file; null where the file is none of ours. */
function lastAnswer(path: string): LastAnswer | null {
  const size = statSize(path);
  const file = openSync(path, 'r');
  try {
    const first = Buffer.alloc(Math.min(size, 5));
    readSync(file, first, 0, first.length, 0);
    if (!'{"v":'.startsWith(first.toString('utf8'))) return null;
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
        return {
          cursor: lastLine(tail.subarray(at, lineEnd).toString('utf8'))?.cursor ?? null,
          end: start + lineEnd + 1,
        };
      }
      end = start;
    }
    return NOTHING_YET;
  } finally {
    closeSync(file);
  }
}

function statSize(path: string): number {
  return existsSync(path) ? statSync(path).size : 0;
}

// ---- other formats ----

async function readThreads(backup: string): Promise<{ threads: OwnThread[]; leftOut: string[] }> {
  const opened = await openExport(createReadStream(backup, { highWaterMark: 256 * 1024 }), EXPORT_HOST);
  if (opened.system !== 'afterword') throw new TransferError(`${backup} is not a backup of ours.`);
  const gatherer = new Gatherer(true);
  for await (const record of opened.records) gatherer.add(record);
  if (gatherer.cursor !== null) throw new TransferError(`${backup} is not complete: run the export of it again first.`);
  return { threads: gatherer.threads, leftOut: gatherer.leftOut.map(({ message }) => message) };
}

async function write(path: string, texts: Iterable<string>): Promise<void> {
  const file = createWriteStream(path, { mode: 0o600 });
  for (const text of texts) if (!file.write(text)) await once(file, 'drain');
  file.end();
  await once(file, 'finish');
}

// ---- what was asked for ----

/** A name that no file has yet, or a backup of that day that broke off. */
export function nameFor(format: FileFormat, now: Date, folder = '.'): string {
  for (let n = 1; ; n++) {
    const name = join(folder, fileName(format, now, n));
    const isFree = !existsSync(name) || (format === 'ndjson' && typeof lastAnswer(name)?.cursor === 'string');
    if (isFree) return name;
  }
}

async function readOptions(args: string[]): Promise<ExportOptions> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { format: text, from: text, out: text } });
  const format = FILE_FORMATS.find((each) => each === (values.format ?? 'ndjson'));
  if (format === undefined) throw new TransferError(HELP);
  const from = values.from ?? LOCAL_WORKER;
  const isAddress = /^https?:/i.test(from);
  const token = isAddress ? await tokenFor(from) : '';
  const now = new Date();
  return {
    format,
    from: (isAddress && readOrigin(from)) || from,
    out: values.out ?? nameFor(format, now),
    backup: nameFor('ndjson', now),
    token,
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const args = process.argv.slice(2);
  try {
    if (asksForHelp(args)) console.log(HELP);
    else await exportTo(await readOptions(args), (text) => console.log(text));
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
