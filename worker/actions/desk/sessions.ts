// The owner's sessions: begun with the token, known by what their cookie holds, ended one by one or all at
// once. The worker remembers only those that ended before their time.
// Read next: rules/signed/session.ts, routes/middleware/owner.ts.

import type { Scope } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { LABELS } from '../../rules/signed/labels.ts';
import { checkSession, LONG_SESSION_AGE, readSession, SESSION_AGE, signSession } from '../../rules/signed/session.ts';
import { acceptSignOut, isSignedOut } from '../../store/settings/ended-sessions.ts';
import { acceptEpoch } from '../../store/settings/settings.ts';
import { MIN_TOKEN_LENGTH } from '../memory/secrets.ts';

export const HOW_TO_SET = `The desk is closed until ADMIN_TOKEN is set (${MIN_TOKEN_LENGTH} characters or more): npx wrangler secret put ADMIN_TOKEN`;

/**
 * For 12 hours or, on a device of the owner's own, 30 days. Returns what the cookie holds, and its age in milliseconds.
 * Throws `unavailable` without a proper ADMIN_TOKEN.
 */
export async function beginSession(
  { env, now, memory, settings }: Scope,
  isLong: boolean,
): Promise<{ value: string; age: number }> {
  const keys = await memory.secrets.signingKeys(env, LABELS.session);
  if (keys === null) throw new ApiError('unavailable', { message: HOW_TO_SET });
  const { epoch } = await settings();
  const age = isLong ? LONG_SESSION_AGE : SESSION_AGE;
  const bytes = memory.runtime.random(new Uint8Array(12));
  const nonce = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return { value: await signSession(keys.sign, { expiresAt: now + age, epoch, nonce }), age };
}

/** Whether this is what the cookie of a session holds that goes on. One read a minute in this isolate. */
export async function isSession(scope: Scope, value: string): Promise<boolean> {
  const { env, kv, now, memory, settings } = scope;
  const keys = await memory.secrets.signingKeys(env, LABELS.session);
  if (keys === null) return false;
  const { epoch } = await settings();
  if (!(await checkSession(keys.verify, value, { epoch, now }))) return false;
  const { nonce } = readSession(value);
  if (memory.ended.has(nonce)) return false;
  if (memory.ended.wentOn(nonce, now)) return true;
  if (await isSignedOut(kv, nonce)) return false;
  memory.ended.note(nonce, now);
  return true;
}

/**
 * Ends this one: here at once, elsewhere within a minute or two, so that a copy of the cookie is good for nothing. What
 * is no session is not written about: anybody can send that. One write.
 */
export async function endThisSession(scope: Scope, value: string): Promise<void> {
  if (!(await isSession(scope, value))) return;
  const { nonce, expiresAt } = readSession(value);
  scope.memory.ended.add(nonce);
  await acceptSignOut(scope.kv, nonce, expiresAt, scope.now);
}

/** Ends all of them within a minute or two, and the address of the private feed with them. One write. */
export async function endSessions({ kv, now, memory }: Pick<Scope, 'kv' | 'now' | 'memory'>): Promise<void> {
  await acceptEpoch(kv, now);
  memory.settings.learn({ epoch: now });
}
