// The signed permission to write one comment: stateless, and the comment's id is in it, so that a retry writes the
// same key again and one ticket can never make two comments.
// Pure, but for Web Crypto over the keys given; the time comes in. Read next: rules/screening/work.ts for the work it may ask for.

import { ID_PATTERN, type Result, THREAD_PATTERN, TICKET_MAX_AGE, TICKET_MIN_AGE } from '../../contract/index.ts';
import { fromBase64Url, toBase64Url } from './bytes.ts';

export interface Ticket {
  thread: string;
  /** The page's canonical address and its title when the ticket was asked for. */
  address: string;
  title: string;
  /** Of the comment it will write. */
  id: string;
  /** Milliseconds since 1970. */
  issuedAt: number;
  /** Work it asks for; 0 is none. */
  bits: number;
}

export interface TicketProblem {
  code: 'bad_ticket' | 'too_soon' | 'expired_ticket';
  /** Seconds, for `too_soon`. */
  retryAfter?: number;
}

const VERSION = 'v1';

/**
 * `v1.<payload>.<signature>`. The payload is a JSON array, so no field can run into its neighbour (elsewhere fields
 * joined without a mark between them let solved challenges be spliced), and the signature covers the version too.
 */
export async function signTicket(ticket: Ticket, key: CryptoKey): Promise<string> {
  const fields = [ticket.thread, ticket.address, ticket.title, ticket.id, ticket.issuedAt, ticket.bits];
  const payload = `${VERSION}.${toBase64Url(new TextEncoder().encode(JSON.stringify(fields)))}`;
  const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(payload));
  return `${payload}.${toBase64Url(new Uint8Array(signature))}`;
}

/** The ticket, if any of the keys signed it and its age is right. */
export async function readTicket(
  text: string,
  keys: readonly CryptoKey[],
  now: number,
): Promise<Result<Ticket, TicketProblem>> {
  const ticket = await verified(text, keys);
  if (!ticket) return { ok: false, error: { code: 'bad_ticket' } };
  const age = now - ticket.issuedAt;
  if (age > TICKET_MAX_AGE) return { ok: false, error: { code: 'expired_ticket' } };
  if (age < TICKET_MIN_AGE) {
    return { ok: false, error: { code: 'too_soon', retryAfter: Math.ceil((TICKET_MIN_AGE - age) / 1_000) } };
  }
  return { ok: true, value: ticket };
}

async function verified(text: string, keys: readonly CryptoKey[]): Promise<Ticket | null> {
  const [version, payload, signature, ...more] = text.split('.');
  if (version !== VERSION || !payload || !signature || more.length > 0) return null;
  const bytes = fromBase64Url(signature);
  if (!bytes) return null;
  const signed = new TextEncoder().encode(`${version}.${payload}`);
  for (const key of keys) {
    if (await crypto.subtle.verify('HMAC', key, bytes, signed)) return decode(payload);
  }
  return null;
}

// Only what was signed here gets so far; the shape is checked all the same, for keys outlive releases.
function decode(payload: string): Ticket | null {
  const bytes = fromBase64Url(payload);
  if (!bytes) return null;
  const fields: unknown = JSON.parse(new TextDecoder().decode(bytes));
  if (!Array.isArray(fields) || fields.length !== 6) return null;
  const [thread, address, title, id, issuedAt, bits] = fields;
  const isWhole =
    THREAD_PATTERN.test(thread) &&
    typeof address === 'string' &&
    typeof title === 'string' &&
    ID_PATTERN.test(id) &&
    Number.isSafeInteger(issuedAt) &&
    Number.isSafeInteger(bits);
  return isWhole ? { thread, address, title, id, issuedAt, bits } : null;
}
