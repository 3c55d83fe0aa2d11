// Fetches the words for a page. Which languages there are is not known here, for every page would carry the list: each
// way to say a language is the name of a file, and where it is not, the worker finds the one that is meant.
// Read next: words/languages.ts, worker/routes/api/language.ts.

import type { Bring } from './embed/state.ts';
import { english, type Words } from './words/english.ts';

/** Languages in which a script or a region is written another way; of the others only the language itself is asked. */
const SENT = /^(cmn|pt|sr|zh)[\w-]*|^[a-z]+/;

/** `tag`: "de-AT", "pt_BR". English where there are no words in it, or where they do not come. */
export async function wordsIn(tag: string, bring: Bring): Promise<Words> {
  const [name = 'en'] = SENT.exec(tag.toLowerCase()) ?? [];
  try {
    return name === 'en'
      ? english
      : { ...english, ...(await bring<{ default: Partial<Words> }>(`lang/${name}`)).default };
  } catch {
    return english;
  }
}
