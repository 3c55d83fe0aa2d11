// The owner's endpoints about threads and the site's rules, as JSON.
// Read next: actions/owner-thread.ts, actions/save-settings.ts.

import { Hono } from 'hono/tiny';
import { changeThread } from '../../actions/owner-thread.ts';
import { saveSettings } from '../../actions/save-settings.ts';
import {
  OWNER_ENDPOINTS,
  type OwnerThread,
  type OwnerThreads,
  type SiteSettings,
  THREAD_PATTERN,
} from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { parseThreadChange } from '../../rules/requests/owner.ts';
import { parseSettings, SETTING_NAMES } from '../../rules/requests/settings.ts';
import type { Settings } from '../../store/settings/settings.ts';
import { listThreads } from '../../store/views/threads.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { jsonBody } from '../middleware/json-body.ts';

const MAX_CURSOR = 1_000;

export function ownerSiteRoutes(deps: Memory): Hono<AppEnv> {
  const app = new Hono<AppEnv>();

  app.get(OWNER_ENDPOINTS.threads, async (c) => {
    const cursor = c.req.query('cursor') || null;
    if (cursor !== null && cursor.length > MAX_CURSOR) {
      throw new ApiError('invalid_request', { fields: { cursor: 'too_long' } });
    }
    return c.json<OwnerThreads>(await listThreads(c.env.COMMENTS, cursor));
  });

  app.put(`${OWNER_ENDPOINTS.threads}/:thread`, jsonBody(), async (c) => {
    const thread = c.req.param('thread');
    if (!THREAD_PATTERN.test(thread)) throw new ApiError('not_found');
    const parsed = parseThreadChange(c.get('json'));
    if (!parsed.ok) throw new ApiError('invalid_request', { fields: parsed.error });
    return c.json<OwnerThread>(await changeThread(scopeOf(c, deps), thread, parsed.value));
  });

  app.get(OWNER_ENDPOINTS.settings, async (c) => {
    return c.json<SiteSettings>(siteSettings(await deps.settings.get(c.env.COMMENTS, c.env, deps.runtime.now())));
  });

  app.put(OWNER_ENDPOINTS.settings, jsonBody(), async (c) => {
    const parsed = parseSettings(c.get('json'));
    if (!parsed.ok) throw new ApiError('invalid_request', { fields: parsed.error });
    const before = await deps.settings.get(c.env.COMMENTS, c.env, deps.runtime.now());
    const saved = await saveSettings(scopeOf(c, deps), parsed.value);
    return c.json<SiteSettings>({ ...siteSettings(before), ...saved });
  });

  return app;
}

/** Those that the owner sets; the others are the worker's own. */
export function siteSettings(settings: Settings): SiteSettings {
  return Object.fromEntries(SETTING_NAMES.map((name) => [name, settings[name]])) as unknown as SiteSettings;
}
