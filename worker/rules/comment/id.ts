// A comment's id: a ULID (48 bits of time, 80 bits of randomness) in Crockford's base 32, so that ids sort
// by the time their ticket was issued. Pure; https://github.com/ulid/spec

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Letters of it that are the time. */
export const TIME_LENGTH = 10;
const MAX_TIME = 2 ** 48 - 1;

/** `random` is 10 bytes; the clock stands still between I/O on Workers, so they alone keep ids apart. */
export function makeId(time: number, random: Uint8Array): string {
  let id = '';
  for (let rest = time, i = 0; i < TIME_LENGTH; i++, rest = Math.floor(rest / 32)) id = ALPHABET[rest % 32] + id;
  let bits = 0;
  let held = 0;
  for (const byte of random) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) id += ALPHABET[(held >>> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return id;
}

/** Milliseconds since 1970. */
export function timeOf(id: string): number {
  let time = 0;
  for (const letter of id.slice(0, TIME_LENGTH)) time = time * 32 + ALPHABET.indexOf(letter);
  return time;
}

/** Fifteen digits that sort the newest id first. */
export function reverseTimeOf(id: string): string {
  return String(Math.max(0, MAX_TIME - timeOf(id))).padStart(15, '0');
}
