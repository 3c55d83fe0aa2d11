// GET /api/thread: what readers of a page get. Read next: actions/reading/read-thread.ts.

import { Hono } from 'hono/tiny';
import { readThread } from '../../actions/reading/read-thread.ts';
import { COPY_HEADER, ENDPOINTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { PART_PATTERN } from '../../rules/paths.ts';
import { type AppEnv, scopeOf } from '../context.ts';

const TYPE = { 'Content-Type': 'application/json' };

export function threadRoutes(memory: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>().get(ENDPOINTS.thread, async (c) => {
    const { page, id, at, part } = c.req.query();
    if (part !== undefined && !PART_PATTERN.test(part)) throw new ApiError('not_found');
    const found = await readThread(scopeOf(c, memory), { page, id, at, part }, c.req.header('If-None-Match'));
    if ('copiedAt' in found) return c.body(found.body, 200, { ...TYPE, [COPY_HEADER]: found.copiedAt });
    const headers = { ETag: found.etag, 'Cache-Control': 'no-cache' };
    return found.body === null ? c.body(null, 304, headers) : c.body(found.body, 200, { ...headers, ...TYPE });
  });
}
