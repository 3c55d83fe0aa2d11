// What became of every comment of a file, in numbers that add up and in words for the owner. Pure.

import type { Claim, Claims } from './privileges.ts';
import type { SkipReason, System } from './record.ts';

export interface Counts {
  published: number;
  waiting: number;
  spam: number;
  removed: number;
  skipped: number;
}

export interface PageReport extends Counts {
  /** The address as the file has it. */
  from: string;
  /** The canonical address here; null where it has none, and its comments were skipped. */
  page: string | null;
}

export type Note =
  | 'moved-up'
  | 'stand-in'
  | 'no-date'
  | 'no-name'
  | 'name-cut'
  | 'bad-letters'
  | 'cut'
  | 'yours'
  | 'missing-comments'
  | 'missing-threads'
  | 'missing-pages'
  | 'other-page'
  | 'closed'
  | 'pinned'
  | 'elsewhere'
  | 'likes';

export interface Report {
  system: System;
  /** Of the file's comments; their sum is their number. */
  totals: Counts;
  pages: PageReport[];
  skipped: { reason: SkipReason; count: number; examples: string[] }[];
  notes: { note: Note; count: number }[];
  /** What the owner chose, and nothing in the file was so: names or addresses of theirs, and address rules. */
  unused: { owners: string[]; rules: string[] };
}

const SYSTEM_NAMES: Record<System, string> = {
  afterword: 'Afterword',
  artalk: 'Artalk',
  blogger: 'Blogger',
  comentario: 'Comentario',
  commento: 'Commento',
  cusdis: 'Cusdis',
  cwd: 'cwd',
  disqus: 'Disqus',
  fastcomments: 'FastComments',
  giscus: 'giscus',
  hyvor: 'Hyvor Talk',
  isso: 'Isso',
  remark42: 'Remark42',
  staticman: 'Staticman',
  twikoo: 'Twikoo',
  utterances: 'utterances',
  valine: 'Valine',
  waline: 'Waline',
  wordpress: 'WordPress',
};

export function nameOf(system: System): string {
  return SYSTEM_NAMES[system];
}

