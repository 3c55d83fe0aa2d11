// work.js: finds a number n such that SHA-256(ticket + '.' + n) begins with so many zero bits. In slices, so that the
// page never waits for longer than a frame, and without a worker thread, which strict pages forbid. By hand, because
// crypto.subtle answers one hash at a time, each in a turn of its own, and only where the page came over https.

const SLICE = 8;
/** A slow phone stops here and sends the best it has: the worker then holds the comment, and does not refuse it. */
const PATIENCE = 5_000;

/** The best that was found, which need not be enough. */
export interface Found {
  n: number;
  /** How many zero bits its hash begins with. */
  zeros: number;
  /** The first number that was not tried. */
  next: number;
}

const NOTHING: Found = { n: 0, zeros: -1, next: 0 };

const K = new Int32Array(64);
const START = new Int32Array(8);

// The first 32 bits of the fractions of the square and cube roots of the first primes (FIPS 180-4, 4.2.2, 5.3.3).
for (let prime = 2, n = 0; n < 64; prime++) {
  if (isPrime(prime)) {
    if (n < 8) START[n] = (Math.sqrt(prime) % 1) * 2 ** 32;
    K[n++] = (Math.cbrt(prime) % 1) * 2 ** 32;
  }
}

function isPrime(n: number): boolean {
  for (let factor = 2; factor * factor <= n; factor++) if (n % factor === 0) return false;
  return true;
}

/** Goes on after what was found `before`, for five seconds of the clock at most. `ticket` is ASCII. */
export async function solve(
  ticket: string,
  bits: number,
  before = NOTHING,
  clock = () => performance.now(),
): Promise<Found> {
  // The blocks that do not change with n are hashed once.
  const text = `${ticket}.`;
  const whole = text.length - (text.length % 64);
  const begun = START.slice();
  for (let at = 0; at < whole; at += 64) mix(begun, blockOf(text.slice(at, at + 64)));
  const rest = text.slice(whole);
  const last = clock() + PATIENCE;
  for (let found = { ...before }; ; ) {
    const now = clock();
    do {
      const n = found.next;
      const zeros = leadingZeros(finish(begun, rest + n, whole));
      if (zeros > found.zeros) found = { n, zeros, next: n + 1 };
      else found.next = n + 1;
      if (zeros >= bits) return found;
    } while (clock() < now + SLICE);
    if (now > last) return found;
    await new Promise((done) => setTimeout(done));
  }
}

/** The hash as eight words, of `tail` after `before` bytes that are in `state` already. */
function finish(state: Int32Array, tail: string, before: number): Int32Array {
  const hash = state.slice();
  const length = (before + tail.length) * 8;
  const padded = `${tail}\x80`.padEnd(Math.ceil((tail.length + 9) / 64) * 64, '\0');
  for (let at = 0; at < padded.length; at += 64) {
    const block = blockOf(padded.slice(at, at + 64));
    if (at + 64 === padded.length) block[15] = length;
    mix(hash, block);
  }
  return hash;
}

const words = new Int32Array(64);

function blockOf(text: string): Int32Array {
  for (let i = 0; i < 16; i++) {
    const at = i * 4;
    words[i] =
      (text.charCodeAt(at) << 24) |
      (text.charCodeAt(at + 1) << 16) |
      (text.charCodeAt(at + 2) << 8) |
      text.charCodeAt(at + 3);
  }
  return words;
}

const rotate = (x: number, by: number) => (x >>> by) | (x << (32 - by));

/** One block into the state (FIPS 180-4, 6.2.2). */
function mix(state: Int32Array, w: Int32Array): void {
  for (let i = 16; i < 64; i++) {
    const a = w[i - 15] as number;
    const b = w[i - 2] as number;
    const s0 = rotate(a, 7) ^ rotate(a, 18) ^ (a >>> 3);
    const s1 = rotate(b, 17) ^ rotate(b, 19) ^ (b >>> 10);
    w[i] = (w[i - 16] as number) + s0 + (w[i - 7] as number) + s1;
  }
  let [a, b, c, d, e, f, g, h] = state as unknown as [number, number, number, number, number, number, number, number];
  for (let i = 0; i < 64; i++) {
    const s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const one = (h + s1 + ((e & f) ^ (~e & g)) + (K[i] as number) + (w[i] as number)) | 0;
    const s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const two = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + one) | 0;
    d = c;
    c = b;
    b = a;
    a = (one + two) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    state[i] = (state[i] as number) + word;
  });
}

function leadingZeros(hash: Int32Array): number {
  let bits = 0;
  for (const word of hash) {
    if (word !== 0) return bits + Math.clz32(word);
    bits += 32;
  }
  return bits;
}
