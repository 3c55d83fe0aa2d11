// What is deployed: the program's wrangler.toml, and over it the owner's own file, which the program's repository does
// not have. So neither `git pull` nor `npm run upgrade` ever meets the owner's values. wrangler reads one file: the two
// are merged into wrangler.deploy.json, which git ignores.
// Read next: scripts/deploy.ts, scripts/upgrade.ts.

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'smol-toml';

type Value = unknown;
export type Config = Record<string, Value>;

/** Beside wrangler.toml, for its paths are relative to it. */
export const MERGED = 'wrangler.deploy.json';

const HEAD = `# What is yours of the worker's configuration: it is laid over wrangler.toml. See docs/operating.md.
# npm run deploy writes it. Add what you like; your comments are not kept when it writes again.

`;

/** `env`: a second worker of the owner's, such as "staging", with a file of its own. */
export function ownerFile(env?: string): string {
  return `wrangler.${env ?? 'local'}.toml`;
}

export function readToml(file: string): Config {
  if (!existsSync(file)) return {};
  try {
    return parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Error(`${file} cannot be read:\n${(error as Error).message.trim()}`);
  }
}

export function writeOwnerFile(root: string, config: Config, env?: string): void {
  writeFileSync(join(root, ownerFile(env)), `${HEAD}${stringify(config)}`);
}

/** The two merged, and the name under which it is deployed. */
export function readConfig(root: string, env?: string): Config & { name: string } {
  const base = readToml(join(root, 'wrangler.toml'));
  const owner = readToml(join(root, ownerFile(env)));
  const merged = merge(base, owner) as Config;
  // Another worker than the one that readers use, or staging would overwrite it.
  const name = env !== undefined && owner.name === undefined ? `${base.name}-${env}` : String(merged.name);
  return { ...merged, name };
}

/** Tables key by key, lists of tables entry by entry, and everything else as the owner has it. */
export function merge(base: Value, owner: Value): Value {
  if (owner === undefined) return base;
  if (isTable(base) && isTable(owner)) {
    const names = [...new Set([...Object.keys(base), ...Object.keys(owner)])];
    return Object.fromEntries(names.map((name) => [name, merge(base[name], owner[name])]));
  }
  if (!areTables(base) || !areTables(owner)) return owner;
  const rest = owner.filter((entry) => !base.some((each) => idOf(each) === idOf(entry)));
  return [
    ...base.map((each) =>
      merge(
        each,
        owner.find((entry) => idOf(entry) === idOf(each)),
      ),
    ),
    ...rest,
  ];
}

/** What differs in `mine` from `theirs`, so that `merge(theirs, it)` has all that `mine` has. */
export function difference(theirs: Config, mine: Config): Config {
  const found: Config = {};
  for (const [name, value] of Object.entries(mine)) {
    const other = theirs[name];
    if (JSON.stringify(other) === JSON.stringify(value)) continue;
    if (isTable(other) && isTable(value)) found[name] = difference(other, value);
    else if (areTables(other) && areTables(value)) {
      const own = value.filter((entry) => !other.some((each) => JSON.stringify(each) === JSON.stringify(entry)));
      if (own.length > 0) found[name] = own;
    } else found[name] = value;
  }
  return found;
}

/** The origins in SITES; none where nothing was set. */
export function sitesOf({ vars }: Config): string[] {
  const sites = isTable(vars) ? vars.SITES : undefined;
  return (typeof sites === 'string' ? sites : '').split(/[\s,]+/).filter((site) => site !== '');
}

function isTable(value: Value): value is Config {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}

function areTables(value: Value): value is Config[] {
  return Array.isArray(value) && value.every(isTable);
}

/** What names an entry of a list: of KV and R2 their binding, of mail and limits the name, of routes the pattern. */
function idOf({ binding, name, pattern }: Config): unknown {
  return binding ?? name ?? pattern;
}
