// Tickets as routes handle them: the keys, the refusals, and whether work is to be asked for.

import type { Context } from 'hono';
import type { Memory } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { type AppEnv, scopeOf } from '../routes/context.ts';
import { WORK_BITS } from '../rules/screening/work.ts';
import { LABELS } from '../rules/signed/labels.ts';
import { readTicket, type Ticket } from '../rules/signed/ticket.ts';
import type { Settings } from '../store/settings/settings.ts';
import { MIN_TOKEN_LENGTH, type SigningKeys } from './memory/secrets.ts';
import { isOnSite } from './sites.ts';

const PAUSE = 60;

/** Throws `unavailable` where there is no proper ADMIN_TOKEN: nothing could be signed, nobody could judge. */
export async function ticketKeys(c: Context<AppEnv>, { secrets }: Memory): Promise<SigningKeys> {
  const keys = await secrets.signingKeys(c.env, LABELS.ticket);
  if (keys) return keys;
  throw new ApiError('unavailable', {
    retryAfter: PAUSE,
    message: `No comments are taken until ADMIN_TOKEN is set (${MIN_TOKEN_LENGTH} characters or more): npx wrangler secret put ADMIN_TOKEN`,
  });
}

/** The ticket in the body of a write, and its text; throws why it is not good. */
export async function requireTicket(
  c: Context<AppEnv>,
  deps: Memory,
  now: number,
): Promise<{ ticket: Ticket; text: string }> {
  const { verify } = await ticketKeys(c, deps);
  const text = textIn(c.get('json'));
  const read = await readTicket(text, verify, now);
  if (!read.ok) {
    const { code, retryAfter } = read.error;
    throw new ApiError(code, retryAfter === undefined ? {} : { retryAfter });
  }
  // The sites may have changed since it was issued.
  if (!(await isOnSite(scopeOf(c, deps), read.value.address))) throw new ApiError('forbidden_origin');
  return { ticket: read.value, text };
}

/** The ticket comes before every other field, so it is looked for before they are read. */
function textIn(json: unknown): string {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new ApiError('invalid_request', { fields: { request: 'wrong_type' } });
  }
  const text = 'ticket' in json ? (json.ticket ?? '') : '';
  if (typeof text !== 'string') throw new ApiError('invalid_request', { fields: { ticket: 'wrong_type' } });
  return text;
}

/** Zero bits to ask for just now; tickets gathered in calm times are no good in a flood. */
export function bitsAskedFor(settings: Settings, isBusy: boolean): number {
  switch (settings.work) {
    case 'off':
      return 0;
    case 'always':
      return WORK_BITS;
    case 'auto':
      return isBusy || settings.level !== 'calm' ? WORK_BITS : 0;
  }
}
