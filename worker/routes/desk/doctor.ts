// The doctor's page. A look writes a record and deletes it, so it takes a POST.
// Read next: actions/doctor/index.ts.

import { Hono } from 'hono/tiny';
import { examine } from '../../actions/doctor/index.ts';
import type { Memory } from '../../deps.ts';
import { doctorPage } from '../../views/desk/doctor.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { siteName } from '../page-answers.ts';

export function deskDoctorRoutes(memory: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>()
    .get('/admin/doctor', (c) => c.html(doctorPage(siteName(c), null)))
    .post('/admin/doctor', async (c) => {
      const lines = await examine(scopeOf(c, memory), new URL(c.req.url).origin);
      return c.html(doctorPage(siteName(c), lines));
    });
}
