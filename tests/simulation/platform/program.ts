// The worker as the world runs it: the product's own sources, or those with something broken on purpose.

import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'vite';
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
  /** Of it, what `npm run import` runs on the owner's machine. */
  moveIn?: MoveIn;
  /** Changes the binding that an invocation is handed. */
  wrap?(kv: KVNamespace, later: (work: () => Promise<unknown>) => void): KVNamespace;
}

export type MoveIn = Pick<typeof import('../../../worker/transfer/plan.ts'), 'planMoveIn'> &
  Pick<typeof import('../../../worker/transfer/arrival.ts'), 'arrivalOf'> &
  Pick<typeof import('../../../worker/transfer/upload.ts'), 'askWhatIsPresent' | 'Upload' | 'UploadError'>;

/** One place in the product's sources, and what stands there instead. */
export interface Patch {
  file: string;
  find: string;
  replace: string;
}

const ROOT = join(import.meta.dirname, '../../..');
/** What a program is made of, by the modules that have it. */
const PARTS = {
  'worker/worker.ts': ['createWorker'],
  'worker/transfer/plan.ts': ['planMoveIn'],
  'worker/transfer/arrival.ts': ['arrivalOf'],
  'worker/transfer/upload.ts': ['askWhatIsPresent', 'Upload', 'UploadError'],
};
type Parts = MoveIn & Pick<typeof import('../../../worker/worker.ts'), 'createWorker'>;

export async function ours(): Promise<Program> {
  const files = Object.keys(PARTS).map((file) => import(/* @vite-ignore */ pathToFileURL(join(ROOT, file)).href));
  return programOf('ours', Object.assign({}, ...(await Promise.all(files))));
}

/**
 * The worker with every patch applied, in one file, for loading its modules one by one takes seconds. A patch that
 * finds nothing, or more than one place, throws.
 */
export async function patched(name: string, patches: Patch[]): Promise<Program> {
  const sources = new Map<string, string>();
  for (const { file, find, replace } of patches) {
    const path = join(ROOT, 'worker', file);
    const source = sources.get(path) ?? readFileSync(path, 'utf8');
    const found = source.split(find).length - 1;
    if (found !== 1) throw new Error(`The mutant "${name}" finds its place in worker/${file} ${found} times: ${find}`);
    sources.set(
      path,
      source.replace(find, () => replace),
    );
  }
  const bundle = join(ROOT, '.tmp/mutants', `${name.replaceAll(/\W+/g, '-')}-${process.pid}.mjs`);
  mkdirSync(dirname(bundle), { recursive: true });
  writeFileSync(bundle, await bundled(sources));
  try {
    return programOf(name, await import(/* @vite-ignore */ pathToFileURL(bundle).href));
  } finally {
    rmSync(bundle);
  }
}

/** The parts of a program in one module; `sources` stand in the place of the files of their paths. */
async function bundled(sources: ReadonlyMap<string, string>): Promise<string> {
  const ENTRY = 'parts';
  const left = new Set(sources.keys());
  const plugin: Plugin = {
    name: 'patches',
    enforce: 'pre',
    resolveId: (id) => (id === ENTRY ? id : undefined),
    load(id) {
      if (id === ENTRY) {
        const lines = Object.entries(PARTS).map(([file, names]) => [
          names.join(', '),
          JSON.stringify(join(ROOT, file)),
        ]);
        return lines.map(([names, path]) => `export { ${names} } from ${path};`).join('\n');
      }
      left.delete(id);
      return sources.get(id);
    },
  };
  const output = await build({
    ...{ configFile: false, envDir: false, logLevel: 'error', root: ROOT, plugins: [plugin] },
    build: { ssr: true, write: false, minify: false, target: 'esnext', rolldownOptions: { input: ENTRY } },
  });
  if (left.size > 0) throw new Error(`No part of a program imports ${[...left].join(', ')}`);
  const [built] = [output].flat();
  if (!built || !('output' in built)) throw new Error('Vite has built nothing');
  return built.output[0].code;
}

function programOf(name: string, { createWorker, ...moveIn }: Parts): Program {
  return {
    name,
    sweeps: true,
    hasFacts: true,
    start: createWorker,
    moveIn,
  };
}
