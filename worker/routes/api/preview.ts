// POST /api/preview: what a text will look like. Nothing is read or kept.

import { Hono } from 'hono/tiny';
import { ENDPOINTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError, requireValid } from '../../errors.ts';
import { parsePreview } from '../../rules/requests/reader.ts';
import type { AppEnv } from '../context.ts';
import { knownOrigin } from '../middleware/cors.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { LIMIT_PERIOD, siteLimit } from '../middleware/throttle.ts';

export function previewRoutes(memory: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>().post(ENDPOINTS.preview, jsonBody(), knownOrigin(memory), siteLimit(), (c) => {
    if (c.get('isBusy')) throw new ApiError('rate_limited', { retryAfter: LIMIT_PERIOD });
    return c.json({ body: requireValid(parsePreview(c.get('json'))).tree });
  });
}
