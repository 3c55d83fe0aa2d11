// Hashes of text. Pure, but for Web Crypto, which every host has. Read next: comment/hash.ts for what is named by them.

import { toBase64Url } from './signed/bytes.ts';

/** 32 bytes. */
export async function sha256(text: string): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
}

/** The first `length` characters of base64url(SHA-256(text)). */
export async function digest(text: string, length: number): Promise<string> {
  return toBase64Url(await sha256(text)).slice(0, length);
}

/** FNV-1a over UTF-16 units, 32 bits, unsigned: tells texts apart at once, and guards nothing. */
export function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}
