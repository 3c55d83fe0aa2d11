// Work that a browser does for a comment in a flood: a number whose hash with the ticket begins with zero bits. A speed
// bump, not a wall: a second of a reader's phone is a twentieth of a second of an attacker's core.
// Pure, but for Web Crypto.

import { sha256 } from '../hash.ts';

/** About 65,000 hashes: a second or two for a browser. */
export const WORK_BITS = 16;

/**
 * A slow phone stops after 5 s and sends the best it has: short of so many bits, a comment is held and not refused.
 * That it gave up is shown by the work it did, and not said in a field: a flag would be free for everybody, and 4,000
 * hashes are not (a phone that makes no more than that in 5 s misses them once in three, and goes on when it is asked
 * again). What a bot gains is to wait for the owner at a sixteenth of the price, and it pays for that what every held
 * comment pays: it counts against POST_LIMIT first and against the day's writes after (rules/screening/brake.ts), and
 * where these are used up and only authors who are known may write, it is refused like any other.
 */
export const BITS_SPARED = 4;

export type WorkDone = 'all' | 'most' | 'none';

/** How much of the work was done: SHA-256(ticket + '.' + n) begins with so many zero bits. */
export async function workDone(ticket: string, n: string | undefined, bits: number): Promise<WorkDone> {
  if (bits === 0) return 'all';
  if (n === undefined) return 'none';
  const found = leadingZeroBits(await sha256(`${ticket}.${n}`));
  return found >= bits ? 'all' : found >= bits - BITS_SPARED ? 'most' : 'none';
}

export function leadingZeroBits(bytes: Uint8Array): number {
  let bits = 0;
  for (const byte of bytes) {
    if (byte !== 0) return bits + Math.clz32(byte) - 24;
    bits += 8;
  }
  return bits;
}
