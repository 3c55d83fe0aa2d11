// What a reader's browser sends and what it is answered. Types only: the worker reads them out of unknown JSON in
// rules/requests/reader.ts.

import type { Captcha, Work } from './errors.ts';
import type { Ask, PublicComment } from './thread.ts';

export interface TicketRequest {
  page: string;
  id?: string;
  /** Where the reader is, if `page` is on another host: it counts where that is none of the owner's. */
  at?: string;
  title?: string;
  /** The language that the page is spoken to in: mails about the comment will be in it. */
  lang?: string;
}

export interface TicketAnswer {
  ticket: string;
  /** The id of the comment it will write. */
  id: string;
  notBefore: string;
  expiresAt: string;
  work?: Work;
  captcha?: Captcha;
  asks: Ask[];
}

/** What a reader sends. `subject` is the trap: people leave it empty. */
export interface NewComment {
  ticket: string;
  key?: string;
  name: string;
  url?: string;
  email?: string;
  body: string;
  parent?: string;
  work?: string;
  captcha?: string;
  subject?: string;
}

export interface CommentAnswer {
  comment: PublicComment;
  status: 'approved' | 'pending';
  reasons: string[];
}

export interface EditRequest {
  thread: string;
  key: string;
  body: string;
}

/** Withdraw, like, unlike. */
export interface OwnRequest {
  thread: string;
  key: string;
}

export interface ReportRequest {
  thread: string;
  reason: string;
}

export interface PreviewRequest {
  body: string;
}

export interface MineRequest {
  thread: string;
  key: string;
  ids: string[];
  /** How they were written is asked for, too. */
  sources?: boolean;
}

export interface MineAnswer {
  /** Those of the ids that this key wrote. */
  comments: PublicComment[];
  /** By comment, its newest words as they were written: for who goes on editing on another device. */
  sources?: Record<string, string>;
  /** The author id that this key makes: who carried it from another device learns which comments are theirs. */
  author: string;
}

export interface CountsAnswer {
  counts: number[];
}
