// The names of everything in KV, built and read in one place. store/SCHEMA.md says who puts each and when.

import { type Status, TABS } from '../../contract/index.ts';
import {
  AUTHOR_KINDS,
  type AuthorKind,
  type CommentFact,
  FACT_KINDS,
  type FactKind,
} from '../../rules/comment/facts.ts';
import { reverseTimeOf } from '../../rules/comment/id.ts';
import { ID_PATTERN, THREAD_PATTERN } from '../../rules/paths.ts';

export const keys = {
  /** Of all threads. */
  allFacts: 'fact:',
  /** Everything about a thread's comments and its page. */
  facts: (thread: string) => `fact:${thread}:`,
  fact: (thread: string, id: string, kind: FactKind, hash = '') =>
    kind === 'post' ? `fact:${thread}:${id}` : `fact:${thread}:${id}:${kind}${kind === 'ok' ? `:${hash}` : ''}`,
  pageFields: (thread: string) => `fact:${thread}:~`,
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
  allLikes: 'like:',
  like: (thread: string, id: string, authorId: string) => `like:${thread}:${id}:${authorId}`,
  likesOf: (thread: string) => `like:${thread}:`,
  likes: (thread: string) => `likes:${thread}`,
  known: (authorId: string) => `known:${authorId}`,
  trust: (authorId: string) => `trust:${authorId}`,
  block: (authorId: string) => `block:${authorId}`,
  me: (authorId: string) => `me:${authorId}`,
  settings: 'settings:',
  setting: (field: string) => `settings:${field}`,
  level: 'level',
  /** When something was last left for the sweep to do, about. */
  wake: 'wake',
  /** Which version all views are of, or are being brought to. */
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
  refusals: 'refusal:',
  /** A mailbox that wants no mail, by its mark (rules/signed/subscription-link.ts). */
  refusal: (mark: string) => `refusal:${mark}`,
  mails: 'mails',
  /** How the calls of the deploy hook went. */
  rebuild: 'rebuild',
  /** Written, read and deleted by the doctor. */
  check: (nonce: string) => `check:${nonce}`,
  endedSession: (nonce: string) => `ended:${nonce}`,
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
  reportsOfThread: (thread: string) => `report:${thread}:`,
  reportsOf: (thread: string, id: string) => `report:${thread}:${id}:`,
  touches: 'touch:',
  touch: (time: number, thread: string, id: string, kind: TouchKind) =>
    `touch:${String(time).padStart(15, '0')}:${thread}:${id}:${kind}`,
  /** Among the touches, so that the one list of the sweep shows it. `until`: the midnight at which that day ends. */
  share: (until: number, isolate: string) => `touch:${String(until).padStart(15, '0')}:~spent:${isolate}`,
} as const;

export type PageField = 'open' | 'title' | 'moved' | 'from' | 'closesAt';
const PAGE_FIELDS: readonly string[] = ['open', 'title', 'moved', 'from', 'closesAt'] satisfies PageField[];

/**
 * publish: something public changed. likes: they are to be counted. due: words are to be deleted at that time. notice:
 * the owner is to be told. ask: its writer's address is to be confirmed. reply: the writer of what it answers is to be
 * told.
 */
export type TouchKind = 'publish' | 'likes' | 'due' | 'notice' | 'ask' | 'reply';
const TOUCH_KINDS: readonly string[] = ['publish', 'likes', 'due', 'notice', 'ask', 'reply'] satisfies TouchKind[];

/** The key of a fact about a comment. */
export function keyOfFact(thread: string, id: string, fact: CommentFact): string {
  return keys.fact(thread, id, fact.kind, fact.kind === 'ok' ? fact.hash : '');
}

/**
 * `words`: of a bundle, the words; `bundle`: its index, which alone is of interest in a list. `target`: of a move, the
 * other thread.
 */
export type FactKey =
  | { id: string; kind: FactKind }
  | { field: PageField; target: string }
  | { bundle: string }
  | { words: string };

/** The hash of what is in it; those of old are numbered from 0. */
const BUNDLE = /^\+(\d{1,4}|[A-Za-z0-9_-]{22})$/;

/** Those that stand in a key's name: first words have the name alone. */
const NAMED_KINDS: readonly string[] = FACT_KINDS.filter((kind) => kind !== 'post');

/** The length of `fact:<thread>:<id>`. */
const FIRST_WORDS = keys.fact('', '', 'post').length + 22 + 26;

