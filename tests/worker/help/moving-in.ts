// Moves in from a file that a test writes, and draws what came of it as lines: a page, and under it its comments, each
// indented under what it answers.

import type { Node } from '../../../worker/contract/index.ts';
import { plainText } from '../../../worker/rules/text/tree.ts';
import { type PlanOptions, planMoveIn, type ThreadPlan } from '../../../worker/transfer/plan.ts';
import { openExport, type Tables } from '../../../worker/transfer/read.ts';
import type { System } from '../../../worker/transfer/record.ts';
import { type Report, totalOf } from '../../../worker/transfer/report.ts';

export const SITES = { origins: ['https://blog.example'], anyPort: [] };

export interface MovedIn {
  system: System;
  plan: { threads: ThreadPlan[] };
  report: Report;
  lines: string[];
}

/** `source`: text, an object that becomes JSON, an array of lines of it, or bytes. */
export async function moveIn(
  source: string | object | Uint8Array,
  options: Partial<PlanOptions> = {},
  tables: Tables = {},
): Promise<MovedIn> {
  const bytes =
    source instanceof Uint8Array
      ? source
      : new TextEncoder().encode(typeof source === 'string' ? source : JSON.stringify(source));
  const opened = await openExport(inPieces(bytes), {
    readTables: () => tables,
    loadArchive: () => import('../../../worker/transfer/content/archive.ts'),
    loadTextFiles: () => import('../../../worker/transfer/content/text-files.ts'),
  });
  if (opened.system === 'afterword') throw new Error('a backup of ours is read elsewhere');
  const { report, threads } = await planned(opened.system, opened.records, { sites: SITES, ...options });
  return { system: opened.system, plan: { threads }, report, lines: threads.flatMap(draw) };
}

/** The whole plan at once. */
export async function planned(
  ...args: Parameters<typeof planMoveIn>
): Promise<{ threads: ThreadPlan[]; report: Report }> {
  const { report, threads } = await planMoveIn(...args);
  const all: ThreadPlan[] = [];
  for await (const thread of threads()) all.push(thread);
  return { threads: all, report };
}

/** Odd pieces, so that letters, tags and lines are cut in two. */
async function* inPieces(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  for (let i = 0; i < bytes.length; i += 61) yield bytes.subarray(i, i + 61);
}

export function jsonLines(...lines: object[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

export async function zipped(text: string): Promise<Uint8Array> {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('gzip'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function draw({ page, isClosed, comments, pinned }: ThreadPlan): string[] {
  const parents = new Map(comments.map(({ id, fact }) => [id, fact.words.parent]));
  const depthOf = (id: string) => {
    let depth = 0;
    for (let parent = parents.get(id); parent != null; parent = parents.get(parent)) depth++;
    return depth;
  };
  const answers = (parent: string | null): typeof comments =>
    comments.filter(({ fact }) => fact.words.parent === parent).flatMap((each) => [each, ...answers(each.id)]);
  const lines = answers(null).map(({ id, fact }) => {
    const marks = [
      fact.stub ? 'removed' : fact.screening.status === 'approved' ? '' : fact.screening.status,
      fact.owner ? 'owner' : '',
      pinned.includes(id) ? 'pinned' : '',
      fact.likes ? `${fact.likes} likes` : '',
      fact.email ?? '',
      fact.words.url ?? '',
    ].filter(Boolean);
    const text = fact.stub ? '' : ` ${fact.words.name}: ${shownText(fact.words.body)}`;
    return `${'  '.repeat(depthOf(id) + 1)}${marks.length > 0 ? `(${marks.join(', ')})` : '-'}${text}`;
  });
  return [`${page}${isClosed ? ' (closed)' : ''}`, ...lines];
}

function shownText(body: Node[]): string {
  return plainText(body)
    .trim()
    .replace(/\s*\n\s*/g, ' / ');
}

export function sum(report: Report): number {
  return totalOf(report.totals);
}

export function skipped(report: Report): Record<string, number> {
  return Object.fromEntries(report.skipped.map(({ reason, count }) => [reason, count]));
}

export function noted(report: Report): Record<string, number> {
  return Object.fromEntries(report.notes.map(({ note, count }) => [note, count]));
}
