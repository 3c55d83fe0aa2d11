// What a link in a notice may do: one verdict on one comment, as long as its words are those that the owner was shown, for
// three days. It needs no sign-in, so it can do nothing that cannot be taken back: no erasing, no settings.
// Pure, but for Web Crypto over the keys given; the time comes in. Read next: routes/act.ts.

import { ID_PATTERN, THREAD_PATTERN } from '../contract/index.ts';
import { fromBase64Url, toBase64Url } from './bytes.ts';

export const ACT_VERDICTS = ['approve', 'spam'] as const;
export type ActVerdict = (typeof ACT_VERDICTS)[number];

export interface Act {
  verdict: ActVerdict;
  thread: string;
  id: string;
  /** The hash of the words that it judges. */
  words: string;
  /** Milliseconds since 1970. */
  expiresAt: number;
}

export const ACT_AGE = 72 * 60 * 60_000;
const VERSION = 'v1';

/** `v1.<payload>.<signature>`; the payload is a JSON array, so no field can run into its neighbour. */
export async function signAct(key: CryptoKey, { verdict, thread, id, words, expiresAt }: Act): Promise<string> {
  const fields = JSON.stringify([verdict, thread, id, words, expiresAt]);
  const statement = `${VERSION}.${toBase64Url(new TextEncoder().encode(fields))}`;
  const signature = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(statement));
  return `${statement}.${toBase64Url(new Uint8Array(signature))}`;
}

/** Null where it was not signed here, or its time has passed. */
export async function readAct(keys: readonly CryptoKey[], text: string, now: number): Promise<Act | null> {
  const [version, payload = '', signature = '', ...more] = text.split('.');
  const [fields, bytes] = [fromBase64Url(payload), fromBase64Url(signature)];
  if (version !== VERSION || fields === null || bytes === null || more.length > 0) return null;
  const statement = new TextEncoder().encode(`${VERSION}.${payload}`);
  const answers = await Promise.all(keys.map((key) => crypto.subtle.verify('HMAC', key, bytes, statement)));
  if (!answers.includes(true)) return null;
  const act = decode(new TextDecoder().decode(fields));
  return act !== null && now < act.expiresAt ? act : null;
}

// Only what was signed here gets so far; the shape is checked all the same, for keys outlive releases.
function decode(text: string): Act | null {
  const fields: unknown = JSON.parse(text);
  if (!Array.isArray(fields) || fields.length !== 5) return null;
  const [verdict, thread, id, words, expiresAt] = fields;
  const isWhole =
    ACT_VERDICTS.includes(verdict) &&
    THREAD_PATTERN.test(thread) &&
    ID_PATTERN.test(id) &&
    typeof words === 'string' &&
    Number.isSafeInteger(expiresAt);
  return isWhole ? { verdict, thread, id, words, expiresAt } : null;
}
