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

const name = 'Backups';
/** A large site's takes a good part of the day. */
const LATE = 2 * DAY;

export async function backups({ env, now }: Pick<Scope, 'env' | 'now'>): Promise<DoctorLine[]> {
  const { BACKUPS: bucket } = env;
  const none =
    'None is made by itself. docs/moving.md says how to have one a day in a bucket of R2, or one a week by a workflow.';
  if (!bucket) return [{ name, state: 'fine', says: none }];
  try {
    return [await look(bucket, now)];
  } catch {
    const says = 'R2 did not answer. Try again in a minute, or look at the bucket in Cloudflare’s dashboard.';
    return [{ name, state: 'wrong', says }];
  }
}

async function look(bucket: R2Bucket, now: number): Promise<DoctorLine> {
  const [progress, days] = await Promise.all([readProgress(bucket), listDays(bucket)]);
  const last = await lastOf(bucket, days);
  const begun =
    progress?.endedAt === null
      ? ` The next one was begun ${ago(progress.startedAt, now)} and has ${counted(progress.pieces.length, 'piece')} so far.`
      : '';
  if (last === null) {
    const isLate = progress !== null && now - progress.startedAt > LATE;
    const says =
      progress === null ? 'The first one is begun by the next run of the sweep.' : `None is whole yet.${begun}`;
    return { name, state: isLate ? 'look' : 'fine', says };
  }
  const problem = await problemOf(bucket, last);
  if (problem !== null) {
    const says = `The one of ${last.day} cannot be read back: ${problem}. Make one by hand (npm run export); the next one is made tomorrow.`;
    return { name, state: 'wrong', says };
  }
  const size = last.pieces.reduce((sum, piece) => sum + piece.size, 0);
  const left =
    last.skipped.length > 0
      ? ` ${counted(last.skipped.length, 'record')} could not be read, and ${last.skipped.length === 1 ? 'is' : 'are'} not in it.`
      : '';
  const says = `The last one ended ${ago(last.endedAt, now)} (${last.day}, ${kilobytes(size)}) and can be read back.${left} ${counted(days.length, 'day')} ${days.length === 1 ? 'is' : 'are'} kept.${begun}`;
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
  if (wrong !== -1) return `piece ${wrong} is ${there.has(wrong) ? 'not what was written' : 'missing'}`;
  const lines = ((await (await readPiece(bucket, day, pieces.length - 1))?.text()) ?? '').trimEnd().split('\n');
  const last = parseJson(lines.at(-1) ?? '') as { type?: unknown; cursor?: unknown } | undefined;
  return last?.type === 'cursor' && last.cursor === null ? null : 'its last line is not the end of a backup';
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`;
}

function kilobytes(bytes: number): string {
  return `${Math.ceil(bytes / 1000).toLocaleString('en')} kB`;
}
