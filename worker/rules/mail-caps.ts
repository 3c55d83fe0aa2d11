// Whom readers' mail went to lately, and what follows from it: an address is asked for confirmation once a day whoever
// gives it, an author can have three addresses asked, and the site fifty; and a reader gets one mail an hour about a
// page. Several ways to write one mailbox are one address here, else whoever wants to annoy somebody has fifty of them.
// Pure: the time comes in. It holds addresses in clear, so it is kept sealed (actions/notices/tell-readers.ts).
// Read next: actions/notices/reader-letters.ts.

import { mailboxOf } from './signed/subscription-link.ts';
import { DAY, HOUR, SECOND } from './time.ts';

export interface Contact {
  kind: 'ask' | 'reply';
  /** The address. */
  to: string;
  /** Of `ask`: the author who gave it, or ''. Of `reply`: the thread. */
  about: string;
}

const LASTS: Record<Contact['kind'], number> = {
  ask: DAY,
  // A little less: the sweep comes by on the minute, and must not come too early by a second.
  reply: HOUR - 30 * SECOND,
};
const ASKS_A_DAY = 50;
const ASKS_OF_AUTHOR = 3;

type ContactEntry = [at: number, kind: Contact['kind'], to: string, about: string];

export class Written {
  private entries: ContactEntry[];
  private readonly now: number;

  /** `text` is what `text()` gave; null, or anything else, is nobody. */
  constructor(text: string | null, now: number) {
    this.now = now;
    this.entries = read(text).filter(([at, kind]) => now - at < LASTS[kind]);
  }

  add({ kind, to, about }: Contact): void {
    this.entries.push([this.now, kind, to, about]);
  }

  /** It was not sent after all. */
  remove({ kind, to, about }: Contact): void {
    this.entries = this.entries.filter(
      ([at, ...entry]) => at !== this.now || entry.join('\n') !== [kind, to, about].join('\n'),
    );
  }

  count(isMeant: (contact: Contact) => boolean): number {
    return this.entries.filter(([, kind, to, about]) => isMeant({ kind, to, about })).length;
  }

  text(): string {
    return JSON.stringify(this.entries);
  }
}

export function isWithinCaps(written: Written, { kind, to, about }: Contact): boolean {
  const ofKind = (isMeant: (contact: Contact) => boolean) =>
    written.count((each) => each.kind === kind && isMeant(each));
  if (kind === 'reply') return ofKind((each) => each.to === to && each.about === about) === 0;
  return (
    ofKind((each) => mailboxOf(each.to) === mailboxOf(to)) === 0 &&
    (about === '' || ofKind((each) => each.about === about) < ASKS_OF_AUTHOR) &&
    ofKind(() => true) < ASKS_A_DAY
  );
}

// Only what was sealed here gets so far; the shape is checked all the same, for keys outlive releases.
function read(text: string | null): ContactEntry[] {
  if (text === null) return [];
  const entries: unknown = JSON.parse(text);
  if (!Array.isArray(entries)) return [];
  return entries.filter(
    (entry): entry is ContactEntry =>
      Array.isArray(entry) && typeof entry[0] === 'number' && (entry[1] === 'ask' || entry[1] === 'reply'),
  );
}
