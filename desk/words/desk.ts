// What the script of every page of the desk says.

import type { ScriptWords } from './words.ts';

export const deskWords = {
  /** `{n}`: comments in the list that are ticked. */
  selected: { other: '{n} selected' },
  selectAll: { other: 'Select all {n}' },
} as const satisfies ScriptWords;
