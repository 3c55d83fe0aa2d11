// The English words that show before anybody writes. They ship inside embed.js, so each is counted.
// `{n}` and `{name}` are filled in by say.ts; a plural is an object with the forms of Intl.PluralRules.
// The words of the form are in composer-english.ts, those of refusals in errors.ts.

import type { Plural } from './say.ts';

export interface Words {
  /** The language of these words, for the plural rules. */
  code: string;
  title: string;
  loading: string;
  failed: string;
  again: string;
  empty: string;
  count: Plural;
  write: string;
  closed: string;
  preview: string;
  sort: string;
  oldest: string;
  newest: string;
  liked: string;
  earlier: string;
  older: string;
  author: string;
  pinned: string;
  edited: string;
  removed: string;
  withdrawn: string;
  replyTo: string;
  replyToEarlier: string;
  reply: string;
  replyName: string;
  hide: Plural;
  show: Plural;
  more: Plural;
  waiting: string;
  onlyYou: string;
  leave: string;
  formFailed: string;
}

export const english: Words = {
  code: 'en',
  title: 'Comments',
  loading: 'Loading comments…',
  failed: 'Comments could not be loaded just now.',
  again: 'Try again',
  empty: 'No comments yet. Yours would be the first.',
  count: { one: '1 comment', other: '{n} comments' },
  write: 'Write a comment',
  closed: 'Comments on this page are closed.',
  preview: 'Preview: readers can write here once the page is online.',
  sort: 'Sort comments',
  oldest: 'Oldest first',
  newest: 'Newest first',
  liked: 'Most liked',
  earlier: 'Show earlier comments ({n})',
  older: 'Show older comments ({n})',
  author: 'Author',
  pinned: 'Pinned',
  edited: 'edited',
  removed: 'Removed by the site.',
  withdrawn: 'Deleted by its writer.',
  replyTo: 'in reply to {name}',
  replyToEarlier: 'in reply to an earlier comment',
  reply: 'Reply',
  replyName: 'Reply to {name}',
  hide: { one: 'Hide 1 reply', other: 'Hide {n} replies' },
  show: { one: 'Show 1 reply', other: 'Show {n} replies' },
  more: { one: 'Show 1 more reply', other: 'Show {n} more replies' },
  waiting: 'Waiting',
  onlyYou: 'Only you can see this until it is approved.',
  leave: 'Leave a comment',
  formFailed: 'The rest could not be loaded just now. Your words are kept.',
};
