// What the page of an export says while it works.

import type { ScriptWords } from './words.ts';

export const exportWords = {
  fetching: 'Fetching…',
  /** `{n}`: kilobytes. */
  fetchingSize: { other: 'Fetching… {n}\u00a0kB so far' },
  cancel: 'Cancel',
  notLoaded: 'What writes the file could not be loaded, or ran out of memory.',
  noFile: 'No file was made.',
  tryAgain: 'Try again',
  signIn: 'Sign in',
  /** `{name}`: of the file. */
  written: '{name} is written.',
  saveAgain: 'Save it again',
} as const satisfies ScriptWords;
