// Sessions that their owner signed out of before their time: one key each, which goes by itself when the session would
// have ended anyway. Read next: actions/desk/sessions.ts.

import { SECOND } from '../../rules/time.ts';
import { keys } from '../kv/keys.ts';
import { putFor, readMany } from '../kv/kv.ts';

/** KV keeps nothing for less than a minute. */
const LEAST = 60;

/** One write. */
export async function acceptSignOut(kv: KVNamespace, name: string, expiresAt: number, now: number): Promise<void> {
  const expirationTtl = Math.max(LEAST, Math.ceil((expiresAt - now) / SECOND));
  await putFor(kv, keys.endedSession(name), { v: 1, at: now }, { metadata: {}, expirationTtl });
}

/** One read. */
export async function isSignedOut(kv: KVNamespace, name: string): Promise<boolean> {
  const key = keys.endedSession(name);
  return (await readMany(kv, [key])).get(key) != null;
}
