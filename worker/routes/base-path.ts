// What is asked for under a path of the blog. Read next: rules/base-path.ts for what is answered there, and why.

import type { Context } from 'hono';
import { getPath } from 'hono/utils/url';
import type { Env } from '../env.ts';
import { withoutBasePath } from '../rules/base-path.ts';
import type { AppEnv } from './context.ts';

/** As the routes name it, whatever path of the blog stands before it. `c.req.url` stays as it was asked for. */
export function pathOf(request: Request, options?: { env?: Partial<Env> }): string {
  return withoutBasePath(getPath(request), options?.env?.BASE_PATH);
}

/** Cloudflare answers with a file before the worker is asked, but not under a path that only the worker knows. */
export async function fileUnderBasePath(c: Context<AppEnv>): Promise<Response | null> {
  const url = new URL(c.req.url);
  if (url.pathname === c.req.path || !c.env.ASSETS || !/^(?:GET|HEAD)$/.test(c.req.method)) return null;
  url.pathname = c.req.path;
  const file = await c.env.ASSETS.fetch(url.href, c.req.raw);
  return file.status === 404 ? null : new Response(file.body, file);
}
