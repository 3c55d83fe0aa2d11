// What the pages of import and export and their workers say to each other. The sentences are the workers': the pages
// know no format, and the commands (scripts/import.ts, scripts/export.ts) say the same ones.

import type { FileFormat } from '../worker/transfer/out/write.ts';
import type { ReportWords } from '../worker/transfer/report.ts';

export interface ReadOptions {
  /** Written as the variable SITES. The first is the site of pages that the file names by path alone. */
  sites: string;
  /** As typed. */
  rules: string;
  owners: string[];
  emails: boolean;
}

export type Order =
  | { type: 'read'; file: File; options: ReadOptions }
  /**
   * Of what was read; `isOwn`: with what it says of who may do what. Again after a failure, it goes on where it
   * stopped.
   */
  | { type: 'send'; isOwn: boolean };

export interface ReadNews {
  type: 'read';
  report: ReportWords;
  /** What the file says of who may do what, in words; '' where it says nothing. */
  claims: string;
  toAdd: number;
  /** What of it is new, in words. */
  difference: string;
  /** What the owner should know of the file all the same, in sentences. */
  troubles: string[];
  hasMore: boolean;
}

export type News =
  | { type: 'reading'; part: number }
  | ReadNews
  /** The file cannot be read; nothing was written. */
  | { type: 'refused'; problem: string }
  | { type: 'sending'; sent: number; of: number }
  /** What was sent so far is here; sending goes on from there. */
  | { type: 'failed'; problem: string; isSignedOut: boolean }
  | { type: 'done'; words: string };

export interface WriteOrder {
  format: FileFormat;
}

export type WriteNews =
  /** Bytes, nearly, of what has come from the worker. */
  | { type: 'fetched'; size: number }
  | { type: 'written'; name: string; file: Blob; words: string[] }
  | { type: 'failed'; problem: string; isSignedOut: boolean };
