// wrangler, as the guide uses it: what it asks, what it is told, and what of its words is worth a newcomer's screen.
// Read next: scripts/deploy.ts, scripts/deploy/failures.ts.

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ROOT, WRANGLER } from '../local/development.ts';
import { deployedOrigin, hasSecret, isDeployChatter } from '../local/wrangler-output.ts';
import { MERGED } from './config.ts';

const ENV = { WRANGLER_SEND_METRICS: 'false', WRANGLER_HIDE_BANNER: 'true' };

export interface Account {
  id: string;
  name: string;
}

/** Where it cannot be asked, as with some tokens for a machine, there are none. */
export function accountsIn(said: string): Account[] {
  try {
    const { accounts } = JSON.parse(said.slice(said.indexOf('{'))) as { accounts?: unknown };
    if (!Array.isArray(accounts)) return [];
    return accounts.filter((each): each is Account => typeof each?.id === 'string' && typeof each.name === 'string');
  } catch {
    return [];
  }
}

/** Null: nobody is signed in. */
export function whoIsSignedIn(): Account[] | null {
  const { status, said } = ask(['whoami', '--json']);
  return status === 0 ? accountsIn(said) : null;
}

export function signIn(): boolean {
  return (
    spawnSync(process.execPath, [WRANGLER, 'login'], { cwd: ROOT, stdio: 'inherit', env: envWith({}) }).status === 0
  );
}

/** Whether the worker has the secret; what wrangler said where it could not be asked. */
export function lookForSecret(name: string): boolean | { said: string } {
  const { status, said } = ask(['secret', 'list', '--config', MERGED]);
  if (status === 0) return hasSecret(said, name);
  // The first deploy: there is no worker yet that could have a secret.
  return /not found|does not exist|\[code: 10007\]/i.test(said) ? false : { said };
}

export interface Upload {
  isDone: boolean;
  /** The worker's own address, where wrangler names it. */
  origin: string | null;
  said: string;
}

/** Deploys, with the token where there is one to set. It lies in a file only while wrangler reads it. */
export async function upload(token: string | null, flags: string[]): Promise<Upload> {
  const folder = mkdtempSync(join(tmpdir(), 'afterword-'));
  // Ctrl-C reaches wrangler too; this listener keeps us alive until `finally` has taken the token off the disk.
  const wait = () => {};
  process.on('SIGINT', wait);
  try {
    const secrets = join(folder, 'secrets.json');
    const report = join(folder, 'report.ndjson');
    if (token) writeFileSync(secrets, JSON.stringify({ ADMIN_TOKEN: token }), { mode: 0o600 });
    writeFileSync(report, '');
    // Not `wrangler secret put`, which fails before the first deploy: there is no worker to put it in.
    const args = ['deploy', '--config', MERGED, ...(token ? ['--secrets-file', secrets] : []), ...flags];
    const { status, said } = await show(args, { WRANGLER_OUTPUT_FILE_PATH: report });
    return { isDone: status === 0, origin: deployedOrigin(readFileSync(report, 'utf8')), said };
  } finally {
    rmSync(folder, { recursive: true, force: true });
    process.off('SIGINT', wait);
  }
}

function ask(args: string[]): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [WRANGLER, ...args], {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['inherit', 'pipe', 'pipe'],
    env: envWith({}),
  });
  return { status, said: `${stdout}${stderr}` };
}

/** Shows the lines that are about the worker, and keeps all of them: what went wrong is known by them. */
function show(args: string[], env: Record<string, string>): Promise<{ status: number | null; said: string }> {
  // Its input is nothing, so that it asks nothing: what it would ask, the guide knows how to.
  const child = spawn(process.execPath, [WRANGLER, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: envWith({ NO_COLOR: '1', FORCE_COLOR: '0', ...env }),
  });
  const lines: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      if (!isDeployChatter(line)) console.log(`  ${line}`);
    });
  }
  return new Promise((resolve) => {
    child.once('close', (status) => resolve({ status, said: lines.join('\n') }));
  });
}

function envWith(more: Record<string, string>): NodeJS.ProcessEnv {
  return { ...process.env, ...ENV, ...more };
}
