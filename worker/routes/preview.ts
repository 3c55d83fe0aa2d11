// POST /api/preview: what a text will look like. Nothing is read or kept.

import { Hono } from 'hono/tiny';
import type { AppDeps, AppEnv } from '../app-env.ts';
import { ENDPOINTS, parsePreview } from '../contract/index.ts';
import { ApiError } from '../errors.ts';
import { knownOrigin } from '../middleware/cors.ts';
import { jsonBody } from '../middleware/json-body.ts';
import { LIMIT_PERIOD, siteLimit } from '../middleware/throttle.ts';
import { toTree } from '../rules/markdown.ts';

export function previewRoutes(deps: AppDeps): Hono<AppEnv> {
  return new Hono<AppEnv>().post(ENDPOINTS.preview, jsonBody(), knownOrigin(deps), siteLimit(), (c) => {
    if (c.get('isBusy')) throw new ApiError('rate_limited', { retryAfter: LIMIT_PERIOD });
    const parsed = parsePreview(c.get('json'));
    if (!parsed.ok) throw new ApiError('invalid_request', { fields: parsed.error });
    return c.json({ body: toTree(parsed.value.body) });
  });
}
