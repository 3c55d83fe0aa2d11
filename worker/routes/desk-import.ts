// The page of the import. What it sends goes to the endpoint that scripts use, too (transfer.ts).

import { Hono } from 'hono/tiny';
import type { AppDeps, AppEnv } from '../app-env.ts';
import { allSites } from '../sites.ts';
import { importPage } from '../views/import.ts';
import { siteName } from './desk-answers.ts';

export function deskImportRoutes(deps: AppDeps): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/admin/import', async (c) => {
    const { origins } = await allSites(c, deps);
    return c.html(importPage({ site: siteName(c), origins }));
  });
}
