// A language's file (widget/lang/) as two: what the widget says, as a module that it imports, and all of it as JSON,
// which the worker reads from its assets (worker/actions/memory/languages.ts). Used by scripts/build.ts.

import { type Language, outsideEnglish } from '../../widget/words/language.ts';
import { LANGUAGES } from '../../widget/words/languages.ts';

const FOLDER = new URL('../../widget/lang/', import.meta.url);

interface Built {
  /** As a page asks for it: by its own name, or as a row of the table begins. */
  name: string;
  /** The file that is meant. */
  file: string;
  language: Language;
}

export async function readLanguages(): Promise<Built[]> {
  const fileOf = new Map<string, string>();
  for (const row of LANGUAGES.split(' ')) {
    const [begin = '', file = begin] = row.split(':');
    fileOf.set(begin, file).set(file, file);
  }
  return Promise.all(
    [...fileOf].map(async ([name, file]): Promise<Built> => {
      const { default: language } = (await import(`${FOLDER}${file}.ts`)) as { default: Language };
      return { name, file, language };
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
