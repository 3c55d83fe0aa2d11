// GET /api/thread: one KV read and its bytes as they are, whatever the size of the thread. Never writes, never lists, and
// looks at one setting where nothing else tells which thread is meant (actions/find-thread.ts). While KV fails it answers the last
// copy that the edge has.

import { Hono } from 'hono/tiny';
import { type AskedPage, findThread } from '../../actions/find-thread.ts';
import { COPY_HEADER, ENDPOINTS, PART_PATTERN, type Thread } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { FRESH_PAGE } from '../../rules/comment/facts.ts';
import { digest } from '../../rules/comment/hash.ts';
import { ASKS } from '../../rules/page/asks.ts';
import { drawHead } from '../../rules/thread/draw.ts';
import { isKnown } from '../../rules/thread/etag.ts';
import { StoreError } from '../../store/kv/errors.ts';
import { readView } from '../../store/views/head.ts';
import { type AppEnv, background, scopeOf } from '../context.ts';

export function threadRoutes(deps: Memory): Hono<AppEnv> {
  const { copies, runtime } = deps;
  return new Hono<AppEnv>().get(ENDPOINTS.thread, async (c) => {
    const { page: address, id, part: asked } = c.req.query();
    if (asked !== undefined && !PART_PATTERN.test(asked)) throw new ApiError('not_found');
    const part = asked === undefined ? undefined : Number(asked);
    const nameOf = (thread: string) => `${thread}/${part ?? 'head'}`;
    const result = await findThread(scopeOf(c, deps), { page: address, id, part: asked }, (thread) =>
      readView(c.env.COMMENTS, thread, part).catch(async (error) => {
        const copy = error instanceof StoreError ? await copies.find(nameOf(thread)) : null;
        if (copy === null) throw error;
        return copy;
      }),
    );
    if (!result.ok) throw new ApiError('invalid_request', { fields: result.error });
    const { page, found: view } = result.value;
    const name = nameOf(page.thread);
    if (view && 'at' in view) {
      return c.body(view.body, 200, { 'Content-Type': 'application/json', [COPY_HEADER]: view.at });
    }
    if (!view && asked !== undefined) throw new ApiError('not_found');
    const { body, etag } = view ? { body: view.body, etag: view.meta.etag } : await emptyThread(page);
    const headers = { ETag: etag, 'Cache-Control': 'no-cache' };
    if (isKnown(c.req.header('If-None-Match'), etag)) {
      if (typeof body !== 'string') await body.cancel();
      return c.body(null, 304, headers);
    }
    const answered = typeof body === 'string' || !copies.wants(name, etag) ? body : keepCopy(body);
    return c.body(answered, 200, { ...headers, 'Content-Type': 'application/json' });

    function keepCopy(stream: ReadableStream): ReadableStream {
      const [mine, theirs] = stream.tee();
      background(c, copies.keep(name, mine, etag, runtime.now()));
      return theirs;
    }
  });
}

/** A page that nobody wrote about yet looks like any other. */
async function emptyThread({ thread, address }: AskedPage): Promise<{ body: string; etag: string }> {
  const frame = { thread, page: address, title: '', state: FRESH_PAGE, asks: ASKS };
  const empty: Thread = drawHead(frame, [], new Map(), 0);
  const body = JSON.stringify(empty);
  return { body, etag: `W/"${await digest(body, 22)}"` };
}
