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
import { OWNER_ENDPOINTS } from '../worker/contract/index.ts';
import { Gatherer, type OwnThread } from '../worker/transfer/gather.ts';
import { OUT_FORMATS, writeOut } from '../worker/transfer/out/write.ts';
import { openExport } from '../worker/transfer/read.ts';
import { TransferError } from '../worker/transfer/record.ts';
import { EXPORT_HOST } from './local/export-host.ts';
import { LOCAL_WORKER, tokenFor } from './local/remote.ts';

const FORMATS = ['ndjson', ...OUT_FORMATS] as const;
type Format = (typeof FORMATS)[number];

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
  format: Format;
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
  const { pieces, words } = writeOut(options.format, await readThreads(backup));
  await write(options.out, pieces);
  say(`${words[0]} in ${options.out}`);
  for (const each of words.slice(1)) say(each);
}

// ---- from the worker ----

/** Each answer's last line is its cursor, which stays in the file: it says where to go on. */
async function backUp(options: ExportOptions, out: string, say: (text: string) => void): Promise<void> {
  const there = existsSync(out) ? lastAnswer(out) : NOTHING_YET;
  if (there === null) throw new TransferError(`${out} is something else than a backup. ${OTHER_NAME}`);
  let { cursor } = there;
  if (cursor === null) throw new TransferError(`${out} is a complete backup already. ${OTHER_NAME}`);
  if (cursor !== '') say(`Going on with ${out}.`);
  if (existsSync(out)) truncateSync(out, there.end);
  const file = createWriteStream(out, { flags: 'a', mode: 0o600 });
  const skipped: string[] = [];
  let bytes = statSize(out);
  while (cursor !== null) {
    const lines = await ask(options, cursor, out);
    const next = cursorIn(lines);
    if (next === undefined) throw new TransferError(`The answer broke off. ${goesOn(options, out)}`);
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

/** The name says the day, so another day's would be another file. */
function goesOn({ format }: ExportOptions, out: string): string {
  return `Run it again${format === 'ndjson' ? ` with --out ${out}` : ''}: it goes on where it stopped.`;
}

async function ask(options: ExportOptions, cursor: string, out: string): Promise<string> {
  const url = new URL(OWNER_ENDPOINTS.export, options.from);
  if (cursor !== '') url.searchParams.set('cursor', cursor);
  let problem = '';
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const answer = await fetch(url, { headers: { Authorization: `Bearer ${options.token}` }, redirect: 'manual' });
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
  throw new TransferError(`${problem} ${goesOn(options, out)}`);
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
        return { cursor: cursorIn(tail.subarray(at, lineEnd).toString('utf8')) ?? null, end: start + lineEnd + 1 };
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

async function readThreads(backup: string): Promise<OwnThread[]> {
  const opened = await openExport(createReadStream(backup, { highWaterMark: 256 * 1024 }), EXPORT_HOST);
  if (opened.system !== 'afterword') throw new TransferError(`${backup} is not a backup of ours.`);
  const gatherer = new Gatherer(true);
  for await (const record of opened.records) gatherer.add(record);
  if (gatherer.cursor !== null) throw new TransferError(`${backup} is not complete: run the export of it again first.`);
  return gatherer.threads;
}

async function write(path: string, texts: Iterable<string>): Promise<void> {
  const file = createWriteStream(path, { mode: 0o600 });
  for (const text of texts) if (!file.write(text)) await once(file, 'drain');
  file.end();
  await once(file, 'finish');
}

// ---- what was asked for ----

const ENDINGS: Record<Format, string> = { ndjson: '.ndjson', wxr: '-wxr.xml', disqus: '-disqus.xml', csv: '.csv' };

/** Of that day (UTC) and format, and no file yet; or a backup of that day that broke off. */
export function nameFor(format: Format, now: Date, folder = '.'): string {
  const start = `afterword-${now.toISOString().slice(0, 10)}`;
  for (let n = 1; ; n++) {
    const name = join(folder, `${start}${n === 1 ? '' : `-${n}`}${ENDINGS[format]}`);
    const isFree = !existsSync(name) || (format === 'ndjson' && typeof lastAnswer(name)?.cursor === 'string');
    if (isFree) return name;
  }
}

async function readOptions(args: string[]): Promise<ExportOptions> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({ args, options: { format: text, from: text, out: text } });
  const format = FORMATS.find((each) => each === (values.format ?? 'ndjson'));
  if (format === undefined) throw new TransferError(HELP);
  const from = values.from ?? LOCAL_WORKER;
  const token = /^https?:/i.test(from) ? await tokenFor(from) : '';
  const now = new Date();
  return { format, from, out: values.out ?? nameFor(format, now), backup: nameFor('ndjson', now), token };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await exportTo(await readOptions(process.argv.slice(2)), (text) => console.log(text));
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 1;
  }
}
