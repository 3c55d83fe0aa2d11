// The page of the import. What it sends goes to the endpoint that scripts use, too (routes/owner-api/transfer.ts).

import { Hono } from 'hono/tiny';
import { allSites } from '../../actions/sites.ts';
import type { AppDeps, AppEnv } from '../../deps.ts';
import { importPage } from '../../views/desk/import.ts';
import { siteName } from './answers.ts';

export function deskImportRoutes(deps: AppDeps): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/admin/import', async (c) => {
    const { origins } = await allSites(c, deps);
    return c.html(importPage({ site: siteName(c), origins }));
  });
}
