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
