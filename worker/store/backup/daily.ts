// The backup that is made by itself, once a day, where there is a bucket for it: a piece a run, for the free plan has
// 10 ms of CPU, and what is written so far is in the bucket, so a run that dies is done again by the next. All pieces
// one after the other are what `npm run export` writes.
// Read next: store/backup/move-out.ts for a piece, store/backup/bucket.ts for where it lies, worker.ts for when.

import { dateOf, daysToDelete } from '../../rules/backups.ts';
import { DAY } from '../../rules/time.ts';
import { deleteDay, listDays, type Progress, putManifest, putPiece, putProgress, readProgress } from './bucket.ts';
import { exportPiece } from './move-out.ts';

/** What one run reads and writes. In workerd that takes 1 ms of CPU, and 5 ms in an isolate that has just begun. */
const A_RUN = { keys: 100, characters: 300_000 };
/** One that has not come to its end by then is given up: what it goes by may be gone. */
const GIVEN_UP_AFTER = 3 * DAY;

/**
 * One run's share. When the day's backup is made and the old ones are deleted, it costs one read of R2; a piece costs
 * a list of KV for most kinds of keys, a read for each key, and three operations of R2. Throws what R2 throws, and
 * StoreError.
 */
export async function backUp(bucket: R2Bucket, kv: KVNamespace, now: number, most = A_RUN): Promise<void> {
  const found = await readProgress(bucket);
  const today = dateOf(now);
  const isGivenUp = found?.endedAt === null && now - found.startedAt > GIVEN_UP_AFTER;
  const isOfAnotherDay = found !== null && found.endedAt !== null && found.day !== today;
  if (found === null || isGivenUp || isOfAnotherDay) return writePiece(bucket, kv, begun(today, now), now, most);
  if (found.endedAt === null) return writePiece(bucket, kv, found, now, most);
  if (!found.isTidy) return tidy(bucket, found);
}

function begun(day: string, now: number): Progress {
  return { day, startedAt: now, pieces: [], skipped: [], cursor: '', after: '', endedAt: null, isTidy: false };
}

async function writePiece(
  bucket: R2Bucket,
  kv: KVNamespace,
  progress: Progress,
  now: number,
  most: typeof A_RUN,
): Promise<void> {
  const { day, startedAt, cursor, after } = progress;
  const piece = await exportPiece(kv, { cursor: cursor === '' ? null : cursor, after }, most);
  const pieces = [...progress.pieces, await putPiece(bucket, day, progress.pieces.length, piece.lines)];
  const skipped = [...progress.skipped, ...piece.skipped];
  const isLast = piece.cursor === null;
  if (isLast) await putManifest(bucket, { day, startedAt, pieces, skipped, endedAt: now });
  await putProgress(bucket, {
    ...progress,
    pieces,
    skipped,
    cursor: piece.cursor ?? '',
    after: piece.after,
    endedAt: isLast ? now : null,
  });
}

/** A day a run. */
async function tidy(bucket: R2Bucket, progress: Progress): Promise<void> {
  const [oldest] = daysToDelete(await listDays(bucket));
  if (oldest === undefined) await putProgress(bucket, { ...progress, isTidy: true });
  else await deleteDay(bucket, oldest);
}
