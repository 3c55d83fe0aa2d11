// The inbox: its tabs, a comment and what can be done with it, what is said after that, and the list of keys.

import type { DeskWords } from './words.ts';

export const inboxWords = {
  // ---- around the list ----
  /** Tabs. */
  pending: 'Waiting',
  approved: 'Published',
  spam: 'Spam',
  removed: 'Removed',
  tabs: 'Comments',
  emptyPending: 'Nothing is waiting.',
  /** After `emptyPending`. `{link}`: `latestBy`. */
  latest: 'The latest: {link}',
  /** `{name}`: who wrote it; `{time}`: "38 minutes ago". */
  latestBy: '{name}, {time}',
  emptyApproved: 'Nothing published yet.',
  emptySpam: 'No spam. Long may it last.',
  emptyRemoved: 'Nothing removed.',
  keptSpam: 'Spam is deleted after 30 days.',
  keptRemoved: 'The words of removed comments are deleted after 25 hours.',
  /** `{n}`: of the writes that the free plan has for a day. */
  quota: {
    other:
      'About {n} of today’s 1,000 free writes are used. Past that, readers are asked to come back after midnight UTC.',
  },
  select: 'Select',
  clear: 'Clear',
  /** Above the list, of which comments it is. */
  filterBy: 'By {name}',
  filterOn: 'On {title}',
  /** In the place of `{name}` and `{title}` where they are not known. */
  thisWriter: 'this writer',
  thisPage: 'this page',
  older: 'Older comments',
  searchOlder: 'Search older comments',
  search: 'Search',
  /** For a screen reader: in which tab is searched. */
  searchPending: 'Search waiting comments',
  searchApproved: 'Search published comments',
  searchSpam: 'Search spam comments',
  searchRemoved: 'Search removed comments',
  searchHint: 'Words, names, pages',
  /** `{name}`: what was searched. */
  nothingFound: 'Nothing found for “{name}”.',
  nothingFoundYet: 'Nothing found so far for “{name}”.',
  nothingOnPage: 'Nothing on this page.',
  nothingHere: 'Nothing here.',
  /** For a screen reader, after a button's name: it is for all that are selected. */
  selected: 'selected',

  // ---- the first visit ----
  begin: 'To begin',
  paste: 'Paste this under your posts.',
  writeOne: 'Write a comment on one. It appears here.',
  chooseMe: 'Choose “This is me” on it, under More, and your comments carry the Author badge from then on.',
  /** `{link}`: `setUpNotices`. */
  hear: 'Hear of new ones: {link}',
  setUpNotices: 'Set up notices',

  // ---- a comment ----
  /** For a screen reader; `{name}`: who wrote it. */
  selectName: 'Select {name}’s comment',
  moreName: 'More about {name}’s comment',
  /** `{time}`: "3 days ago". */
  edited: 'edited {time}',
  /** `{title}`: the page's. */
  on: 'on {title}',
  /** `{name}`: who is replied to; `{title}`: how that begins. */
  inReplyTo: 'in reply to {name}: {title}',
  showAll: 'Show all',
  /** `{title}`: reasons, with a dot between them, also in the next one. */
  waitingFor: 'Waiting: {title}',
  noticed: 'Noticed: {title}',
  /** `{title}`: what a reader wrote about a comment. */
  reportedAs: 'reported: {title}',
  /** Badges. */
  author: 'Author',
  trusted: 'trusted',
  known: 'known',
  blocked: 'blocked',
  pinned: 'Pinned',
  reported: 'reported',

  // ---- what can be done ----
  approve: 'Approve',
  markSpam: 'Spam',
  remove: 'Remove',
  reply: 'Reply',
  more: 'More',
  edit: 'Edit',
  pin: 'Pin',
  unpin: 'Unpin',
  openOnPage: 'Open on page',
  openPage: 'Open the page',
  allByWriter: 'All by this writer',
  allOnPage: 'All on this page',
  pageSettings: 'Page settings',
  erase: 'Erase',
  eraseAsk: 'Erase this comment? It cannot be brought back.',
  trust: 'Trust',
  untrust: 'No longer trust',
  block: 'Block',
  blockAsk: 'Block this writer? New comments from this browser will be refused.',
  unblock: 'Unblock',
  thisIsMe: 'This is me',

  // ---- what is said after it ----
  undo: 'Undo',
  /** In the place of `{name}` where nobody knows it any more. */
  aReader: 'a reader',
  /** `{name}`: whose comment, also in all that follow. */
  saidPinned: 'Pinned {name}’s comment above the others. It shows on the page within about a minute.',
  saidUnpinned: 'Unpinned {name}’s comment.',
  saidTrusted: 'Trusted {name}. Their comments with links are no longer held.',
  saidUntrusted: 'No longer trusting {name}.',
  saidBlocked: 'Blocked {name}. New comments from that browser are refused.',
  saidUnblocked: 'Unblocked {name}.',
  saidReplied: 'Your reply to {name} is on the page within about a minute.',
  saidEdited: 'Saved {name}’s comment. It shows on the page within about a minute.',
  saidSaved: 'Saved. It shows on the page within about a minute.',
  saidErased: 'The comment is erased for good.',
  saidApproved: 'Approved {name}’s comment. It shows on the page within about a minute.',
  saidApprovedMany: { other: 'Approved {n} comments. They show on the page within about a minute.' },
  saidSpam: 'Marked {name}’s comment as spam.',
  saidSpamMany: { other: 'Marked {n} comments as spam.' },
  saidRemoved: 'Removed {name}’s comment.',
  saidRemovedMany: { other: 'Removed {n} comments.' },
  saidMe: 'This is you. Your comments carry the Author badge from now on.',
  undonePending: 'Undone. {name}’s comment is waiting again.',
  undonePendingMany: { other: 'Undone. {n} comments are waiting again.' },
  undoneApproved: 'Undone. {name}’s comment is published again.',
  undoneApprovedMany: { other: 'Undone. {n} comments are published again.' },
  undoneSpam: 'Undone. {name}’s comment is back in Spam.',
  undoneSpamMany: { other: 'Undone. {n} comments are back in Spam.' },
  undoneRemoved: 'Undone. {name}’s comment is removed again.',
  undoneRemovedMany: { other: 'Undone. {n} comments are removed again.' },
  /** `{n}`: of several comments, for how many it was done; then for how many not. */
  someDone: { other: '{n} done,' },
  someNot: { one: '1 not: it is marked below.', other: '{n} not: they are marked below.' },
  noneDone: { other: 'None of the {n} was done: they are marked below.' },
  stale: 'These words have changed since you read them. Please look again.',
  notFound: 'That comment is no longer here.',
  notUnderstood: 'That was not understood, so nothing was done.',
  unavailable: 'Not saved: the store did not answer.',
  wentWrong: 'Something went wrong here. Nothing has changed.',
  couldNot: 'That could not be done.',

  // ---- keys ----
  keys: 'Keyboard shortcuts',
  keysOn: 'On',
  close: 'Close',
  keyMove: 'next, previous comment',
  keyApprove: 'approve',
  keySpam: 'spam',
  keyRemove: 'remove',
  keyReply: 'reply',
  keyEdit: 'edit',
  keySelect: 'select',
  keyUndo: 'undo',
  keyOpen: 'open on page',
  keySearch: 'search',
  keyList: 'this list',
} as const satisfies DeskWords;
