// What stands around every page of the desk, and the pages with one thing on them: signing in, what did not work.

import type { DeskWords } from './words.ts';

export const frameWords = {
  skip: 'Skip to the content',
  desk: 'Desk',
  inbox: 'Inbox',
  threads: 'Threads',
  authors: 'Authors',
  settings: 'Settings',
  signOut: 'Sign out',
  /** `{name}`: the version. */
  program: 'Afterword {name}',
  help: 'Help',
} as const satisfies DeskWords;

export const doorWords = {
  signIn: 'Sign in',
  commentsOn: 'Comments on {site}',
  token: 'Token',
  tokenHint: 'The ADMIN_TOKEN you set when you deployed.',
  keepSignedIn: 'Keep me signed in on this device',
  wrong: 'That is not the token.',
  tooOften: 'Too many tries. Please wait a minute.',
  signedOut: 'You have been signed out.',
  /** After `signedOut`. */
  kept: 'What you typed is kept.',

  closed: 'Closed',
  closedHeading: 'The desk is closed',
  closedUntil: 'The desk is closed until ADMIN_TOKEN is set (32 characters or more):',

  signedIn: 'Signed in',
  signedInAgain: 'You are signed in again.',
  notSent: 'What you typed has not been sent yet.',
  sendNow: 'Send it now',
  back: 'Back to the inbox',

  notDone: 'Not done',
  tryAgain: 'Try again',
  unavailable: 'Not saved: the store did not answer. Nothing has changed.',
  noAnswer: 'The store did not answer.',
  foreign: 'That was sent from the page of another site, so nothing was done.',
  noPage: 'There is no such page.',
  wentWrong: 'Something went wrong here. Nothing has changed.',
} as const satisfies DeskWords;
