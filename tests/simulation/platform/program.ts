// The worker as the world runs it: the product's own sources, or a copy of them with something broken on purpose.

import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Runtime } from '../../../worker/env.ts';
import type { Worker } from '../../../worker/worker.ts';

export interface Program {
  name: string;
  /** False: the cron is left out. */
  sweeps: boolean;
  /** False: a wrong store with another protocol, judged only by what its clients see. */
  hasFacts: boolean;
  /** What runs in each region: an isolate's memory hangs on it. */
  start(runtime: Runtime): Worker;
  /** What `npm run import` calls, outside the worker. */
  moveIn?: MoveIn;
  /** Changes the binding that an invocation is handed. */
  wrap?(kv: KVNamespace, later: (work: () => Promise<unknown>) => void): KVNamespace;
}

export type MoveIn = Pick<typeof import('../../../worker/transfer/plan.ts'), 'planMoveIn'> &
  Pick<typeof import('../../../worker/transfer/arrival.ts'), 'arrivalOf'> &
  Pick<typeof import('../../../worker/store/backup/move-in.ts'), 'planArrival' | 'putWrites'>;

/** One place in the product's sources, and what stands there instead. */
export interface Patch {
  file: string;
  find: string;
  replace: string;
}

const ROOT = join(import.meta.dirname, '../../..');

export async function ours(): Promise<Program> {
  return load('ours', ROOT);
}

/** A copy of the worker with every patch applied; a patch that finds nothing, or more than one place, throws. */
export async function patched(name: string, patches: Patch[]): Promise<Program> {
  const copy = join(ROOT, '.tmp/mutants', `${name.replaceAll(/\W+/g, '-')}-${process.pid}`);
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  // Without its tsconfig.json, which extends one that is not there.
  const filter = (path: string) => !path.endsWith('.json');
  cpSync(join(ROOT, 'worker'), join(copy, 'worker'), { recursive: true, filter });
  for (const { file, find, replace } of patches) {
    const path = join(copy, 'worker', file);
    const source = readFileSync(path, 'utf8');
    const found = source.split(find).length - 1;
    if (found !== 1) throw new Error(`The mutant "${name}" finds its place in worker/${file} ${found} times: ${find}`);
    writeFileSync(
      path,
      source.replace(find, () => replace),
    );
  }
  try {
    return await load(name, copy);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function load(name: string, root: string): Promise<Program> {
  const from = (path: string) => import(/* @vite-ignore */ pathToFileURL(join(root, path)).href);
  const { createWorker }: typeof import('../../../worker/worker.ts') = await from('worker/worker.ts');
  const { planMoveIn }: typeof import('../../../worker/transfer/plan.ts') = await from('worker/transfer/plan.ts');
  const { arrivalOf }: typeof import('../../../worker/transfer/arrival.ts') = await from('worker/transfer/arrival.ts');
  const { planArrival, putWrites }: typeof import('../../../worker/store/backup/move-in.ts') = await from(
    'worker/store/backup/move-in.ts',
  );
  return {
    name,
    sweeps: true,
    hasFacts: true,
    start: createWorker,
    moveIn: { planMoveIn, arrivalOf, planArrival, putWrites },
  };
}
