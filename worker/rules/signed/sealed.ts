// Text that lies in KV and nobody may read there: another service's key, a webhook's address (whoever has it may post).
// Sealed with a key made of ADMIN_TOKEN, so a copy of the namespace alone says nothing. Pure: key and nonce come in.

import { fromBase64Url, toBase64Url } from './bytes.ts';

const VERSION = 's1';

/**
 * `purpose` is bound to it: sealed for one field, it opens for no other. `nonce`: 12 random bytes, never the same
 * twice.
 */
export async function seal(
  key: CryptoKey,
  text: string,
  purpose: string,
  nonce: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const use = { name: 'AES-GCM', iv: nonce, additionalData: bytesOf(purpose) };
  const sealed = await crypto.subtle.encrypt(use, key, bytesOf(text));
  return `${VERSION}.${toBase64Url(nonce)}.${toBase64Url(new Uint8Array(sealed))}`;
}

/** Null where none of the keys opens it: ADMIN_TOKEN is another one now. */
export async function unseal(keys: readonly CryptoKey[], sealed: string, purpose: string): Promise<string | null> {
  const [version, nonceText = '', text = ''] = sealed.split('.');
  const [nonce, bytes] = [fromBase64Url(nonceText), fromBase64Url(text)];
  if (version !== VERSION || nonce?.length !== 12 || bytes === null) return null;
  for (const key of keys) {
    try {
      const use = { name: 'AES-GCM', iv: nonce, additionalData: bytesOf(purpose) };
      return new TextDecoder().decode(await crypto.subtle.decrypt(use, key, bytes));
    } catch {
      // Sealed with another key, or changed: the next one is tried.
    }
  }
  return null;
}

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
