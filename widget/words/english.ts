// The English words of the first sight of the comments. They ship inside embed.js, so each is counted.
// `{n}` and `{name}` are filled in by say.ts; a plural is an object with the forms of Intl.PluralRules.
// Read next: words/reading-english.ts for what can be done with them, words/composer-english.ts for the form,
// words/errors.ts for refusals. Other languages are in lang/.

import type { Ago } from '../dates.ts';
import type { Plural } from './say.ts';

export interface Words {
  /** The language of these words, for the plural rules. */
  code: string;
  dir: 'ltr' | 'rtl';
  /**
   * How long ago. The build puts it into other languages (scripts/build/spoken-times.ts); where there is none, Intl
   * says it.
   */
  ago?: Ago | undefined;
  title: string;
  loading: string;
  failed: string;
  again: string;
  empty: string;
  count: Plural;
  author: string;
  pinned: string;
  edited: string;
  removed: string;
  withdrawn: string;
  replyTo: string;
  replyToEarlier: string;
  leave: string;
}

export const english: Words = {
  code: 'en',
  dir: 'ltr',
  ago: {
    year: { 1: 'last year', other: '{n} years ago' },
    month: { 1: 'last month', other: '{n} months ago' },
    week: { 1: 'last week', other: '{n} weeks ago' },
    day: { 1: 'yesterday', other: '{n} days ago' },
    hour: { 1: '1 hour ago', other: '{n} hours ago' },
    minute: { 1: '1 minute ago', other: '{n} minutes ago' },
    second: { other: 'now' },
  },
  title: 'Comments',
  loading: 'Loading comments…',
  failed: 'Comments could not be loaded just now.',
  again: 'Try again',
  empty: 'No comments yet. Yours would be the first.',
  count: { one: '1 comment', other: '{n} comments' },
  author: 'Author',
  pinned: 'Pinned',
  edited: 'edited',
  removed: 'Removed by the site.',
  withdrawn: 'Deleted by its writer.',
  replyTo: 'in reply to {name}',
  replyToEarlier: 'in reply to an earlier comment',
  leave: 'Leave a comment',
};
