// Installing for a deploy is small, and enough: what runs, builds and deploys is a dependency, and what only tests,
// benches and pictures need is not.

import { expect, test } from 'vitest';
import { importsOf, read, sources } from './sources.ts';

const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;

/** Commands for who works on the program. */
const FOR_WORK = /^scripts\/(bench|pictures|simulate|test|free-plan)\b|^scripts\/local\/reports/;

/** Asked for by a path, or as a program. */
const BY_PATH = ['wrangler', 'sql.js'];

const OURS = /^(node:|cloudflare:|virtual:|(worker|widget|desk|demo|scripts|tests)\/)/;

function packagesOf(paths: string[]): Set<string> {
  const imports = paths.flatMap((path) => importsOf(path)).filter(({ types }) => !types);
  const names = imports.map(({ to }) => to).filter((to) => !OURS.test(to));
  return new Set(names.map((to) => to.split('/', to.startsWith('@') ? 2 : 1).join('/')));
}

const product = sources('worker', 'widget', 'desk', 'demo', 'scripts').filter((path) => !FOR_WORK.test(path));

test('what runs, builds and deploys is installed by npm ci --omit=dev', () => {
  const missing = [...packagesOf(product), ...BY_PATH].filter((name) => !Object.hasOwn(dependencies ?? {}, name));
  expect(missing).toEqual([]);
});

test('nothing else is', () => {
  const used = new Set([...packagesOf(product), ...BY_PATH]);
  expect(Object.keys(dependencies ?? {}).filter((name) => !used.has(name))).toEqual([]);
  expect(Object.keys(devDependencies ?? {}).filter((name) => Object.hasOwn(dependencies ?? {}, name))).toEqual([]);
});
