// What a browser must bring beside the words in a flood, or always where the owner says so: work over its ticket, and a
// captcha. Both come before the other fields are looked at, which may be wrong. Who could not do the work is held, not
// refused (rules/screening/work.ts says what keeps that from being a way around).

import type { Context } from 'hono';
import { MAX_CAPTCHA } from '../contract/index.ts';
import type { Memory } from '../deps.ts';
import { ApiError } from '../errors.ts';
import type { AppEnv } from '../routes/context.ts';
import type { Signals } from '../rules/screening/checks.ts';
import { workDone } from '../rules/screening/work.ts';
import { captchaOf, requireCaptcha } from './third-parties.ts';

/** Throws `proof_required` where something is asked for and missing or wrong. */
export async function requireProofs(
  c: Context<AppEnv>,
  deps: Memory,
  ticket: string,
  bits: number,
): Promise<Pick<Signals, 'work' | 'isUnchecked'>> {
  const done = await workDone(ticket, textIn(c.get('json'), 'work', /^\d{1,16}$/), bits);
  const work = done === 'none' && isUnable(c) ? 'unable' : done;
  const captcha = captchaOf(c.env);
  if (work === 'none') throw new ApiError('proof_required', { work: { bits }, ...(captcha && { captcha }) });
  const token = textIn(c.get('json'), 'captcha', new RegExp(`^.{1,${MAX_CAPTCHA}}$`, 's'));
  return { work, ...(await requireCaptcha(c, deps, { ticket, token })) };
}

/** A page that is not on https has no crypto.subtle to work with. Only where the owner has such a site: `Origin` was checked. */
function isUnable(c: Context<AppEnv>): boolean {
  const origin = c.req.header('Origin') ?? '';
  return /^http:\/\//.test(origin) && !/^http:\/\/(?:localhost|127\.0\.0\.1)(?::|$)/.test(origin);
}

function textIn(json: unknown, name: 'work' | 'captcha', pattern: RegExp): string | undefined {
  const value = (json as Record<string, unknown>)[name];
  return typeof value === 'string' && pattern.test(value) ? value : undefined;
}
