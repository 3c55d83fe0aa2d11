// Moving out and in: everything the store keeps, as JSON lines, a page of keys in each answer. An answer that breaks
// off ends without its cursor; asking again with the last one goes on.
// Read next: transfer/own.ts for the lines, actions/import.ts and store/backup/move-out.ts; desk/reader.ts, which
// sends most of them.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { importLines } from '../../actions/import.ts';
import { type ImportAnswer, OWNER_ENDPOINTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError, requireValid } from '../../errors.ts';
import { parseCursor } from '../../rules/requests/owner.ts';
import { exportLines, isExportCursor } from '../../store/backup/move-out.ts';
import { presentLines } from '../../store/backup/present.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { readLimited } from '../middleware/body-limit.ts';

/** A bundle is a line, and up to some megabytes long. */
const MAX_IMPORT_BYTES = 8 * 1024 * 1024;

export function transferRoutes(memory: Memory): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get(OWNER_ENDPOINTS.export, (c) => {
    const { kv, now } = scopeOf(c, memory);
    const cursor = requireValid(parseCursor(c.req.query('cursor')));
    if (cursor !== null && !isExportCursor(cursor)) {
      throw new ApiError('invalid_request', { fields: { cursor: 'malformed' } });
    }
    const day = new Date(now).toISOString().slice(0, 10);
    return c.body(streamOf(exportLines(kv, cursor)), 200, {
      'Content-Type': 'application/x-ndjson',
      'Content-Disposition': `attachment; filename="afterword-${day}.ndjson"`,
    });
  });

  // What an import need not bring: which comments are here.
  app.get(OWNER_ENDPOINTS.import, (c) => {
    const cursor = requireValid(parseCursor(c.req.query('cursor')));
    const lines = presentLines(scopeOf(c, memory).kv, cursor);
    return c.body(streamOf(lines), 200, { 'Content-Type': 'application/x-ndjson' });
  });

  app.post(OWNER_ENDPOINTS.import, async (c) => {
    const isAsked = (name: string) => c.req.query(name) === '1';
    const answer = await importLines(scopeOf(c, memory), await readLines(c), {
      isOwn: isAsked('own'),
      isDry: isAsked('dryRun'),
      publishes: isAsked('publish'),
    });
    return c.json<ImportAnswer>(answer);
  });

  return app;
}

/** Throws `invalid_request` and `too_large`. */
async function readLines(c: Context<AppEnv>): Promise<string> {
  const type = c.req.header('Content-Type') ?? '';
  if (!/^application\/(?:x-)?ndjson[ \t]*(;|$)/i.test(type)) {
    const message = 'Content-Type must be application/x-ndjson.';
    throw new ApiError('invalid_request', { fields: { request: 'wrong_type' }, message });
  }
  const bytes = await readLimited(c.req.raw, MAX_IMPORT_BYTES).catch((error: unknown) => {
    if (!(error instanceof ApiError && error.code === 'too_large')) throw error;
    throw new ApiError('too_large', { message: 'No more than 8 MiB at once.' });
  });
  return new TextDecoder().decode(bytes);
}

/** Read as fast as it is taken: what is not sent yet is not held. */
function streamOf(lines: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const iterator = lines[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(`${value}\n`));
    },
  });
}
