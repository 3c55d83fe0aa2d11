// What embed.js and composer.js know of each other. Types only: the composer is handed everything it shares with
// the embed, so that nothing is downloaded twice. Read next: app.ts makes it, composer/index.ts takes it.

import type { h, VNode } from 'preact';
import type { PublicComment, Thread, TicketAnswer } from '../worker/contract/index.ts';
import type { Ask } from './api.ts';
import type { Memory } from './storage.ts';
import type { Sort } from './tree.ts';
import type { Plural, Values } from './words/say.ts';

/** What is on disk while somebody writes. */
export interface Draft {
  text: string;
  ticket?: TicketAnswer;
  /** The words of an attempt on this ticket of which nobody knows how it ended: they may have been stored. */
  sent?: string | undefined;
}

/** A box to write in: the one of the page, or one under a comment. */
export interface Form {
  /** The comment it answers; null in the page's own form. */
  readonly parent: PublicComment | null;
  readonly draft: Draft;
  /** The text was there before the reader came. */
  restored: boolean;
  /** Somebody writes here: everything of the form shows, and it never folds back. */
  open: boolean;
  /** What the composer keeps for this form; the embed does not look inside. */
  more?: unknown;
  /** Draws this form alone, so that a key costs the same under ten comments and under a thousand. */
  redraw(): void;
}

/** Everything that one `<afterword-comments>` shows, but for what is typed (Form). Changed only by `set()`. */
export interface State {
  /** The newest hundred comments as read last, and what holds for the whole thread. */
  thread: Thread | null;
  failed: boolean;
  /** It has been loading for long enough to say so. */
  slow: boolean;
  /** The comments read so far, in order of publication. */
  loaded: PublicComment[];
  /** Position of the first of `loaded`. */
  from: number;
  /** The author's own that nobody else reads yet, or that the view does not hold yet. */
  own: PublicComment[];
  sort: Sort;
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

/** One thread on one page, as components and composer see it. */
export interface App {
  readonly state: State;
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  readonly memory: Memory;
  readonly page: { url: string; id: string | null };
  /** `page=…&id=…` */
  readonly query: string;
  ask: Ask;
  now(): number;
  /** An attribute of the element, else of the tag in the head. */
  setting(name: string): string | null;
  set(change: Partial<State>): void;
  load(): Promise<void>;
  openReply(parent: PublicComment): void;
  /** Does it with the composer, which is fetched at the first need. */
  later(job?: (composer: Composer) => void): Promise<void>;
  keepDraft(form: Form): void;
  focus(id: string): void;
  emit(type: string, detail: object): void;
  say(words: string | Plural, values?: Values): string;
  relative(iso: string): string;
  full(iso: string): string;
}

export interface Shared {
  h: typeof h;
}

/** Everything that the first sight of the comments does not need. */
export interface Composer {
  css: string;
  /** More attributes for the box. */
  box(app: App, form: Form): Record<string, unknown>;
  /** Everything of the form but its label and its box. */
  view(app: App, form: Form): VNode;
  typed(app: App, form: Form): void;
  post(app: App, form: Form): Promise<void>;
  /** Joins the author's own comments to what was read, and asks what became of those that wait. */
  settle(app: App): void;
  /** Brings the comment into view, focused and marked. */
  show(app: App, id: string): void;
  earlier(app: App): Promise<void>;
}

export interface ComposerModule {
  default(shared: Shared): Composer;
}
