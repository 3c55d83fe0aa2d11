// The English words of what can be done with a thread. They come with reading.js, once the comments are drawn.

import type { Plural } from './say.ts';

export interface ReadingWords {
  /** Button over the comments of a long thread; `{n}`: how many there are. */
  earlier: string;
  /** The same, where the newest stand first. */
  older: string;
  /** The comments are an old copy. `{time}`: a time of day, "14:05": they are as they were then. */
  asOf: string;
  /** Somebody has just written. Before the button `showFresh`. */
  fresh: Plural;
  showFresh: string;
  /** Button at the top of a long thread, which leads to the box. */
  write: string;
  /** In the place of the box. */
  closed: string;
  /** In the place of the box, on a page that only its owner sees yet. */
  preview: string;
  /** Name of a menu with `oldest`, `newest` and `liked`. */
  sort: string;
  oldest: string;
  newest: string;
  liked: string;
  /** Button under a comment. */
  reply: string;
  /** The button `reply` for a screen reader, so it holds that word. `{name}`: who wrote the comment. */
  replyName: string;
  /** Button, for a screen reader: a thumb up for a comment. `{name}`: who wrote it. */
  likeName: string;
  /** Button, for a screen reader: tells the site's owner that a comment is bad. `{name}`: who wrote it. */
  reportName: string;
  /** Button under a comment that has replies. */
  hide: Plural;
  show: Plural;
  more: Plural;
  /** The rest of the form. */
  formFailed: string;
  /** Link under the comments, to their RSS or Atom feed. */
  feed: string;
}

export const readingEnglish: ReadingWords = {
  earlier: 'Show earlier comments ({n})',
  older: 'Show older comments ({n})',
  asOf: 'Comments as of {time}. Newer ones may be missing.',
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
  feed: 'Subscribe to these comments (RSS)',
};
