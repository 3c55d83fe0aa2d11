// The names of everything in KV, built and read in one place. SCHEMA.md says who puts each and when.

import { ID_PATTERN, type Status, THREAD_PATTERN } from '../../contract/index.ts';
import type { CommentFact, CommentMeta } from '../../rules/comment/facts.ts';
import { reverseTimeOf } from '../../rules/comment/id.ts';

export const keys = {
  /** Everything about a thread's comments and its page. */
  facts: (thread: string) => `fact:${thread}:`,
  fact: (thread: string, id: string, kind: CommentMeta['k'], hash = '') =>
    kind === 'post' ? `fact:${thread}:${id}` : `fact:${thread}:${id}:${kind}${kind === 'ok' ? `:${hash}` : ''}`,
  /** `target`: of a move, the thread at the new address; each move has a key of its own. */
  page: (thread: string, field: PageField, target = '') => `fact:${thread}:~${field}${target && `:${target}`}`,
  bundle: (thread: string, bundle: string) => `fact:${thread}:+${bundle}`,
  bundleIndex: (thread: string, bundle: string) => `fact:${thread}:+${bundle}:index`,
  /** Which bundles there are, for who looks up one comment and must not list. */
  bundles: (thread: string) => `bundles:${thread}`,
  view: (thread: string, part?: number) => (part === undefined ? `view:${thread}` : `view:${thread}:${part}`),
  parts: (thread: string) => `view:${thread}:`,
  /** `site`: an origin. */
  feed: (site: string) => `view:~feed:${site}`,
  like: (thread: string, id: string, authorId: string) => `like:${thread}:${id}:${authorId}`,
  likesOf: (thread: string) => `like:${thread}:`,
  likes: (thread: string) => `likes:${thread}`,
  known: (authorId: string) => `known:${authorId}`,
  trust: (authorId: string) => `trust:${authorId}`,
  block: (authorId: string) => `block:${authorId}`,
  me: (authorId: string) => `me:${authorId}`,
  setting: (field: string) => `settings:${field}`,
  level: 'level',
  /** Which form all views are of, or are being brought to. */
  views: 'views',
  lessons: 'lessons',
  outbox: 'outbox',
  device: (id: string) => `push:${id}`,
  /** Of readers who want to be told of replies: addresses that nobody has confirmed yet, and those that were. */
  addresses: 'address:',
  address: (thread: string, id: string) => `address:${thread}:${id}`,
  addressesOf: (thread: string) => `address:${thread}:`,
  subscribers: 'subscriber:',
  subscriber: (thread: string, id: string) => `subscriber:${thread}:${id}`,
  subscribersOf: (thread: string) => `subscriber:${thread}:`,
  /** A mailbox that wants no mail, by its mark (rules/signed/subscription-link.ts). */
  refusal: (mark: string) => `refusal:${mark}`,
  mails: 'mails',
  /** Written, read and deleted by the doctor. */
  check: (nonce: string) => `check:${nonce}`,
  /** Newest first. */
  inbox: (status: Status) => `inbox:${status}:`,
  inboxRow: (status: Status, thread: string, id: string) => `inbox:${status}:${reverseTimeOf(id)}:${thread}:${id}`,
  /** One row for all comments of a bundle that have this status, where the newest of them stands. */
  bundleRow: (status: Status, thread: string, newestId: string, bundle: string) =>
    `inbox:${status}:${reverseTimeOf(newestId)}:${thread}:+${bundle}`,
  /** In the waiting tab, beside the comment's own row: one row, however many report it. */
  reportRow: (thread: string, id: string) => `inbox:pending:${reverseTimeOf(id)}:${thread}:${id}:report`,
  report: (thread: string, id: string, hash: string) => `report:${thread}:${id}:${hash}`,
  reports: 'report:',
  reportsOf: (thread: string, id: string) => `report:${thread}:${id}:`,
  touches: 'touch:',
  touch: (time: number, thread: string, id: string, kind: TouchKind) =>
    `touch:${String(time).padStart(15, '0')}:${thread}:${id}:${kind}`,
} as const;

