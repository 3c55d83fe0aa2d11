// The sessions that were signed out of in this isolate: here they have ended at once, whatever a cached read says.
// Read next: actions/desk/sessions.ts.

const MOST = 500;

export class EndedSessions {
  private readonly names = new Set<string>();

  add(name: string): void {
    this.names.add(name);
    const [oldest] = this.names;
    if (this.names.size > MOST) this.names.delete(oldest!);
  }

  has(name: string): boolean {
    return this.names.has(name);
  }
}
