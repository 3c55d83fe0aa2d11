// Recognises an export by what is in it, never by its name, and hands it to the converter of its format. Compressed
// files and archives are unpacked on the way, and XML and JSON lines are read piece by piece. No file system here: the
// host gives the bytes, a way to read SQLite, and what unpacks. Read next: record.ts, formats/.

import { parseJson } from '../rules/text/json.ts';
import type * as Archive from './content/archive.ts';
import { gather, join, linesOf, peek, pieceOf, startsWith } from './content/bytes.ts';
import { decode, encodingOf } from './content/encoding.ts';
import { readJson } from './content/json.ts';
import type * as TextFiles from './content/text-files.ts';
import { fromArtalk, fromArtalkTables } from './formats/artalk.ts';
import { fromBlogger, isBlogger } from './formats/blogger.ts';
import { fromComentario, fromCommento } from './formats/commento.ts';
import { fromCusdis, fromCwd } from './formats/cusdis.ts';
import { fromDisqus } from './formats/disqus.ts';
import { fromFastComments, isFastComments } from './formats/fastcomments.ts';
import { fromDiscussions, fromIssues, nodesOf } from './formats/github.ts';
import { fromHyvor, isHyvor } from './formats/hyvor.ts';
import { fromIssoGeneric, fromIssoTables } from './formats/isso.ts';
import { fromTwikoo, fromValine, fromWaline } from './formats/leancloud.ts';
import { fromRemark42 } from './formats/remark42.ts';
import { fromStaticman } from './formats/staticman.ts';
import { fromWordPress } from './formats/wordpress.ts';
import { type OwnRecord, readOwnRecord } from './own.ts';
import {
  array,
  ENDS_EARLY,
  type ForeignRecord,
  isObject,
  type Json,
  NO_COMMENTS,
  type System,
  TransferError,
} from './record.ts';
import { nameOf } from './report.ts';

export type Tables = Record<string, Json[]>;

export interface Host {
  /** All rows of all tables of an SQLite file. */
  readTables(file: Uint8Array): Tables | Promise<Tables>;
  /** What unpacks: it is loaded only when something packed comes. */
  loadArchive(): Promise<typeof Archive>;
  /** What reads YAML and tables, likewise. */
  loadTextFiles(): Promise<typeof TextFiles>;
}

type Records<T> = AsyncIterable<T> | Iterable<T>;
export type Opened =
  | { system: Exclude<System, 'afterword'>; records: Records<ForeignRecord> }
  | { system: 'afterword'; records: Records<OwnRecord> };

const KNOWN =
  'Known are Afterword, Artalk, Blogger, Comentario, Commento, Cusdis, cwd, Disqus, FastComments, giscus, Hyvor Talk, Isso, Remark42, Staticman, Twikoo, utterances, Valine, Waline and WordPress.';
const UNKNOWN = `This is no export that can be read here. ${KNOWN}`;

/** Throws TransferError, here or while the records are read. */
export async function openExport(bytes: AsyncIterable<Uint8Array>, host: Host): Promise<Opened> {
  const opened = await open(bytes, host);
  if (opened === null) throw new TransferError(UNKNOWN);
  if ('table' in opened) return openLeanCloud([opened]);
  return opened;
}

/** One table of LeanCloud's, whose files are one each. */
interface OpenedTable {
  table: string;
  rows: Json[];
}

/** A gzip may be packed again, and a file of an archive; what goes on for longer is made to never end. */
const MAX_PACKED = 3;

