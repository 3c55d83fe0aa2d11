// The words of what can be done with a thread: those of the widget's language, and English where it has none.

import type { App } from '../embed/state.ts';
import type { Words } from '../words/english.ts';
import { type ReadingWords, readingEnglish } from '../words/reading-english.ts';

export type ThreadWords = ReadingWords & Words;

export function wordsOf({ words }: Pick<App, 'words'>): ThreadWords {
  // A language's file holds all of its words; the embed knows the types of its own only.
  return { ...readingEnglish, ...words };
}
