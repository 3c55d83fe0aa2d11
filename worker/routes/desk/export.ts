// The page of the export. What its script asks for comes from the endpoint that scripts use, too
// (routes/owner-api/transfer.ts).

import { Hono } from 'hono/tiny';
import { exportPage } from '../../views/desk/export.ts';
import type { AppEnv } from '../context.ts';
import { siteName } from '../page-answers.ts';

export function deskExportRoutes(): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/admin/export', (c) =>
    c.html(exportPage({ site: siteName(c), worker: new URL(c.req.url).origin })),
  );
}
