// What the section, the comments and the form have in common, in a file of its own: they draw each other, and an
// import must not go round in a circle. Markup only.

import { type Html, html } from '../html.ts';
import type { App } from '../kit.ts';
import { isPreview } from '../page.ts';
import type { Words } from '../words/english.ts';

export interface Props {
  app: App;
  words: Words;
}

export function Failed({ words, said, again }: { words: Words; said: string; again: () => void }): Html {
  return html`<p class="muted">${said} <button type="button" class="act" onClick=${() => again()}>${words.again}</button></p>`;
}

/** Why nobody can write here now, or false. */
export function whyShut({ state: { thread, now } }: App, words: Words): string | false {
  if (!thread) return false;
  if (isPreview(thread.page)) return words.preview;
  return (!thread.open || Date.parse(thread.closesAt ?? '') < now) && words.closed;
}
