// The list of threads, and the page of each.

import type { DeskWords } from './words.ts';

export const threadsWords = {
  threads: 'Threads',
  /** `{link}`: `importComments`. */
  empty: 'No page has comments yet. If they had some elsewhere: {link}',
  importComments: 'Import comments',
  more: 'More threads',
  searchFields: 'Titles and addresses',
  searchLabel: 'Search threads',
  search: 'Search',
  /** `{title}`: what was searched for. */
  notFound: 'Nothing found for “{title}”.',
  notFoundYet: 'Nothing found so far for “{title}”.',
  clear: 'Clear',
  closeAnother: 'Close another page',
  closeAnotherHint: 'A page that has no comments yet is not in the list. Its address closes it.',
  count: { one: '1 comment', other: '{n} comments' },
  /** `{n}`: of comments. */
  waiting: { other: '{n} waiting' },
  untitled: 'A page without a title',

  /** Badges: why a thread takes no comments. */
  closedByHand: 'Closed',
  closedByDate: 'Closed by its date',
  closedByAge: 'Closed by age',
  stopped: 'Stopped',
  /** Badge. `{time}`: a day, "2026-12-24". */
  closesOn: 'closes on {time}',

  close: 'Close',
  open: 'Open',
  /** A link, and the same for a screen reader; `{title}`: which thread. */
  change: 'Change',
  changeTitle: 'Change {title}',

  closeHint: 'No new comments; those that are there stay.',
  closeNow: 'Close now',
  openHint: 'It takes no new comments now.',
  openAgain: 'Open again',
  closeOn: 'Close on a day',
  closeOnHint:
    'At midnight UTC. Leave it empty, and it does not close by itself; a rule for all pages is in the settings.',
  rename: 'Rename',
  renameHint: 'What the page is called here, in feeds and in notices. Leave it empty for the page’s own title.',
  movedTo: 'Moved to',
  /** In the empty field. */
  movedToExample: 'https://… or /…',
  movedToHint:
    'If the page has a new address, write it here, or its path on the same site: the comments appear there too, and links to them follow.',
  save: 'Save',
  move: 'Move',

  saidClosed: 'Closed. It shows on the page within about a minute.',
  saidOpened: 'Open again. It shows on the page within about a minute.',
  saidRenamed: 'Saved. It shows on the page within about a minute.',
  saidMoved: 'Moved. Both addresses lead to these comments.',
  saidCloses: 'Saved.',

  pageMissing: 'Please write the address of the page.',
  addressMissing: 'Please write the new address.',
  addressMalformed: 'A web address starts with https://',
  addressUnknown: 'That address is not on one of your sites.',
  addressTaken: 'There are comments at that address already, or another page moved there.',
  notUnderstood: 'That was not understood.',
} as const satisfies DeskWords;
