// A backup of ours as another program reads it: the pieces of the file, what is in it, and what stays behind. Pure.
// Read next: comments.ts, elsewhere.ts, then wxr.ts, disqus.ts and csv.ts.

import type { OwnThread } from '../gather.ts';
import { countSays, fill, outSays, reportSays, thingSays } from '../words/report.ts';
import { commentsOf, type OutComment, type OutThread } from './comments.ts';
import { CSV_START, csvRows } from './csv.ts';
import { DISQUS_END, DISQUS_START, DisqusWriter } from './disqus.ts';
import { forElsewhere } from './elsewhere.ts';
import { WXR_END, WXR_START, WxrWriter } from './wxr.ts';

export const OUT_FORMATS = ['wxr', 'disqus', 'csv'] as const;
export type OutFormat = (typeof OUT_FORMATS)[number];

/** With the backup, which has everything. */
export const FILE_FORMATS = ['ndjson', ...OUT_FORMATS] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

const ENDINGS: Record<FileFormat, string> = { ndjson: '.ndjson', wxr: '-wxr.xml', disqus: '-disqus.xml', csv: '.csv' };

/** Says the day (UTC) and the format; the n-th of that day. */
export function fileName(format: FileFormat, now: Date, n = 1): string {
  return `afterword-${now.toISOString().slice(0, 10)}${n === 1 ? '' : `-${n}`}${ENDINGS[format]}`;
}

export interface OutFile {
  pieces: Iterable<string>;
  /** How many comments of how many pages are in it, and what is not, in sentences. */
  words: string[];
}

const TAKEN: Record<OutFormat, OutComment['status'][]> = {
  wxr: ['approved', 'pending', 'spam'],
  // Disqus has no word for what waits, and its readers publish it, and spam as well.
  disqus: ['approved'],
  csv: ['approved', 'pending', 'spam', 'removed'],
};

export function writeOut(format: OutFormat, own: readonly OwnThread[]): OutFile {
  const all = own.map(commentsOf).filter(({ comments }) => comments.length > 0);
  const threads = format === 'csv' ? all : forElsewhere(all, TAKEN[format]);
  const count = threads.reduce((sum, thread) => sum + thread.comments.length, 0);
  const title = fill(thingSays.comments, { n: count });
  const inIt = fill(reportSays.commentsOf, { title, name: fill(thingSays.pages, { n: threads.length }) });
  return { pieces: piecesOf(format, threads), words: [inIt, ...behind(format, all)] };
}

function* piecesOf(format: OutFormat, threads: OutThread[]): Iterable<string> {
  if (format === 'csv') {
    yield CSV_START;
    for (const thread of threads) yield csvRows(thread);
  } else if (format === 'wxr') {
    const writer = new WxrWriter();
    yield WXR_START;
    for (const thread of threads) yield writer.item(thread);
    yield WXR_END;
  } else {
    const writer = new DisqusWriter();
    yield DISQUS_START;
    for (const thread of threads) yield writer.thread(thread);
    for (const thread of threads) yield writer.posts(thread);
    yield DISQUS_END;
  }
}

/** What the format has no place for. A table has one for everything. */
function behind(format: OutFormat, threads: readonly OutThread[]): string[] {
  if (format === 'csv') return [];
  const all = threads.flatMap(({ comments }) => comments);
  const ofStatus = (status: OutComment['status']) => all.filter((comment) => comment.status === status).length;
  const left = (['pending', 'spam', 'removed'] as const)
    .filter((status) => !TAKEN[format].includes(status) && ofStatus(status) > 0)
    .map((status) => fill(countSays[SAID_OF[status]], { n: ofStatus(status) }));
  const taken = all.filter(({ status }) => TAKEN[format].includes(status));
  const likes = taken.reduce((sum, comment) => sum + comment.likes, 0);
  const badges = taken.filter(({ isOwner }) => isOwner).length;
  const extras = [
    ...(likes > 0 ? [fill(thingSays.likes, { n: likes })] : []),
    ...(badges > 0 ? [fill(thingSays.badges, { n: badges })] : []),
  ];
  return [
    ...(left.length > 0 ? [fill(outSays.leftOut, { title: left.join(', ') })] : []),
    ...(extras.length > 0 ? [fill(outSays.noPlace, { name: outSays[format], title: extras.join(', ') })] : []),
  ];
}

const SAID_OF = { pending: 'waiting', spam: 'spam', removed: 'removed' } as const;
