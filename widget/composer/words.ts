// The words that the composer speaks, in one place, so that another language can take theirs.

import { composerEnglish } from '../words/composer-english.ts';

export const words = { code: 'en', ...composerEnglish };
