// What was pressed lately, as this isolate remembers it: an act that may be asked for over and over by a program, and costs
// lists each time, is done once and then not for a while. Other isolates remember other things: it makes such a program
// cheap, and guards nothing. Read next: routes/subscription.ts.

const KEPT_FOR = 10 * 60_000;
const MOST = 500;

export class RecentPresses {
  private readonly times = new Map<string, number>();

  /** Does it, unless the same was done a moment ago. What failed was not done. */
  async once(press: string, now: number, act: () => Promise<void>): Promise<void> {
    const before = this.times.get(press);
    if (before !== undefined && now - before < KEPT_FOR) return;
    await act();
    this.times.delete(press);
    this.times.set(press, now);
    const [oldest] = this.times.keys();
    if (this.times.size > MOST) this.times.delete(oldest!);
  }
}
