// The page of the import. What it sends goes to the endpoint that scripts use, too (routes/owner-api/transfer.ts).

import { Hono } from 'hono/tiny';
import type { Memory } from '../../deps.ts';
import { importPage } from '../../views/desk/import.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { siteName } from '../page-answers.ts';

export function deskImportRoutes(memory: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/admin/import', async (c) => {
    const { origins } = await scopeOf(c, memory).sites();
    return c.html(importPage({ site: siteName(c), origins, worker: new URL(c.req.url).origin }));
  });
}
