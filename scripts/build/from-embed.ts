// A Vite plugin for the widget's later files: what they import of the embed's code is not bundled once more, but comes
// out of what the embed hands over. What that is stands in one list, widget/embed/shared.ts; what reading.js adds for
// composer.js is in widget/reading/shared.ts. The plugin reads the lists and no file names of its own: an import is
// swapped if its whole path is that of a file on a list. Used by scripts/build.ts.

import { readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { type Plugin, parseAst } from 'vite';

/** A list: what it hands over, by name, and where each comes from, as whole paths or names of packages. */
interface SharedList {
  names: string[];
  sources: string[];
}

/** The module that holds what was handed over. It is no file. */
const HELD = '\0from-embed';

/** Reads `export const shared = { … }` and the imports beside it. Throws where there is no such list. */
export function readShared(path: string): SharedList {
  const { body } = parseAst(readFileSync(path, 'utf8'), { lang: 'ts' });
  const sources: string[] = [];
  for (const node of body) {
    if (node.type === 'ImportDeclaration' && node.importKind !== 'type') sources.push(whole(node.source.value, path));
    if (node.type !== 'ExportNamedDeclaration' || node.declaration?.type !== 'VariableDeclaration') continue;
    const [declared] = node.declaration.declarations;
    if (declared?.id.type !== 'Identifier' || declared.id.name !== 'shared') continue;
    if (declared.init?.type !== 'ObjectExpression') continue;
    const names = declared.init.properties.map((one) => {
      if (one.type === 'Property' && one.key.type === 'Identifier' && one.shorthand) return one.key.name;
      throw new Error(`${path}: each of what is shared goes by its own name`);
    });
    return { names, sources };
  }
  throw new Error(`${path}: no list of what is shared`);
}

/** For the file `part` of the widget in `folder`: composer.js has Preact from reading.js, which brings it. */
export function fromEmbed(folder: string, part: 'reading' | 'composer'): Plugin {
  const lists = [join(folder, 'embed/shared.ts')];
  if (part === 'composer') lists.push(join(folder, 'reading/shared.ts'));
  const shared = lists.map(readShared);
  const held = new Set([join(folder, 'embed/from-embed.ts'), ...shared.flatMap(({ sources }) => sources)]);
  const names = shared.flatMap((list) => list.names).join(', ');
  const ownH = join(folder, 'h.ts');
  return {
    name: 'from-embed',
    enforce: 'pre',
    resolveId(id, importer) {
      if (!importer) return null;
      const path = whole(id, importer);
      // From reading.js on, the `h` that components are written in is Preact's.
      const wanted = path === ownH ? 'preact' : path;
      if (held.has(wanted)) return HELD;
      return wanted === path ? null : this.resolve(wanted, importer, { skipSelf: true });
    },
    load(id) {
      if (id !== HELD) return null;
      return `export let ${names};\nexport function receive(shared) { ({ ${names} } = shared); }`;
    },
  };
}

function whole(id: string, importer: string): string {
  return id.startsWith('.') || isAbsolute(id) ? resolve(dirname(importer), id) : id;
}
