// GET /api/counts: how many comments each of these pages has, for a list of posts. One KV read a page of SITES; no body is read.

import { Hono } from 'hono/tiny';
import { findThread } from '../../actions/find-thread.ts';
import { type CountsAnswer, ENDPOINTS, MAX_COUNTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { readCount } from '../../store/views/head.ts';
import { type AppEnv, scopeOf } from '../context.ts';

interface Asked {
  page: string;
  id?: string;
}

export function countRoutes(deps: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>().get(ENDPOINTS.counts, async (c) => {
    const asked = readAsked(new URL(c.req.url).searchParams);
    if (asked.length === 0) throw new ApiError('invalid_request', { fields: { page: 'missing' } });
    if (asked.length > MAX_COUNTS) throw new ApiError('invalid_request', { fields: { page: 'too_many' } });
    // A page of links often names one post twice.
    const read = new Map<string, Promise<number | null>>();
    const countOf = (thread: string) => {
      const count = read.get(thread) ?? readCount(c.env.COMMENTS, thread);
      read.set(thread, count);
      return count;
    };
    const pages = await Promise.all(asked.map((each) => findThread(scopeOf(c, deps), each, countOf)));
    // One bad link among a hundred is a page without comments, not an index without counts.
    const answer: CountsAnswer = { counts: pages.map((page) => (page.ok && page.value.found) || 0) };
    return c.json(answer, 200, { 'Cache-Control': 'no-cache' });
  });
}

/** In the order asked; an `id` belongs to the `page` before it. */
function readAsked(query: URLSearchParams): Asked[] {
  const asked: Asked[] = [];
  for (const [name, value] of query) {
    const last = asked.at(-1);
    if (name === 'page') asked.push({ page: value });
    else if (name === 'id' && last) last.id ??= value;
  }
  return asked;
}
