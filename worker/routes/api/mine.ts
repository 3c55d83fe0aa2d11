// POST /api/mine: what became of the comments that this browser wrote. Only the author key opens them.

import { Hono } from 'hono/tiny';
import { asAuthorSees } from '../../actions/as-author-sees.ts';
import { ENDPOINTS, type MineAnswer } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { authorIdOf } from '../../rules/comment/hash.ts';
import { parseMine } from '../../rules/requests/reader.ts';
import { readComments } from '../../store/facts/comments.ts';
import type { AppEnv } from '../context.ts';
import { knownOrigin } from '../middleware/cors.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { visitorLimit } from '../middleware/throttle.ts';

export function mineRoutes(deps: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>().post(ENDPOINTS.mine, jsonBody(), knownOrigin(deps), visitorLimit('look'), async (c) => {
    const parsed = parseMine(c.get('json'));
    if (!parsed.ok) throw new ApiError('invalid_request', { fields: parsed.error });
    const { thread, key, ids } = parsed.value;
    const authorId = await authorIdOf(key);
    const refs = [...new Set(ids)].map((id) => ({ thread, id }));
    const states = await readComments(c.env.COMMENTS, refs);
    const mine = states.filter((state) => state !== null && state.post.authorId === authorId);
    return c.json<MineAnswer>({ comments: mine.map((state) => asAuthorSees(state!)), author: authorId });
  });
}
