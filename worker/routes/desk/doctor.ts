// The doctor's page, and the same as JSON for `npm run doctor`. A look writes a record and deletes it, so it takes a
// POST.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import { examine } from '../../actions/doctor/index.ts';
import { OWNER_ENDPOINTS } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { doctorPage } from '../../views/desk/doctor.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { siteName } from './answers.ts';

export function deskDoctorRoutes(deps: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/admin/doctor', (c) => c.html(doctorPage(siteName(c), null)))
    .post('/admin/doctor', async (c) => c.html(doctorPage(siteName(c), await examine(scopeOf(c, deps), originOf(c)))));
}

export function ownerDoctorRoutes(deps: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>().post(OWNER_ENDPOINTS.doctor, async (c) =>
    c.json({ lines: await examine(scopeOf(c, deps), originOf(c)) }),
  );
}

function originOf(c: Context<AppEnv>): string {
  return new URL(c.req.url).origin;
}
