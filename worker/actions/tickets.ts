// Tickets: who may write one comment is told by a signed text, so that asking for one costs no write, and nothing is
// kept of those that are never used. Here they are made, for the widget, the page without JavaScript and the desk, and
// read again when the comment comes. Read next: rules/signed/ticket.ts for what is in one, actions/post-comment.ts.

import { languageOf } from '../../widget/words/languages.ts';
import type { TicketAnswer } from '../contract/index.ts';
import type { Scope } from '../deps.ts';
import { ApiError, requireValid } from '../errors.ts';
import { makeId } from '../rules/comment/id.ts';
import { isoOf } from '../rules/comment/public.ts';
import { TICKET_MAX_AGE, TICKET_MIN_AGE } from '../rules/limits.ts';
import { asksOf } from '../rules/page/asks.ts';
import { WORK_BITS } from '../rules/screening/work.ts';
import { LABELS } from '../rules/signed/labels.ts';
import { readTicket, signTicket, type Ticket } from '../rules/signed/ticket.ts';
import type { Settings } from '../store/settings/settings.ts';
import { readPage } from './find-thread.ts';
import { MIN_TOKEN_LENGTH, type SigningKeys } from './memory/secrets.ts';
import { isOnSite } from './sites.ts';
import { captchaOf } from './third-parties.ts';

/** Seconds. */
const PAUSE = 60;

type Keyring = Pick<Scope, 'env' | 'memory'>;

/** Throws `unavailable` where there is no proper ADMIN_TOKEN: nothing could be signed, nobody could judge. */
export async function ticketKeys({ env, memory }: Keyring): Promise<SigningKeys> {
  const keys = await memory.secrets.signingKeys(env, LABELS.ticket);
  if (keys) return keys;
  throw new ApiError('unavailable', {
    retryAfter: PAUSE,
    message: `No comments are taken until ADMIN_TOKEN is set (${MIN_TOKEN_LENGTH} characters or more): npx wrangler secret put ADMIN_TOKEN`,
  });
}

// ---- making one ----

/**
 * A ticket for whoever writes with the widget. `asked` is what came over the wire: `page`, and maybe `id`, `title` and
 * `lang`; `isBusy`: the whole site takes more just now than it should. Costs no KV write and, settings aside, no read.
 * Throws `unavailable`, `invalid_request`, and `forbidden_origin` where the page is on none of the sites.
 */
export async function issueTicket(scope: Scope, asked: unknown, isBusy: boolean): Promise<TicketAnswer> {
  const { env, now } = scope;
  // Before the page is looked at: without keys nobody can write, whatever the page.
  await ticketKeys(scope);
  const page = requireValid(await readPage(scope, asked));
  if (!page.isOnSite) throw new ApiError('forbidden_origin');
  const settings = await scope.settings();
  const bits = bitsAskedFor(settings, isBusy);
  const captcha = captchaOf(env);
  return {
    ...(await makeTicket(scope, page, bits)),
    notBefore: isoOf(now + TICKET_MIN_AGE),
    expiresAt: isoOf(now + TICKET_MAX_AGE),
    ...(bits > 0 && { work: { bits } }),
    ...(captcha && { captcha }),
    asks: asksOf(settings),
  };
}

/**
 * A ticket for one new comment on that page, and the id that the comment will have. `bits` is the work that it asks
 * for, which only a script can do: 0 is none; `lang` is a tag, and what we do not speak is English. Throws
 * `unavailable`.
 */
export async function makeTicket(
  scope: Keyring & Pick<Scope, 'now'>,
  { thread, address, title, ending = '', lang = '' }: Pick<Ticket, 'thread' | 'address' | 'title' | 'ending' | 'lang'>,
  bits = 0,
): Promise<{ ticket: string; id: string }> {
  const { sign } = await ticketKeys(scope);
  const { now, memory } = scope;
  const id = makeId(now, memory.runtime.random(new Uint8Array(10)));
  const spoken = { lang: languageOf(lang) ?? '' };
  return { ticket: await signTicket({ thread, address, title, id, issuedAt: now, bits, ending, ...spoken }, sign), id };
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

// ---- reading one ----

/**
 * The ticket in the body of a write, and its text. Throws why it is not good: `unavailable`, `invalid_request`,
 * `bad_ticket`, `too_soon`, `expired_ticket`, `forbidden_origin`.
 */
export async function requireTicket(
  scope: Pick<Scope, 'env' | 'memory' | 'now' | 'sites'>,
  json: unknown,
): Promise<{ ticket: Ticket; text: string }> {
  const { verify } = await ticketKeys(scope);
  const text = textIn(json);
  const read = await readTicket(text, verify, scope.now);
  if (!read.ok) {
    const { code, retryAfter } = read.error;
    throw new ApiError(code, retryAfter === undefined ? {} : { retryAfter });
  }
  // The sites may have changed since it was issued.
  if (!(await isOnSite(scope, read.value.address))) throw new ApiError('forbidden_origin');
  return { ticket: read.value, text };
}

/** What the page is called, as a ticket of ours says, for a form could say anything; '' where it is none of ours. */
export async function titleInTicket({ env, memory, now }: Keyring & Pick<Scope, 'now'>, text: string): Promise<string> {
  const keys = await memory.secrets.signingKeys(env, LABELS.ticket);
  const read = keys && (await readTicket(text, keys.verify, now));
  return read?.ok ? read.value.title : '';
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
