// What is told of a file that comes in or goes out: at the desk, and by the commands. Each sentence whole and by a key,
// as those of the desk's pages are (worker/views/desk/words/), so that they can be translated without touching a count.

import { type Plural, say, type Values } from '../../../widget/words/say.ts';
import type { Claim } from '../privileges.ts';
import type { SkipReason } from '../record.ts';
import type { Note } from '../report.ts';

type TransferWords = Readonly<Record<string, string | Plural>>;

export const reportSays = {
  /** `{name}`: a system, "Disqus"; `{title}`: `comments` and `pages`. */
  title: '{name}: {title}',
  /** `{title}`, `{name}`: two numbered things, "12 comments on 1 page", "3 comments of 2 pages". */
  commentsOn: '{title} on {name}',
  commentsOf: '{title} of {name}',
  noAddress: '(no address)',
  /** `{title}`: counts with commas between them. */
  inAll: 'In all: {title}',
  nothing: 'nothing',
  /** `{n}`: of a reason, `{title}`: the reason; `{name}`: ids of a few. */
  skipped: { other: '{n} skipped: {title}' },
  skippedSuch: { other: '{n} skipped: {title} ({name})' },
  /** `{name}`: what was typed in the form. */
  ownerUnused: 'Nobody wrote as “{name}” there. Is it spelled as in the file?',
  ruleUnused: 'No page is at {name} there, so this address rule does nothing.',
  /** `{title}`: `CLAIMS` with commas between them. */
  claims:
    'It also says who may do what: {title}. Take that from a backup of your own only: whoever is the owner there would be the owner here.',

  noneNew: 'No comment in it is new.',
  toAdd: { one: '1 comment would be added.', other: '{n} comments would be added.' },
  same: { one: '1 is here already.', other: '{n} are here already.' },
  added: { one: 'Added 1 comment.', other: 'Added {n} comments.' },
  wasSame: { one: '1 was here already.', other: '{n} were here already.' },
  shownSoon:
    'They show on their pages within about a minute; where there are thousands, in the course of the next half hour.',

  cutOff: 'The backup ends before its last line: it is not complete. What is in it can be put back.',
  unread: {
    one: '1 list of imported comments here cannot be read, so some that count as new may be here already. None is added twice. The doctor says more.',
    other:
      '{n} lists of imported comments here cannot be read, so some that count as new may be here already. None is added twice. The doctor says more.',
  },
  /** `{title}`: where. */
  putRight: {
    one: '1 text had something in it that no comment may have, and was put right ({title}).',
    other: '{n} texts had something in it that no comment may have, and was put right ({title}).',
  },
  /** `{title}`: which they are. */
  wouldLeaveOut: {
    one: '1 record of the backup cannot be read and would be left out. {title}',
    other: '{n} records of the backup cannot be read and would be left out. {title}',
  },
  leftOut: {
    one: '1 record of the backup cannot be read and stayed behind. {title}',
    other: '{n} records of the backup cannot be read and stayed behind. {title}',
  },
  andMore: { other: 'And {n} more.' },
  morePages: { one: '… and 1 page more', other: '… and {n} pages more' },
} as const satisfies TransferWords;

/** Of comments, by what becomes of them. */
export const countSays = {
  published: { other: '{n} published' },
  waiting: { other: '{n} waiting' },
  spam: { other: '{n} spam' },
  removed: { other: '{n} removed' },
  skipped: { other: '{n} skipped' },
} as const satisfies TransferWords;

export const thingSays = {
  comments: { one: '1 comment', other: '{n} comments' },
  pages: { one: '1 page', other: '{n} pages' },
  likes: { one: '1 like', other: '{n} likes' },
  badges: { one: '1 Author badge', other: '{n} Author badges' },
} as const satisfies TransferWords;

/** Why comments are left out, behind how many. */
export const reasonSays: Record<SkipReason, string> = {
  pingback: 'pingbacks and trackbacks, which no reader wrote',
  'not-a-comment': 'notes of another program, such as a shop, which no reader wrote',
  'deleted-page': 'on a page that was deleted there',
  'private-page':
    'on a page that was private, a draft or protected by a password there: here everybody could read them',
  'removed-without-replies': 'deleted there, and nobody answered them',
  'no-text': 'without any text',
  'no-address': 'on a page whose address the file does not tell (an address rule can)',
  'other-site': 'on a page of another site (an address rule can bring it here)',
  'same-id-twice': 'in the file twice',
  'no-id': 'without an id',
};

/** What else is to be known, behind how many. */
export const noteSays: Record<Note, string> = {
  'moved-up': 'replies moved up to the next comment above, for the one they answered is spam or has no text',
  'stand-in': 'placeholders made for comments that are answered in the file and not in it',
  'no-date': 'without a date that can be read; they stand beside what they answer',
  'no-name': 'without a name; they say Anonymous',
  'name-cut': 'with a name longer than 80 characters, and cut there',
  'bad-letters': 'with the mark � for letters that the file has in another encoding than it says: save it as UTF-8',
  yours: 'carry your badge',
  'missing-comments':
    'comments more are counted in the file and are not in it: fetch the further pages of the answer, too',
  'missing-threads':
    'threads more are counted in the file and are not in it: fetch the further pages of the answer, too',
  'missing-pages': 'lists of GitHub’s end where more follow: fetch their further pages, too',
  cut: 'longer than 50,000 characters, and cut there',
  'other-page': 'answer a comment on another page, and stand by themselves',
  closed: 'pages that take no new comments, as they did there',
  pinned: 'pinned',
  elsewhere: 'on pages of sites that are not yours: without the rest of the backup they are left out',
  likes: 'likes carried over',
};

/** What a backup says of who may do what. */
export const claimSays: Record<Claim, Plural> = {
  me: { one: '1 owner', other: '{n} owners' },
  trust: { one: '1 trusted writer', other: '{n} trusted writers' },
  known: { one: '1 known writer', other: '{n} known writers' },
  block: { one: '1 blocked writer', other: '{n} blocked writers' },
  badge: { one: '1 Author badge', other: '{n} Author badges' },
  setting: { one: '1 setting', other: '{n} settings' },
  page: { one: '1 state of a page', other: '{n} states of pages' },
  verdict: { one: '1 verdict of the owner’s', other: '{n} verdicts of the owner’s' },
  like: { one: '1 like', other: '{n} likes' },
  report: { one: '1 report', other: '{n} reports' },
};

/** Of a file that goes out. */
export const outSays = {
  /** `{title}`: what, with commas between. */
  leftOut: 'Left out: {title}. Their replies answer what they answered.',
  /** `{name}`: a format. */
  noPlace: '{name} has no place for these, so they stay behind: {title}.',
  /** `{title}`: which records. */
  unreadable: 'Left out, because they cannot be read: {title}. The desk’s doctor says what to do.',
  more: { other: '{n} more' },
  keepIt: 'Keep it to yourself: e-mail addresses and settings are in it.',
  /** In the place of a file's name. */
  theBackup: 'The backup',
  wxr: 'WXR',
  disqus: 'Disqus’ XML',
  csv: 'CSV',
} as const satisfies TransferWords;

export function fill(words: string | Plural, values: Values = {}): string {
  return say(words, 'en', values);
}
