// A worker as a command of the owner's reaches it, deployed or on this machine: its address, its token, and requests to
// it.
// Read by scripts/import.ts and, for address and token, by scripts/export.ts and scripts/doctor.ts.

import { ENDPOINTS } from '../../worker/contract/index.ts';
import { MINUTE, SECOND } from '../../worker/rules/time.ts';
import { TransferError } from '../../worker/transfer/record.ts';
import type { Connection } from '../../worker/transfer/upload.ts';
import { developmentToken, WORKER_PORT } from './development.ts';
import { askSecret } from './terminal.ts';

/** The worker of `npm start`. */
export const LOCAL_WORKER = `http://localhost:${WORKER_PORT}`;

/** A worker that has not answered by then will not. */
const PATIENCE = 2 * MINUTE;

/** The origin of an address as a person types it, also without its scheme; null where it is none. */
export function readOrigin(text: string): string | null {
  const address = text.includes('://') ? text : `https://${text}`;
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol)) return null;
  return new URL(address).origin;
}

export function isLocal(address: string): boolean {
  return /^http:\/\/(?:localhost|127\.0\.0\.1)(?::|\/|$)/i.test(address);
}

/** Whether the token would travel so that nobody on the way can read it. */
export function isSafeForToken(address: string): boolean {
  return /^https:\/\//i.test(address) || isLocal(address);
}

/**
 * ADMIN_TOKEN of the environment, or for a worker on this machine the token of development, or what is typed when
 * asked. Never of the command line, which shells remember. Throws TransferError where it would travel in the open, and
 * where nobody can be asked.
 */
export async function tokenFor(address: string): Promise<string> {
  if (!isSafeForToken(address))
    throw new TransferError(`Over ${address} the token would travel in the open: use https.`);
  const { ADMIN_TOKEN } = process.env;
  if (ADMIN_TOKEN) return ADMIN_TOKEN;
  if (isLocal(address)) return developmentToken();
  const token = process.stdin.isTTY ? await askSecret(`ADMIN_TOKEN of ${address}: `) : '';
  if (token !== '') return token;
  throw new TransferError(`The worker at ${address} asks for its token: put it into the environment as ADMIN_TOKEN.`);
}

export function connect(origin: string, token: string): Connection {
  return {
    async request(path, lines) {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' };
      const answer = await fetch(origin + path, {
        headers,
        ...(lines !== undefined && { method: 'POST', body: lines }),
        // The token is for this address and no other.
        redirect: 'manual',
        signal: AbortSignal.timeout(PATIENCE),
      });
      return { status: answer.status, text: await answer.text() };
    },
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  };
}

/**
 * Throws TransferError with what to do where no worker of ours answers: a slip in an address should be told at once.
 */
export async function requireWorker(origin: string): Promise<void> {
  const answer = await fetch(origin + ENDPOINTS.health, {
    redirect: 'manual',
    signal: AbortSignal.timeout(15 * SECOND),
  }).catch((error: Error) => error);
  if (answer instanceof Error) {
    const { code, message } = (answer.cause ?? answer) as { code?: string; message: string };
    throw new TransferError(
      origin === LOCAL_WORKER
        ? `No worker runs at ${origin}. Start it with npm start in another terminal, or name a deployed one: --to https://…`
        : `The worker at ${origin} cannot be reached (${code ?? message}). Is the address right?`,
    );
  }
  const health = (await answer.json().catch(() => null)) as { version?: string } | null;
  if (health?.version === undefined && answer.status < 500) {
    throw new TransferError(`${origin} answers ${answer.status}, but not as Afterword does. Is the address right?`);
  }
}
