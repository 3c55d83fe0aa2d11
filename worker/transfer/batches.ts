// Cuts an import into requests that a worker takes: new comments as many together as it will put into one bundle, and what
// else there is about a thread. The same file gives the same pieces, so one that failed, or whose answer was lost, is sent
// again and puts the same keys.
// Pure. Read next: present.ts, own.ts for the lines, routes/owner-api/transfer.ts for who takes them.

import { inBundles } from '../rules/thread/bundle.ts';
import type { OwnSite, OwnThread } from './gather.ts';
import { EXPORT_VERSION } from './own.ts';
import type { Here } from './present.ts';

export interface Piece {
  /** JSON lines, as of a backup. */
  body: string;
  /** New ones in it. */
  comments: number;
  /** It has all there is about its threads, so they can be published. */
  isWhole: boolean;
}

// What one request may be: the free plan gives it 10 ms of CPU, and each write takes some milliseconds of waiting. A
// comment that is larger goes alone.
const PIECE_LENGTH = 200_000;
const PIECE_WRITES = 150;
const PIECE_THREADS = 20;

/** Lines that belong into one request. */
interface Block {
  lines: string[];
  comments: number;
  /** That they cost, about. */
  writes: number;
}

/** What `here` has already is left out, but for facts that are no comments: the worker knows of each whether it has it. */
export async function* piecesOf(threads: AsyncIterable<OwnThread>, site: OwnSite, here: Here): AsyncIterable<Piece> {
  let cut = new Cut();
  for await (const thread of threads) {
    const blocks = [...blocksOf(thread, here)];
    if (blocks.length === 0) continue;
    if (cut.threads === PIECE_THREADS || (cut.threads > 0 && !cut.hasRoom(blocks))) {
      yield cut.done(true);
      cut = new Cut();
    }
    cut.threads++;
    for (const block of blocks) {
      if (!cut.hasRoom([block])) {
        yield cut.done(false);
        cut = new Cut();
        cut.threads++;
      }
      cut.add(block);
    }
  }
  for (const block of blocksOfSite(site)) {
    if (!cut.hasRoom([block])) {
      yield cut.done(true);
      cut = new Cut();
    }
    cut.add(block);
  }
  if (!cut.isEmpty) yield cut.done(true);
}

/** A piece that is being filled. */
class Cut {
  threads = 0;
  private comments = 0;
  private writes = 0;
  private length = 0;
  private readonly lines: string[] = [];

  get isEmpty(): boolean {
    return this.lines.length === 0;
  }

  hasRoom(blocks: Block[]): boolean {
    if (this.isEmpty && blocks.length === 1) return true;
    const length = blocks.reduce((sum, block) => sum + lengthOf(block), this.length);
    const writes = blocks.reduce((sum, block) => sum + block.writes, this.writes);
    return length <= PIECE_LENGTH && writes <= PIECE_WRITES;
  }

  add(block: Block): void {
    this.lines.push(...block.lines);
    this.length += lengthOf(block);
    this.writes += block.writes;
    this.comments += block.comments;
  }

  done(isWhole: boolean): Piece {
    return { body: `${this.lines.join('\n')}\n`, comments: this.comments, isWhole };
  }
}

function lengthOf({ lines }: Block): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}

function* blocksOf({ thread, posts, facts, page, likes, reports }: OwnThread, here: Here): Iterable<Block> {
  const fresh = posts.filter(({ id }) => !here.has(thread, id));
  const hashes = new Map(fresh.map(({ id, fact }) => [id, fact.hash]));
  const approvals = new Map<string, string[]>();
  const others: string[] = [];
  for (const { id, fact } of facts) {
    const line = lineOf('fact', { thread, id, fact });
    // An approval of the first words goes into the bundle with them and costs nothing, if it comes with them.
    if (fact.kind === 'ok' && fact.hash === hashes.get(id)) approvals.set(id, [...(approvals.get(id) ?? []), line]);
    else others.push(line);
  }
  for (const bundled of inBundles(fresh, PIECE_LENGTH)) {
    const comments = Object.fromEntries(bundled.map(({ id, fact: { bundle: _, ...fact } }) => [id, fact]));
    const line = lineOf('bundle', { thread, bundle: 'new', value: { comments } });
    const approved = bundled.flatMap(({ id }) => approvals.get(id) ?? []);
    yield { lines: [line, ...approved], comments: bundled.length, writes: BUNDLE_WRITES };
  }
  yield* oneByOne([
    ...others,
    ...page.map((each) => lineOf('page', { thread, ...each })),
    ...likes.map((each) => lineOf('like', { thread, ...each })),
    ...reports.map((each) => lineOf('report', { thread, ...each })),
  ]);
}

function* blocksOfSite({ authors, settings, refusals }: OwnSite): Iterable<Block> {
  yield* oneByOne(authors.map((author) => lineOf('author', author)));
  yield* oneByOne(settings.map((setting) => lineOf('setting', setting)));
  yield* oneByOne(refusals.map((refusal) => lineOf('refusal', refusal)));
}

/** Words, index, rows, touches, and the thread's directory. */
const BUNDLE_WRITES = 8;

/** Each with its row, perhaps. */
function* oneByOne(lines: string[]): Iterable<Block> {
  for (const line of lines) yield { lines: [line], comments: 0, writes: 2 };
}

function lineOf(type: string, fields: object): string {
  return JSON.stringify({ v: EXPORT_VERSION, ...fields, type });
}
