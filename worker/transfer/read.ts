// Recognises an export by what is in it, never by its name, and hands it to the converter of its format. Compressed
// files are unpacked on the way, and XML and JSON lines are read piece by piece. No file system here: the host gives
// the bytes, and a way to read SQLite. Read next: record.ts, formats/.

import { parseJson } from '../rules/text/json.ts';
import { fromArtalk } from './formats/artalk.ts';
import { fromComentario, fromCommento } from './formats/commento.ts';
import { fromCusdis, fromCwd } from './formats/cusdis.ts';
import { fromDisqus } from './formats/disqus.ts';
import { fromDiscussions, fromIssues } from './formats/github.ts';
import { fromIssoGeneric, fromIssoTables } from './formats/isso.ts';
import { fromTwikoo, fromValine, fromWaline } from './formats/leancloud.ts';
import { fromRemark42 } from './formats/remark42.ts';
import { fromWordPress } from './formats/wordpress.ts';
import { type OwnRecord, readOwnRecord } from './own.ts';
import { array, type ForeignRecord, isObject, type Json, type System, TransferError } from './record.ts';

export type Tables = Record<string, Json[]>;

export interface Host {
  /** All rows of all tables of an SQLite file. */
  readTables(file: Uint8Array): Tables | Promise<Tables>;
}

type Records<T> = AsyncIterable<T> | Iterable<T>;
export type Opened =
  | { system: Exclude<System, 'afterword'>; records: Records<ForeignRecord> }
  | { system: 'afterword'; records: Records<OwnRecord> };

const UNKNOWN =
  'This is no export that can be read here. Known are Afterword, Artalk, Comentario, Commento, Cusdis, cwd, Disqus, giscus, Isso, Remark42, Twikoo, utterances, Valine, Waline and WordPress.';

/** Throws TransferError, here or while the records are read. */
export async function openExport(bytes: AsyncIterable<Uint8Array>, host: Host): Promise<Opened> {
  const raw = await peek(bytes);
  if (raw.first.length === 0) throw new TransferError('The file is empty.');
  const isPacked = raw.first[0] === 0x1f && raw.first[1] === 0x8b;
  const { first, all } = isPacked ? await peek(unpack(raw.all)) : raw;
  if (startsWith(first, 'SQLite format 3\0')) return openTables(await host.readTables(await gather(all)));
  const start = new TextDecoder()
    .decode(first)
    .replace(/^\ufeff/, '')
    .trimStart();
  if (start.startsWith('<')) return openXml(start, decode(all));
  if (start.startsWith('{"v":')) return { system: 'afterword', records: ownRecords(decode(all)) };
  if (start.startsWith('{') || start.startsWith('[')) return openJson(await join(decode(all)));
  throw new TransferError(UNKNOWN);
}

function openXml(start: string, chunks: AsyncIterable<string>): Opened {
  if (/<disqus[\s>]/.test(start)) return { system: 'disqus', records: fromDisqus(chunks) };
  if (/<rss[\s>]/.test(start) && /wordpress\.org\/export|<wp:wxr_version/.test(start)) {
    return { system: 'wordpress', records: fromWordPress(chunks) };
  }
  throw new TransferError(UNKNOWN);
}

/** The tables of a database, or a dump of them as one JSON object; names as their systems write them. */
function openTables(tables: Tables): Opened {
  const table = (...names: string[]) => {
    const key = Object.keys(tables).find((name) => names.includes(name.toLowerCase()));
    return key === undefined ? [] : (tables[key] ?? []);
  };
  const comments = table('comments', 'comment');
  const [first = {}] = comments;
  if ('tid' in first || table('threads').some((row) => 'uri' in row)) {
    return { system: 'isso', records: fromIssoTables({ threads: table('threads'), comments }) };
  }
  if ('by_nickname' in first || table('pages', 'page').some((row) => 'slug' in row)) {
    return { system: 'cusdis', records: fromCusdis({ pages: table('pages', 'page'), comments }) };
  }
  if ('post_slug' in first) return { system: 'cwd', records: fromCwd(comments) };
  throw new TransferError(UNKNOWN);
}

function openJson(source: string): Opened {
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch (error) {
    const lines = readLines(source);
    if (lines === null) throw new TransferError((error as Error).message);
    const [head] = lines;
    if (head && Array.isArray(head.posts)) return { system: 'remark42', records: fromRemark42(lines) };
    json = lines;
  }
  if (Array.isArray(json)) return openList(json);
  if (!isObject(json)) throw new TransferError(UNKNOWN);
  return openObject(json);
}

function openObject(json: Json): Opened {
  if (json.type === 'waline' && isObject(json.data)) {
    const { Comment, Users } = json.data;
    return { system: 'waline', records: fromWaline(objects(Comment), objects(Users)) };
  }
  if (Array.isArray(json.results)) return openList(json.results);
  if (Array.isArray(json.comments) && Array.isArray(json.commenters)) {
    if (Array.isArray(json.pages)) return { system: 'comentario', records: fromComentario(json) };
    const isComentario = objects(json.comments).some((row) => 'host' in row);
    return { system: isComentario ? 'comentario' : 'commento', records: fromCommento(json) };
  }
  if (Array.isArray(json.posts) && json.version !== undefined)
    return { system: 'remark42', records: fromRemark42([json]) };
  if (Array.isArray(json.issues)) {
    return { system: 'utterances', records: fromIssues(objects(json.issues), objects(json.comments)) };
  }
  const discussions = discussionsIn(json);
  if (discussions) return openDiscussions(discussions);
  return openTables(Object.fromEntries(Object.entries(json).map(([name, rows]) => [name, objects(rows)])));
}