/** What a listed key is about, or null for a foreign one. */
export function readFactKey(name: string): FactKey | null {
  // Nine of ten are first words, and a long thread has thousands of them.
  if (name.length === FIRST_WORDS && name.indexOf(':', 'fact:'.length) === FIRST_WORDS - 27) {
    const id = name.slice(-26);
    if (ID_PATTERN.test(id)) return { id, kind: 'post' };
  }
  const [, , subject = '', kind, hash, ...more] = name.split(':');
  if (more.length > 0 || (hash !== undefined) !== (kind === 'ok')) return null;
  if (subject.startsWith('~')) {
    const field = subject.slice(1);
    return PAGE_FIELDS.includes(field) ? { field: field as PageField, target: kind ?? '' } : null;
  }
  const bundle = BUNDLE.exec(subject)?.[1];
  if (bundle !== undefined) {
    if (kind === undefined) return { words: bundle };
    return kind === 'index' ? { bundle } : null;
  }
  if (!ID_PATTERN.test(subject)) return null;
  if (kind === undefined) return { id: subject, kind: 'post' };
  return NAMED_KINDS.includes(kind) ? { id: subject, kind: kind as FactKind } : null;
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

/** What an isolate has spent: of which day, and which isolate. */
export function readShareKey(name: string): { until: number; isolate: string } | null {
  const [, until = '', isolate] = /^touch:(\d{15}):~spent:([\w-]{8})$/.exec(name) ?? [];
  return isolate === undefined ? null : { until: Number(until), isolate };
}

export function readLikeKey(name: string): { thread: string; id: string; authorId: string } | null {
  const [, thread = '', id = '', authorId = '', ...more] = name.split(':');
  const isLike = THREAD_PATTERN.test(thread) && ID_PATTERN.test(id) && authorId !== '' && more.length === 0;
  return isLike ? { thread, id, authorId } : null;
}

// ---- any key ----

/** Keys that are one record each. */
export const SINGLES = ['level', 'wake', 'lessons', 'outbox', 'views', 'mails', 'rebuild'] as const;
type Single = (typeof SINGLES)[number];

/** What stands before the first colon of our keys. */
export const KEY_KINDS = [
  ...(['fact', 'view', 'inbox', 'touch', 'settings', 'like', 'likes', 'bundles', 'report'] as const),
  ...(['push', 'address', 'subscriber', 'refusal'] as const),
  ...AUTHOR_KINDS,
  ...SINGLES,
];
export type KeyKind = (typeof KEY_KINDS)[number];

/** What a key is about. Of a view, the thread is null where it is a site's feed. */
export type Key =
  | { kind: 'fact'; thread: string; about: FactKey }
  | { kind: 'view'; thread: string | null }
  | { kind: 'inbox' | 'touch' }
  | { kind: 'settings'; field: string }
  | { kind: 'like'; thread: string; id: string; authorId: string }
  | { kind: 'likes' | 'bundles'; thread: string }
  | { kind: 'report'; thread: string; id: string; hash: string }
  | { kind: 'push'; id: string }
  | { kind: 'address' | 'subscriber'; thread: string; id: string }
  | { kind: 'refusal'; mark: string }
  | { kind: AuthorKind; authorId: string }
  | { kind: Single };

/** Null where it is under none of our prefixes, and nobody's business. */
export function kindOfKey(name: string): KeyKind | null {
  const [start] = name.split(':', 1);
  return KEY_KINDS.find((kind) => kind === start) ?? null;
}

/** All keys of this kind begin so. */
export function prefixOf(kind: KeyKind): string {
  return `${kind}:`;
}

/** Of a key that begins with its kind and a thread, the thread; else null. */
export function threadOfKey(name: string): string | null {
  const [, thread = ''] = name.split(':', 2);
  return THREAD_PATTERN.test(thread) ? thread : null;
}

/** The same key of another thread. */
export function keyInThread(name: string, thread: string, other: string): string {
  return name.replace(`:${thread}:`, `:${other}:`);
}

/** Null where it is not as we name any of that kind, or of no kind of ours. */
export function readKey(name: string): Key | null {
  const kind = kindOfKey(name);
  const [, first = '', second = '', third = '', ...more] = name.split(':');
  const thread = threadOfKey(name);
  const isPair = first !== '' && second === '';
  switch (kind) {
    case null:
      return null;
    case 'fact': {
      const about = readFactKey(name);
      return thread === null || about === null ? null : { kind, thread, about };
    }
    case 'view':
      return thread === null && !first.startsWith('~') ? null : { kind, thread };
    case 'inbox':
      return TABS.some((tab) => tab === first) && readInboxKey(name) !== null ? { kind } : null;
    case 'touch':
      return readTouchKey(name) === null && readShareKey(name) === null ? null : { kind };
    case 'likes':
    case 'bundles':
      return thread === null || second !== '' ? null : { kind, thread };
    case 'like': {
      const like = readLikeKey(name);
      return like && { kind, ...like };
    }
    case 'report': {
      const isReport = thread !== null && ID_PATTERN.test(second) && third !== '' && more.length === 0;
      return isReport ? { kind, thread, id: second, hash: third } : null;
    }
    case 'address':
    case 'subscriber':
      return thread !== null && ID_PATTERN.test(second) && third === '' ? { kind, thread, id: second } : null;
    case 'settings':
      return isPair ? { kind, field: first } : null;
    case 'push':
      return isPair ? { kind, id: first } : null;
    case 'refusal':
      return isPair ? { kind, mark: first } : null;
    case 'known':
    case 'trust':
    case 'block':
    case 'me':
      return isPair ? { kind, authorId: first } : null;
    default:
      return name === kind ? { kind } : null;
  }
}
