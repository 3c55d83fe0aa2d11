// What composer.js offers to the rest of the widget, once it has come. Types only.
// Read next: composer/index.ts, which makes it.

import type { ComponentChildren, VNode } from 'preact';
import type { PublicComment } from '../../worker/contract/index.ts';
import type { Form } from '../embed/state.ts';

/** What the composer adds to a comment. */
export interface ComposerExtras {
  badge?: ComponentChildren;
  note?: ComponentChildren;
  acts?: ComponentChildren;
  /** In the place of the actions. */
  instead?: ComponentChildren;
  /** Below them. */
  below?: ComponentChildren;
}

/** Everything that nobody needs who does not write. */
export interface Composer {
  /** More attributes for the box. */
  box(form: Form): Record<string, unknown>;
  /** Everything of the form but its label and its box. */
  view(form: Form): VNode;
  typed(form: Form): void;
  post(form: Form): void;
  extras(comment: PublicComment): ComposerExtras;
  /** What waits to be sent and was written elsewhere on this site. */
  outbox(): ComponentChildren;
  /** In the last line, and what stands below that. */
  devices(): ComponentChildren[];
  /** Joins the author's own comments to what was read, and asks what became of those that wait. */
  settle(): void;
  /** Sends what waits, now that the connection may be back. */
  flush(): void;
  like(comment: PublicComment): void;
  report(comment: PublicComment): void;
}
