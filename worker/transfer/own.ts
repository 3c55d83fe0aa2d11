// Our own export: JSON lines, one fact or other record a line, each with its version. What is in the store is what is
// in the file, so a restored thread is the same thread. Pure. Read next: rules/comment/facts.ts for what facts say.

import type { ParentTag } from '../contract/index.ts';
import { AUTHOR_KINDS, type AuthorKind, type CommentFact, FACT_KINDS, SCHEMA_VERSION } from '../rules/comment/facts.ts';
import { ID_PATTERN, THREAD_PATTERN } from '../rules/paths.ts';
import { safeHref } from '../rules/text/links.ts';
import { Tree } from '../rules/text/tree.ts';
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
  | { type: 'cursor'; cursor: string | null };

const AUTHOR_ID = /^[A-Za-z0-9_-]{1,64}$/;
const FIELD = /^[A-Za-z]{1,40}$/;
const HASH = /^[A-Za-z0-9_-]{1,64}$/;
const KINDS: readonly string[] = FACT_KINDS;

/**
 * The records of a line: a bundle is up to 500 of them. Every part that becomes part of a key is checked here: the file
 * may have been edited since. Throws TransferError.
 */
export function* readOwnRecord(json: unknown, where: string): Iterable<OwnRecord> {
  const refuse = (problem: string): never => {
    throw new TransferError(problem, where);
  };
  if (!isObject(json)) return refuse('This is no JSON object.');
  if (typeof json.v !== 'number' || json.v > EXPORT_VERSION) return refuse('This was written by a newer Afterword.');
  const match = (value: unknown, pattern: RegExp, name: string): string =>
    pattern.test(text(value)) ? text(value) : refuse(`The ${name} is missing or malformed.`);
  const thread = () => match(json.thread, THREAD_PATTERN, 'thread');
  const id = () => match(json.id, ID_PATTERN, 'id');

  switch (json.type) {
    case 'fact':
      yield { type: 'fact', thread: thread(), id: id(), fact: readFact(json.fact, refuse) };
      break;
    case 'bundle': {
      if (!isObject(json.value) || !isObject(json.value.comments)) return refuse('The bundle has no comments.');
      // A number in old backups.
      const bundle = match(String(json.bundle), /^[A-Za-z0-9_-]{1,22}$/, 'bundle');
      for (const [each, fact] of Object.entries(json.value.comments)) {
        const post = readFact(fact, refuse);
        if (post.kind !== 'post') return refuse('A bundle holds first words only.');
        yield { type: 'fact', thread: thread(), id: match(each, ID_PATTERN, 'id'), fact: post, bundle };
      }
      break;
    }
    case 'page':
      yield {
        type: 'page',
        thread: thread(),
        field: match(json.field, FIELD, 'field'),
        target: text(json.target) === '' ? '' : match(json.target, THREAD_PATTERN, 'target'),
        meta: isObject(json.meta) ? json.meta : refuse('The page has no state.'),
      };
      break;
    case 'like':
      yield {
        type: 'like',
        thread: thread(),
        id: id(),
        authorId: match(json.authorId, AUTHOR_ID, 'author'),
        on: json.on === true || json.on === 1,
      };
      break;
    case 'report':
      yield { type: 'report', thread: thread(), id: id(), hash: match(json.hash, HASH, 'hash'), value: json.value };
      break;
    case 'author': {
      const field = AUTHOR_KINDS.find((each) => each === json.field) ?? refuse('The field is unknown.');
      yield {
        type: 'author',
        field,
        authorId: match(json.authorId, AUTHOR_ID, 'author'),
        value: json.value,
        meta: json.meta,
      };
      break;
    }
    case 'setting':
      yield { type: 'setting', field: match(json.field, FIELD, 'field'), value: json.value };
      break;
    case 'refusal':
      yield { type: 'refusal', mark: match(json.mark, HASH, 'mark') };
      break;
    case 'cursor':
      yield { type: 'cursor', cursor: typeof json.cursor === 'string' ? json.cursor : null };
      break;
    case 'export':
      break;
    default:
      return refuse('This kind of record is unknown.');
  }
}

function readFact(value: unknown, refuse: (problem: string) => never): CommentFact {
  if (!isObject(value) || !KINDS.includes(text(value.kind))) return refuse('There is no fact in it.');
  if (typeof value.at !== 'number' || !Number.isFinite(value.at)) return refuse('The fact has no time.');
  if (typeof value.v !== 'number' || value.v > SCHEMA_VERSION) return refuse('This was written by a newer Afterword.');
  const hasWords = value.kind === 'post' || value.kind === 'edit' || value.kind === 'owner';
  const words = isObject(value.words) ? value.words : {};
  if (hasWords && !(Array.isArray(words.body) && typeof words.name === 'string'))
    return refuse('The fact has no words.');
  if (hasWords && !isTree(words.body)) return refuse('The words have something in them that no comment may have.');
  if ((hasWords || value.kind === 'ok') && !HASH.test(text(value.hash))) return refuse('The fact has no hash.');
  const screening = isObject(value.screening) ? value.screening : {};
  if ((value.kind === 'post' || value.kind === 'edit') && !Array.isArray(screening.reasons)) {
    return refuse('The fact has no screening.');
  }
  return value as unknown as CommentFact;
}

const PARENTS: readonly unknown[] = ['p', 'b', 'i', 's', 'quote', 'ul', 'ol', 'li'] satisfies ParentTag[];

/**
 * Whether it is a comment's tree to the last field, as Markdown would have made it: the file may not be ours after all.
 */
function isTree(nodes: unknown): boolean {
  const tree = new Tree();
  const grow = (node: unknown): void => {
    if (typeof node === 'string') tree.text(node);
    if (!isObject(node)) return;
    if (Array.isArray(node.c)) {
      if (node.t === 'a') tree.enter({ t: 'a', href: safeHref(text(node.href)) ?? 'about:blank' });
      else if (PARENTS.includes(node.t)) {
        tree.enter({ t: node.t as ParentTag, ...(typeof node.start === 'number' && { start: node.start }) });
      } else return;
      for (const each of node.c) grow(each);
      tree.leave();
    } else if (node.t === 'br' || node.t === 'hr') tree.leaf({ t: node.t }, '');
    else if (node.t === 'code') tree.leaf({ t: 'code', text: text(node.text) }, '');
    else if (node.t === 'pre') {
      const lang = text(node.lang);
      tree.leaf({ t: 'pre', text: text(node.text), ...(lang !== '' && { lang }) }, '');
    }
  };
  if (!Array.isArray(nodes)) return false;
  for (const node of nodes) grow(node);
  return isSame(tree.roots, nodes);
}

/** Of the same values, whatever the order of their fields. By hand: as text it was most of what an import costs. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (Array.isArray(one)) {
    return Array.isArray(other) && one.length === other.length && one.every((each, i) => isSame(each, other[i]));
  }
  if (!isObject(one) || !isObject(other)) return false;
  const names = Object.keys(one);
  if (names.length !== Object.keys(other).length) return false;
  return names.every((name) => Object.hasOwn(other, name) && isSame(one[name], other[name]));
}
