// Starts a worker of its own for a bench: in local workerd, on its own port, with its own store, seeded if asked, and
// without the rate limits that would slow a bench. What it has used of processor and memory is read from outside.

import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { configOf } from '../build/bundle.ts';
import { ROOT, WRANGLER, WRANGLER_ENV } from '../local/development.ts';

export interface Write {
  key: string;
  value: string;
  metadata?: object;
}

export interface BenchWorkerOptions {
  /** Names its folder under `.tmp/`. */
  name: string;
  port: number;
  /** The module, from the root; the worker itself unless said otherwise. */
  main?: string;
  vars?: Record<string, string>;
  /** Serve what `npm run build` made. */
  assets?: boolean;
  writes?: Write[];
}

export interface BenchWorker {
  origin: string;
  process: ChildProcess;
  stop(): Promise<void>;
}

export async function startBenchWorker(options: BenchWorkerOptions): Promise<BenchWorker> {
  const { name, port, main = 'worker/index.ts', writes = [] } = options;
  const state = join(ROOT, '.tmp', name);
  rmSync(state, { recursive: true, force: true });
  mkdirSync(state, { recursive: true });
  const config = join(state, 'wrangler.toml');
  writeFileSync(config, configOf(name, main) + tablesOf(options));
  const shared = ['--config', config, '--persist-to', state];
  const env = { ...process.env, ...WRANGLER_ENV };
  if (writes.length > 0) {
    const file = join(state, 'seed.json');
    writeFileSync(file, JSON.stringify(writes));
    const flags = ['--local', '--binding', 'COMMENTS', ...shared];
    const stdio = ['ignore', 'ignore', 'inherit'] as const;
    execFileSync(process.execPath, [WRANGLER, 'kv', 'bulk', 'put', file, ...flags], { env, stdio: [...stdio] });
  }
  const flags = [...shared, '--port', String(port), '--log-level', 'error', '--show-interactive-dev-session=false'];
  const child = spawn(process.execPath, [WRANGLER, 'dev', ...flags], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const origin = `http://localhost:${port}`;
  // A bench that is broken off leaves nothing running.
  process.once('exit', () => child.kill('SIGTERM'));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  const stop = async () => {
    const ended = new Promise((done) => child.once('exit', done));
    child.kill('SIGTERM');
    await Promise.race([ended, sleep(5_000)]);
  };
  for (let tries = 0; tries < 150; tries++) {
    if (await answers(origin)) return { origin, process: child, stop };
    await sleep(200);
  }
  await stop();
  throw new Error(`${name}: the worker did not start.`);
}

function tablesOf({ vars = {}, assets = false }: BenchWorkerOptions): string {
  return `${assets ? `[assets]\ndirectory = ${JSON.stringify(join(ROOT, 'dist/assets'))}` : ''}
[vars]
${Object.entries(vars)
  .map(([key, value]) => `${key} = ${JSON.stringify(value)}`)
  .join('\n')}
[[kv_namespaces]]
binding = "COMMENTS"
`;
}

/** Whether anything answers, whatever it says. */
async function answers(origin: string): Promise<boolean> {
  try {
    await (await fetch(`${origin}/health`, { signal: AbortSignal.timeout(5_000) })).arrayBuffer();
    return true;
  } catch {
    return false;
  }
}
