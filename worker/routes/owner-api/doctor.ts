// The doctor's lines as JSON, for `npm run doctor`. A look writes a record and deletes it, so it takes a POST.
// Read next: actions/doctor/index.ts.

import { Hono } from 'hono/tiny';
import { examine } from '../../actions/doctor/index.ts';
import { OWNER_ENDPOINTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { type AppEnv, scopeOf } from '../context.ts';

export function ownerDoctorRoutes(memory: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>().post(OWNER_ENDPOINTS.doctor, async (c) => {
    return c.json({ lines: await examine(scopeOf(c, memory), new URL(c.req.url).origin) });
  });
}
