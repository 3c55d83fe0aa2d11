// Sends what was read from a file to a worker. The desk's page and `npm run import` both do it by this: they ask what
// the worker has, send the rest in batches, wait and try again where a failure may pass, and else say in a sentence
// what is wrong. Trying again loses nothing and doubles nothing, because what the worker has is not added twice. Pure:
// whoever imports brings the connection and the pauses.
// Read next: transfer/batches.ts for what is sent, routes/owner-api/transfer.ts for who takes it.

import { type ErrorAnswer, type ImportAnswer, OWNER_ENDPOINTS } from '../contract/index.ts';
import { parseJson } from '../rules/text/json.ts';
import { SECOND } from '../rules/time.ts';
import { type Batch, batchesOf } from './batches.ts';
import type { PlannedMove } from './move.ts';
import { Present } from './present.ts';

/** The worker, as its owner reaches it. */
export interface Connection {
  /** One request: a GET, or a POST of JSON lines. Throws where no whole answer came. */
  request(path: string, lines?: string): Promise<{ status: number; text: string }>;
  pause(milliseconds: number): Promise<unknown>;
}

export class UploadError extends Error {
  override readonly name = 'UploadError';
  /** The worker does not take the one who asks for its owner. */
  readonly isSignedOut: boolean;

  constructor(problem: string, isSignedOut = false) {
    super(problem);
    this.isSignedOut = isSignedOut;
  }
}

/** Before each further try: a phone's connection drops, and KV has its moments. */
const PAUSES = [1 * SECOND, 4 * SECOND, 15 * SECOND];

/** The answer's text. Tries four times at most; throws UploadError. */
export async function ask(connection: Connection, path: string, lines?: string): Promise<string> {
  for (const pause of PAUSES) {
    const outcome = await attempt(connection, path, lines);
    if ('text' in outcome) return outcome.text;
    if (!outcome.mayPass) throw outcome.error;
    await connection.pause(pause);
  }
  const outcome = await attempt(connection, path, lines);
  if ('text' in outcome) return outcome.text;
  throw outcome.error;
}

type Attempt = { text: string } | { error: UploadError; mayPass: boolean };

async function attempt(connection: Connection, path: string, lines?: string): Promise<Attempt> {
  try {
    const { status, text } = await connection.request(path, lines);
    if (status === 200) return { text };
    const error = new UploadError(sentenceOf(status, text), status === 401);
    return { error, mayPass: status === 429 || status >= 500 };
  } catch {
    return { error: new UploadError('The worker cannot be reached.'), mayPass: true };
  }
}

function sentenceOf(status: number, text: string): string {
  if (status === 401) return 'You have been signed out.';
  if (status === 503) return 'The store did not answer.';
  if (status === 429) return 'That was too much at once for the worker.';
  const said = parseJson(text) as Partial<ErrorAnswer> | undefined;
  // What is not the worker's own answer, but that of a limit of its host, say, has no message.
  return said?.error?.message ?? `The worker answered ${status}.`;
}

/** Which comments the worker has already. Throws UploadError. */
export async function askWhatIsPresent(connection: Connection): Promise<Present> {
  const present = new Present();
  for (let cursor: string | null | undefined = ''; cursor !== null; ) {
    const query: string = new URLSearchParams({ cursor }).toString();
    cursor = present.add(await ask(connection, `${OWNER_ENDPOINTS.import}?${query}`));
    if (cursor === undefined) throw new UploadError('The worker’s answer broke off.');
  }
  return present;
}

export interface UploadOptions {
  /** With what a backup says of who may do what. */
  isOwn: boolean;
  /** The worker only counts what it would write. */
  isDry?: boolean;
}

/** Throws UploadError. */
export async function sendBatch(
  connection: Connection,
  { body, isWhole }: Batch,
  { isOwn, isDry = false }: UploadOptions,
): Promise<ImportAnswer> {
  const query = new URLSearchParams({
    ...(isDry ? { dryRun: '1' } : isWhole && { publish: '1' }),
    ...(isOwn && { own: '1' }),
  });
  return JSON.parse(await ask(connection, `${OWNER_ENDPOINTS.import}?${query}`, body));
}

/**
 * How many comments of the file are new to the worker, how many it has, and whether there is anything to send at all.
 */
export interface Difference {
  toAdd: number;
  same: number;
  /** True also of a backup that has no new comment, but may have a verdict that is new. */
  hasMore: boolean;
}

export async function compare(move: PlannedMove, present: Present): Promise<Difference> {
  const difference = { toAdd: 0, same: 0, hasMore: false };
  for await (const { thread, ids, worded } of move.ids()) {
    for (const id of ids) {
      const here = present.idHere(thread, id);
      if (here === null || (worded.has(id) && present.isPlaceholder(thread, here))) difference.toAdd++;
      else difference.same++;
    }
  }
  difference.hasMore = difference.toAdd > 0 || (await hasBatches(move, present));
  return difference;
}

async function hasBatches({ threads, site }: PlannedMove, present: Present): Promise<boolean> {
  for await (const _ of batchesOf(threads(), site, present)) return true;
  return false;
}

/** One file on its way. After a failure `send` goes on with the batch that failed. */
export class Upload {
  /** New comments that the worker has taken. */
  sent = 0;
  added = 0;
  same = 0;
  writes = 0;
  private readonly connection: Connection;
  private readonly batches: AsyncIterator<Batch>;
  /** Not answered yet. */
  private current: Batch | null = null;

  constructor(connection: Connection, move: Pick<PlannedMove, 'threads' | 'site'>, present: Present) {
    this.connection = connection;
    this.batches = batchesOf(move.threads(), move.site, present)[Symbol.asyncIterator]();
  }

  /** Sends all that is left; `told` after each batch. Throws UploadError. */
  async send(options: UploadOptions, told: () => void): Promise<void> {
    for (;;) {
      this.current ??= (await this.batches.next()).value ?? null;
      if (this.current === null) return;
      const { added, same, writes } = await sendBatch(this.connection, this.current, options);
      this.added += added;
      this.same += same;
      this.writes += writes;
      this.sent += this.current.comments;
      this.current = null;
      told();
    }
  }
}
