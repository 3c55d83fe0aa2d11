// The owner's endpoints about threads and the site's rules, as JSON.
// Read next: actions/owner-thread.ts, actions/save-settings.ts.

import { Hono } from 'hono/tiny';
import { changeThread } from '../../actions/owner-thread.ts';
import { saveSettings } from '../../actions/save-settings.ts';
import { OWNER_ENDPOINTS, type OwnerThread, type OwnerThreads, type SiteSettings } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError, requireValid } from '../../errors.ts';
import { THREAD_PATTERN } from '../../rules/paths.ts';
import { parseCursor, parseThreadChange } from '../../rules/requests/owner.ts';
import { parseSettings, siteSettings } from '../../rules/requests/settings.ts';
import { listThreads } from '../../store/views/threads.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { jsonBody } from '../middleware/json-body.ts';

export function ownerSiteRoutes(memory: Memory): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get(OWNER_ENDPOINTS.threads, async (c) => {
    const cursor = requireValid(parseCursor(c.req.query('cursor')));
    return c.json<OwnerThreads>(await listThreads(scopeOf(c, memory).kv, cursor));
  });

  app.put(`${OWNER_ENDPOINTS.threads}/:thread`, jsonBody(), async (c) => {
    const thread = c.req.param('thread');
    if (!THREAD_PATTERN.test(thread)) throw new ApiError('not_found');
    const request = requireValid(parseThreadChange(c.get('json')));
    return c.json<OwnerThread>(await changeThread(scopeOf(c, memory), thread, request));
  });

  app.get(OWNER_ENDPOINTS.settings, async (c) => {
    return c.json<SiteSettings>(siteSettings(await scopeOf(c, memory).settings()));
  });

  app.put(OWNER_ENDPOINTS.settings, jsonBody(), async (c) => {
    const scope = scopeOf(c, memory);
    const request = requireValid(parseSettings(c.get('json')));
    const before = await scope.settings();
    const saved = await saveSettings(scope, request);
    return c.json<SiteSettings>({ ...siteSettings(before), ...saved });
  });

  return app;
}
