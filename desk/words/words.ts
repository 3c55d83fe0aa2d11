// The words of the desk's scripts lie as those of its pages do: one file a page (worker/views/desk/words/words.ts).

import { type Plural, say, type Values } from '../../widget/words/say.ts';

export type ScriptWords = Readonly<Record<string, string | Plural>>;

export function fill(words: string | Plural, values: Values): string {
  return say(words, 'en', values);
}
