// Everything there is to keep, a page of keys at a time, as lines of our own export (transfer/own.ts). Views, touches
// and the inbox are not in it: they follow from the facts. Values go through as they lie there, where they are ours:
// one that cannot be read would make the whole backup one that cannot be put back. It is left out, and named.
// Read next: store/backup/readable.ts for what is ours, store/backup/move-in.ts for the way back.

import { AUTHOR_KINDS } from '../../rules/comment/facts.ts';
import { parseJson } from '../../rules/text/json.ts';
import { StoreError } from '../kv/errors.ts';
import { prefixOf, readKey } from '../kv/keys.ts';
import { type Listed, listPage, readTexts } from '../kv/kv.ts';
import { readFact } from '../kv/records.ts';
import { isNamedRight, isValueRight } from './readable.ts';

/** In this order. Settings and authors first: they are few. */
const PREFIXES = (['settings', ...AUTHOR_KINDS, 'fact', 'like', 'report', 'refusal'] as const).map(prefixOf);

/** Keys that one answer walks over. A bundle may be a megabyte, and the free plan has 10 ms of CPU. */
const KEYS_A_PAGE = 500;
const AT_ONCE = 50;
/** Of what is left out. */
const NAMED = 10;
const SKIPPED = Symbol('a record that is none of ours');

/** The lines of one page, the last of which says where the next one begins. Throws StoreError at any line. */
export async function* exportLines(kv: KVNamespace, cursor: string | null, limit = KEYS_A_PAGE): AsyncIterable<string> {
  let { prefix, at } = readCursor(cursor);
  const skipped: string[] = [];
  yield JSON.stringify({ v: 1, type: 'export' });
  // What is left of the page goes to the next kinds of keys: most kinds have few.
  for (let left = limit; left > 0 && prefix < PREFIXES.length; ) {
    const { keys: listed, cursor: next } = await listPage<unknown>(kv, PREFIXES[prefix]!, at, left);
    for (let i = 0; i < listed.length; i += AT_ONCE) yield* linesOf(kv, listed.slice(i, i + AT_ONCE), skipped);
    left -= listed.length;
    at = next;
    if (next === null) prefix++;
    // Deleted keys are walked over: a page may be empty while there are more.
    else if (listed.length === 0) break;
  }
  yield JSON.stringify({
    v: 1,
    type: 'cursor',
    cursor: prefix < PREFIXES.length ? `${prefix}.${at ?? ''}` : null,
    // The line has to stay short: who reads a file looks for it at the end.
    ...(skipped.length > 0 && { skipped: skipped.slice(0, NAMED), more: Math.max(0, skipped.length - NAMED) }),
  });
}

/** Where a piece begins: a page of keys, and the last key of it that the piece before has. */
export interface PieceStart {
  cursor: string | null;
  after: string;
}

export interface ExportedPiece {
  lines: string;
  /** Of the next piece; the cursor is null at the end. */
  cursor: string | null;
  after: string;
  /** What cannot be read, by name. */
  skipped: string[];
}

/** So many values are in memory at once: a bundle may be some megabytes. */
const OF_A_PIECE_AT_ONCE = 10;

/**
 * As exportLines, but no longer than `most` says, so that it can end within a page of keys: one page may be a few
 * kilobytes, and the next one two hundred bundles. Throws StoreError.
 */
export async function exportPiece(
  kv: KVNamespace,
  start: PieceStart,
  most: { keys: number; characters: number },
): Promise<ExportedPiece> {
  let { prefix, at } = readCursor(start.cursor);
  let { after } = start;
  const skipped: string[] = [];
  const lines = [JSON.stringify({ v: 1, type: 'export' })];
  let left = most.keys;
  let length = 0;
  while (left > 0 && length < most.characters && prefix < PREFIXES.length) {
    const { keys: listed, cursor: next } = await listPage<unknown>(kv, PREFIXES[prefix]!, at, most.keys);
    const rest = listed.filter(({ name }) => name > after);
    let done = 0;
    while (done < rest.length && left > 0 && length < most.characters) {
      const some = rest.slice(done, done + Math.min(OF_A_PIECE_AT_ONCE, left));
      for await (const line of linesOf(kv, some, skipped)) {
        lines.push(line);
        length += line.length;
      }
      done += some.length;
      left -= some.length;
    }
    if (done < rest.length) {
      after = rest[done - 1]!.name;
      break;
    }
    after = '';
    at = next;
    if (next === null) prefix++;
    // Deleted keys are walked over: a page may be empty while there are more.
    else if (listed.length === 0) break;
  }
  const cursor = prefix < PREFIXES.length ? `${prefix}.${at ?? ''}` : null;
  lines.push(JSON.stringify({ v: 1, type: 'cursor', cursor }));
  return { lines: `${lines.join('\n')}\n`, cursor, after, skipped: skipped.slice(0, NAMED) };
}

