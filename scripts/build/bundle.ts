// The worker as it would be uploaded: bundled by wrangler with what wrangler.toml says of that, and without what lies
// around it. For the benches, whose workers are bundled the same way, and for the test that holds what it weighs.

import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { ROOT, WRANGLER, WRANGLER_ENV } from '../local/development.ts';

const TOML = readFileSync(join(ROOT, 'wrangler.toml'), 'utf8');

export const COMPATIBILITY_DATE = /^compatibility_date = "(.*)"$/m.exec(TOML)![1]!;

/** The file that stands in the worker for a package, by its name: `alias` in wrangler.toml. */
export const STAND_INS: Record<string, string> = Object.fromEntries(
  [...TOML.matchAll(/^"([\w.-]+)" = "\.\/(.+\.ts)"/gm)].map(([, name, file]) => [name, join(ROOT, file!)]),
);

/** The beginning of a wrangler.toml: how a module, named from the root, becomes a worker. Only tables may follow. */
export function configOf(name: string, main: string): string {
  const said = TOML.match(/^(?:compatibility_date|minify|keep_names) = .*$/gm) ?? [];
  const alias = Object.entries(STAND_INS).map((pair) => pair.map((text) => JSON.stringify(text)).join(' = '));
  return [
    `name = "afterword-${name}"`,
    `main = ${JSON.stringify(join(ROOT, main))}`,
    ...said,
    '[alias]',
    ...alias,
    '',
  ].join('\n');
}

export interface Bundle {
  file: string;
  bytes: number;
  gzip: number;
}

/** Into a folder of its name below `.tmp`. */
export function bundle(name: string, main = 'worker/index.ts'): Bundle {
  const folder = join(ROOT, '.tmp', name);
  mkdirSync(folder, { recursive: true });
  const config = join(folder, 'wrangler.toml');
  writeFileSync(config, configOf(name, main));
  const out = join(folder, 'out');
  const args = [WRANGLER, 'deploy', '--dry-run', '--outdir', out, '--config', config];
  const env = { ...process.env, ...WRANGLER_ENV };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`wrangler could not bundle ${main}:\n${stdout}${stderr}`);
  const file = join(out, readdirSync(out).find((each) => each.endsWith('.js'))!);
  const script = readFileSync(file);
  return { file, bytes: script.length, gzip: gzipSync(script).length };
}
