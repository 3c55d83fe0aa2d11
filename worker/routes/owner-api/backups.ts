// The backups that were made by themselves: which there are, and one of them as the lines that `npm run import` reads.
// Read next: store/backup/daily.ts, scripts/import.ts.

import { Hono } from 'hono/tiny';
import { type BackupList, OWNER_ENDPOINTS } from '../../contract/index.ts';
import { ApiError } from '../../errors.ts';
import { isoOf } from '../../rules/comment/public.ts';
import { type FinishedBackup, listDays, readManifest, readPiece } from '../../store/backup/bucket.ts';
import type { AppEnv } from '../context.ts';

export function backupRoutes(): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get(OWNER_ENDPOINTS.backups, async (c) => {
    const { BACKUPS: bucket } = c.env;
    const days = bucket ? await listDays(bucket) : [];
    const manifests = await Promise.all(days.map((day) => readManifest(bucket!, day)));
    return c.json<BackupList>({
      backups: manifests
        .filter((each) => each !== null)
        .map(({ day, startedAt, endedAt, pieces }) => ({
          day,
          startedAt: isoOf(startedAt),
          endedAt: isoOf(endedAt),
          size: pieces.reduce((sum, { size }) => sum + size, 0),
        })),
    });
  });

  app.get(`${OWNER_ENDPOINTS.backups}/:day`, async (c) => {
    const { BACKUPS: bucket } = c.env;
    const backup = bucket && (await readManifest(bucket, c.req.param('day')));
    if (!backup) throw new ApiError('not_found');
    return c.body(joined(bucket, backup), 200, { 'Content-Type': 'application/x-ndjson' });
  });

  return app;
}

/**
 * The pieces go through unread. Cloudflare's own stream costs no CPU for that, whatever their size; other hosts have
 * the standard one. An answer that breaks off has no last line.
 */
function joined(bucket: R2Bucket, { day, pieces }: FinishedBackup): ReadableStream<Uint8Array> {
  const isCloudflare = typeof IdentityTransformStream !== 'undefined';
  const { readable, writable } = isCloudflare ? new IdentityTransformStream() : new TransformStream();
  const pipe = async () => {
    for (const number of pieces.keys()) {
      const piece = await readPiece(bucket, day, number);
      if (!piece) throw new Error(`piece ${number} of ${day} is missing`);
      await piece.body.pipeTo(writable, { preventClose: true });
    }
    await writable.close();
  };
  pipe().catch((error: unknown) => writable.abort(error).catch(() => undefined));
  return readable;
}
