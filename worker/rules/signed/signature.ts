// The one signature of the worker: HMAC-SHA-256 over a statement, which is text. Everything that is signed goes through
// `sign` and `isSigned`. A signature made for one purpose is no good for another, because each purpose has a key of its
// own (labels.ts, actions/memory/secrets.ts).
// Pure, but for Web Crypto over the keys given. Read next: act-link.ts and ticket.ts, which sign lists of fields.

import { fromBase64Url, toBase64Url } from './bytes.ts';

const VERSION = 'v1';

/** The signature in base64url: 43 characters. The key must be an HMAC one that may sign. */
export async function sign(key: CryptoKey, statement: string): Promise<string> {
  return toBase64Url(await hmac(key, statement));
}

/** Whether one of these keys signed the statement. The keys must be able to verify. */
export async function isSigned(keys: readonly CryptoKey[], statement: string, signature: string): Promise<boolean> {
  const bytes = fromBase64Url(signature);
  if (bytes === null) return false;
  const said = bytesOf(statement);
  const answers = await Promise.all(keys.map((key) => crypto.subtle.verify('HMAC', key, bytes, said)));
  return answers.includes(true);
}

/** The 32 bytes of the signature, for those who write them another way. */
export async function hmac(key: CryptoKey, statement: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.sign('HMAC', key, bytesOf(statement)));
}

/**
 * `v1.<payload>.<signature>`, which fits an address. The payload is a JSON array, so no field can run into its
 * neighbour (elsewhere fields joined without a mark between them let solved challenges be spliced), and the signature
 * covers the version too.
 */
export async function signFields(key: CryptoKey, fields: readonly unknown[]): Promise<string> {
  const statement = `${VERSION}.${toBase64Url(bytesOf(JSON.stringify(fields)))}`;
  return `${statement}.${await sign(key, statement)}`;
}

/** The fields, or null where none of these keys signed them. Their number and shape are the caller's to check. */
export async function readFields(keys: readonly CryptoKey[], text: string): Promise<unknown[] | null> {
  const [version, payload = '', signature = '', ...more] = text.split('.');
  const fields = fromBase64Url(payload);
  if (version !== VERSION || fields === null || more.length > 0) return null;
  if (!(await isSigned(keys, `${VERSION}.${payload}`, signature))) return null;
  const read: unknown = JSON.parse(new TextDecoder().decode(fields));
  return Array.isArray(read) ? read : null;
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
