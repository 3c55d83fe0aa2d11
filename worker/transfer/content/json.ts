// The JSON of a file: one value, or several, one a line or back to back, as `gh api --paginate` prints them. Pure.

import { parseJson } from '../../rules/text/json.ts';
import { ENDS_EARLY, isObject, TransferError } from '../record.ts';

/** LeanCloud's first line, which names the table that follows. */
const TABLE_HEAD = /^#filetype:JSON-streaming\s*(\{.*\})\s*\n/;

export interface JsonFile {
  values: unknown[];
  /** Of LeanCloud's database. */
  table?: string;
}

/** Throws TransferError. */
export function readJson(source: string): JsonFile {
  const head = TABLE_HEAD.exec(source);
  if (head) {
    const said = parseJson(head[1]!);
    return { values: valuesOf(source, head[0].length), table: isObject(said) ? String(said.class) : '' };
  }
  try {
    return { values: [JSON.parse(source)] };
  } catch {
    return { values: valuesOf(source, 0) };
  }
}

const CLOSED_BY: Record<string, string> = { '{': '}', '[': ']' };

/** Objects and lists that follow one another. */
function valuesOf(source: string, from: number): unknown[] {
  const values: unknown[] = [];
  const open: string[] = [];
  let start = from;
  const marks = /["{}[\]]|[^\s,"{}[\]]/g;
  marks.lastIndex = from;
  for (let mark = marks.exec(source); mark; mark = marks.exec(source)) {
    const [letter] = mark;
    const { index: at } = mark;
    if (letter === '"') marks.lastIndex = endOfText(source, at);
    else if (Object.hasOwn(CLOSED_BY, letter)) {
      if (open.length === 0) start = at;
      open.push(CLOSED_BY[letter]!);
    } else if (letter === '}' || letter === ']') {
      if (open.pop() !== letter) throw noJson(source, at);
      if (open.length === 0) values.push(parsed(source, start, at + 1));
    } else if (open.length === 0) throw noJson(source, at);
  }
  if (open.length > 0) throw new TransferError(ENDS_EARLY);
  return values;
}

/** Behind the quotation mark that closes it. */
function endOfText(source: string, start: number): number {
  for (let at = start + 1; at < source.length; at++) {
    const letter = source[at];
    if (letter === '"') return at + 1;
    if (letter === '\\') at++;
    // Within a text a line's end is written `\n`.
    else if (letter === '\n') throw noJson(source, start);
  }
  throw new TransferError(ENDS_EARLY);
}

function parsed(source: string, start: number, end: number): unknown {
  const text = source.slice(start, end);
  try {
    return JSON.parse(text);
  } catch (error) {
    // Where it is, is all that the parser knows better; of what is short it does not say.
    const at = /position (\d+)/.exec((error as Error).message)?.[1];
    throw noJson(source, start + Number(at ?? 0), at !== undefined);
  }
}

function noJson(source: string, at: number, isExact = true): TransferError {
  const before = source.slice(0, at);
  const line = `Line ${before.split('\n').length}`;
  return new TransferError('This is no JSON.', isExact ? `${line}, letter ${at - before.lastIndexOf('\n')}` : line);
}
