// What became of every comment of a file, in numbers that add up and in words for the owner. Pure.

import type { Claim, Claims } from './privileges.ts';
import type { SkipReason, System } from './record.ts';
import { claimSays, countSays, fill, noteSays, reasonSays, thingSays, reportSays as words } from './words/report.ts';

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
    title: fill(words.title, { name: nameOf(system), title: commentsOn(totalOf(totals), pages.length) }),
    pages: pages.map((page) => ({ address: page.page ?? (page.from || words.noAddress), counts: countsInWords(page) })),
    totals: fill(words.inAll, { title: countsInWords(totals) }),
    notes: [
      ...skipped.map(({ reason, count, examples }) => {
        const name = examples.filter(Boolean).join(', ');
        return fill(name === '' ? words.skipped : words.skippedSuch, { n: count, title: reasonSays[reason], name });
      }),
      ...notes.map(({ note, count }) => `${count.toLocaleString('en-GB')} ${noteSays[note]}`),
      ...unused.owners.map((name) => fill(words.ownerUnused, { name })),
      ...unused.rules.map((name) => fill(words.ruleUnused, { name })),
    ],
  };
}

/** What a backup says of who may do what; '' where that is nothing. */
export function claimWords(claims: Claims): string {
  const told = Object.entries(claimSays).flatMap(([claim, said]) => {
    const n = claims[claim as Claim];
    return n === undefined ? [] : fill(said, { n });
  });
  return told.length === 0 ? '' : fill(words.claims, { title: told.join(', ') });
}

/** What of the file is new to the worker. */
export function differenceWords({ toAdd, same }: { toAdd: number; same: number }): string {
  const add = toAdd === 0 ? words.noneNew : fill(words.toAdd, { n: toAdd });
  return same === 0 ? add : `${add} ${fill(words.same, { n: same })}`;
}

/** What the owner should know of a file that can be imported all the same. `unread`: of Present. */
export function troubleWords({ isCutOff, leftOut, putRight, unread }: Trouble): string[] {
  return [
    ...(isCutOff ? [words.cutOff] : []),
    ...leftOutWords(leftOut),
    ...putRightWords(putRight),
    ...(unread > 0 ? [fill(words.unread, { n: unread })] : []),
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
  const title = places.slice(0, NAMED).join('; ') + (places.length > NAMED ? ' …' : '');
  return [fill(words.putRight, { n: places.length, title })];
}

/** `isDone`: of a file that is written, and not of what would become of one. */
export function leftOutWords(leftOut: string[], isDone = false): string[] {
  if (leftOut.length === 0) return [];
  const more = leftOut.length > NAMED ? ` ${fill(words.andMore, { n: leftOut.length - NAMED })}` : '';
  const title = leftOut.slice(0, NAMED).join(' ') + more;
  return [fill(isDone ? words.leftOut : words.wouldLeaveOut, { n: leftOut.length, title })];
}

export function doneWords({ added, same }: { added: number; same: number }): string {
  const done = fill(words.added, { n: added });
  return same === 0 ? done : `${done} ${fill(words.wasSame, { n: same })}`;
}

export const SHOWN_SOON = words.shownSoon;

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
    ...(shown.length < pages.length ? [`  ${fill(words.morePages, { n: pages.length - shown.length })}`] : []),
    '',
    `  ${totals}`,
    ...notes.map((note) => `  ${note}`),
  ];
}

function countsInWords(counts: Counts): string {
  const told = (['published', 'waiting', 'spam', 'removed', 'skipped'] as const)
    .filter((kind) => counts[kind] > 0)
    .map((kind) => fill(countSays[kind], { n: counts[kind] }));
  return told.join(', ') || words.nothing;
}

function commentsOn(comments: number, pages: number): string {
  const title = fill(thingSays.comments, { n: comments });
  return fill(words.commentsOn, { title, name: fill(thingSays.pages, { n: pages }) });
}

export function numbered(count: number, noun: string): string {
  return `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`;
}
