// Reads what lies in KV with suspicion: a value or metadata of an unknown shape, or of a newer schema version, is
// skipped, never trusted and never a 500. What the worker computes with or hands on is checked, and nothing else.
// Read next: rules/comment/versions.ts for older versions.

import type { Node, PublicComment, Thread } from '../../contract/index.ts';
import {
  type CommentFact,
  type CommentMeta,
  type HideAct,
  type PageState,
  SCHEMA_VERSION,
} from '../../rules/comment/facts.ts';
import { isRecord, type RecordKind, STEPS, type Steps, upgraded } from '../../rules/comment/versions.ts';
import { MAX_DEPTH } from '../../rules/limits.ts';
import { ID_PATTERN, THREAD_PATTERN } from '../../rules/paths.ts';
import type { PageField } from './keys.ts';

export { isRecord };

const SCREENED: unknown[] = ['approved', 'pending', 'spam'];
const HIDES: unknown[] = ['remove', 'spam', 'erase', 'wait', 'restore'] satisfies HideAct[];
/** Beyond them a date cannot be written. */
const LAST_TIME = 8.64e15;

/** A value whose meaning is checked by who asks for it; null where it is none of ours or of a version to come. */
export function readRecord(
  value: unknown,
  kind: Exclude<RecordKind, CommentFact['kind']>,
): Record<string, unknown> | null {
  return upgraded(value, kind);
}

/** The fact, or null where the value is none of ours or of a version to come. */
export function readFact<Kind extends CommentFact['kind']>(
  stored: unknown,
  kind: Kind,
  steps: Steps = STEPS,
): Extract<CommentFact, { kind: Kind }> | null {
  const value = upgraded(stored, kind, steps);
  if (value === null || value.kind !== kind || !isTime(value.at) || !isFact(value, kind)) return null;
  // Stubs of 0.1.0 kept what the ticket had said of the page; nothing of it may come back.
  const isStub = kind === 'post' && value.stub === true;
  return (isStub ? { ...value, page: '', title: '' } : value) as unknown as Extract<CommentFact, { kind: Kind }>;
}

function isFact(value: Record<string, unknown>, kind: CommentFact['kind']): boolean {
  switch (kind) {
    case 'post':
      return isWorded(value) && isScreened(value) && isOptional(value.authorId) && isAddressed(value);
    case 'edit':
      return isWorded(value) && isScreened(value) && (value.before === undefined || isBefore(value.before));
    case 'owner':
      return isWorded(value);
    case 'ok':
      return typeof value.hash === 'string';
    case 'hide':
      return HIDES.includes(value.act);
    case 'pin':
    case 'me':
      return typeof value.on === 'boolean';
    case 'gone':
      return true;
  }
}

function isWorded(value: Record<string, unknown>): boolean {
  return typeof value.hash === 'string' && isWords(value.words);
}

function isScreened({ screening }: Record<string, unknown>): boolean {
  return isRecord(screening) && SCREENED.includes(screening.status) && isList(screening.reasons, isString);
}

function isAddressed({ page, title, approvedAt, email }: Record<string, unknown>): boolean {
  const isTimed = approvedAt === undefined || isTime(approvedAt);
  return isString(page) && isString(title) && isTimed && isOptional(email);
}

function isBefore(value: unknown): boolean {
  return isRecord(value) && isWorded(value) && isTime(value.at);
}

/** The metadata of a fact, or null. It says its version only where that is not the first. */
export function readMeta(meta: unknown, kind: CommentMeta['k']): CommentMeta | null {
  if (!isRecord(meta) || meta.k !== kind || !isTime(meta.at)) return null;
  if (meta.v !== undefined && !(Number(meta.v) <= SCHEMA_VERSION)) return null;
  return isMeta(meta, kind) ? (meta as unknown as CommentMeta) : null;
}

function isMeta(meta: Record<string, unknown>, kind: CommentMeta['k']): boolean {
  switch (kind) {
    case 'post':
      return isString(meta.h) && SCREENED.includes(meta.s) && isOptional(meta.a) && isPlaced(meta);
    case 'edit':
      return isString(meta.h) && SCREENED.includes(meta.s) && (meta.b === undefined || isBeforeMeta(meta.b));
    case 'ok':
    case 'owner':
      return isString(meta.h);
    case 'hide':
      return HIDES.includes(meta.d);
    case 'pin':
    case 'me':
      return meta.on === 0 || meta.on === 1;
    case 'gone':
      return true;
  }
}

function isPlaced({ p, f, l }: Record<string, unknown>): boolean {
  return isOptional(p) && (f === undefined || isTime(f)) && (l === undefined || isTime(l));
}

function isBeforeMeta(before: unknown): boolean {
  return Array.isArray(before) && isString(before[0]) && isTime(before[1]);
}

