// What the owner's endpoints speak of, beyond the public shapes.

import type { ErrorCode } from './errors.ts';
import type { PublicComment, Status } from './thread.ts';

export const VERDICTS = ['approve', 'spam', 'remove', 'restore', 'wait'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** The owner's lists, each the comments of one status; what its author withdrew is in none. */
export const TABS = ['pending', 'approved', 'spam', 'removed'] as const satisfies readonly Status[];
export type Tab = (typeof TABS)[number];

export interface OwnerComment extends Omit<PublicComment, 'status'> {
  thread: string;
  page: string;
  title: string;
  status: Status;
  reasons: string[];
  /** The text as it was written. */
  source: string;
  /** The hash of what is shown here; a verdict that names it judges just these words. */
  words: string;
  email?: string;
  reports?: string[];
}

export interface OwnerComments {
  comments: OwnerComment[];
  cursor: string | null;
}

export interface VerdictTarget {
  thread: string;
  id: string;
  words?: string;
}

export interface VerdictRequest {
  comments: VerdictTarget[];
  verdict: Verdict;
  trust?: boolean;
  block?: boolean;
  me?: boolean;
}

export interface VerdictAnswer {
  done: string[];
  failed: { id: string; code: ErrorCode }[];
}

// ---- changes by the owner ----

/** Owner's endpoints beside `ownerComments` and `verdicts`; apart from them, so that the widget does not carry them. */
export const OWNER_ENDPOINTS = {
  replies: '/api/admin/replies',
  authors: '/api/admin/authors',
  threads: '/api/admin/threads',
  settings: '/api/admin/settings',
  doctor: '/api/admin/doctor',
  export: '/api/admin/export',
  import: '/api/admin/import',
  backups: '/api/admin/backups',
} as const;

export interface ReplyRequest {
  ticket: string;
  parent: string;
  body: string;
}

/** The owner's own wording, and whether the comment is pinned. */
export interface CommentChange {
  body?: string;
  pinned?: boolean;
  /** The hash of the words that were looked at: refused as `stale` when they have changed since. */
  words?: string;
}

export interface ThreadChange {
  open?: boolean;
  /** Where its page is now. */
  movedTo?: string;
  /** Null: the page's own title again. */
  title?: string | null;
  /** ISO 8601; null: it does not close by itself. */
  closesAt?: string | null;
}

export interface OwnerThread {
  thread: string;
  page: string;
  title: string;
  /** As the owner set it. */
  open: boolean;
  closesAt?: string;
  count: number;
  /** Of the first comment and of the newest one; null while there is none. */
  firstAt: string | null;
  lastAt: string | null;
}

export interface OwnerThreads {
  threads: OwnerThread[];
  cursor: string | null;
}

/** What can be known of the worker's health, a line each. */
export interface DoctorLine {
  name: string;
  state: 'fine' | 'look' | 'wrong';
  /** What is, and what to do where it is not fine. */
  says: string;
}

/** What an import answers. */
/** Those that were made by themselves and are whole, the oldest first. */
export interface BackupList {
  /** `day`: as in 2026-11-30; `size` in bytes. */
  backups: { day: string; startedAt: string; endedAt: string; size: number }[];
}

export interface ImportAnswer {
  /** Comments. */
  added: number;
  same: number;
  /**
   * What the lines say of who may do what (`me`, `trust`, `known`, `block`, `badge`, `setting`), left out without
   * `own=1`.
   */
  skipped: { kind: string; count: number }[];
  /** Keys written, or that would be. */
  writes: number;
}
