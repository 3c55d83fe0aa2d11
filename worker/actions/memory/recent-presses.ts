// What was pressed last, as this isolate remembers it: an act that may be asked for over and over by a program, and
// costs lists each time, is done once and then not for a while, unless another one about the same thing came between.
// Other isolates remember other things: it makes such a program cheap, and guards nothing.
// Read next: actions/notices/subscription.ts.

import { MINUTE } from '../../rules/time.ts';

const KEPT_FOR = 10 * MINUTE;
const MOST = 500;
/** Whoever presses by hand changes their mind once or twice. */
const CHANGES = 3;

export class RecentPresses {
  private readonly last = new Map<string, { choice: string; at: number; changes: number }>();

  /**
   * Does it, unless this was the last choice about this thing, a moment ago. What failed was not done. Returns how many
   * milliseconds are left until it may be asked again, where the choice changed too often: two that are pressed in turn
   * would cost as if nothing were remembered.
   */
  async once(thing: string, choice: string, now: number, act: () => Promise<void>): Promise<number> {
    const before = this.last.get(thing);
    const isRecent = before !== undefined && now - before.at < KEPT_FOR;
    if (isRecent && before.choice === choice) return 0;
    const changes = isRecent ? before.changes + 1 : 0;
    if (changes > CHANGES) return before!.at + KEPT_FOR - now;
    await act();
    this.last.delete(thing);
    this.last.set(thing, { choice, at: now, changes });
    const [oldest] = this.last.keys();
    if (this.last.size > MOST) this.last.delete(oldest!);
    return 0;
  }
}
