// The owner's session: a signed statement in a cookie, of which the worker remembers nothing. It ends with its time, with
// another ADMIN_TOKEN (the key is made from it) and with another `settings:epoch` ("sign out everywhere").
// Pure: key, time and randomness come in. Read next: routes/middleware/owner.ts.

import { fromBase64Url, toBase64Url } from './bytes.ts';

const ENCODER = new TextEncoder();

/** 12 hours, or 30 days on a device the owner calls their own. */
export const SESSION_AGE = 12 * 60 * 60_000;
export const LONG_SESSION_AGE = 30 * 24 * 60 * 60_000;

export interface Session {
  /** Milliseconds since 1970. */
  expiresAt: number;
  epoch: number;
  /** Makes two sessions of one millisecond differ: base64url, so without a dot. */
  nonce: string;
}

/** The value of the cookie: `expiresAt.epoch.nonce.signature`. The key must be an HMAC one that may sign. */
export async function signSession(key: CryptoKey, session: Session): Promise<string> {
  const statement = `${session.expiresAt}.${session.epoch}.${session.nonce}`;
  const signature = await crypto.subtle.sign('HMAC', key, ENCODER.encode(statement));
  return `${statement}.${toBase64Url(new Uint8Array(signature))}`;
}

/** Whether one of these keys signed it, for this epoch, and its time has not passed. The keys must be able to verify. */
export async function checkSession(
  keys: readonly CryptoKey[],
  value: string,
  { epoch, now }: { epoch: number; now: number },
): Promise<boolean> {
  const match = /^((\d{1,16})\.(\d{1,16})\.[A-Za-z0-9_-]{1,64})\.([A-Za-z0-9_-]{43})$/.exec(value);
  if (!match) return false;
  const [, statement = '', expiresAt, signedEpoch, signature = ''] = match;
  const bytes = fromBase64Url(signature);
  return (
    bytes !== null &&
    (await isSignedByOne(keys, statement, bytes)) &&
    Number(signedEpoch) === epoch &&
    now < Number(expiresAt)
  );
}

async function isSignedByOne(keys: readonly CryptoKey[], statement: string, signature: Uint8Array): Promise<boolean> {
  const bytes = ENCODER.encode(statement);
  const answers = await Promise.all(keys.map((key) => crypto.subtle.verify('HMAC', key, signature, bytes)));
  return answers.includes(true);
}
