// Whether the worker runs, and which.

import { Hono } from 'hono/tiny';
import type { AppDeps, AppEnv } from '../app-env.ts';
import { ENDPOINTS } from '../contract/index.ts';
import { VERSION } from '../version.ts';

export function healthRoutes(_: AppDeps): Hono<AppEnv> {
  return new Hono<AppEnv>().get(ENDPOINTS.health, (c) => c.json({ ok: true, version: VERSION }));
}
