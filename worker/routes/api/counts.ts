// GET /api/counts?page=…&page=…&id=…&at=…: how many comments each of these pages has.
// Read next: actions/reading/counts.ts.

import { Hono } from 'hono/tiny';
import { readCounts } from '../../actions/reading/counts.ts';
import { type CountsAnswer, ENDPOINTS, MAX_COUNTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { requireVisitorWithin } from '../middleware/throttle.ts';

/** Pages for which a request counts once against its visitor. */
const PAGES_AT_ONCE = 25;

export function countRoutes(memory: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>().get(ENDPOINTS.counts, async (c) => {
    const asked = readAsked(new URL(c.req.url).searchParams);
    if (asked.length === 0) throw new ApiError('invalid_request', { fields: { page: 'missing' } });
    if (asked.length > MAX_COUNTS) throw new ApiError('invalid_request', { fields: { page: 'too_many' } });
    await requireVisitorWithin(c, memory, 'look', Math.ceil(asked.length / PAGES_AT_ONCE));
    const answer: CountsAnswer = { counts: await readCounts(scopeOf(c, memory), asked) };
    return c.json(answer, 200, { 'Cache-Control': 'no-cache' });
  });
}

/** In the order asked; an `id` and an `at` belong to the `page` before them. */
function readAsked(query: URLSearchParams): { page: string; id?: string; at?: string }[] {
  const asked: { page: string; id?: string; at?: string }[] = [];
  for (const [name, value] of query) {
    const last = asked.at(-1);
    if (name === 'page') asked.push({ page: value });
    else if ((name === 'id' || name === 'at') && last) last[name] ??= value;
  }
  return asked;
}