async function* linesOf(kv: KVNamespace, listed: Listed<unknown>[], skipped: string[]): AsyncIterable<string> {
  const names = listed.map(({ name }) => name).filter(needsValue);
  const texts = names.length > 0 ? await readTexts(kv, names) : new Map<string, string | null>();
  for (const { name, meta } of listed) {
    const line = lineOf(name, meta, texts.get(name) ?? null);
    if (line === SKIPPED) skipped.push(name.slice(0, 200));
    else if (line !== null) yield line;
  }
}

/** Whether it is a cursor of ours. */
export function isExportCursor(cursor: string): boolean {
  const prefix = Number(/^(\d{1,2})\./.exec(cursor)?.[1] ?? Number.NaN);
  return prefix < PREFIXES.length;
}

function readCursor(cursor: string | null): { prefix: number; at: string | null } {
  const [, prefix, at] = /^(\d{1,2})\.(.*)$/s.exec(cursor ?? '') ?? [];
  return { prefix: Number(prefix ?? 0), at: at || null };
}

/** Likes and the fields of a page say everything in their metadata, a refusal in its name. */
function needsValue(name: string): boolean {
  const key = readKey(name);
  if (key === null || key.kind === 'like' || key.kind === 'refusal') return false;
  return key.kind !== 'fact' || 'id' in key.about || 'words' in key.about;
}

/** Null: it follows from others. */
function lineOf(name: string, meta: unknown, text: string | null): string | null | typeof SKIPPED {
  // Listed, and not to be had: another region has just written it, or deleted it. Left out silently it would be lost.
  if (text === null && needsValue(name)) throw new StoreError(`a listed value cannot be read yet: ${name}`);
  if (!isOurs(name, meta, text)) return SKIPPED;
  const key = readKey(name);
  const line = (type: string, fields: object, raw?: 'fact' | 'value') => {
    const start = JSON.stringify({ v: 1, type, ...fields });
    return raw === undefined || text === null ? start : `${start.slice(0, -1)},"${raw}":${onOneLine(text)}}`;
  };
  switch (key?.kind) {
    case 'settings':
      return line('setting', { field: key.field }, 'value');
    case 'known':
    case 'trust':
    case 'block':
    case 'me':
      return line('author', { field: key.kind, authorId: key.authorId, meta }, 'value');
    case 'like':
      return line('like', { thread: key.thread, id: key.id, authorId: key.authorId, on: isOn(meta) });
    case 'refusal':
      return line('refusal', { mark: key.mark });
    case 'report':
      return line('report', { thread: key.thread, id: key.id, hash: key.hash }, 'value');
    case 'fact': {
      const { thread, about } = key;
      if ('bundle' in about) return null;
      if ('words' in about) return line('bundle', { thread, bundle: about.words }, 'value');
      if ('field' in about) return line('page', { thread, field: about.field, target: about.target, meta });
      // As a JSON text within another it would have a backslash.
      const isStub = 'kind' in about && about.kind === 'post' && text?.includes('"stub":true');
      if (isStub) return line('fact', { thread, id: about.id, fact: readFact(parseJson(text!), 'post') });
      return line('fact', { thread, id: about.id }, 'fact');
    }
    default:
      return null;
  }
}

/** The values of facts say all that their metadata does, so that is made of them when they are put back. */
function isOurs(name: string, meta: unknown, text: string | null): boolean {
  const key = readKey(name);
  if (key?.kind === 'fact' && !('field' in key.about)) {
    if ('bundle' in key.about) return true;
    // A megabyte of JSON that looks as ours does is not parsed for this.
    const looksRight = text?.startsWith('{"v":1,"comments":{') && text.endsWith('}}');
    if ('words' in key.about && looksRight) return true;
  } else if (!isNamedRight(name, meta)) return false;
  return text === null || isValueRight(name, parseJson(text));
}

function isOn(meta: unknown): boolean {
  return typeof meta === 'object' && meta !== null && 'on' in meta && meta.on === 1;
}

/** Ours are; one that was put by hand may not be. */
function onOneLine(text: string): string {
  return text.includes('\n') ? JSON.stringify(parseJson(text)) : text;
}
