// Cuts an import into requests that a worker takes: new comments as many together as it will put into one bundle, and
// what else there is about a thread. The same file gives the same batches, so one that failed, or whose answer was
// lost, is sent again and puts the same keys.
// Pure. Read next: transfer/upload.ts, which sends them; transfer/own.ts for the lines, and store/backup/move-in.ts for
// what becomes of them.

import { inBundles } from '../rules/thread/bundle.ts';
import { adopt, canFill } from './adopt.ts';
import type { OwnSite, OwnThread } from './gather.ts';
import { EXPORT_VERSION } from './own.ts';
import type { Present } from './present.ts';

export interface Batch {
  /** JSON lines, as of a backup. */
  body: string;
  /** New ones in it. */
  comments: number;
  /** It has all there is about its threads, so they can be published. */
  isWhole: boolean;
}

// What one request may be: the free plan gives it 10 ms of CPU, and each write takes some milliseconds of waiting. A
// comment that is larger goes alone.
const BATCH_LENGTH = 200_000;
const BATCH_WRITES = 150;
const BATCH_THREADS = 20;

/** Lines that belong into one request. */
interface Block {
  lines: string[];
  comments: number;
  /** That they cost, about. */
  writes: number;
}

/**
 * Comments that are `present` are left out. Facts about comments are not: what is present is known by comment only, and
 * the worker, which takes the batch, knows of each fact whether it has it.
 */
export async function* batchesOf(
  threads: AsyncIterable<OwnThread>,
  site: OwnSite,
  present: Present,
): AsyncIterable<Batch> {
  let batch = new OpenBatch();
  for await (const arriving of threads) {
    const thread = await adopt(arriving, present);
    const blocks = [...blocksOf(thread, present)];
    if (blocks.length === 0) continue;
    if (batch.threads === BATCH_THREADS || (batch.threads > 0 && !batch.hasRoom(blocks))) {
      yield batch.done(true);
      batch = new OpenBatch();
    }
    batch.threads++;
    for (const block of blocks) {
      if (!batch.hasRoom([block])) {
        yield batch.done(false);
        batch = new OpenBatch();
        batch.threads++;
      }
      batch.add(block);
    }
  }
  for (const block of blocksOfSite(site)) {
    if (!batch.hasRoom([block])) {
      yield batch.done(true);
      batch = new OpenBatch();
    }
    batch.add(block);
  }
  if (!batch.isEmpty) yield batch.done(true);
}

/** A batch that is being filled. */
class OpenBatch {
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
    return length <= BATCH_LENGTH && writes <= BATCH_WRITES;
  }

  add(block: Block): void {
    this.lines.push(...block.lines);
    this.length += lengthOf(block);
    this.writes += block.writes;
    this.comments += block.comments;
  }

  done(isWhole: boolean): Batch {
    return { body: `${this.lines.join('\n')}\n`, comments: this.comments, isWhole };
  }
}

function lengthOf({ lines }: Block): number {
  return lines.reduce((sum, line) => sum + line.length, 0);
}

function* blocksOf({ thread, posts, facts, page, likes, reports }: OwnThread, present: Present): Iterable<Block> {
  const fresh = posts.filter(
    (post) => !present.has(thread, post.id) || (canFill(post) && present.isPlaceholder(thread, post.id)),
  );
  const hashes = new Map(fresh.map(({ id, fact }) => [id, fact.hash]));
  const approvals = new Map<string, string[]>();
  const others: string[] = [];
  for (const { id, fact } of facts) {
    const line = lineOf('fact', { thread, id, fact });
    // An approval of the first words goes into the bundle with them and costs nothing, if it comes with them.
    if (fact.kind === 'ok' && fact.hash === hashes.get(id)) approvals.set(id, [...(approvals.get(id) ?? []), line]);
    else others.push(line);
  }
  for (const bundled of inBundles(fresh, BATCH_LENGTH)) {
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
