// The English words of what can be done with a thread. They come with reading.js, once the comments are drawn.

import type { Plural } from './say.ts';

export interface ReadingWords {
  earlier: string;
  older: string;
  asOf: string;
  fresh: Plural;
  showFresh: string;
  write: string;
  closed: string;
  preview: string;
  sort: string;
  oldest: string;
  newest: string;
  liked: string;
  reply: string;
  replyName: string;
  likeName: string;
  reportName: string;
  hide: Plural;
  show: Plural;
  more: Plural;
  formFailed: string;
  feed: string;
}

export const readingEnglish: ReadingWords = {
  earlier: 'Show earlier comments ({n})',
  older: 'Show older comments ({n})',
  asOf: 'Comments as of {name}. Newer ones may be missing.',
  fresh: { one: '1 new comment', other: '{n} new comments' },
  showFresh: 'Show',
  write: 'Write a comment',
  closed: 'Comments on this page are closed.',
  preview: 'Preview: readers can write here once the page is online.',
  sort: 'Sort comments',
  oldest: 'Oldest first',
  newest: 'Newest first',
  liked: 'Most liked',
  reply: 'Reply',
  replyName: 'Reply to {name}',
  likeName: 'Like {name}’s comment',
  reportName: 'Report {name}’s comment',
  hide: { one: 'Hide 1 reply', other: 'Hide {n} replies' },
  show: { one: 'Show 1 reply', other: 'Show {n} replies' },
  more: { one: 'Show 1 more reply', other: 'Show {n} more replies' },
  formFailed: 'The rest could not be loaded just now. Your words are kept.',
  feed: 'Follow these comments by feed',
};
