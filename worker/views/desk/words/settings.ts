// The site's rules, and the ways from there to the other pages of the desk.

import type { DeskWords } from './words.ts';

export const settingsWords = {
  settings: 'Settings',
  saved: 'Saved. It holds everywhere within a minute or two.',
  same: 'Nothing was changed.',
  notSaved: 'Not saved: see what is marked below.',
  save: 'Save',
  /** Beside `save`, once something differs from what is saved. */
  unsaved: 'Unsaved changes',

  whatWaits: 'What waits for you',
  firstTime: 'A reader’s first comment',
  firstTimeHint: 'Once one is approved, the next ones appear at once, unless something else is found.',
  all: 'Every comment',
  allHint: 'Nothing appears that you have not seen.',
  open: 'Only what is suspicious',
  openHint: 'Links and first comments do not wait; blocked words still do.',
  maxLinks: 'Links in one comment',
  maxLinksHint: 'More than this, and it waits, whoever wrote it.',
  blockedWords: 'Blocked words',
  blockedWordsHint:
    'One a line. A comment that holds one of them waits, or is spam if it has links too. Whole words, capitals or not.',

  you: 'You',
  ownerName: 'Your name',
  ownerNameHint: 'Your replies from here are signed with it, and others who use it wait.',

  closing: 'Closing',
  closeAfterDays: 'Close threads after days',
  closeAfterDaysHint: 'Counted from a thread’s first comment. Leave it empty, and they stay open.',
  stop: 'Stop all comments',
  stopHint: 'No page takes new comments until this is off again. What is there stays.',

  floods: 'Floods',
  floodsUsual: 'Limits for floods: usual values',
  floodsOwn: 'Limits for floods: your own values',
  workAuto: 'Ask browsers for a short calculation when many comments come in',
  workAlways: 'Ask for it always',
  workOff: 'Never ask',
  writesBeforeWork: 'Writes a day before it is asked of everybody',
  writesBeforeWorkHint:
    'Of authors who are not known. Likes wait from then on. The free plan has 1,000 a day for everything.',
  writesBeforeClosed: 'Writes a day before only known authors write',
  writesBeforeClosedHint: 'Others are asked to come back after midnight UTC; their drafts are kept.',

  sites: 'Sites',
  sitesHint: 'Pages on these may have comments. They are the variable SITES in your wrangler.local.toml.',
  noSites: 'None yet.',
  furtherSites: 'Further sites',
  furtherSitesHint:
    'Pages on these may have comments too, with the same tag and without a new deploy. One address a line, such as https://example.org.',

  notices: 'Set up notices',
  noticesHint: 'How you hear of comments when you are not here: on a device, by e-mail, in a chat, by feed.',
  movingIn: 'Import comments',
  movingInHint: 'Comments of another system, or a backup of this one.',
  movingOut: 'Export comments',
  movingOutHint: 'A backup of everything, or your comments as other systems read them.',
  numbers: 'Numbers',
  numbersHint: 'Comments, spam and likes of the last weeks, by day and by page.',
  doctor: 'Doctor',
  doctorHint: 'Looks at everything that can go wrong, and says what to do.',
  signOutEverywhere: 'Sign out everywhere',
  signOutHint: 'Ends the session of every device within a minute or two, this one too.',

  wrongLinks: 'A whole number from 0 to 100.',
  /** `{n}`: at most so many. */
  wrongWords: { other: 'Up to {n} words, each up to 80 characters.' },
  wrongName: { other: 'A name can have up to {n} characters.' },
  wrongDays: 'A whole number of days, or nothing.',
  wrongNumber: 'A whole number.',
  wrongSites: {
    other: 'Up to {n} addresses such as https://example.org. Only localhost may have http, or * for its port.',
  },
  wrongChoice: 'That is none of the choices.',
} as const satisfies DeskWords;
