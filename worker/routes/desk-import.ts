// The page of the import. What it sends goes to the endpoint that scripts use, too (transfer.ts).

import { Hono } from 'hono/tiny';
import type { AppEnv } from '../app-env.ts';
import { parseSites } from '../rules/sites.ts';
import { importPage } from '../views/import.ts';
import { siteName } from './desk-answers.ts';

export function deskImportRoutes(): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/admin/import', (c) => {
    const { origins } = parseSites(c.env.SITES);
    return c.html(importPage({ site: siteName(c), origins }));
  });
}
