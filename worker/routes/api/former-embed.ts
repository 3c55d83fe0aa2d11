// GET /embed-<hash>.js of an earlier deploy. The present one is a file and never comes here, and those of late are
// taken along (scripts/build/published.ts); a tag that names an older one is led to the embed of now. With `integrity`
// the browser compares: it runs that one only if the tag names its hash too (docs/deploy.md).

import { Hono } from 'hono/tiny';
import { ENDPOINTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { PINNED_EMBED } from '../../rules/paths.ts';
import type { AppEnv } from '../context.ts';

const HEADERS = {
  // Without it a tag with `crossorigin` stops at the redirect.
  'Access-Control-Allow-Origin': '*',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'Cache-Control': 'public, max-age=300',
};

export function formerEmbedRoutes(_: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>().get(`/:file{${PINNED_EMBED}}`, (c) => {
    for (const [name, value] of Object.entries(HEADERS)) c.header(name, value);
    return c.redirect(ENDPOINTS.embed, 302);
  });
}
