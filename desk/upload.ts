// Sends to the worker, and asks it: a few tries with pauses, for a phone's connection drops and KV has its moments; then a
// sentence. Nothing is lost by trying again: what is there is not added twice.

import { type ApiError, type ImportAnswer, OWNER_ENDPOINTS } from '../worker/contract/index.ts';
import type { Piece } from '../worker/transfer/batches.ts';
import { Here } from '../worker/transfer/present.ts';

/** Milliseconds before each further try. */
const PAUSES = [1_000, 4_000, 15_000];

export class UploadError extends Error {
  readonly isSignedOut: boolean;

  constructor(problem: string, isSignedOut = false) {
    super(problem);
    this.isSignedOut = isSignedOut;
  }
}

/** What the worker has already. Throws UploadError. */
export async function askWhatIsHere(): Promise<Here> {
  const here = new Here();
  for (let cursor: string | null | undefined = ''; cursor !== null; ) {
    const query: string = new URLSearchParams({ cursor }).toString();
    const answer = await ask(`${OWNER_ENDPOINTS.import}?${query}`, {});
    cursor = here.add(answer);
    if (cursor === undefined) throw new UploadError('The worker’s answer broke off.');
  }
  return here;
}

/** `isOwn`: with what a backup says of who may do what. Throws UploadError. */
export async function sendPiece({ body, isWhole }: Piece, isOwn: boolean): Promise<ImportAnswer> {
  const query = new URLSearchParams({ ...(isWhole && { publish: '1' }), ...(isOwn && { own: '1' }) });
  const path = `${OWNER_ENDPOINTS.import}?${query}`;
  const answer = await ask(path, { method: 'POST', headers: { 'Content-Type': 'application/x-ndjson' }, body });
  return JSON.parse(answer);
}

async function ask(path: string, init: RequestInit): Promise<string> {
  for (const pause of PAUSES) {
    const outcome = await attempt(path, init);
    if ('text' in outcome) return outcome.text;
    if (!outcome.isPassing) throw outcome.error;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  const outcome = await attempt(path, init);
  if ('text' in outcome) return outcome.text;
  throw outcome.error;
}

type Outcome = { text: string } | { error: UploadError; isPassing: boolean };

async function attempt(path: string, init: RequestInit): Promise<Outcome> {
  try {
    const answer = await fetch(path, init);
    if (answer.ok) return { text: await answer.text() };
    const { status } = answer;
    const error = new UploadError(await sentenceOf(answer), status === 401);
    return { error, isPassing: status === 429 || status >= 500 };
  } catch {
    return { error: new UploadError('The worker cannot be reached.'), isPassing: true };
  }
}

async function sentenceOf(answer: Response): Promise<string> {
  if (answer.status === 401) return 'You have been signed out.';
  if (answer.status === 503) return 'The store did not answer.';
  if (answer.status === 429) return 'That was too much at once for the worker.';
  try {
    const { error } = (await answer.json()) as ApiError;
    return error.message;
  } catch {
    return `The worker answered ${answer.status}.`; // not its own answer: a limit of the host's, say
  }
}