/** Beside a view's bytes, so that a GET computes nothing. Times are milliseconds. */
export interface ViewMeta {
  /** What it was drawn as (store/views/version.ts): the sweep draws those of another version anew. */
  version: string;
  etag: string;
  count: number;
  foldedAt: number;
  /** Of the outline it was folded from: what differs is folded anew by the sweep. */
  digest: string;
  /** Of the thread's first comment: the closing age counts from it. Null while there is none. */
  firstAt: number | null;
  /** The comment whose ticket said the address and the title; absent where there is none, or it was not to be read. */
  source?: string;
  /** Of a head without an address: the site whose feed its comments may still be in. */
  site?: string;
}

/** As it is put: there the version is called `form`. */
export type StoredViewMeta = Omit<ViewMeta, 'version'> & { form: string };

export function readViewMeta(meta: unknown): ViewMeta | null {
  if (!isRecord(meta) || !isString(meta.etag) || !isTime(meta.foldedAt) || !isTime(meta.count)) return null;
  const { form, ...rest } = meta as unknown as StoredViewMeta;
  return { ...rest, version: form };
}

/** When something was reported, and of a row in the inbox how often; null where the value is none of ours. */
export interface Reported {
  at: number;
  n: number;
}

export function readReported(value: unknown): Reported | null {
  const report = readRecord(value, 'report');
  if (report === null || !isTime(report.at)) return null;
  return { at: report.at, n: isTime(report.n) ? report.n : 1 };
}

/** A view's JSON, or null where it is none of ours. */
export function readThread(value: unknown): Thread | null {
  if (!isRecord(value) || !isList(value.comments, isComment) || !isList(value.gone, isGone)) return null;
  if (value.pinned !== undefined && !isList(value.pinned, isComment)) return null;
  const isFramed = [value.thread, value.page, value.title].every(isString);
  const isCounted = [value.count, value.total, value.from, value.parts].every(isTime);
  return isFramed && isCounted ? (value as unknown as Thread) : null;
}

export function isComment(comment: unknown): comment is PublicComment {
  if (!isRecord(comment) || !isRecord(comment.author) || !isTree(comment.body)) return false;
  const { id, parent, createdAt, editedAt, author } = comment;
  const isDated = isDate(createdAt) && (editedAt === undefined || isDate(editedAt));
  return isDated && isString(id) && ID_PATTERN.test(id) && isOptional(parent) && isString(author.name);
}

function isGone(gone: unknown): boolean {
  return Array.isArray(gone) && isString(gone[0]) && isDate(gone[1]);
}

/** A field of a page's state. It lives in metadata, so that a list brings it along. */
export interface PageMeta {
  at: number;
  value: boolean | string | null;
  /** Of a move: the new address. Of `open`: the page's own, while no comment says it. */
  page?: string;
}

/** Adds what one field says, and whether it could be read: what is none of ours says nothing. */
export function readPageField(state: PageState, field: PageField, meta: unknown): boolean {
  if (!isRecord(meta) || !isTime(meta.at)) return false;
  const { value } = meta;
  switch (field) {
    case 'open':
      if (typeof value !== 'boolean') return false;
      state.open = value;
      if (isString(meta.page)) state.page = meta.page;
      return true;
    case 'title':
    case 'closesAt':
      if (value === null || value === '') return true;
      if (!isString(value) || (field === 'closesAt' && !isDate(value))) return false;
      state[field] = value;
      return true;
    case 'moved':
      // It becomes part of a key.
      if (!isString(value) || !THREAD_PATTERN.test(value) || !isString(meta.page)) return false;
      state.moves = [...(state.moves ?? []), { thread: value, page: meta.page, at: meta.at }].sort(
        (a, b) => b.at - a.at,
      );
      return true;
    case 'from':
      if (!isString(value) || !THREAD_PATTERN.test(value)) return false;
      state.movedFrom = value;
      return true;
  }
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

/** Absent, null or a string. */
function isOptional(value: unknown): boolean {
  return value === null || value === undefined || isString(value);
}

function isList(value: unknown, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.every(isItem);
}

export function isTime(value: unknown): value is number {
  return typeof value === 'number' && Math.abs(value) <= LAST_TIME;
}

function isDate(value: unknown): boolean {
  return isString(value) && !Number.isNaN(Date.parse(value));
}

function isWords(value: unknown): boolean {
  if (!isRecord(value) || !isString(value.name) || !isString(value.source)) return false;
  return isOptional(value.url) && isOptional(value.parent) && isTree(value.body);
}

const WITH_NODES = ['p', 'b', 'i', 's', 'quote', 'ul', 'ol', 'li', 'a'];
const WITH_TEXT = ['code', 'pre'];

/** What can be walked and drawn. Which of it is drawn, and how, is decided where that is done. */
function isTree(nodes: unknown, depth = 0): nodes is Node[] {
  if (!Array.isArray(nodes) || depth > 2 * MAX_DEPTH) return false;
  return nodes.every((node) => {
    if (isString(node)) return true;
    if (!isRecord(node) || !isString(node.t)) return false;
    if (node.c === undefined ? WITH_NODES.includes(node.t) : !isTree(node.c, depth + 1)) return false;
    return isString(node.text) || (node.text === undefined && !WITH_TEXT.includes(node.t));
  });
}
