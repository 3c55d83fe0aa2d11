// What was pressed last, as this isolate remembers it: an act that may be asked for over and over by a program, and
// costs lists each time, is done once and then not for a while, unless another one about the same thing came between.
// Other isolates remember other things: it makes such a program cheap, and guards nothing.
// Read next: actions/notices/subscription.ts.

import { DAY, MINUTE } from '../../rules/time.ts';

const DONE_FOR = 10 * MINUTE;
const COUNTED_FOR = DAY;
const MOST = 500;
/** Whoever presses by hand changes their mind once or twice. */
const TIMES = 4;

interface Press {
  choice: string;
  at: number;
  /** When it was done before and counts yet; the oldest first. */
  done: number[];
}

export class RecentPresses {
  private readonly last = new Map<string, Press>();

  /**
   * Does it, unless this was the last choice about this thing, a moment ago. What failed was not done. Returns how many
   * milliseconds are left until it may be asked again, where it was done too often in a day, whatever the choices: two
   * that are pressed in turn, or one every quarter of an hour, would cost as if nothing were remembered.
   */
  async once(thing: string, choice: string, now: number, act: () => Promise<void>): Promise<number> {
    const before = this.last.get(thing);
    if (before !== undefined && before.choice === choice && now - before.at < DONE_FOR) return 0;
    const done = (before?.done ?? []).filter((at) => now - at < COUNTED_FOR);
    if (done.length >= TIMES) return done[0]! + COUNTED_FOR - now;
    await act();
    this.last.delete(thing);
    this.last.set(thing, { choice, at: now, done: [...done, now] });
    const [oldest] = this.last.keys();
    if (this.last.size > MOST) this.last.delete(oldest!);
    return 0;
  }

  /** This choice was done in some other way, though it was asked for too often. */
  note(thing: string, choice: string, now: number): void {
    const before = this.last.get(thing);
    if (before) this.last.set(thing, { ...before, choice, at: now });
  }
}
