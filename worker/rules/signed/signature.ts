// Links that need no sign-in: a list of fields and a signature over them, as one text that fits an address. A link made for
// one purpose is no good for another, for each purpose has a key of its own (actions/memory/secrets.ts).
// Pure, but for Web Crypto over the keys given. Read next: act-link.ts and subscription-link.ts, which say what the fields are.

import { fromBase64Url, toBase64Url } from './bytes.ts';

const VERSION = 'v1';

/** `v1.<payload>.<signature>`; the payload is a JSON array, so no field can run into its neighbour. */
export async function signFields(key: CryptoKey, fields: readonly unknown[]): Promise<string> {
  const statement = `${VERSION}.${toBase64Url(bytesOf(JSON.stringify(fields)))}`;
  const signature = await crypto.subtle.sign('HMAC', key, bytesOf(statement));
  return `${statement}.${toBase64Url(new Uint8Array(signature))}`;
}

/** The fields, or null where none of these keys signed them. */
export async function readFields(keys: readonly CryptoKey[], text: string): Promise<unknown[] | null> {
  const [version, payload = '', signature = '', ...more] = text.split('.');
  const [fields, bytes] = [fromBase64Url(payload), fromBase64Url(signature)];
  if (version !== VERSION || fields === null || bytes === null || more.length > 0) return null;
  const statement = bytesOf(`${VERSION}.${payload}`);
  const answers = await Promise.all(keys.map((key) => crypto.subtle.verify('HMAC', key, bytes, statement)));
  if (!answers.includes(true)) return null;
  const read: unknown = JSON.parse(new TextDecoder().decode(fields));
  return Array.isArray(read) ? read : null;
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
