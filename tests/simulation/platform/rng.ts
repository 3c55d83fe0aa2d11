// Chance with a seed: the same seed makes the same choices. Each part of the world draws from a stream of its own, so
// that one more draw in one of them does not change what the others do.

export class Rng {
  private state: Uint32Array;

  constructor(seed: string) {
    // xmur3, to spread the seed over the state of sfc32. https://github.com/bryc/code/blob/master/jshash/PRNGs.md
    let h = 1779033703 ^ seed.length;
    for (let i = 0; i < seed.length; i++) {
      h = Math.imul(h ^ seed.charCodeAt(i), 3432918353);
      h = (h << 13) | (h >>> 19);
    }
    this.state = Uint32Array.from({ length: 4 }, () => {
      h = Math.imul(h ^ (h >>> 16), 2246822507);
      h = Math.imul(h ^ (h >>> 13), 3266489909);
      h ^= h >>> 16;
      return h;
    });
    for (let i = 0; i < 12; i++) this.bits();
  }

  private bits(): number {
    const s = this.state as unknown as [number, number, number, number];
    const t = (s[0] + s[1] + s[3]) >>> 0;
    s[3] = s[3] + 1;
    s[0] = s[1] ^ (s[1] >>> 9);
    s[1] = s[2] + (s[2] << 3);
    s[2] = ((s[2] << 21) | (s[2] >>> 11)) + t;
    return t;
  }

  /** From 0 up to, not including, 1. */
  next(): number {
    return this.bits() / 2 ** 32;
  }

  between(from: number, to: number): number {
    return from + this.next() * (to - from);
  }

  /** A whole number below n. */
  int(n: number): number {
    return Math.floor(this.next() * n);
  }

  chance(probability: number): boolean {
    return probability > 0 && this.next() < probability;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.int(from.length)]!;
  }

  fill(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
    for (let i = 0; i < bytes.length; i++) bytes[i] = this.int(256);
    return bytes;
  }
}
