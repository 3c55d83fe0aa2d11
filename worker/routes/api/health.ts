// Whether the worker runs, and which.

import { Hono } from 'hono/tiny';
import { ENDPOINTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { VERSION } from '../../version.ts';
import type { AppEnv } from '../context.ts';

export function healthRoutes(_: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>().get(ENDPOINTS.health, (c) => c.json({ ok: true, version: VERSION }));
}
