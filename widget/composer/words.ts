// The words that the composer speaks in one widget: those of its language, and English where it has none.

import type { App } from '../embed/state.ts';
import { type ComposerWords, composerEnglish } from '../words/composer-english.ts';
import { type ErrorWords, errorEnglish } from '../words/errors.ts';

export type AllWords = ComposerWords & ErrorWords & { code: string };

const made = new WeakMap<object, AllWords>();

export function wordsOf({ words }: App): AllWords {
  const known = made.get(words);
  if (known) return known;
  // A language's file holds all of its words; the embed knows the types of its own only.
  const all = { ...composerEnglish, ...errorEnglish, ...words } as AllWords;
  made.set(words, all);
  return all;
}
