// Whether backups are made by themselves, when the last one ended, and whether it can be read back: every piece is as
// long as it was written, with the same bytes, and the last one ends as a whole backup does.
// Read next: store/backup/daily.ts.

import type { DoctorLine } from '../../contract/index.ts';
import type { Scope } from '../../deps.ts';
import { ago } from '../../rules/age.ts';
import { parseJson } from '../../rules/text/json.ts';
import { DAY } from '../../rules/time.ts';
import {
  type FinishedBackup,
  listDays,
  listPieces,
  readManifest,
  readPiece,
  readProgress,
} from '../../store/backup/bucket.ts';
import { fill, doctorSays as words } from './words.ts';

const name = words.backups;
/** A large site's takes a good part of the day. */
const LATE = 2 * DAY;

export async function backups({ env, now }: Pick<Scope, 'env' | 'now'>): Promise<DoctorLine[]> {
  const { BACKUPS: bucket } = env;
  if (!bucket) return [{ name, state: 'fine', says: words.backupsNone }];
  try {
    return [await look(bucket, now)];
  } catch {
    return [{ name, state: 'wrong', says: words.backupsSilent }];
  }
}

async function look(bucket: R2Bucket, now: number): Promise<DoctorLine> {
  const [progress, days] = await Promise.all([readProgress(bucket), listDays(bucket)]);
  const last = await lastOf(bucket, days);
  const begun =
    progress?.endedAt === null
      ? ` ${fill(words.backupBegun, { time: ago(progress.startedAt, now), n: progress.pieces.length })}`
      : '';
  if (last === null) {
    const isLate = progress !== null && now - progress.startedAt > LATE;
    const says = progress === null ? words.backupFirst : `${words.backupNotWhole}${begun}`;
    return { name, state: isLate ? 'look' : 'fine', says };
  }
  const problem = await problemOf(bucket, last);
  if (problem !== null) {
    const says = fill(words.backupBroken, { time: last.day, title: problem });
    return { name, state: 'wrong', says };
  }
  const size = last.pieces.reduce((sum, piece) => sum + piece.size, 0);
  const left = last.skipped.length > 0 ? ` ${fill(words.backupLeftOut, { n: last.skipped.length })}` : '';
  const ended = { time: ago(last.endedAt, now), title: last.day, n: Math.ceil(size / 1000) };
  const says = `${fill(words.backupLast, ended)}${left} ${fill(words.backupDays, { n: days.length })}${begun}`;
  return { name, state: now - last.endedAt > LATE || left !== '' ? 'look' : 'fine', says };
}

async function lastOf(bucket: R2Bucket, days: string[]): Promise<FinishedBackup | null> {
  for (const day of days.slice(-3).reverse()) {
    const manifest = await readManifest(bucket, day);
    if (manifest) return manifest;
  }
  return null;
}

/** In a few words; null where all is as it was written. */
async function problemOf(bucket: R2Bucket, { day, pieces }: FinishedBackup): Promise<string | null> {
  const there = await listPieces(bucket, day);
  const wrong = pieces.findIndex(({ size, etag }, n) => there.get(n)?.size !== size || there.get(n)?.etag !== etag);
  if (wrong !== -1) return fill(there.has(wrong) ? words.pieceChanged : words.pieceMissing, { n: wrong });
  const lines = ((await (await readPiece(bucket, day, pieces.length - 1))?.text()) ?? '').trimEnd().split('\n');
  const last = parseJson(lines.at(-1) ?? '') as { type?: unknown; cursor?: unknown } | undefined;
  return last?.type === 'cursor' && last.cursor === null ? null : words.pieceNoEnd;
}
