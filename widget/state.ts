// Everything that one `<afterword-comments>` shows, in one object. Changed only through `app.set()`.
// What is typed is not in here: each form keeps its own and draws itself alone (kit.ts, Form).

import type { PublicComment, Thread } from '../worker/contract/index.ts';
import type { Composer, Form } from './kit.ts';
import type { Own } from './thread.ts';
import type { Sort } from './tree.ts';

export interface State {
  phase: 'loading' | 'ready' | 'failed';
  /** It has been loading for long enough to say so. */
  slow: boolean;
  /** The head as read last; its comments are in `loaded`. */
  thread: Thread | null;
  loaded: PublicComment[];
  /** Position of the first of `loaded`. */
  from: number;
  own: Own[];
  sort: Sort;
  /** The form of the page stands above the list; it does not move when the reader changes the order. */
  formFirst: boolean;
  form: Form;
  reply: Form | null;
  composer: Composer | null;
  composerFailed: boolean;
  /** Branches the reader folded away (false) or unfolded beyond the first replies (true). */
  unfolded: Record<string, boolean>;
  /** The comment that is marked: just posted, or the one of the permalink. */
  marked: string;
  /** What the status region says. */
  said: string;
  now: number;
}
