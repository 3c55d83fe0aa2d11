// The page of numbers. Read next: actions/desk/numbers.ts, views/desk/numbers.ts.

import { Hono } from 'hono/tiny';
import { readNumbers } from '../../actions/desk/numbers.ts';
import type { Memory } from '../../deps.ts';
import { numbersPage } from '../../views/desk/numbers.ts';
import { type AppEnv, scopeOf } from '../context.ts';
import { siteName } from '../page-answers.ts';

export function deskNumberRoutes(memory: Memory): Hono<AppEnv> {
  return new Hono<AppEnv>().get('/admin/numbers', async (c) =>
    c.html(numbersPage({ site: siteName(c), ...(await readNumbers(scopeOf(c, memory))) })),
  );
}
