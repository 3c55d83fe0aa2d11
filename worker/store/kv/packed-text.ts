// Words of any script in a key's metadata. It travels in an HTTP header, where only ASCII is safe (workerd warns of
// anything else), and there is room for 1,024 bytes of JSON: so words are base64url there, four characters for three
// bytes.

import { fromBase64Url, toBase64Url } from '../../rules/signed/bytes.ts';

/** The words, cut to so many bytes of UTF-8. */
export function packText(text: string, room: number): string {
  const encoder = new TextEncoder();
  const whole = encoder.encode(text);
  if (whole.length <= room) return toBase64Url(whole);
  // A letter is four bytes at most, so what is cut off too much is hardly seen.
  const letters = [...text];
  while (encoder.encode(`${letters.join('')}…`).length > room) letters.pop();
  return toBase64Url(encoder.encode(`${letters.join('').trimEnd()}…`));
}

/** '' where it is none of ours. */
export function unpackText(packed: unknown): string {
  const bytes = typeof packed === 'string' ? fromBase64Url(packed) : null;
  return bytes === null ? '' : new TextDecoder().decode(bytes);
}
