// The owner's session: a signed statement in a cookie, of which the worker remembers nothing. It ends with its time,
// with another ADMIN_TOKEN (the key is made from it), with another `settings:epoch` ("sign out everywhere"), and when
// its owner signs out of it (store/settings/ended-sessions.ts). Pure: key, time and randomness come in.
// Read next: routes/middleware/owner.ts.

import { DAY, HOUR } from '../time.ts';
import { isSigned, sign } from './signature.ts';

/** 12 hours, or 30 days on a device the owner calls their own. */
export const SESSION_AGE = 12 * HOUR;
export const LONG_SESSION_AGE = 30 * DAY;

export interface Session {
  /** Milliseconds since 1970. */
  expiresAt: number;
  epoch: number;
  /** Makes two sessions of one millisecond differ: base64url, so without a dot. */
  nonce: string;
}

/** The value of the cookie: `expiresAt.epoch.nonce.signature`. */
export async function signSession(key: CryptoKey, session: Session): Promise<string> {
  const statement = `${session.expiresAt}.${session.epoch}.${session.nonce}`;
  return `${statement}.${await sign(key, statement)}`;
}

/** What a cookie says that is known to be ours. */
export function readSession(value: string): Session {
  const [expiresAt, epoch, nonce = ''] = value.split('.');
  return { expiresAt: Number(expiresAt), epoch: Number(epoch), nonce };
}

/** Whether one of these keys signed it, for this epoch, and its time has not passed. */
export async function checkSession(
  keys: readonly CryptoKey[],
  value: string,
  { epoch, now }: { epoch: number; now: number },
): Promise<boolean> {
  const match = /^((\d{1,16})\.(\d{1,16})\.[A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]{43})$/.exec(value);
  if (!match) return false;
  const [, statement = '', expiresAt, signedEpoch, signature = ''] = match;
  const isOurs = await isSigned(keys, statement, signature);
  return isOurs && Number(signedEpoch) === epoch && now < Number(expiresAt);
}
