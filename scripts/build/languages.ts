// A language's file (widget/lang/) as two: what the widget says, as a module that it imports, and all of it as JSON,
// which the worker reads from its assets (worker/actions/memory/languages.ts). Used by scripts/build.ts.

import { readdirSync } from 'node:fs';
import { type Language, outsideEnglish } from '../../widget/words/language.ts';

const FOLDER = new URL('../../widget/lang/', import.meta.url);

export async function readLanguages(): Promise<[name: string, language: Language][]> {
  const names = readdirSync(FOLDER)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => name.slice(0, -'.ts'.length));
  return Promise.all(
    names.map(async (name): Promise<[string, Language]> => {
      const { default: language } = (await import(`${FOLDER}${name}.ts`)) as { default: Language };
      return [name, language];
    }),
  );
}

/** Nothing that only the worker says: a reader's browser would load it for nothing. */
export function widgetModule(language: Language): string {
  const said = Object.entries(language).filter(([key]) => !(key in outsideEnglish));
  return `export default${JSON.stringify(Object.fromEntries(said)).replace(/"(\w+)":/g, '$1:')}\n`;
}

export function workerJson(language: Language): string {
  return JSON.stringify(language);
}
