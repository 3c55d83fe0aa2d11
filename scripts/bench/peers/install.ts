// Puts the other systems' packages, at fixed versions, into a folder of their own: nothing of theirs is in this
// repository, nor in what it installs.

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../local/development.ts';

const FOLDER = join(ROOT, '.tmp/peers');

export const VERSIONS = {
  '@waline/client': '3.15.2',
  '@waline/vercel': '1.39.3',
  artalk: '2.9.1',
  twikoo: '1.7.9',
} as const;

export type Package = keyof typeof VERSIONS;

export function installPeers(): void {
  const wanted = JSON.stringify({ private: true, dependencies: VERSIONS }, null, 2);
  const manifest = join(FOLDER, 'package.json');
  if (existsSync(manifest) && readFileSync(manifest, 'utf8') === wanted && existsSync(join(FOLDER, 'done'))) return;
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(manifest, wanted);
  console.error('Installing the others, once…');
  const run = (command: string, ...more: string[]) => execFileSync(command, more, { cwd: FOLDER, stdio: 'ignore' });
  run('npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts');
  buildSqlite();
  writeFileSync(join(FOLDER, 'done'), '');
}

/** Waline keeps its comments in SQLite by a module in C++, which is built here where no built one can be downloaded. */
function buildSqlite(): void {
  const folder = join(FOLDER, 'node_modules/sqlite3');
  const headers = join(process.execPath, '../../include/node/node_api.h');
  const nodedir = existsSync(headers) ? join(process.execPath, '../..') : '/usr';
  try {
    const flags = ['--yes', 'node-gyp', 'rebuild', `--nodedir=${nodedir}`];
    execFileSync('npx', flags, { cwd: folder, stdio: 'ignore' });
  } catch {
    console.error('Waline’s database could not be built here (it needs a C++ compiler and Node’s headers).');
  }
}

export function hasWalineServer(): boolean {
  return existsSync(join(FOLDER, 'node_modules/sqlite3/build/Release/node_sqlite3.node'));
}

export function pathOf(name: Package, file: string): string {
  return join(FOLDER, 'node_modules', name, file);
}

export function fileOf(name: Package, file: string): Uint8Array {
  return readFileSync(pathOf(name, file));
}