const REASONS: Record<SkipReason, string> = {
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

const NOTES: Record<Note, string> = {
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

export function emptyCounts(): Counts {
  return { published: 0, waiting: 0, spam: 0, removed: 0, skipped: 0 };
}

export function totalOf(counts: Counts): number {
  return counts.published + counts.waiting + counts.spam + counts.removed + counts.skipped;
}

/** Gathers the report while the comments are judged. */
export class Tally {
  private readonly system: System;
  private readonly totals = emptyCounts();
  private readonly pages = new Map<string, PageReport>();
  private readonly skips = new Map<SkipReason, { count: number; examples: string[] }>();
  private readonly notes = new Map<Note, number>();
  readonly unused: Report['unused'] = { owners: [], rules: [] };

  constructor(system: System) {
    this.system = system;
  }

  count(kind: keyof Counts, from: string, page: string | null): void {
    const key = `${page} ${from}`;
    const report = this.pages.get(key) ?? { from, page, ...emptyCounts() };
    this.pages.set(key, report);
    report[kind]++;
    this.totals[kind]++;
  }

  /** The first few of a reason are named, so that the owner can look. */
  skip(reason: SkipReason, id: string, from: string, page: string | null): void {
    this.count('skipped', from, page);
    const skip = this.skips.get(reason) ?? { count: 0, examples: [] };
    this.skips.set(reason, skip);
    skip.count++;
    if (skip.examples.length < 3) skip.examples.push(id);
  }

  note(note: Note, count = 1): void {
    if (count > 0) this.notes.set(note, (this.notes.get(note) ?? 0) + count);
  }

  done(): Report {
    return {
      system: this.system,
      totals: this.totals,
      pages: [...this.pages.values()].sort((a, b) => totalOf(b) - totalOf(a)),
      skipped: [...this.skips].map(([reason, skip]) => ({ reason, ...skip })),
      notes: [...this.notes].map(([note, count]) => ({ note, count })),
      unused: this.unused,
    };
  }
}

/** The report in words, for a terminal and for the owner's page. */
export interface ReportWords {
  title: string;
  /** Those with the most comments first. */
  pages: { address: string; counts: string }[];
  totals: string;
  /** Why comments were left out, and what else is to be known. */
  notes: string[];
}

export function reportWords({ system, totals, pages, skipped, notes, unused }: Report): ReportWords {
  return {
    title: `${nameOf(system)}: ${numbered(totalOf(totals), 'comment')} on ${numbered(pages.length, 'page')}`,
    pages: pages.map((page) => ({ address: page.page ?? (page.from || '(no address)'), counts: countsInWords(page) })),
    totals: `In all: ${countsInWords(totals)}`,
    notes: [
      ...skipped.map(({ reason, count, examples }) => {
        const named = examples.filter(Boolean).join(', ');
        return `${count} skipped: ${REASONS[reason]}${named && ` (${named})`}`;
      }),
      ...notes.map(({ note, count }) => `${count} ${NOTES[note]}`),
      ...unused.owners.map((owner) => `Nobody wrote as “${owner}” there. Is it spelled as in the file?`),
      ...unused.rules.map((rule) => `No page is at ${rule} there, so this address rule does nothing.`),
    ],
  };
}

const CLAIMS = {
  me: ['owner', 'owners'],
  trust: ['trusted writer', 'trusted writers'],
  known: ['known writer', 'known writers'],
  block: ['blocked writer', 'blocked writers'],
  badge: ['Author badge', 'Author badges'],
  setting: ['setting', 'settings'],
  page: ['state of a page', 'states of pages'],
  verdict: ['verdict of the owner’s', 'verdicts of the owner’s'],
  like: ['like', 'likes'],
  report: ['report', 'reports'],
} as const satisfies Record<Claim, [one: string, many: string]>;

/** What a backup says of who may do what; '' where that is nothing. */
export function claimWords(claims: Claims): string {
  const words = Object.entries(CLAIMS).flatMap(([claim, [one, many]]) => {
    const count = claims[claim as Claim];
    return count === undefined ? [] : `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
  });
  if (words.length === 0) return '';
  return `It also says who may do what: ${words.join(', ')}. Take that from a backup of your own only: whoever is the owner there would be the owner here.`;
}

/** What of the file is new to the worker. */
export function differenceWords({ toAdd, same }: { toAdd: number; same: number }): string {
  const add = toAdd === 0 ? 'No comment in it is new.' : `${numbered(toAdd, 'comment')} would be added.`;
  return same === 0 ? add : `${add} ${same.toLocaleString('en-GB')} ${same === 1 ? 'is' : 'are'} here already.`;
}

/** What the owner should know of a file that can be imported all the same. `unread`: of Present. */
export function troubleWords({ isCutOff, leftOut, putRight, unread }: Trouble): string[] {
  const cutOff = 'The backup ends before its last line: it is not complete. What is in it can be put back.';
  const lists = `${numbered(unread, 'list')} of imported comments`;
  const unreadLists = `${lists} here cannot be read, so some that count as new may be here already. None is added twice. The doctor says more.`;
  return [
    ...(isCutOff ? [cutOff] : []),
    ...leftOutWords(leftOut),
    ...putRightWords(putRight),
    ...(unread > 0 ? [unreadLists] : []),
  ];
}

interface Trouble {
  isCutOff: boolean;
  leftOut: string[];
  putRight: string[];
  unread: number;
}

const NAMED = 5;

function putRightWords(places: string[]): string[] {
  if (places.length === 0) return [];
  const named = places.slice(0, NAMED).join('; ') + (places.length > NAMED ? ' …' : '');
  return [
    `${numbered(places.length, 'text')} had something in it that no comment may have, and was put right (${named}).`,
  ];
}

/** `isDone`: of a file that is written, and not of what would become of one. */
export function leftOutWords(leftOut: string[], isDone = false): string[] {
  if (leftOut.length === 0) return [];
  const more = leftOut.length > NAMED ? ` And ${leftOut.length - NAMED} more.` : '';
  const named = leftOut.slice(0, NAMED).join(' ');
  return [
    `${numbered(leftOut.length, 'record')} of the backup cannot be read and ${isDone ? 'stayed behind' : 'would be left out'}. ${named}${more}`,
  ];
}

export function doneWords({ added, same }: { added: number; same: number }): string {
  const done = `Added ${numbered(added, 'comment')}.`;
  return same === 0 ? done : `${done} ${same.toLocaleString('en-GB')} ${same === 1 ? 'was' : 'were'} here already.`;
}

export const SHOWN_SOON =
  'They show on their pages within about a minute; where there are thousands, in the course of the next half hour.';

const PAGES_SHOWN = 30;

/** The report as lines of plain text. `isLong` names every page, and not only those with the most comments. */
export function reportLines(report: Report, isLong = false): string[] {
  const { title, pages, totals, notes } = reportWords(report);
  const shown = isLong ? pages : pages.slice(0, PAGES_SHOWN);
  const width = Math.max(0, ...shown.map(({ address }) => address.length));
  return [
    title,
    '',
    ...shown.map(({ address, counts }) => `  ${address.padEnd(width)}  ${counts}`),
    ...(shown.length < pages.length ? [`  … and ${numbered(pages.length - shown.length, 'page')} more`] : []),
    '',
    `  ${totals}`,
    ...notes.map((note) => `  ${note}`),
  ];
}

function countsInWords(counts: Counts): string {
  const words = (['published', 'waiting', 'spam', 'removed', 'skipped'] as const)
    .filter((kind) => counts[kind] > 0)
    .map((kind) => `${counts[kind]} ${kind}`);
  return words.join(', ') || 'nothing';
}

export function numbered(count: number, noun: string): string {
  return `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`;
}
