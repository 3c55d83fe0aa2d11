// What a row of the owner's lists says of its comment, so that one list can be searched by author without reading a
// fact.
// Read next: store/inbox/inbox.ts.

import type { Status } from '../../contract/index.ts';
import type { PostFact } from '../../rules/comment/facts.ts';
import { lessonOf } from '../../rules/screening/filter.ts';
import { keys } from '../kv/keys.ts';
import type { Write } from '../kv/kv.ts';
import { isRecord } from '../kv/records.ts';
import type { CommentRef } from './comments.ts';

/**
 * `a`: author id. `n`: the author was known or the owner when it was written, so the brake does not count it
 * (store/sweep/brake.ts). `e`: edits so far, `r`: reports since the last verdict; `at`: when the last of these came.
 * `m`: it came with an address for replies.
 */
export interface RowMeta {
  a?: string;
  n?: 1;
  e?: number;
  r?: number;
  at?: number;
  m?: 1;
}

/** What of it is of the right kind. */
export function readRowMeta(meta: unknown): RowMeta {
  if (!isRecord(meta)) return {};
  const { a, n, e, r, at, m } = meta;
  return {
    ...(typeof a === 'string' && { a }),
    ...(n === 1 && { n }),
    ...(typeof e === 'number' && { e }),
    ...(typeof r === 'number' && { r }),
    ...(typeof at === 'number' && { at }),
    ...(m === 1 && { m }),
  };
}

/** A comment's row in this tab, as it is put. */
export function writeOfRow({ thread, id }: CommentRef, tab: Status, meta?: RowMeta): Write {
  return { key: keys.inboxRow(tab, thread, id), value: 1, ...(meta && { metadata: meta }) };
}

export function rowMeta(post: Pick<PostFact, 'authorId' | 'known' | 'owner' | 'notify'>, isKnown = false): RowMeta {
  const { authorId, known, owner, notify } = post;
  return {
    ...(authorId !== null && { a: authorId }),
    ...((known || owner || isKnown) && { n: 1 }),
    ...(notify && { m: 1 }),
  };
}

/** In the metadata of a row: what the owner taught by putting the comment there. */
export interface LessonMeta {
  /** Codes of its tokens, three letters each. */
  t?: string;
}

export function lessonMeta(words: Parameters<typeof lessonOf>[0], verdict: string): LessonMeta {
  return verdict === 'approve' || verdict === 'spam' ? { t: lessonOf(words, verdict === 'spam').tokens } : {};
}
