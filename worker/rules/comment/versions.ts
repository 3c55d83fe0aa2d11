// How a record of an older version becomes one of this: every value in KV carries `v`, and every reader comes by here
// first. A new version is a step more in the table, and SCHEMA_VERSION (facts.ts) one higher; nothing in KV has to be
// rewritten.
// Pure. Read next: store/kv/records.ts, which checks what comes out.

import type { CommentFact } from './facts.ts';

export type RecordKind =
  | CommentFact['kind']
  | 'bundle'
  | 'index'
  | 'bundles'
  | 'author'
  | 'setting'
  | 'report'
  | 'likes'
  | 'level'
  | 'wake'
  | 'lessons'
  | 'outbox'
  | 'device'
  | 'address'
  | 'refusal'
  | 'mails'
  | 'rebuild'
  | 'feed'
  | 'views';

export type StoredRecord = Record<string, unknown>;

/** The n-th makes a record of version n one of version n + 1. It changes nothing that it is handed. */
export type Steps = readonly ((record: StoredRecord, kind: RecordKind) => StoredRecord)[];

export const STEPS: Steps = [
  // A record without a version was put by hand; it is what version 1 was, or is refused for its shape.
  (record) => record,
];

/** The record as this version has it; null where it is none, or of a version to come. */
export function upgraded(value: unknown, kind: RecordKind, steps: Steps = STEPS): StoredRecord | null {
  if (!isRecord(value)) return null;
  const from = value.v ?? 0;
  if (typeof from !== 'number' || !Number.isInteger(from) || from < 0 || from > steps.length) return null;
  if (from === steps.length) return value;
  return { ...steps.slice(from).reduce((record, step) => step(record, kind), value), v: steps.length };
}

export function isRecord(value: unknown): value is StoredRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
