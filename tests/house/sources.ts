// Reads the product's sources and their imports, for the tests that hold the shape of the house. A scanner and
// not a compiler: it needs each import to say its path as one literal, which the linter's formatting sees to.

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';

/** Every TypeScript file under the folders, as paths from the root of the repository. */
export function sources(...folders: string[]): string[] {
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => join(folder, name))
      .filter((path) => path.endsWith('.ts'))
      .sort(),
  );
}

export function read(path: string): string {
  return readFileSync(path, 'utf8');
}

/** The source without its comments, for rules about what the code does and not what it tells. */
export function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1');
}

// Static imports and re-exports (with what stands between the keyword and the path), and dynamic imports.
const STATEMENT = /^\s*(?:import|export)\s+(type\s)?(?:[\w*\s{},$]+?\sfrom\s+)?['"]([^'"]+)['"]/gm;
const DYNAMIC = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g;

export interface Import {
  from: string;
  /** A path from the root for what is ours, a package's name for what is not. */
  to: string;
  /** Only types: gone when the code runs. */
  types: boolean;
}

export function importsOf(path: string, source = read(path)): Import[] {
  const statements = [...source.matchAll(STATEMENT)].map((m) => ({ to: m[2]!, types: m[1] !== undefined }));
  const dynamic = [...source.matchAll(DYNAMIC)].map((m) => ({ to: m[1]!, types: false }));
  return [...statements, ...dynamic].map(({ to, types }) => ({
    from: path,
    to: to.startsWith('.') ? normalize(join(dirname(path), to)).replace(/\?.*$/, '') : to,
    types,
  }));
}

/** The first circle among the imports, as the files on it; null where there is none. */
export function findCircle(imports: Import[]): string[] | null {
  const next = new Map<string, string[]>();
  for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
  const done = new Set<string>();
  const visit = (path: string, trail: string[]): string[] | null => {
    if (trail.includes(path)) return [...trail.slice(trail.indexOf(path)), path];
    if (done.has(path)) return null;
    for (const to of next.get(path) ?? []) {
      const circle = visit(to, [...trail, path]);
      if (circle) return circle;
    }
    done.add(path);
    return null;
  };
  for (const path of next.keys()) {
    const circle = visit(path, []);
    if (circle) return circle;
  }
  return null;
}