/** Null where it is no export. */
async function open(bytes: AsyncIterable<Uint8Array>, host: Host, unpacked = 0): Promise<Opened | OpenedTable | null> {
  const { first, all } = await peek(bytes);
  if (first.length === 0) throw new TransferError('The file is empty.');
  const packed = packingOf(first);
  if (packed !== null) {
    if (unpacked === MAX_PACKED) throw new TransferError('The file is packed too many times over. Unpack it first.');
    const archive = await host.loadArchive();
    if (packed === 'gzip') return open(archive.gunzip(all), host, unpacked + 1);
    return openArchive(packed === 'zip' ? archive.unzip(all) : archive.untar(all), host, unpacked + 1);
  }
  if (startsWith(first, 'SQLite format 3\0')) {
    const file = await gather(all);
    if (isCutOff(file)) throw new TransferError(ENDS_EARLY);
    return openTables(await host.readTables(file));
  }
  const encoding = encodingOf(first);
  const start = new TextDecoder(encoding).decode(first).trimStart();
  const chunks = decode(all, encoding);
  if (start.startsWith('<')) return openXml(start, chunks);
  if (start.startsWith('{"v":')) return { system: 'afterword', records: ownRecords(chunks) };
  if (/^(?:[{[]|#filetype:JSON)/.test(start)) return openJson(await join(chunks));
  if (isFastComments(start.split('\n', 1)[0] ?? '')) {
    const { readTable } = await host.loadTextFiles();
    return { system: 'fastcomments', records: fromFastComments(readTable(await join(chunks))) };
  }
  return null;
}

/** An SQLite file says how many pages of which size it has. https://sqlite.org/fileformat.html */
function isCutOff(file: Uint8Array): boolean {
  if (file.length < 100) return false;
  const header = new DataView(file.buffer, file.byteOffset, 100);
  const size = header.getUint16(16);
  const isSize = size === 1 || (size >= 512 && (size & (size - 1)) === 0);
  // Very old versions did not keep the number.
  const isCounted = header.getUint32(24) === header.getUint32(92);
  return isSize && isCounted && file.length < (size === 1 ? 65_536 : size) * header.getUint32(28);
}

type Packing = 'gzip' | 'zip' | 'tar';

function packingOf(first: Uint8Array): Packing | null {
  if (startsWith(first, '\x1f\x8b')) return 'gzip';
  if (startsWith(first, 'PK\x03\x04') || startsWith(first, 'PK\x05\x06')) return 'zip';
  return startsWith(first, 'ustar', 257) ? 'tar' : null;
}

/** What computers put beside files. */
const HIDDEN = /(?:^|\/)(?:__MACOSX\/|\.|Thumbs\.db$)/;

/** An export may be in several files, as WordPress.com writes large ones, and LeanCloud a table each. */
async function openArchive(
  files: AsyncIterable<Archive.PackedFile>,
  host: Host,
  unpacked: number,
): Promise<Opened | null> {
  const found: { name: string; opened: Opened }[] = [];
  const tables: OpenedTable[] = [];
  const names: string[] = [];
  const texts: { name: string; text: string }[] = [];
  for await (const { name, bytes } of files) {
    if (HIDDEN.test(name) || bytes.length === 0) continue;
    names.push(name);
    if (TEXT_FILE.test(name) && bytes.length < MAX_TEXT_FILE) {
      texts.push({ name, text: new TextDecoder().decode(bytes) });
      if (!/\.json$/i.test(name)) continue;
    }
    const opened = await open(pieceOf(bytes), host, unpacked).catch((error: unknown) => {
      if (error instanceof TransferError) throw new TransferError(error.message, `In the archive, ${name}`);
      throw error;
    });
    if (opened !== null && 'table' in opened) tables.push(opened);
    else if (opened !== null) found.push({ name, opened });
  }
  if (tables.length > 0) return openLeanCloud(tables);
  const [first] = found;
  const entries = first ? null : await openEntries(texts, host);
  if (entries) return entries;
  if (!first) {
    const some = names.slice(0, 5).join(', ') + (names.length > 5 ? ' …' : '');
    throw new TransferError(`No file in this archive is an export (${some || 'it is empty'}). ${KNOWN}`);
  }
  const other = found.find(({ opened }) => opened.system !== first.opened.system);
  if (other) {
    const both = [first, other].map(({ name, opened }) => `${name} of ${nameOf(opened.system)}`).join(' and ');
    throw new TransferError(`The archive has exports of several systems: ${both}. Unpack it, and choose one of them.`);
  }
  const records = oneAfterAnother<ForeignRecord | OwnRecord>(
    found.map(({ name, opened }) => inArchive<ForeignRecord | OwnRecord>(name, opened.records)),
  );
  return { system: first.opened.system, records } as Opened;
}

/** Of Staticman, a comment each. */
const TEXT_FILE = /\.(?:ya?ml|json|md|markdown)$/i;
const MAX_TEXT_FILE = 1024 * 1024;

async function openEntries(texts: { name: string; text: string }[], host: Host): Promise<Opened | null> {
  if (texts.length === 0) return null;
  const { readEntry } = await host.loadTextFiles();
  const records = fromStaticman(
    texts.map(({ name, text }) => ({ name, value: /\.json$/i.test(name) ? parseJson(text) : readEntry(text) })),
  );
  return records && { system: 'staticman', records };
}

async function* inArchive<T>(name: string, records: Records<T>): AsyncIterable<T> {
  try {
    yield* records;
  } catch (error) {
    throw ofFile(name, error);
  }
}

function ofFile(name: string, error: unknown): unknown {
  return error instanceof TransferError ? new TransferError(error.message, `In the archive, ${name}`) : error;
}

async function* oneAfterAnother<T>(all: Records<T>[]): AsyncIterable<T> {
  for (const records of all) yield* records;
}

function openLeanCloud(tables: OpenedTable[]): Opened {
  const rowsOf = (name: string) => tables.filter(({ table }) => table === name).flatMap(({ rows }) => rows);
  const opened = openList(rowsOf('Comment'), rowsOf('Users'));
  if (opened === null) throw new TransferError(UNKNOWN);
  return opened;
}

function openXml(start: string, chunks: AsyncIterable<string>): Opened | null {
  if (/<disqus[\s>]/.test(start)) return { system: 'disqus', records: fromDisqus(chunks) };
  if (/<rss[\s>]/.test(start) && /wordpress\.org\/export|<wp:wxr_version/.test(start)) {
    return { system: 'wordpress', records: fromWordPress(chunks) };
  }
  if (isBlogger(start)) return { system: 'blogger', records: fromBlogger(chunks) };
  return null;
}

/** The tables of a database, or a dump of them as one JSON object; names as their systems write them. */
function openTables(tables: Tables): Opened | null {
  // Waline and Artalk put a word of the owner's before them: wl_Comment, atk_comments.
  const table = (...names: string[]) => {
    const plain = (name: string) => name.toLowerCase();
    const keys = Object.keys(tables);
    const key =
      keys.find((name) => names.includes(plain(name))) ??
      keys.find((name) => names.some((each) => plain(name).endsWith(`_${each}`)));
    return key === undefined ? [] : (tables[key] ?? []);
  };
  const comments = table('comments', 'comment');
  const [first = {}] = comments;
  if ('page_key' in first) {
    const [pages, users, sites] = [table('pages'), table('users'), table('sites')];
    return { system: 'artalk', records: fromArtalkTables({ comments, pages, users, sites }) };
  }
  if ('nick' in first && '_id' in first) return { system: 'twikoo', records: fromTwikoo(comments) };
  if ('nick' in first && 'insertedAt' in first) {
    return { system: 'waline', records: fromWaline(comments, table('users')) };
  }
  if ('tid' in first || table('threads').some((row) => 'uri' in row)) {
    return { system: 'isso', records: fromIssoTables({ threads: table('threads'), comments }) };
  }
  if ('by_nickname' in first || table('pages', 'page').some((row) => 'slug' in row)) {
    return { system: 'cusdis', records: fromCusdis({ pages: table('pages', 'page'), comments }) };
  }
  if ('post_slug' in first) return { system: 'cwd', records: fromCwd(comments) };
  return null;
}

function openJson(source: string): Opened | OpenedTable | null {
  const { values, table } = readJson(source);
  if (table !== undefined) return { table, rows: objects(values) };
  const [first] = values;
  if (values.length > 1) {
    const isRemark42 = isObject(first) && Array.isArray(first.posts);
    return isRemark42 ? { system: 'remark42', records: fromRemark42(objects(values)) } : openList(values);
  }
  if (Array.isArray(first)) return openList(first);
  if (!isObject(first)) return null;
  // JSON lines may be one line.
  return openObject(first) ?? openList([first]);
}

function openObject(json: Json): Opened | null {
  if (json.type === 'waline' && isObject(json.data)) {
    const { Comment, Users } = json.data;
    return { system: 'waline', records: fromWaline(objects(Comment), objects(Users)) };
  }
  if (Array.isArray(json.collections)) return openLoki(objects(json.collections));
  if (isHyvor(json.comments)) return { system: 'hyvor', records: fromHyvor(objects(json.comments)) };
  // LeanCloud's answer, and that of Twikoo's server.
  if (Array.isArray(json.results)) return openList(json.results);
  if (Array.isArray(json.data)) return openList(json.data);
  if ('comments' in json && 'commenters' in json) {
    if ('pages' in json) return { system: 'comentario', records: fromComentario(json) };
    const isComentario = objects(json.comments).some((row) => 'host' in row);
    return { system: isComentario ? 'comentario' : 'commento', records: fromCommento(json) };
  }
  if (Array.isArray(json.posts) && json.version !== undefined)
    return { system: 'remark42', records: fromRemark42([json]) };
  if (Array.isArray(json.issues)) {
    return { system: 'utterances', records: fromIssues(objects(json.issues), objects(json.comments)) };
  }
  const discussions = discussionsIn(json);
  if (discussions) return openDiscussions([discussions]);
  return openTables(Object.fromEntries(Object.entries(json).map(([name, rows]) => [name, objects(rows)])));
}

/** Twikoo's own server keeps its collections in one file, or the list of them there and each in one beside it. */
function openLoki(collections: Json[]): Opened | null {
  const comments = objects(collections.find(({ name }) => name === 'comment')?.data);
  return comments.length === 0 ? null : { system: 'twikoo', records: fromTwikoo(comments) };
}

/** The list of discussions or issues in GraphQL's answer, wherever in it that is; or the only one, as a list. */
function discussionsIn(json: Json, depth = 0): Json | Json[] | null {
  if (isObject(json.comments) && 'title' in json) return [json];
  if (nodesOf(json).some((node) => 'title' in node && 'comments' in node)) return json;
  if (depth > 5) return null;
  const found = Object.values(json)
    .filter(isObject)
    .map((each) => discussionsIn(each, depth + 1));
  return found.find((each) => each !== null) ?? null;
}

function openDiscussions(lists: unknown[]): Opened {
  const isIssue = lists.flatMap(nodesOf).some((each) => /\/issues\/\d+$/.test(String(each.url)));
  return { system: isIssue ? 'utterances' : 'giscus', records: fromDiscussions(lists) };
}

/** `users`: of the same database. */
function openList(list: unknown[], users: Json[] = []): Opened | null {
  // Pages of GraphQL's answers, or lists of the REST API's pages.
  const rows = list.flatMap((each) => (Array.isArray(each) ? objects(each) : isObject(each) ? [each] : []));
  const has = (...names: string[]) => rows.some((row) => names.every((name) => name in row));
  if (rows.length === 0) throw new TransferError(NO_COMMENTS);
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
    if (has('status') || has('insertedAt', 'user_id')) return { system: 'waline', records: fromWaline(rows, users) };
    return { system: 'valine', records: fromValine(rows) };
  }
  if (rows.some((row) => Array.isArray(row.comments))) return { system: 'isso', records: fromIssoGeneric(rows) };
  const discussions = rows.flatMap((row) => discussionsIn(row) ?? []);
  return discussions.length > 0 ? openDiscussions(discussions) : null;
}

function objects(rows: unknown): Json[] {
  return array(rows).filter(isObject);
}

async function* ownRecords(chunks: AsyncIterable<string>): AsyncIterable<OwnRecord> {
  let number = 0;
  for await (const line of linesOf(chunks)) {
    number++;
    if (line.trim() !== '') yield* readOwnRecord(parseJson(line), `Line ${number}`);
  }
}
