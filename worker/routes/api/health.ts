// Whether the worker runs, and which.

import { Hono } from 'hono/tiny';
import { ENDPOINTS } from '../../contract/index.ts';
import type { AppDeps, AppEnv } from '../../deps.ts';
import { VERSION } from '../../version.ts';

export function healthRoutes(_: AppDeps): Hono<AppEnv> {
  return new Hono<AppEnv>().get(ENDPOINTS.health, (c) => c.json({ ok: true, version: VERSION }));
}
