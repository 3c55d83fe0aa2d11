// The English words of the first sight of the comments. They ship inside embed.js, so each is counted.
// `{n}`, `{name}` and so on are filled in by say.ts; a plural is an object with the forms of Intl.PluralRules. The
// comments at the keys are for translators: what is filled in, and where the sentence stands.
// Read next: words/reading-english.ts for what can be done with comments, words/composer-english.ts for the form,
// words/errors.ts for refusals, words/page-english.ts and words/mail-english.ts for what is told outside of the page.
// Other languages are in lang/.

import type { Plural } from './say.ts';
import type { Ago } from './since.ts';

export interface Words {
  /** The language of these words, for the plural rules and the page. */
  code: string;
  dir: 'ltr' | 'rtl';
  /** Of spans, never of days in a calendar: "3 days ago". `second` is for less than a minute: "just now". */
  ago: Ago;
  /** Heading over the comments, and the name of that part of the page. */
  title: string;
  loading: string;
  failed: string;
  /** Button after `failed`. */
  again: string;
  empty: string;
  /** Heading over the comments; also of a link to them, in a list of posts. */
  count: Plural;
  /** Badge at the name of whoever wrote the page that is commented on. */
  author: string;
  /** Over a comment that the site's owner keeps at the top. */
  pinned: string;
  /** Small, after the time of a comment. */
  edited: string;
  /** In the place of a comment: somebody who looks after the site has deleted it. Not "removed from the site". */
  removed: string;
  /** In the place of a comment: whoever wrote it has deleted it. */
  withdrawn: string;
  /** Small, beside the name of who replies. `{name}`: who is replied to, just as they wrote it, in the nominative. */
  replyTo: string;
  replyToEarlier: string;
  /** Over the box to write in; also of a link to a page that has no comments yet. */
  leave: string;
}

/** "1 day ago", "3 days ago". */
function ago(unit: string): Plural {
  return { one: `1 ${unit} ago`, other: `{n} ${unit}s ago` };
}

export const english: Words = {
  code: 'en',
  dir: 'ltr',
  ago: {
    year: ago('year'),
    month: ago('month'),
    week: ago('week'),
    day: ago('day'),
    hour: ago('hour'),
    minute: ago('minute'),
    second: { other: 'just now' },
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
  removed: 'Removed by a moderator.',
  withdrawn: 'Deleted by the commenter.',
  replyTo: 'in reply to {name}',
  replyToEarlier: 'in reply to an earlier comment',
  leave: 'Leave a comment',
};
