// What was pressed last, as this isolate remembers it: an act that may be asked for over and over by a program, and
// costs lists each time, is done once and then not for a while, unless another one about the same thing came between.
// Other isolates remember other things: it makes such a program cheap, and guards nothing.
// Read next: actions/notices/subscription.ts.

import { MINUTE } from '../../rules/time.ts';

const KEPT_FOR = 10 * MINUTE;
const MOST = 500;

export class RecentPresses {
  private readonly last = new Map<string, { choice: string; at: number }>();

  /** Does it, unless this was the last choice about this thing, a moment ago. What failed was not done. */
  async once(thing: string, choice: string, now: number, act: () => Promise<void>): Promise<void> {
    const before = this.last.get(thing);
    if (before?.choice === choice && now - before.at < KEPT_FOR) return;
    await act();
    this.last.delete(thing);
    this.last.set(thing, { choice, at: now });
    const [oldest] = this.last.keys();
    if (this.last.size > MOST) this.last.delete(oldest!);
  }
}
