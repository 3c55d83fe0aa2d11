// What reading.js offers to the rest of the widget, once it has come. Types only.
// Read next: reading/index.ts, which makes it.

import type { ComponentChildren } from 'preact';
import type { Branch, PublicComment, Thread } from '../../worker/contract/index.ts';
import type { Composer } from '../composer/api.ts';
import type { Form, State } from '../embed/state.ts';

/** What reading.js adds to a comment. */
export interface Extras {
  /** Its class. */
  look?: string;
  badge?: ComponentChildren;
  /** In the place of its words. */
  body?: ComponentChildren;
  words?: ComponentChildren;
  below?: ComponentChildren;
}

/** The comments that there are to see, flat and as branches. */
export interface Seen {
  comments: PublicComment[];
  branches: Branch[];
}

/** What can be done with a thread beyond reading it from top to bottom. It comes once the comments are drawn. */
export interface Reading {
  withComposer(job?: (composer: Composer) => void): Promise<void>;
  /** Hands what was drawn for the first sight over to Preact. */
  hydrate(): void;
  /** From here on times tick, permalinks are followed, and the tab's return is noticed. Later calls do nothing. */
  start(): void;
  stop(): void;
  /** The thread was read again: how what is loaded changes by it. */
  take(thread: Thread): Partial<State>;
  /** Everything there is to see: what was read, with the author's own as she sees them. */
  seen(): Seen;
  /** It was fetched a moment ago and is drawn in one of the next slices. */
  isComing(id: string): boolean;
  count(): number;
  /** At the end of the heading row. */
  head(count: number): ComponentChildren;
  /** Above the form: what was done, what is new, what may be out of date. */
  status(): ComponentChildren;
  /** Below the box, where its composer did not come. */
  stuck(): ComponentChildren;
  /** In the place of the form, where nobody can write. */
  closed(): ComponentChildren;
  /** The last line, and what stands below it. */
  foot(): ComponentChildren;
  /** The way to those that are missing before this comment, at the end (''), or before the first. */
  gap(id?: string): ComponentChildren;
  /** After the first replies to this comment. */
  more(id: string, limit: number, branches: Branch[]): ComponentChildren;
  extras(comment: PublicComment, size: number): Extras | undefined;
  /** Another value than before if the extras of this comment may be others than they were. It means nothing else. */
  revision(comment: PublicComment): unknown;
  /** The same for a whole branch: another value than before if any comment in it may look otherwise. */
  revisions(branch: Branch): unknown;
  openForm(kind: 'reply' | 'edit', about: PublicComment, label: string): Form;
  /** Brings the comment into view, focused and marked; fetches it first where it is not loaded. */
  show(id: string): Promise<void>;
}
