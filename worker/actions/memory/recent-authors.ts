// How often each author who is known wrote in the last hour, as this isolate remembers it. The brake counts none of
// theirs, so that a flood of strangers does not silence them: without this, one key of theirs, stolen or run by a
// script, could write until the day's quota is used up, in a quarter of an hour. Other isolates remember other things:
// it slows, and promises nothing.
// Read next: actions/limits.ts.

import { HOUR, SECOND } from '../../rules/time.ts';

/** A comment or an edit is four writes or five, so that this takes eight hours to use up a day's thousand. */
const MOST_AN_HOUR = 30;
const AUTHORS = 200;

export class RecentAuthors {
  private readonly times = new Map<string, number[]>();

  /** Seconds until this author may write again; 0 is now, and is counted. */
  take(authorId: string, now: number): number {
    const times = (this.times.get(authorId) ?? []).filter((time) => now - time < HOUR);
    const [first = now] = times;
    if (times.length >= MOST_AN_HOUR) return Math.ceil((first + HOUR - now) / SECOND);
    this.times.delete(authorId);
    this.times.set(authorId, [...times, now]);
    const [oldest] = this.times.keys();
    if (this.times.size > AUTHORS) this.times.delete(oldest!);
    return 0;
  }
}
