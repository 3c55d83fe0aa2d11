// Which website was given under which name in the last hour, as this isolate remembers it: one program has many names
// and one website. In memory only. Other isolates remember other things: a chance to notice, not a promise.

import { looksLike } from '../../rules/screening/likeness.ts';
import { HOUR } from '../../rules/time.ts';

const KEPT_FOR = HOUR;
const MOST = 500;

interface Given {
  name: string;
  at: number;
  /** More than one name has given it, so from now on all of them wait. */
  isShared: boolean;
}

export class RecentSites {
  private readonly given = new Map<string, Given>();

  /** Whether another name gave this website lately. */
  meet(url: string, name: string, now: number): boolean {
    const before = this.given.get(url);
    const isKept = before !== undefined && now - before.at < KEPT_FOR;
    const own = looksLike(name);
    const isShared = isKept && (before.isShared || before.name !== own);
    this.given.delete(url);
    this.given.set(url, { name: own, at: now, isShared });
    const [oldest] = this.given.keys();
    if (this.given.size > MOST) this.given.delete(oldest!);
    return isShared;
  }
}
