// POST /api/mine: what became of the comments that this browser wrote. Only the author key opens them.
// Read next: actions/as-author-sees.ts.

import { Hono } from 'hono/tiny';
import { readMine } from '../../actions/as-author-sees.ts';
import { ENDPOINTS, type MineAnswer } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { requireValid } from '../../errors.ts';
import { parseMine } from '../../rules/requests/reader.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { knownOrigin } from '../middleware/cors.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { visitorLimit } from '../middleware/throttle.ts';

export function mineRoutes(memory: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>().post(
    ENDPOINTS.mine,
    jsonBody(),
    knownOrigin(memory),
    visitorLimit(memory, 'look'),
    async (c) => {
      const request = requireValid(parseMine(c.get('json')));
      return c.json<MineAnswer>(await readMine(scopeOf(c, memory), request));
    },
  );
}
