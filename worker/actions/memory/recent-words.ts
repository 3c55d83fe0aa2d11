// What was said here in the last hour, as this isolate remembers it: spam says the same words on many pages, under a
// new key each time. Hashes only, in memory only. Other isolates remember other things: a chance to notice, not a
// promise.

import { digest } from '../../rules/hash.ts';
import { fold } from '../../rules/screening/likeness.ts';
import { HOUR } from '../../rules/time.ts';

const KEPT_FOR = HOUR;
const MOST = 500;
/** "Thank you for this post" is said by many. */
const FEW_LETTERS = 40;

interface Said {
  /** Of the comment. */
  id: string;
  at: number;
}

export class RecentWords {
  private readonly said = new Map<string, Said>();

  /** Whether another comment said this lately. Both are remembered from now on. */
  async meet(text: string, id: string, now: number): Promise<boolean> {
    const letters = fold(text).replace(/[^\p{L}\p{N}]/gu, '');
    if (letters.length < FEW_LETTERS) return false;
    const key = await digest(letters, 22);
    const before = this.said.get(key);
    const isElsewhere = before !== undefined && before.id !== id && now - before.at < KEPT_FOR;
    this.said.delete(key);
    this.said.set(key, { id: isElsewhere ? before.id : id, at: now });
    for (const [oldest] of this.said) {
      if (this.said.size <= MOST) break;
      this.said.delete(oldest);
    }
    return isElsewhere;
  }
}
