// What readers are told outside of the widget, in their language. English is in the worker; every other language lies
// among its assets (scripts/build/languages.ts), out of the same files as the widget's, and is fetched once by each
// isolate that needs it: no KV is read for it, and the worker stays small.
// Read next: widget/words/language.ts.

import { type AllWords, allEnglish } from '../../../widget/words/language.ts';
import { languageOf } from '../../../widget/words/languages.ts';
import type { Env } from '../../env.ts';

export class Languages {
  private readonly read = new Map<string, AllWords>();

  /** By a page's tag ("de-AT") or a file's name; English where there is none, and where it cannot be read just now. */
  async words(env: Pick<Env, 'ASSETS'>, tag: string): Promise<AllWords> {
    const name = languageOf(tag);
    if (name === undefined) return allEnglish;
    const known = this.read.get(name) ?? (await fetchWords(env.ASSETS, name));
    if (known === null) return allEnglish;
    this.read.set(name, known);
    return known;
  }
}

async function fetchWords(assets: Fetcher | undefined, name: string): Promise<AllWords | null> {
  try {
    // The binding looks at the path alone.
    const answer = await assets?.fetch(`https://assets.invalid/words/${name}.json`);
    return answer?.ok ? { ...allEnglish, ...(await answer.json<Partial<AllWords>>()) } : null;
  } catch {
    return null; // a mail in English is better than none
  }
}
