// How the words of the owner's pages lie: one file a page, in English, each sentence whole and by a key, as those of
// the widget do (widget/words/), so that they can be translated without touching a page. `{n}`, `{name}` and so on are
// filled in; a comment at a key says what is meant where the words do not.

import { type Plural, say, type Values } from '../../../../widget/words/say.ts';
import { type Html, html } from '../../html.ts';

export type DeskWords = Readonly<Record<string, string | Plural>>;

const CODE = 'en';

export function fill(words: string | Plural, values: Values = {}): string {
  return say(words, CODE, values);
}

/** The same with markup in the places of values. */
export function fillHtml(words: string, values: Record<string, Html | string>): Html {
  return html`${words.split(/(\{\w+\})/).map((part) => values[part.replace(/[{}]/g, '')] ?? part)}`;
}
