// Asks Turnstile and Akismet, where the owner has set them up. Neither can keep a comment from the owner by failing:
// silence holds it.
// Read next: rules/screening/third-parties.ts for what is sent.

import type { Context } from 'hono';
import type { Captcha, NewComment } from '../contract/index.ts';
import type { Memory } from '../deps.ts';
import type { Env } from '../env.ts';
import { ApiError } from '../errors.ts';
import type { AppEnv } from '../routes/context.ts';
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
import { sitesOfVariable } from './sites.ts';

/** A reader waits for the answer, and KV comes after it. */
const PATIENCE = 4_000;

/** What a ticket's answer and `proof_required` say of the captcha; undefined where there is none. */
export function captchaOf(env: Pick<Env, 'TURNSTILE_SITE_KEY' | 'TURNSTILE_SECRET'>): Captcha | undefined {
  const { TURNSTILE_SITE_KEY: siteKey, TURNSTILE_SECRET: secret } = env;
  return siteKey && secret ? { provider: 'turnstile', siteKey } : undefined;
}

/** Throws `proof_required` where the captcha is missing or wrong. */
export async function requireCaptcha(
  c: Context<AppEnv>,
  deps: Memory,
  { ticket, token }: { ticket: string; token: string | undefined },
): Promise<{ isUnchecked?: true }> {
  const captcha = captchaOf(c.env);
  if (!captcha) return {};
  if (!token) throw new ApiError('proof_required', { captcha });
  const attempt = uuidOf(await sha256(JSON.stringify([ticket, token])));
  const form = turnstileForm(c.env.TURNSTILE_SECRET!, token, attempt);
  const answer = await ask(deps, TURNSTILE_URL, form, async (found) => readTurnstile(found.status, await found.json()));
  if (answer === 'failed') throw new ApiError('proof_required', { captcha });
  return answer === 'passed' ? {} : { isUnchecked: true };
}

/** Asked only of authors who are not known: what the owner has approved once is nobody else's to judge. */
export async function askAkismet(
  c: Context<AppEnv>,
  deps: Memory,
  ticket: Ticket,
  comment: NewComment,
): Promise<Pick<Signals, 'akismet'>> {
  const key = c.env.AKISMET_KEY;
  if (!key) return {};
  const form = akismetForm(key, {
    site: sitesOfVariable(c.env).origins[0] ?? new URL(ticket.address).origin,
    page: ticket.address,
    visitor: c.req.header('CF-Connecting-IP') ?? '',
    userAgent: c.req.header('User-Agent') ?? '',
    name: comment.name,
    ...(comment.url !== undefined && { url: comment.url }),
    ...(comment.email !== undefined && { email: comment.email }),
    source: comment.body,
    isReply: comment.parent !== undefined,
  });
  const answer = await ask(deps, AKISMET_URL, form, async (found) =>
    readAkismet(await found.text(), found.headers.get('X-akismet-pro-tip')),
  );
  return { akismet: answer ?? 'silent' };
}

/** Null where nothing came back in time, or nothing that could be read. */
async function ask<T>(
  { runtime }: Memory,
  url: string,
  form: URLSearchParams,
  read: (answer: Response) => Promise<T>,
): Promise<T | null> {
  try {
    const init: RequestInit = { method: 'POST', body: form, signal: AbortSignal.timeout(PATIENCE) };
    return runtime.fetch ? await read(await runtime.fetch(url, init)) : null;
  } catch {
    // Down, slow or not itself: the comment waits for the owner.
    return null;
  }
}
