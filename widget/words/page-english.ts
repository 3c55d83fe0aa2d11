// The English words of the comments as a page that needs no JavaScript, and of their feeds. Only the worker says them,
// and takes most of what it says there from the words of the widget; they are in no file that the widget loads.
// Read next: worker/views/thread/thread-page.ts.

import type { Plural } from './say.ts';

export interface PageWords {
  /** Heading. `{n}`: of the parts of a very long thread, this is the n-th. */
  part: string;
  /** Button at the end of a part, and the one to the last part: to the comments that were written last. */
  newer: string;
  latest: string;
  /** Link to the page that is commented on. */
  back: string;
  /** How many people like a comment. */
  likes: Plural;
  /** Label of the box to write in; heading over the comment that was just posted; link to it. */
  yours: string;
  /** Heading, when a comment was not taken. */
  notPosted: string;
  /** After `tooLarge`: with the browser's back button. */
  goBack: string;
  /** Label of a field that only programs fill in; it shows in browsers without style sheets. */
  leaveEmpty: string;
  /** Of a feed. `{title}`: what the page that is commented on is called, or its address. */
  feedTitle: string;
  /** Of one comment in a feed. `{name}`: who wrote it; `{title}`: what it is about. "Ben on A quiet day" */
  entryTitle: string;
}

export const pageEnglish: PageWords = {
  part: 'Comments, part {n}',
  newer: 'Show newer comments',
  latest: 'Show the latest comments',
  back: 'Back to the page',
  likes: { one: '1 like', other: '{n} likes' },
  yours: 'Your comment',
  notPosted: 'Not posted yet',
  goBack: 'Go back in your browser to find your words again.',
  leaveEmpty: 'Leave this empty',
  feedTitle: 'Comments on {title}',
  entryTitle: '{name} on {title}',
};
