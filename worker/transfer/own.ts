// Our own export: JSON lines, one fact or other record a line, each with its version. What is in the store is what is
// in the file, so a restored thread is the same thread. Pure. Read next: rules/comment/facts.ts for what facts say,
// own-fact.ts for what of them may stand.

import { AUTHOR_KINDS, type AuthorKind, type CommentFact } from '../rules/comment/facts.ts';
import { ID_PATTERN, THREAD_PATTERN } from '../rules/paths.ts';
import { AUTHOR_ID, HASH, NewerError, readFact, readPageMeta } from './own-fact.ts';
import { isObject, TransferError, text } from './record.ts';

/** Of the lines. Facts inside have their own (`v`), the store's. */
export const EXPORT_VERSION = 1;

export type OwnRecord =
  /** `bundle`: the one it lay in. */
  | { type: 'fact'; thread: string; id: string; fact: CommentFact; bundle?: string }
  /** One field of a page's state; `target` tells several moves apart. */
  | { type: 'page'; thread: string; field: string; target: string; meta: Record<string, unknown> }
  | { type: 'like'; thread: string; id: string; authorId: string; on: boolean }
  | { type: 'report'; thread: string; id: string; hash: string; value: unknown }
  | { type: 'author'; field: AuthorKind; authorId: string; value: unknown; meta: unknown }
  | { type: 'setting'; field: string; value: unknown }
  /** A mailbox that wants no mail, under a token that is the same. */
  | { type: 'refusal'; mark: string }
  /** The last line of an answer: where the next one goes on, null at the end. */
  | { type: 'cursor'; cursor: string | null }
  /** A line, or one comment of it, that could not be read. */
  | { type: 'left-out'; error: TransferError }
  /** What comes before it had something in its words that no comment may have. */
  | { type: 'put-right'; where: string };

const FIELD = /^[A-Za-z]{1,40}$/;

/**
 * The records of a line: a bundle is up to 500 of them. Every part is checked here as the wire would check it, and what
 * becomes part of a key: the file may have been edited since, or be somebody else's. Words that may not stand as they
 * are are put right. What may not stand at all is left out, and named. Throws TransferError where it was written by a
 * newer version.
 */
export function* readOwnRecord(json: unknown, where: string): Iterable<OwnRecord> {
  try {
    if (isObject(json) && json.type === 'bundle') yield* readBundle(json, where);
    else {
      const record = readRecord(json, where);
      if (record === null) return;
      yield record;
      if (record.type === 'fact' && isPutRight(record.fact, (json as Record<string, unknown>).fact)) {
        yield { type: 'put-right', where };
      }
    }
  } catch (error) {
    yield leftOut(error);
  }
}

function leftOut(error: unknown): OwnRecord {
  if (!(error instanceof TransferError) || 'isNewer' in error) throw error;
  return { type: 'left-out', error };
}

function readRecord(json: unknown, where: string): OwnRecord | null {
  const { refuse, match } = readerAt(where);
  if (!isObject(json)) return refuse('This is no JSON object.');
  checkVersion(json);
  const thread = () => match(json.thread, THREAD_PATTERN, 'thread');
  const id = () => match(json.id, ID_PATTERN, 'id');
  const authorId = () => match(json.authorId, AUTHOR_ID, 'author');
  switch (json.type) {
    case 'fact':
      return { type: 'fact', thread: thread(), id: id(), fact: readFact(json.fact, refuse) };
    case 'page': {
      const field = match(json.field, FIELD, 'field');
      const target = text(json.target) === '' ? '' : match(json.target, THREAD_PATTERN, 'target');
      return { type: 'page', thread: thread(), field, target, meta: readPageMeta(field, json.meta, refuse) };
    }
    case 'like': {
      const on = json.on === true || json.on === 1;
      return { type: 'like', thread: thread(), id: id(), authorId: authorId(), on };
    }
    case 'report':
      return { type: 'report', thread: thread(), id: id(), hash: match(json.hash, HASH, 'hash'), value: json.value };
    case 'author': {
      const field = AUTHOR_KINDS.find((each) => each === json.field) ?? refuse('The field is unknown.');
      return { type: 'author', field, authorId: authorId(), value: json.value, meta: json.meta };
    }
    case 'setting':
      return { type: 'setting', field: match(json.field, FIELD, 'field'), value: json.value };
    case 'refusal':
      return { type: 'refusal', mark: match(json.mark, HASH, 'mark') };
    case 'cursor':
      return { type: 'cursor', cursor: typeof json.cursor === 'string' ? json.cursor : null };
    case 'export':
      return null;
    default:
      return refuse('This kind of record is unknown.');
  }
}

/** One that may not stand does not take the other 499 with it. */
function* readBundle(json: Record<string, unknown>, where: string): Iterable<OwnRecord> {
  const { refuse, match } = readerAt(where);
  checkVersion(json);
  if (!isObject(json.value) || !isObject(json.value.comments)) return refuse('The bundle has no comments.');
  // A number in old backups.
  const bundle = match(String(json.bundle), /^[A-Za-z0-9_-]{1,22}$/, 'bundle');
  const thread = match(json.thread, THREAD_PATTERN, 'thread');
  for (const [key, value] of Object.entries(json.value.comments)) {
    const comment = readerAt(`${where}, comment ${key.slice(0, 30)}`);
    try {
      const fact = readFact(value, comment.refuse);
      if (fact.kind !== 'post') comment.refuse('A bundle holds first words only.');
      yield { type: 'fact', thread, id: comment.match(key, ID_PATTERN, 'id'), fact, bundle };
      if (isPutRight(fact, value)) yield { type: 'put-right', where: `${where}, comment ${key}` };
    } catch (error) {
      yield leftOut(error);
    }
  }
}

/** A tree that may stand is left as it is, the very same. */
function isPutRight(fact: CommentFact, given: unknown): boolean {
  return 'words' in fact && fact.words.body !== ((given as { words?: { body?: unknown } }).words?.body ?? null);
}

function checkVersion(json: Record<string, unknown>): void {
  if (typeof json.v === 'number' && json.v > EXPORT_VERSION) throw new NewerError();
}

function readerAt(where: string) {
  const refuse = (problem: string): never => {
    throw new TransferError(problem, where);
  };
  const match = (value: unknown, pattern: RegExp, name: string): string =>
    pattern.test(text(value)) ? text(value) : refuse(`The ${name} is missing or malformed.`);
  return { refuse, match };
}
