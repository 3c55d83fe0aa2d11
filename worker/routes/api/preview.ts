// POST /api/preview: what a text will look like. Nothing is read or kept.

import { Hono } from 'hono/tiny';
import { ENDPOINTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError, requireValid } from '../../errors.ts';
import { parsePreview } from '../../rules/requests/reader.ts';
import type { AppEnv } from '../context.ts';
import { knownOrigin } from '../middleware/cors.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { LIMIT_PERIOD, siteLimit, visitorLimit } from '../middleware/throttle.ts';

export function previewRoutes(memory: Memory): Hono<AppEnv> {
  // The visitor before the site: one of them alone must not make it busy for everybody.
  const gates = [jsonBody(), knownOrigin(memory), visitorLimit(memory, 'preview'), siteLimit()] as const;
  return new Hono<AppEnv>().post(ENDPOINTS.preview, ...gates, (c) => {
    if (c.get('isBusy')) throw new ApiError('rate_limited', { retryAfter: LIMIT_PERIOD });
    return c.json({ body: requireValid(parsePreview(c.get('json'))).tree });
  });
}
