// Asks Turnstile and Akismet, where the owner has set them up. Neither can keep a comment from the owner by failing:
// silence holds it.
// Read next: rules/screening/third-parties.ts for what is sent.

import type { Captcha, NewComment } from '../contract/index.ts';
import type { Scope } from '../deps.ts';
import type { Env, Runtime } from '../env.ts';
import { ApiError } from '../errors.ts';
import { sha256 } from '../rules/hash.ts';
import type { Signals } from '../rules/screening/checks.ts';
import {
  AKISMET_URL,
  akismetForm,
  readAkismet,
  readTurnstile,
  TURNSTILE_URL,
  turnstileForm,
  uuidOf,
} from '../rules/screening/third-parties.ts';
import type { Ticket } from '../rules/signed/ticket.ts';
import { SECOND } from '../rules/time.ts';
import { sitesOfVariable } from './sites.ts';

/** A reader waits for the answer, and KV comes after it. */
const PATIENCE = 4 * SECOND;

/** What a ticket's answer and `proof_required` say of the captcha; undefined where there is none. */
export function captchaOf(env: Pick<Env, 'TURNSTILE_SITE_KEY' | 'TURNSTILE_SECRET'>): Captcha | undefined {
  const { TURNSTILE_SITE_KEY: siteKey, TURNSTILE_SECRET: secret } = env;
  return siteKey && secret ? { provider: 'turnstile', siteKey } : undefined;
}

/** Throws `proof_required` where the captcha is missing or wrong. */
export async function requireCaptcha(
  { env, memory }: Pick<Scope, 'env' | 'memory'>,
  { ticket, token }: { ticket: string; token: string | undefined },
): Promise<{ isUnchecked?: true }> {
  const captcha = captchaOf(env);
  if (!captcha) return {};
  if (!token) throw new ApiError('proof_required', { captcha });
  const attempt = uuidOf(await sha256(JSON.stringify([ticket, token])));
  const form = turnstileForm(env.TURNSTILE_SECRET!, token, attempt);
  const answer = await ask(memory.runtime, TURNSTILE_URL, form, async (found) =>
    readTurnstile(found.status, await found.json()),
  );
  if (answer === 'failed') throw new ApiError('proof_required', { captcha });
  return answer === 'passed' ? {} : { isUnchecked: true };
}

/**
 * Asked only of authors who are not known: what the owner has approved once is nobody else's to judge. `visitor`:
 * address and browser of who writes.
 */
export async function askAkismet(
  { env, memory }: Pick<Scope, 'env' | 'memory'>,
  ticket: Ticket,
  comment: NewComment,
  visitor: { address: string | undefined; userAgent: string | undefined },
): Promise<Pick<Signals, 'akismet'>> {
  const key = env.AKISMET_KEY;
  if (!key) return {};
  const form = akismetForm(key, {
    site: sitesOfVariable(env).origins[0] ?? new URL(ticket.address).origin,
    page: ticket.address,
    visitor: visitor.address ?? '',
    userAgent: visitor.userAgent ?? '',
    name: comment.name,
    ...(comment.url !== undefined && { url: comment.url }),
    ...(comment.email !== undefined && { email: comment.email }),
    source: comment.body,
    isReply: comment.parent !== undefined,
  });
  const answer = await ask(memory.runtime, AKISMET_URL, form, async (found) =>
    readAkismet(await found.text(), found.headers.get('X-akismet-pro-tip')),
  );
  return { akismet: answer ?? 'silent' };
}

/** Null where nothing came back in time, or nothing that could be read. */
async function ask<T>(
  { fetch }: Runtime,
  url: string,
  form: URLSearchParams,
  read: (answer: Response) => Promise<T>,
): Promise<T | null> {
  try {
    const init: RequestInit = { method: 'POST', body: form, signal: AbortSignal.timeout(PATIENCE) };
    return fetch ? await read(await fetch(url, init)) : null;
  } catch {
    // Down, slow or not itself: the comment waits for the owner.
    return null;
  }
}
