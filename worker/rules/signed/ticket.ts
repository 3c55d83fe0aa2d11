// The signed permission to write one comment: stateless, and the comment's id is in it, so that a retry writes the
// same key again and one ticket can never make two comments.
// Pure, but for Web Crypto over the keys given; the time comes in. Read next: rules/screening/work.ts, the work that it
// may ask for.

import { TICKET_MAX_AGE, TICKET_MIN_AGE } from '../limits.ts';
import { ID_PATTERN, THREAD_PATTERN } from '../paths.ts';
import type { Result } from '../result.ts';
import { SECOND } from '../time.ts';
import { readFields, signFields } from './signature.ts';

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
  /** How the page's address ended (rules/page/ending.ts), where the canonical one leaves that out. */
  ending?: string;
  /** The language that the page is spoken to in, as its file is called (widget/words/languages.ts); none is English. */
  lang?: string;
}

export interface TicketProblem {
  code: 'bad_ticket' | 'too_soon' | 'expired_ticket';
  /** Seconds, for `too_soon`. */
  retryAfter?: number;
}

export function signTicket(ticket: Ticket, key: CryptoKey): Promise<string> {
  const { thread, address, title, id, issuedAt, bits, ending = '', lang = '' } = ticket;
  const more = lang !== '' ? [ending, lang] : ending !== '' ? [ending] : [];
  return signFields(key, [thread, address, title, id, issuedAt, bits, ...more]);
}

/** The ticket, if any of the keys signed it and its age is right. */
export async function readTicket(
  text: string,
  keys: readonly CryptoKey[],
  now: number,
): Promise<Result<Ticket, TicketProblem>> {
  const fields = await readFields(keys, text);
  const ticket = fields && ticketOf(fields);
  if (ticket === null) return { ok: false, error: { code: 'bad_ticket' } };
  const age = now - ticket.issuedAt;
  if (age > TICKET_MAX_AGE) return { ok: false, error: { code: 'expired_ticket' } };
  if (age < TICKET_MIN_AGE) {
    return { ok: false, error: { code: 'too_soon', retryAfter: Math.ceil((TICKET_MIN_AGE - age) / SECOND) } };
  }
  return { ok: true, value: ticket };
}

// Only what was signed here gets so far; the shape is checked all the same, for keys outlive releases.
function ticketOf([thread, address, title, id, issuedAt, bits, ending, lang, ...more]: unknown[]): Ticket | null {
  const optional = { ...(ending !== undefined && { ending }), ...(lang !== undefined && { lang }) };
  const ticket = { thread, address, title, id, issuedAt, bits, ...optional } as Ticket;
  const isWhole =
    THREAD_PATTERN.test(ticket.thread) &&
    typeof address === 'string' &&
    typeof title === 'string' &&
    ID_PATTERN.test(ticket.id) &&
    Number.isSafeInteger(issuedAt) &&
    Number.isSafeInteger(bits) &&
    [ending, lang].every((text) => text === undefined || typeof text === 'string') &&
    more.length === 0;
  return isWhole ? ticket : null;
}
