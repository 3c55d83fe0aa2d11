// How many comments threads had within the last minute, as this isolate read it: an index page asks for the same few
// posts at every view, and each is a read. A read may be a minute old anyway.
// Read next: actions/reading/counts.ts.

import { MINUTE } from '../../rules/time.ts';

const MOST = 2_000;

export class RecentCounts {
  private readonly kept = new Map<string, { count: Promise<number | null>; until: number }>();

  /** Null where there is no such thread. */
  get(thread: string, now: number, read: () => Promise<number | null>): Promise<number | null> {
    const before = this.kept.get(thread);
    if (before !== undefined && now < before.until) return before.count;
    const count = read();
    if (this.kept.size >= MOST) this.kept.clear();
    this.kept.set(thread, { count, until: now + MINUTE });
    // What could not be read is asked for again.
    count.catch(() => this.kept.delete(thread));
    return count;
  }

  /** It is another one now. */
  forget(thread: string): void {
    this.kept.delete(thread);
  }
}
