// The list of authors, and the page that erases what one of them wrote.

import type { DeskWords } from './words.ts';

export const authorsWords = {
  authors: 'Authors',
  hint: 'Known: one of their comments was approved, so the next need not wait. Trusted: they may post links. An author is one browser; nobody has an account.',
  importedHint:
    'Who wrote an imported comment has no browser here and is not in the list: search the inbox for the name.',
  /** Where there are more comments than are looked at. */
  countedHint: 'Counted are the newest thousand comments.',
  searchFields: 'Names',
  searchLabel: 'Search authors',
  search: 'Search',
  /** `{title}`: what was searched for. */
  notFound: 'Nobody found for “{title}”.',
  notFoundYet: 'Nobody found so far for “{title}”.',
  clear: 'Clear',
  count: { one: '1 comment', other: '{n} comments' },
  countOrMore: { other: '{n} comments or more' },
  empty: 'Nobody yet. Whoever is approved once is known here.',
  /** Headings over the two lists. */
  headingBlocked: 'Blocked',
  headingKnown: 'Known',
  moreAuthors: 'More authors',
  noName: 'No name',
  comments: 'Comments',
  more: 'More',
  moreName: 'More about {name}',
  eraseAll: 'Erase all comments',

  /** Badges at a name. */
  author: 'Author',
  trusted: 'trusted',

  /** Buttons, and the same for a screen reader; `{name}`: who. */
  notMe: 'Not me',
  notMeName: 'Not me {name}',
  trust: 'Trust',
  trustName: 'Trust {name}',
  untrust: 'No longer trust',
  untrustName: 'No longer trust {name}',
  block: 'Block',
  blockName: 'Block {name}',
  unblock: 'Unblock',
  unblockName: 'Unblock {name}',

  saved: 'Saved.',
  /** In the place of `{name}` where it is not known. */
  thisWriter: 'this writer',
  /** `{name}`: who, also in the next three. */
  saidTrusted: 'Trusted {name}. Their comments with links are no longer held.',
  saidUntrusted: 'No longer trusting {name}.',
  saidBlocked: 'Blocked {name}. New comments from that browser are refused.',
  saidUnblocked: 'Unblocked {name}.',
  saidErased: { one: 'Erased one comment for good.', other: 'Erased {n} comments for good.' },

  erase: 'Erase',
  nothingToErase: 'Nothing to erase',
  /** `{name}`: who wrote them. */
  eraseAsk: {
    one: 'Erase {name}’s one comment? It cannot be brought back.',
    other: 'Erase all {n} comments by {name}? They cannot be brought back.',
  },
  lookFirst: 'Look at them first',
  noWords: 'No comment by this writer has any words left.',
  eraseHint: 'Words, names and addresses are deleted. Replies by others stay, under “Removed by a moderator.”',
  eraseNow: { one: 'Erase the one comment', other: 'Erase all {n} comments' },
  keep: { one: 'Keep it', other: 'Keep them' },
} as const satisfies DeskWords;
