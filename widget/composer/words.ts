// The words of the composer: those of the widget's language, and English where it has none. What the reader is told of
// a refusal is among them, with the time of day on her clock.

import type { Refusal } from '../api.ts';
import type { App } from '../embed/state.ts';
import { clock } from '../reading/dates.ts';
import { type ComposerWords, composerEnglish } from '../words/composer-english.ts';
import { type ErrorWords, errorEnglish, refusalWords } from '../words/errors.ts';

export type FormWords = ComposerWords & ErrorWords & { code: string };

const made = new WeakMap<object, FormWords>();

export function wordsOf({ words }: Pick<App, 'words'>): FormWords {
  const known = made.get(words);
  if (known) return known;
  // A language's file holds all of its words; the embed knows the types of its own only.
  const all = { ...composerEnglish, ...errorEnglish, ...words } as FormWords;
  made.set(words, all);
  return all;
}

export function refusedIn(app: Pick<App, 'lang' | 'now' | 'words'>, refusal: Refusal): string {
  return refusalWords(refusal, wordsOf(app), (seconds) => clock(app, app.now() + seconds * 1000));
}
