// What a file of widget/lang/ holds: our words in another language. What is missing stays English, so that a new
// word does not wait for twenty translations. Read next: words/english.ts, words/composer-english.ts,
// words/errors.ts.

import type { ComposerWords } from './composer-english.ts';
import type { Words } from './english.ts';
import type { ErrorWords } from './errors.ts';
import type { ReadingWords } from './reading-english.ts';

export type Language = Partial<Omit<Words, 'ago'> & ReadingWords & ComposerWords & ErrorWords> & Pick<Words, 'code'>;