export type PageField = 'open' | 'title' | 'moved' | 'from' | 'closesAt';
const PAGE_FIELDS: readonly string[] = ['open', 'title', 'moved', 'from', 'closesAt'] satisfies PageField[];

/**
 * publish: something public changed. likes: they are to be counted. due: words are to be deleted at that time. notice: the
 * owner is to be told. ask: its writer's address is to be confirmed. reply: the writer of what it answers is to be told.
 */
export type TouchKind = 'publish' | 'likes' | 'due' | 'notice' | 'ask' | 'reply';
const TOUCH_KINDS: readonly string[] = ['publish', 'likes', 'due', 'notice', 'ask', 'reply'] satisfies TouchKind[];

/** The key of a fact about a comment. */
export function keyOfFact(thread: string, id: string, fact: CommentFact): string {
  return keys.fact(thread, id, fact.kind, fact.kind === 'ok' ? fact.hash : '');
}

/** `words`: of a bundle, the words; `bundle`: its index, which alone is of interest in a list. */
export type FactKey =
  | { id: string; kind: CommentMeta['k'] }
  | { field: PageField }
  | { bundle: string }
  | { words: string };

/** The hash of what is in it; those of old are numbered from 0. */
const BUNDLE = /^\+(\d{1,4}|[A-Za-z0-9_-]{22})$/;

const KINDS: readonly string[] = ['edit', 'gone', 'ok', 'hide', 'pin', 'owner', 'me'] satisfies CommentMeta['k'][];

/** What a listed key is about, or null for a foreign one. */
export function readFactKey(name: string): FactKey | null {
  const [, , subject = '', kind, hash, ...more] = name.split(':');
  if (more.length > 0 || (hash !== undefined) !== (kind === 'ok')) return null;
  if (subject.startsWith('~')) {
    const field = subject.slice(1);
    return PAGE_FIELDS.includes(field) ? { field: field as PageField } : null;
  }
  const bundle = BUNDLE.exec(subject)?.[1];
  if (bundle !== undefined) {
    if (kind === undefined) return { words: bundle };
    return kind === 'index' ? { bundle } : null;
  }
  if (!ID_PATTERN.test(subject)) return null;
  if (kind === undefined) return { id: subject, kind: 'post' };
  return KINDS.includes(kind) ? { id: subject, kind: kind as CommentMeta['k'] } : null;
}

/** Whether a row of the waiting tab is there for a report. */
export function isReportRow(name: string): boolean {
  return name.endsWith(':report');
}

/** What a row is about: one comment, or all of a bundle that have the tab's status. */
export function readInboxKey(name: string): { thread: string; id: string } | { thread: string; bundle: string } | null {
  const [, , , thread, id] = name.split(':');
  if (!thread || !id || !THREAD_PATTERN.test(thread)) return null;
  const bundle = BUNDLE.exec(id)?.[1];
  if (bundle !== undefined) return { thread, bundle };
  return ID_PATTERN.test(id) ? { thread, id } : null;
}

/** Whose address it is. */
export function readSubscriberKey(name: string): { thread: string; id: string } | null {
  const [, thread, id] = name.split(':');
  return thread && id && ID_PATTERN.test(id) ? { thread, id } : null;
}

export interface Touch {
  name: string;
  time: number;
  thread: string;
  id: string;
  kind: TouchKind;
}

export function readTouchKey(name: string): Touch | null {
  const [, time, thread, id, kind, ...more] = name.split(':');
  if (!time || !thread || !id || !kind || !TOUCH_KINDS.includes(kind) || more.length > 0) return null;
  if (!/^\d{15}$/.test(time) || !THREAD_PATTERN.test(thread)) return null;
  return { name, time: Number(time), thread, id, kind: kind as TouchKind };
}
