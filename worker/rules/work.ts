// Work that a browser does for a comment in a flood: a number whose hash with the ticket begins with zero bits. A speed
// bump, not a wall: a second of a reader's phone is a twentieth of a second of an attacker's core.
// Pure, but for Web Crypto.

/** About 65,000 hashes: a second or two for a browser. */
export const WORK_BITS = 16;

/** Whether SHA-256(ticket + '.' + n) begins with so many zero bits. */
export async function isWorkDone(ticket: string, n: string | undefined, bits: number): Promise<boolean> {
  if (bits === 0) return true;
  if (n === undefined) return false;
  const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(`${ticket}.${n}`));
  return leadingZeroBits(new Uint8Array(hash)) >= bits;
}

export function leadingZeroBits(bytes: Uint8Array): number {
  let bits = 0;
  for (const byte of bytes) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
}
