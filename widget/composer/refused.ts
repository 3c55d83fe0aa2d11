// What the reader is told of a refusal, in her language and with her clock.

import type { Refusal } from '../api.ts';
import type { App } from '../embed/state.ts';
import { clockIn as clockOf } from '../reading/dates.ts';
import { refusalWords } from '../words/errors.ts';
import { wordsOf } from './words.ts';

export function refusedIn(app: App, refusal: Refusal): string {
  return refusalWords(refusal, wordsOf(app), (seconds) => clockOf(app)(app.now() + seconds * 1000));
}
