// Opens an export or a backup and plans the move, whatever system it is from: the command and the owner's page both
// begin here. Pure: the host gives the bytes and a way to read SQLite. Read next: read.ts, plan.ts, gather.ts.

import type { Sites } from '../rules/page/sites.ts';
import type { AddressRule } from './address-rules.ts';
import { canFill } from './adopt.ts';
import { arrivalOf } from './arrival.ts';
import { commentsOnly } from './comments-only.ts';
import { Gatherer, moved, NO_SITE, type OwnSite, type OwnThread, reportOf } from './gather.ts';
import { type Plan, planMoveIn, type ThreadIds } from './plan.ts';
import type { Claims } from './privileges.ts';
import { type Host, openExport } from './read.ts';
import { NO_COMMENTS, TransferError } from './record.ts';
import { type Report, totalOf } from './report.ts';

export interface MoveOptions {
  sites: Sites;
  rules: AddressRule[];
  /** Names and e-mail addresses by which the owner wrote there. */
  owners: string[];
  /** Keep readers' e-mail addresses. */
  emails: boolean;
  /** Of a backup of ours: what it says of who may do what is taken, too. */
  isOwn: boolean;
}

export interface PlannedMove {
  report: Report;
  /** How many threads there are. */
  size: number;
  /** Drawn one after the other, anew at each call: the trees of a large file would not fit into memory all at once. */
  threads(): AsyncIterable<OwnThread>;
  /** The ids of each thread's comments, which cost nothing to tell. */
  ids(): AsyncIterable<ThreadIds>;
  site: OwnSite;
  /** What a backup says of who may do what, taken or not. */
  claims: Claims;
  /** A backup that ends before its last line. */
  isCutOff: boolean;
  /** What of a backup may not stand, each in a sentence. */
  leftOut: string[];
  /** Where words of a backup were put right. */
  putRight: string[];
}

/** Of a backup: its comments as imported ones, and nothing else. */
export function onlyComments(move: PlannedMove, keepsEmails: boolean): Pick<PlannedMove, 'threads' | 'site'> {
  async function* threads() {
    for await (const thread of move.threads()) yield commentsOnly(thread, keepsEmails);
  }
  return { threads, site: { ...NO_SITE, refusals: move.site.refusals } };
}

/** Throws TransferError: the file cannot be read, and nothing has come of it. */
export async function planMove(
  bytes: AsyncIterable<Uint8Array>,
  host: Host,
  options: MoveOptions,
): Promise<PlannedMove> {
  const opened = await openExport(bytes, host);
  if (opened.system !== 'afterword') {
    const plan = await planMoveIn(opened.system, opened.records, options);
    const { report, size } = plan;
    if (totalOf(report.totals) === 0) throw new TransferError(NO_COMMENTS);
    const threads = () => arrivals(plan);
    return {
      report,
      size,
      threads,
      ids: () => plan.ids(),
      site: NO_SITE,
      claims: {},
      isCutOff: false,
      leftOut: [],
      putRight: [],
    };
  }
  const gatherer = new Gatherer(options.isOwn);
  for await (const record of opened.records) gatherer.add(record);
  const all = gatherer.threads;
  const threads = () => movedThreads(all, options);
  return {
    report: reportOf(all, options),
    size: all.length,
    threads,
    ids: () => idsOf(threads()),
    site: gatherer.site,
    claims: gatherer.claims,
    isCutOff: gatherer.cursor !== null,
    leftOut: gatherer.leftOut.map(({ message }) => message),
    putRight: gatherer.putRight,
  };
}

async function* arrivals(plan: Plan): AsyncIterable<OwnThread> {
  for await (const thread of plan.threads()) yield arrivalOf(thread);
}

async function* movedThreads(threads: OwnThread[], { rules, sites }: MoveOptions): AsyncIterable<OwnThread> {
  for (const thread of threads) yield await moved(thread, rules, sites);
}

async function* idsOf(threads: AsyncIterable<OwnThread>): AsyncIterable<ThreadIds> {
  for await (const { thread, posts } of threads) {
    const worded = new Set(posts.filter(canFill).map(({ id }) => id));
    yield { thread, ids: posts.map(({ id }) => id), worded };
  }
}
