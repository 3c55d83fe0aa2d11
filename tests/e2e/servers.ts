// The two servers that the browser's tests run against, on ports of their own so that `npm start` may run beside
// them, with a store that is wiped and seeded anew. Playwright starts this file twice: `worker` and `blog`.

import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { serveDemo } from '../../demo/serve.ts';
import { ROOT, WRANGLER, WRANGLER_ENV } from '../../scripts/development.ts';
import { seed } from '../../scripts/seed.ts';
import { BLOG, BLOG_PORT, TOKEN, WORKER, WORKER_PORT } from './places.ts';
import { siteFolders } from './sites.ts';

const STATE = join(ROOT, '.tmp/e2e', String(WORKER_PORT));

async function startWorker(): Promise<ChildProcess> {
  rmSync(STATE, { recursive: true, force: true });
  mkdirSync(STATE, { recursive: true });
  const vars = join(STATE, 'vars');
  // In place of .dev.vars, which may hold anything on a developer's machine.
  writeFileSync(vars, `ADMIN_TOKEN=${TOKEN}\nSITES=${BLOG}\n`);
  await seed({ persist: join(STATE, 'v3'), site: BLOG, token: TOKEN });
  const flags = ['--port', String(WORKER_PORT), '--persist-to', STATE, '--env-file', vars, '--log-level', 'error'];
  return spawn(process.execPath, [WRANGLER, 'dev', ...flags, '--show-interactive-dev-session=false'], {
    cwd: ROOT,
    env: { ...process.env, ...WRANGLER_ENV },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
}

if (process.argv[2] === 'blog') {
  await serveDemo({ port: BLOG_PORT, workerOrigin: WORKER, folders: siteFolders() });
} else {
  const worker = await startWorker();
  worker.once('exit', (code) => process.exit(code ?? 1));
  process.once('SIGTERM', () => worker.kill('SIGTERM'));
}
