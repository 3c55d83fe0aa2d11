// What a browser must bring beside the words in a flood, or always where the owner says so: work over its ticket, and a
// captcha. Both come before the other fields are looked at, which may be wrong. Who could not do the work is held, not
// refused (rules/screening/work.ts says what keeps that from being a way around).

import type { Scope } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { MAX_CAPTCHA } from '../rules/limits.ts';
import type { Signals } from '../rules/screening/checks.ts';
import { workDone } from '../rules/screening/work.ts';
import { sitesOfVariable } from './sites.ts';
import { captchaOf, requireCaptcha } from './third-parties.ts';

interface AskedProofs {
  /** The ticket's text, over which the work is done, and how much of it is asked for. */
  ticket: string;
  bits: number;
  /** Of the page that sends it, checked before; undefined where a program does that is no browser. */
  origin: string | undefined;
}

/** `json` is the body of the write. Throws `proof_required` where something is asked for and missing or wrong. */
export async function requireProofs(
  scope: Pick<Scope, 'env' | 'memory'>,
  json: unknown,
  { ticket, bits, origin }: AskedProofs,
): Promise<Pick<Signals, 'work' | 'isUnchecked'>> {
  const done = await workDone(ticket, textIn(json, 'work', /^\d{1,16}$/), bits);
  const work = done === 'none' && isUnable(scope.env, origin) ? 'unable' : done;
  const captcha = captchaOf(scope.env);
  if (work === 'none') throw new ApiError('proof_required', { work: { bits }, ...(captcha && { captcha }) });
  const token = textIn(json, 'captcha', new RegExp(`^.{1,${MAX_CAPTCHA}}$`, 's'));
  return { work, ...(await requireCaptcha(scope, { ticket, token })) };
}

/**
 * A page that is not on https has no crypto.subtle to work with. There is one only where SITES itself writes a site
 * with http: of anybody else it is a way around the work, for programs write any origin they like.
 */
function isUnable(env: Scope['env'], origin = ''): boolean {
  if (!/^http:\/\//.test(origin) || /^http:\/\/(?:localhost|127\.0\.0\.1)(?::|$)/.test(origin)) return false;
  return sitesOfVariable(env).origins.includes(origin);
}

function textIn(json: unknown, name: 'work' | 'captcha', pattern: RegExp): string | undefined {
  const value = (json as Record<string, unknown>)[name];
  return typeof value === 'string' && pattern.test(value) ? value : undefined;
}
