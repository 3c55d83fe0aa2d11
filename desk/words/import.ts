// What the page of an import says while it works. What became of each comment is told as the command tells it
// (worker/transfer/report.ts).

import type { ScriptWords } from './words.ts';

export const importWords = {
  reading: 'Reading the file…',
  cancel: 'Cancel',
  notLoaded: 'What reads the file could not be loaded, or ran out of memory.',
  /** `{title}`: what the browser says, also in the next one. */
  notToEnd: 'The file could not be read to its end: {title}',
  noDatabase: 'The database cannot be read ({title}).',
  refused: 'This file cannot be imported.',
  /** After what was wrong with it. */
  nothingWritten: 'Nothing was written.',

  chooseAgain: 'Choose again',
  importRest: 'Import the rest of it',
  importComments: { one: 'Import 1 comment', other: 'Import {n} comments' },
  importAll: 'Import all: it is mine',
  commentsOnly: 'Import comments only',
  pages: 'Pages',
  /** Pages that are not named at once. */
  more: { other: '{n} more' },

  importing: 'Importing…',
  /** `{n}`: of `{title}` comments, so many were sent. */
  importingOf: { other: 'Importing… {n} of {title}' },
  stopped: 'Stopped.',
  stoppedHint: 'What was sent until now is here. Import the file again and it goes on: nothing is added twice.',
  notAllSent: 'Not everything was sent.',
  notReached: 'The worker was not reached.',
  /** After why not everything was sent. */
  goesOn: 'What was sent is here, and trying again goes on from there.',
  tryAgain: 'Try again',
  signIn: 'Sign in',

  done: 'Done.',
  seeThreads: 'See the threads',
  seeWaiting: 'See what waits',
} as const satisfies ScriptWords;
