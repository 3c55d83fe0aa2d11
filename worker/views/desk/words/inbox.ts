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
  waitingBecause: 'Waiting because',
  noticed: 'Noticed',
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
  saidPinned: 'Pinned above the other comments. It shows on the page within about a minute.',
  saidUnpinned: 'No longer pinned.',
  saidTrusted: 'Trusted. Comments with links by this writer are no longer held.',
  saidUntrusted: 'No longer trusted.',
  saidBlocked: 'Blocked. New comments from this browser are refused.',
  saidUnblocked: 'No longer blocked.',
  saidReplied: 'Your reply is on the page within about a minute.',
  saidSaved: 'Saved. It shows on the page within about a minute.',
  saidErased: 'Erased for good.',
  /** `{name}`: whose comment. */
  saidApproved: 'Approved {name}’s comment. It shows on the page within about a minute.',
  saidApprovedMany: { other: 'Approved {n} comments. They show on the page within about a minute.' },
  saidSpam: 'Marked as spam.',
  saidSpamMany: { other: 'Marked {n} comments as spam.' },
  saidRemoved: 'Removed.',
  saidRemovedMany: { other: 'Removed {n} comments.' },
  saidMe: 'This is you. Your comments carry the Author badge from now on.',
  undonePending: { one: 'Undone. It is waiting again.', other: 'Undone. They are waiting again.' },
  undoneApproved: { one: 'Undone. It is published again.', other: 'Undone. They are published again.' },
  undoneSpam: { one: 'Undone. It is back in Spam.', other: 'Undone. They are back in Spam.' },
  undoneRemoved: { one: 'Undone. It is removed again.', other: 'Undone. They are removed again.' },
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
