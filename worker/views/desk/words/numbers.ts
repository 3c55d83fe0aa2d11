// The page of numbers.

import type { DeskWords } from './words.ts';

export const numbersWords = {
  settings: 'Settings',
  numbers: 'Numbers',
  hint: 'Comments of the last six weeks, by the day they were written (UTC). They are counted now, from what is stored anyway: no reader is followed, and nothing is kept for it.',
  /** Where there are more comments than are looked at. `{time}`: a day, "3 Nov". */
  since: 'There are more comments than are counted here, so the days begin with {time}.',
  empty: 'No comments in the last six weeks.',

  /** Headings, and names of the parts of a day's bar. */
  published: 'Published',
  waiting: 'Waiting',
  spam: 'Spam',
  likes: 'Likes',
  day: 'Day',
  /** A like has no date. */
  likesHint: 'Likes are those that the comments of that day have now. Spam is deleted after 30 days.',
  /** `{n}`: comments. */
  sumPublished: { one: '1 published', other: '{n} published' },
  sumWaiting: { other: '{n} waiting' },
  sumSpam: { other: '{n} spam' },
  sumLikes: { one: '1 like', other: '{n} likes' },
  /** For a screen reader, of the picture. `{title}`: the sums; `{n}`: comments on the day with the most, `{time}`. */
  picture: 'Comments a day: {title}. The most on one day: {n}, on {time}.',
  /** Beside the picture. */
  most: 'The most on one day: {n}, on {time}.',
  dayByDay: 'Day by day',
  dayByDayHint: 'Days without a comment are left out.',

  pages: 'Pages',
  page: 'Page',
  /** In the last six weeks; and ever. */
  lately: 'Lately',
  inAll: 'In all',
} as const satisfies DeskWords;