/** GraphQL's answer, wherever in it the discussions or issues are. */
function discussionsIn(json: Json, depth = 0): Json[] | null {
  if (isObject(json.comments) && 'title' in json) return [json];
  if (Array.isArray(json.nodes) && objects(json.nodes).some((node) => 'title' in node && 'comments' in node)) {
    return objects(json.nodes);
  }
  if (depth > 5) return null;
  const found = Object.values(json)
    .filter(isObject)
    .map((each) => discussionsIn(each, depth + 1));
  return found.find((each) => each !== null) ?? null;
}

function openDiscussions(discussions: Json[]): Opened {
  const isIssue = discussions.some((each) => /\/issues\/\d+$/.test(String(each.url)));
  return { system: isIssue ? 'utterances' : 'giscus', records: fromDiscussions(discussions) };
}

function openList(list: unknown[]): Opened {
  // Pages of GraphQL's answers, or lists of the REST API's pages.
  const rows = list.flatMap((each) => (Array.isArray(each) ? objects(each) : isObject(each) ? [each] : []));
  const has = (...names: string[]) => rows.some((row) => names.every((name) => name in row));
  if (rows.length === 0) throw new TransferError('The file has no comments in it.');
  if (has('page_key', 'content')) return { system: 'artalk', records: fromArtalk(rows) };
  if (has('by_nickname')) return { system: 'cusdis', records: fromCusdis({ pages: [], comments: rows }) };
  if (has('post_slug')) return { system: 'cwd', records: fromCwd(rows) };
  if (has('issue_url') || has('comments_url')) {
    const issues = rows.filter((row) => 'comments_url' in row);
    return {
      system: 'utterances',
      records: fromIssues(
        issues,
        rows.filter((row) => 'issue_url' in row),
      ),
    };
  }
  if (has('nick', 'comment')) {
    if (has('_id') || has('master')) return { system: 'twikoo', records: fromTwikoo(rows) };
    if (has('status') || has('insertedAt', 'user_id')) return { system: 'waline', records: fromWaline(rows) };
    return { system: 'valine', records: fromValine(rows) };
  }
  if (rows.some((row) => Array.isArray(row.comments))) return { system: 'isso', records: fromIssoGeneric(rows) };
  const discussions = rows.flatMap((row) => discussionsIn(row) ?? []);
  if (discussions.length > 0) return openDiscussions(discussions);
  throw new TransferError(UNKNOWN);
}

function objects(rows: unknown): Json[] {
  return array(rows).filter(isObject);
}

/** JSON lines; null where the first is none. A broken later one says which it is. */
function readLines(source: string): Json[] | null {
  const lines: Json[] = [];
  for (const [i, line] of source.split('\n').entries()) {
    if (line.trim() === '') continue;
    const json = parseJson(line);
    if (isObject(json)) lines.push(json);
    else if (lines.length === 0) return null;
    else throw new TransferError('This is no JSON object.', `Line ${i + 1}`);
  }
  return lines;
}

async function* ownRecords(chunks: AsyncIterable<string>): AsyncIterable<OwnRecord> {
  let number = 0;
  for await (const line of linesOf(chunks)) {
    number++;
    if (line.trim() !== '') yield* readOwnRecord(parseJson(line), `Line ${number}`);
  }
}

/** Without their ends. */
export async function* linesOf(chunks: AsyncIterable<string>): AsyncIterable<string> {
  let rest: string[] = [];
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', from)) {
      yield rest.join('') + chunk.slice(from, end);
      rest = [];
      from = end + 1;
    }
    rest.push(chunk.slice(from));
  }
  if (rest.length > 0) yield rest.join('');
}

// ---- bytes ----

const ENOUGH = 64 * 1024;

/** The first bytes, and all of them again. */
async function peek(bytes: AsyncIterable<Uint8Array>): Promise<{ first: Uint8Array; all: AsyncIterable<Uint8Array> }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const read: Uint8Array[] = [];
  let length = 0;
  while (length < ENOUGH) {
    const { done, value } = await iterator.next();
    if (done) break;
    read.push(value);
    length += value.length;
  }
  async function* all() {
    while (read.length > 0) yield read.shift()!;
    for (;;) {
      const { done, value } = await iterator.next();
      if (done) return;
      yield value;
    }
  }
  const first = concat(read);
  return { first, all: all() };
}

async function* unpack(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const { writable, readable } = new DecompressionStream('gzip');
  const writer = writable.getWriter();
  // By hand: a pipe that nobody reads to its end, because what came out was no XML, fails in Node where nobody can
  // catch it.
  const feed = async () => {
    for await (const chunk of bytes) await writer.write(new Uint8Array(chunk));
    await writer.close();
  };
  // Damaged bytes are told by the reader.
  feed().catch((error: unknown) => writer.abort(error).catch(() => undefined));
  const reader = readable.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } catch {
    throw new TransferError('The compressed file is damaged or cut off.');
  }
}

async function* decode(bytes: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  // It drops the mark that some editors put before the first letter.
  const decoder = new TextDecoder();
  for await (const chunk of bytes) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

async function join(chunks: AsyncIterable<string>): Promise<string> {
  const parts: string[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  return parts.join('');
}

async function gather(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const chunk of bytes) parts.push(chunk);
  return concat(parts);
}

function concat(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function startsWith(bytes: Uint8Array, text: string): boolean {
  return [...text].every((letter, i) => bytes[i] === letter.charCodeAt(0));
}
