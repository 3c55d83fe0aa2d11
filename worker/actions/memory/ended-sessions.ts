// The sessions that were signed out of in this isolate: here they have ended at once, whatever a cached read says. And
// those that were looked up a moment ago and go on: a page of the desk is many requests.
// Read next: actions/desk/sessions.ts.

import { MINUTE } from '../../rules/time.ts';

const MOST = 500;
const LOOKED_UP_FOR = MINUTE;

export class EndedSessions {
  private readonly names = new Set<string>();
  private readonly goingOn = new Map<string, number>();

  add(name: string): void {
    this.names.add(name);
    this.goingOn.delete(name);
    const [oldest] = this.names;
    if (this.names.size > MOST) this.names.delete(oldest!);
  }

  /** It was looked up now, and goes on. */
  note(name: string, now: number): void {
    this.goingOn.set(name, now);
    const [oldest] = this.goingOn.keys();
    if (this.goingOn.size > MOST) this.goingOn.delete(oldest!);
  }

  /** Whether it was going on less than a minute ago. */
  wentOn(name: string, now: number): boolean {
    const at = this.goingOn.get(name);
    return at !== undefined && now - at < LOOKED_UP_FOR;
  }

  has(name: string): boolean {
    return this.names.has(name);
  }
}
