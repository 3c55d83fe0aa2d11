// Reads what lies in KV with suspicion: a value or metadata of an unknown shape, or of a newer schema version, is
// skipped, never trusted and never a 500. Only what the rules rely on is checked.

import type { PublicComment, Thread } from '../contract/index.ts';
import { type CommentFact, type CommentMeta, type PageState, SCHEMA_VERSION } from '../rules/facts.ts';
import type { PageField } from './keys.ts';

/** The fact, or null where the value is none of ours or of a version to come. */
export function readFact<Kind extends CommentFact['kind']>(
  value: unknown,
  kind: Kind,
): Extract<CommentFact, { kind: Kind }> | null {
  if (!isRecord(value) || value.kind !== kind || !isTime(value.at)) return null;
  if (typeof value.v !== 'number' || value.v > SCHEMA_VERSION) return null;
  const hasWords = kind === 'post' || kind === 'edit' || kind === 'owner';
  if (hasWords && !(typeof value.hash === 'string' && isWords(value.words))) return null;
  if ((kind === 'post' || kind === 'edit') && !(isRecord(value.screening) && Array.isArray(value.screening.reasons))) {
    return null;
  }
  return value as unknown as Extract<CommentFact, { kind: Kind }>;
}

/** The metadata of a fact, or null. */
export function readMeta(meta: unknown, kind: CommentMeta['k']): CommentMeta | null {
  if (!isRecord(meta) || meta.k !== kind || !isTime(meta.at)) return null;
  if ((kind === 'post' || kind === 'edit' || kind === 'ok' || kind === 'owner') && typeof meta.h !== 'string')
    return null;
  if ((kind === 'post' || kind === 'edit') && !['approved', 'pending', 'spam'].includes(meta.s as string)) return null;
  return meta as unknown as CommentMeta;
}

/** Beside a view's bytes, so that a GET computes nothing. Times are milliseconds. */
export interface ViewMeta {
  v: number;
  etag: string;
  count: number;
  foldedAt: number;
  /** Of the outline it was folded from: what differs is folded anew by the sweep. */
  digest: string;
  /** Of the thread's first comment: the closing age counts from it. Null while there is none. */
  firstAt: number | null;
}

export function readViewMeta(meta: unknown): ViewMeta | null {
  if (!isRecord(meta) || typeof meta.etag !== 'string' || !isTime(meta.foldedAt)) return null;
  return meta as unknown as ViewMeta;
}

/** When something was reported, and of a row in the inbox how often; null where the value is none of ours. */
export interface Reported {
  at: number;
  n: number;
}

export function readReported(value: unknown): Reported | null {
  if (!isRecord(value) || !isTime(value.at)) return null;
  return { at: value.at, n: isTime(value.n) ? value.n : 1 };
}

/** A view's JSON, or null where it is none of ours. */
export function readThread(value: unknown): Thread | null {
  if (!isRecord(value) || !Array.isArray(value.comments) || !Array.isArray(value.gone)) return null;
  const isComment = (comment: unknown): comment is PublicComment =>
    isRecord(comment) && typeof comment.id === 'string' && Array.isArray(comment.body) && isRecord(comment.author);
  return value.comments.every(isComment) ? (value as unknown as Thread) : null;
}

/** A field of a page's state. It lives in metadata, so that a list brings it along. */
export interface PageMeta {
  at: number;
  value: boolean | string | null;
  /** Of a move: the new address. */
  page?: string;
}

/** Adds what one field says; what is none of ours says nothing. */
export function readPageField(state: PageState, field: PageField, meta: unknown): void {
  if (!isRecord(meta)) return;
  const { value } = meta;
  switch (field) {
    case 'open':
      if (typeof value === 'boolean') state.open = value;
      break;
    case 'title':
    case 'closesAt':
      if (typeof value === 'string' && value !== '') state[field] = value;
      break;
    case 'moved':
      if (typeof value !== 'string' || typeof meta.page !== 'string' || !isTime(meta.at)) break;
      state.moves = [...(state.moves ?? []), { thread: value, page: meta.page, at: meta.at }].sort(
        (a, b) => b.at - a.at,
      );
      break;
    case 'from':
      if (typeof value === 'string' && value !== '') state.movedFrom = value;
      break;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isWords(value: unknown): boolean {
  return isRecord(value) && typeof value.name === 'string' && Array.isArray(value.body);
}
