// What lies in the bucket of backups that are made by themselves (R2): a folder for each day with its pieces, numbered,
// and a manifest that is put when all of them are there; beside the folders, how far the one in work has come. R2 shows
// what was put at once and everywhere, so nothing here is about staleness.
// Read next: store/backup/daily.ts, which writes it.

import { isDate } from '../../rules/backups.ts';
import { parseJson } from '../../rules/text/json.ts';
import { isRecord } from '../kv/records.ts';

/** Of the objects in the bucket, not of the lines in them. */
const VERSION = 1;
const PROGRESS = 'progress.json';

export interface Piece {
  /** In bytes. */
  size: number;
  /** As R2 made it of the bytes. */
  etag: string;
}

export interface Backup {
  day: string;
  /** Milliseconds since 1970. */
  startedAt: number;
  pieces: Piece[];
  /** What could not be read, by name. */
  skipped: string[];
}

export interface FinishedBackup extends Backup {
  endedAt: number;
}

/** Of the backup in work, or of the last one. */
export interface Progress extends Backup {
  /** Where the next piece begins: the page of keys, and the last key of it that is written. */
  cursor: string;
  after: string;
  endedAt: number | null;
  /** Nothing is left to delete. */
  isTidy: boolean;
}

export async function readProgress(bucket: R2Bucket): Promise<Progress | null> {
  return read<Progress>(bucket, PROGRESS);
}

export async function putProgress(bucket: R2Bucket, progress: Progress): Promise<void> {
  await bucket.put(PROGRESS, JSON.stringify({ v: VERSION, ...progress }));
}

/** Null where the backup of that day is not finished, or there is none. */
export async function readManifest(bucket: R2Bucket, day: string): Promise<FinishedBackup | null> {
  return isDate(day) ? read<FinishedBackup>(bucket, manifestOf(day)) : null;
}

export async function putManifest(bucket: R2Bucket, backup: FinishedBackup): Promise<void> {
  await bucket.put(manifestOf(backup.day), JSON.stringify({ v: VERSION, ...backup }));
}

export async function putPiece(bucket: R2Bucket, day: string, number: number, lines: string): Promise<Piece> {
  const httpMetadata = { contentType: 'application/x-ndjson' };
  const { size, etag } = await bucket.put(pieceOf(day, number), lines, { httpMetadata });
  return { size, etag };
}

export async function readPiece(bucket: R2Bucket, day: string, number: number): Promise<R2ObjectBody | null> {
  return bucket.get(pieceOf(day, number));
}

/** The days that have anything. One list for each thousand. */
export async function listDays(bucket: R2Bucket): Promise<string[]> {
  const days: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page: R2Objects = await bucket.list({ delimiter: '/', ...(cursor !== undefined && { cursor }) });
    days.push(...page.delimitedPrefixes.map((prefix) => prefix.slice(0, -1)));
    if (!page.truncated) return days.filter(isDate).sort();
    cursor = page.cursor;
  }
}

/** What is there of a day's pieces, by number. One list for each thousand. */
export async function listPieces(bucket: R2Bucket, day: string): Promise<Map<number, Piece>> {
  const pieces = new Map<number, Piece>();
  for (const { key, size, etag } of await listDay(bucket, day)) {
    const number = /\/(\d+)\.ndjson$/.exec(key)?.[1];
    if (number !== undefined) pieces.set(Number(number), { size, etag });
  }
  return pieces;
}

/** The manifest first: what is half deleted is no backup. */
export async function deleteDay(bucket: R2Bucket, day: string): Promise<void> {
  await bucket.delete(manifestOf(day));
  const names = (await listDay(bucket, day)).map(({ key }) => key);
  for (let i = 0; i < names.length; i += 1_000) await bucket.delete(names.slice(i, i + 1_000));
}

async function listDay(bucket: R2Bucket, day: string): Promise<R2Object[]> {
  const objects: R2Object[] = [];
  for (let cursor: string | undefined; ; ) {
    const page: R2Objects = await bucket.list({ prefix: `${day}/`, ...(cursor !== undefined && { cursor }) });
    objects.push(...page.objects);
    if (!page.truncated) return objects;
    cursor = page.cursor;
  }
}

/** Null also for what is none of ours, or of a newer version: then there is none, and the next one is made. */
async function read<T extends Backup>(bucket: R2Bucket, name: string): Promise<T | null> {
  const json = parseJson((await (await bucket.get(name))?.text()) ?? '');
  const isOurs = isRecord(json) && json.v === VERSION && Array.isArray(json.pieces) && typeof json.day === 'string';
  if (!isOurs) return null;
  const { v: _, ...backup } = json;
  return backup as unknown as T;
}

function manifestOf(day: string): string {
  return `${day}/manifest.json`;
}

function pieceOf(day: string, number: number): string {
  return `${day}/${String(number).padStart(5, '0')}.ndjson`;
}
