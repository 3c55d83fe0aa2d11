// What a file of widget/lang/ holds: our words in another language, all of them in one place. What is missing stays
// English, so that a new word does not wait for forty translations. The build makes two files of it
// (scripts/build/languages.ts): one for the widget, and one for the worker, which also has the words of pages without
// JavaScript, of feeds and of mails.
// Read next: words/english.ts, words/reading-english.ts, words/composer-english.ts, words/errors.ts,
// words/page-english.ts, words/mail-english.ts.

import { type ComposerWords, composerEnglish } from './composer-english.ts';
import { english, type Words } from './english.ts';
import { type ErrorWords, errorEnglish } from './errors.ts';
import { type MailWords, mailEnglish } from './mail-english.ts';
import { type PageWords, pageEnglish } from './page-english.ts';
import { type ReadingWords, readingEnglish } from './reading-english.ts';

/** What is said outside of the widget only. */
export type OutsideWords = PageWords & MailWords;

export type AllWords = Words & ReadingWords & ComposerWords & ErrorWords & OutsideWords;

export type Language = Partial<AllWords> & Pick<Words, 'code' | 'ago'>;

export const outsideEnglish: OutsideWords = { ...pageEnglish, ...mailEnglish };

export const allEnglish: AllWords = {
  ...english,
  ...readingEnglish,
  ...composerEnglish,
  ...errorEnglish,
  ...outsideEnglish,
};
