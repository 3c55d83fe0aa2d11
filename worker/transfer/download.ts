// Asks a worker for everything it keeps, an answer after the other, and makes a file of it. The desk's page and
// `npm run export` both do it by this. Pure: whoever exports brings the connection.
// Read next: transfer/upload.ts for how it asks, routes/owner-api/transfer.ts for who answers, transfer/out/write.ts.

import { OWNER_ENDPOINTS } from '../contract/index.ts';
import { parseJson } from '../rules/text/json.ts';
import { Gatherer } from './gather.ts';
import { type FileFormat, writeOut } from './out/write.ts';
import { readOwnRecord } from './own.ts';
import { isObject } from './record.ts';
import { leftOutWords } from './report.ts';
import { ask, type Connection, UploadError } from './upload.ts';
import { fill, outSays } from './words/report.ts';

export interface BackupAnswer {
  /** Whole lines, the last of which has the cursor. */
  lines: string;
  /** Of the next answer; null at the end. */
  cursor: string | null;
  /** What could not be read there, by name. */
  skipped: string[];
}

/** From `cursor` on, or all of it. Throws UploadError. */
export async function* backupAnswers(connection: Connection, cursor = ''): AsyncIterable<BackupAnswer> {
  for (let next: string | null = cursor; next !== null; ) {
    const lines = await ask(connection, `${OWNER_ENDPOINTS.export}?${new URLSearchParams({ cursor: next })}`);
    const last = lastLine(lines);
    if (last === null) throw new UploadError('The worker’s answer broke off.');
    next = last.cursor;
    yield { lines, ...last };
  }
}

/** What the last line of an answer says; null where it is none of ours, and the answer is cut off. */
export function lastLine(lines: string): Omit<BackupAnswer, 'lines'> | null {
  const json = parseJson(lines.trimEnd().split('\n').at(-1) ?? '');
  if (!isObject(json) || json.type !== 'cursor') return null;
  const { cursor, skipped, more } = json;
  const named = Array.isArray(skipped) ? skipped.map(String) : [];
  return {
    cursor: typeof cursor === 'string' ? cursor : null,
    skipped: typeof more === 'number' && more > 0 ? [...named, fill(outSays.more, { n: more })] : named,
  };
}

/** What the owner should know of what is not in the file; '' where it is all. */
export function skippedWords(skipped: readonly string[]): string {
  return skipped.length === 0 ? '' : fill(outSays.unreadable, { title: skipped.join(', ') });
}

export interface Download {
  parts: string[];
  /** What is in the file and what is not, in sentences. */
  words: string[];
}

/** `told` after each answer: how much there is so far, in characters. Throws UploadError. */
export async function downloadAs(
  connection: Connection,
  format: FileFormat,
  told: (length: number) => void,
): Promise<Download> {
  const answers: string[] = [];
  const skipped: string[] = [];
  const gatherer = new Gatherer(true);
  let length = 0;
  for await (const answer of backupAnswers(connection)) {
    skipped.push(...answer.skipped);
    length += answer.lines.length;
    if (format === 'ndjson') answers.push(answer.lines);
    else addLines(gatherer, answer.lines);
    told(length);
  }
  const left = skippedWords(skipped);
  const words = left === '' ? [] : [left];
  if (format === 'ndjson') {
    return { parts: answers, words: [...words, outSays.keepIt] };
  }
  const out = writeOut(format, gatherer.threads);
  const unread = leftOutWords(
    gatherer.leftOut.map(({ message }) => message),
    true,
  );
  return { parts: [...out.pieces], words: [`${out.words[0]}.`, ...out.words.slice(1), ...words, ...unread] };
}

function addLines(gatherer: Gatherer, lines: string): void {
  for (const line of lines.split('\n')) {
    if (line !== '') for (const record of readOwnRecord(parseJson(line), outSays.theBackup)) gatherer.add(record);
  }
}
