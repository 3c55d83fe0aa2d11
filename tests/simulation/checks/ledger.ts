// What the clients were told: the oracle that knows nothing of facts and folds. Every text in the world is one of a
// kind ("c7v0" is the first words of the seventh comment, "c7v1" its first edit), so that a text names what it came
// from.

import type { Verdict } from '../../../worker/contract/index.ts';

export interface Author {
  name: string;
  key: string;
  authorId: string;
  /** Was approved before the world began. */
  known: boolean;
}

/** A write as its client saw it. */
export interface Act {
  sentAt: number;
  /** When the client knew, or gave up. */
  endedAt: number | null;
  /** done: acknowledged. refused: every attempt got a 4xx. unknown: it may have happened. */
  outcome: 'open' | 'done' | 'refused' | 'unknown';
}

export interface Said extends Act {
  text: string;
  /** When it was sent once more after its answer: whoever does not see the first attempt screens it anew. */
  resentAt?: number;
  /** As its answer said. */
  screened?: 'approved' | 'pending' | 'spam';
}

export interface Judged extends Act {
  verdict: Verdict;
  /** An erasure: nothing lifts it. */
  isFinal?: true;
  /** The text that the owner saw, when the verdict named its words. */
  text: string | null;
}

export interface Liked extends Act {
  on: boolean;
}

/** A rule of the site's. */
export interface Ruled extends Act {
  field: 'moderation' | 'stop' | 'maxLinks';
  value: string | boolean | number;
}

export interface Comment {
  n: number;
  thread: string;
  page: string;
  id: string;
  author: Author;
  parent: string | null;
  /** The first words, and every edit in its author's order. */
  said: Said[];
  withdrawn: Act | null;
  verdicts: Judged[];
  erased: Act | null;
  /** What readers did, by their author id; and the likes that it was imported with. */
  likes: Map<string, Liked[]>;
  pins: Liked[];
  likesBefore: number;
  /** Its author said yes to the mail that asked for it. */
  subscribed?: Act;
  /** Written at an address that a page had just moved to: for a while the desk may list it in both threads. */
  wasCarried?: true;
  /** When an import brought it last. */
  broughtAt?: number;
  /** Came with an import. */
  isImported: boolean;
}

/** What one answer to a reader showed. */
export interface Seen {
  at: number;
  region: string;
  thread: string;
  comments: { id: string; text: string | null }[];
}

export class Ledger {
  readonly comments: Comment[] = [];
  readonly byId = new Map<string, Comment>();
  readonly byText = new Map<string, { comment: Comment; said: Said }>();
  readonly seen: Seen[] = [];
  /** Ends of sweeps that nothing disturbed. */
  readonly sweeps: { startedAt: number; endedAt: number }[] = [];
  /** What is wrong already. */
  readonly wrong: Wrong[] = [];
  ticketIds = new Set<string>();
  readonly rules: Ruled[] = [];
  /** Acknowledged. */
  readonly moves: { from: { url: string; thread: string }; to: { url: string; thread: string } }[] = [];

  add(comment: Pick<Comment, 'thread' | 'page' | 'id' | 'author' | 'parent'> & Partial<Comment>): Comment {
    const added: Comment = {
      ...{ n: this.comments.length, said: [], withdrawn: null, verdicts: [], erased: null },
      ...{ likes: new Map(), pins: [], likesBefore: 0, isImported: false },
      ...comment,
    };
    this.comments.push(added);
    this.byId.set(added.id, added);
    return added;
  }

  say(comment: Comment, sentAt: number): Said {
    const text = `c${comment.n}v${comment.said.length}`;
    const said: Said = { text, sentAt, endedAt: null, outcome: 'open' };
    comment.said.push(said);
    this.byText.set(text, { comment, said });
    return said;
  }

  /** Could anybody have approved this text by then: screening, as its author was known, or the owner? */
  mayBePublic(text: string, by: number): boolean {
    const found = this.byText.get(text);
    if (!found || found.said.sentAt > by) return false;
    const { comment, said } = found;
    if (comment.author.known) return true;
    // While nobody is held.
    const isOpen = (ruled: Ruled) => ruled.value === 'open' && ruled.sentAt <= by;
    if (!comment.isImported && this.rules.some(isOpen)) return true;
    const approvals = this.comments
      .filter(({ author }) => author === comment.author)
      .flatMap((each) => each.verdicts.map((judged) => ({ each, judged })))
      .filter(({ judged }) => judged.verdict === 'approve' && judged.sentAt <= by);
    return approvals.some(
      ({ each, judged }) =>
        (each === comment && (judged.text === text || judged.text === null)) ||
        // Screened while its author was known already.
        judged.sentAt < Math.max(said.endedAt ?? Number.POSITIVE_INFINITY, (said.resentAt ?? 0) + 10_000),
    );
  }
}

export interface Wrong {
  invariant: string;
  story: string;
}

export function act(sentAt: number): Act {
  return { sentAt, endedAt: null, outcome: 'open' };
}
