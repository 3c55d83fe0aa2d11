// What running the worker on one's own machine needs to know, in one place: ports, the environment that keeps
// wrangler quiet, the development token. Read by scripts/start.ts, scripts/seed.ts and the browser's tests.

import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));
export const WORKER_PORT = 8787;
export const BLOG_PORT = 8788;

export const WRANGLER = join(ROOT, 'node_modules/wrangler/bin/wrangler.js');

/** No question to the network, no banner, no update note: it has to work offline, and say only what matters. */
export const WRANGLER_ENV = {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  WRANGLER_SEND_METRICS: 'false',
  WRANGLER_HIDE_BANNER: 'true',
};

/** 32 random bytes, 43 characters that survive a shell, a form field and a password manager. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** The development token out of `.dev.vars` (git-ignored), made on the first call. */
export function developmentToken(file = join(ROOT, '.dev.vars')): string {
  const vars = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const found = /^ADMIN_TOKEN\s*=\s*"?([^"\r\n]+?)"?\s*$/m.exec(vars)?.[1];
  if (found) return found;
  const token = newToken();
  const before = vars === '' || vars.endsWith('\n') ? vars : `${vars}\n`;
  writeFileSync(file, `${before}ADMIN_TOKEN=${token}\n`, { mode: 0o600 });
  return token;
}

/** Whether nothing listens on localhost there, neither by IPv4 nor by IPv6: browsers try both. */
export async function isPortFree(port: number): Promise<boolean> {
  for (const host of ['127.0.0.1', '::1']) {
    if (await isTaken(port, host)) return false;
  }
  return true;
}

function isTaken(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    // A machine without IPv6 answers EADDRNOTAVAIL, which takes nothing from us.
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE'));
    server.listen(port, host, () => server.close(() => resolve(false)));
  });
}
