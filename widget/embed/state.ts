// What embed.js, reading.js and composer.js know of each other. Types only: the later ones are handed everything they
// share with the embed, so that nothing is downloaded twice. Read next: app.ts makes it, reading/ and composer/ take it.

import type { ComponentChildren, ComponentType, VNode } from 'preact';
import type { PublicComment, Thread, TicketAnswer } from '../../worker/contract/index.ts';
import type { Ask } from '../api.ts';
import type { SharedLater } from '../reading/shared.ts';
import type { Memory } from '../storage.ts';
import type { Words } from '../words/english.ts';
import type { Plural, Values } from '../words/say.ts';
import type { Shared } from './shared.ts';
import type { Branch, Sort } from './tree.ts';

/** Fetches one of our other files. `attempt` counts failures: browsers remember a module that failed by its address. */
export type Bring = <T>(
  name: 'reading' | 'composer' | 'counts' | 'work' | 'captcha' | `lang/${string}`,
  attempt?: number,
) => Promise<T>;

/** What is on disk while somebody writes. */
export interface Draft {
  text: string;
  ticket?: TicketAnswer;
  /** The words of an attempt on this ticket of which nobody knows how it ended: they may have been stored. */
  sent?: string | undefined;
  /** The author key that they went with, which may have been replaced since. */
  key?: string | undefined;
}

/** A box to write in: the one of the page, one under a comment, or one in the place of a comment's words. */
export interface Form {
  readonly kind: 'comment' | 'reply' | 'edit';
  /** The comment it answers or changes; null in the page's own form. */
  readonly about: PublicComment | null;
  readonly label: string;
  /** Of the box. */
  readonly id: string;
  /** Where its draft is kept. */
  readonly name: string;
  readonly draft: Draft;
  /** The text was there before the reader came. */
  restored: boolean;
  /** Somebody writes here: everything of the form shows, and it never folds back. */
  open: boolean;
  /** What the composer keeps for this form; the embed does not look inside. */
  more?: unknown;
}

/** A question in the place of a comment's actions. */
export interface Asked {
  /** Of the comment. */
  id: string;
  what: 'delete' | 'report';
  text: string;
  refused: string;
  busy: boolean;
}

/** Everything that one `<afterword-comments>` shows, but for what is typed (Form). Changed only by `set()`. */
export interface State {
  /** The newest hundred comments as read last, and what holds for the whole thread. */
  thread: Thread | null;
  /** When that was. */
  readAt: number;
  /** What was asked for did not come. */
  failed?: boolean;
  /** It has been loading for long enough to say so. */
  slow?: boolean;
  /** The comments read so far, in order of publication. */
  loaded: PublicComment[];
  /** Position of the first of `loaded`. */
  from: number;
  sort: Sort;
  form: Form;
  /**
   * The window is, or all is drawn: what comes from here on moves nothing that shows. Until then the form below stays away,
   * for what is new on a page has not moved (CLS).
   */
  full?: boolean;
  reading?: Reading;
  composer?: Composer;
  /** How many replies show, where it is not the first few; 0 for a branch that is folded away. */
  unfolded: Record<string, number>;
  /** How many branches are drawn: a long thread comes in slices, so that the page can be scrolled meanwhile. */
  drawn: number;
  now: number;

  // ---- set by reading.js ----
  /** What the status region says. */
  said?: string;
  /** The one reply or edit that is open. */
  inner?: Form | null;
  /** The comment that is marked: just posted, or the one of the permalink. */
  marked?: string;
  /** The thread as it is now, when it has comments that are not shown yet. */
  fresh?: Thread | null;
  /** What shows may be out of date: it could not be read again. */
  old?: boolean;
  /** How many comments are not loaded before the one with this id, which is not the first; '' is the end. */
  gaps?: Record<string, number>;
  /** By comment, what the reader did of late: liked it or no longer, and how many likes that makes (at least, or just). */
  likes?: Record<string, { on: boolean; n: number }>;

  // ---- set by composer.js ----
  asked?: Asked | null;
  /** The author's own as she sees them, in place of what everybody reads, or before anybody does. */
  own?: PublicComment[];
  /** The composer did not come. */
  stuck?: boolean;
  /** The author id of who writes in this browser, where the worker has said it. */
  me?: string;
}

/** One thread on one page, as all three files see it. */
export interface App {
  readonly state: State;
  words: Words;
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  /** What is drawn stands in it. */
  readonly into: HTMLElement;
  /** How one comment is drawn, and one with all below it. */
  Article: ComponentType<ArticleProps>;
  Item: ComponentType<ItemProps>;
  /** Draws the state, here and now. */
  draw(): void;
  readonly memory: Memory;
  readonly origin: string;
  readonly page: { url: string; id: string | null };
  /** `page=…&id=…` */
  readonly query: string;
  /** The language of the page, in which people write there. */
  readonly lang: string | undefined;
  ask: Ask;
  bring: Bring;
  now(): number;
  /** An attribute of the element, else of the tag in the head. */
  setting(name: string): string | null;
  set(change: Partial<State>): void;
  load(): Promise<void>;
  newForm(kind: Form['kind'], about: PublicComment | null, label?: string): Form;
  /** Does it with the composer, which is fetched at the first need: by reading.js, which is fetched for it if need be. */
  later(job?: (composer: Composer) => void): Promise<unknown>;
  /** Adds a later file's style sheet. */
  wear(css: string): void;
  keepDraft(form: Form): void;
  focus(id: string): void;
  emit(type: string, detail: object): void;
  say(words: string | Plural, values?: Values): string;
  relative(iso: string): string;
}

export interface ArticleProps extends Omit<Branch, 'replies'> {
  app: App;
  ago: string;
  /** Another one where anything else has changed about it. */
  turn: unknown;
}

export interface ItemProps {
  app: App;
  branch: Branch;
  key?: string;
  /** Another one where anything may have changed about any of it. */
  turn?: unknown;
}

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

export interface Seen {
  comments: PublicComment[];
  branches: Branch[];
}

/** What can be done with a thread beyond reading it from top to bottom. It comes once the comments are drawn. */
export interface Reading {
  later(job?: (composer: Composer) => void): Promise<void>;
  /** Makes what stands there Preact's. */
  takeOver(): void;
  /** From here on times tick, permalinks are followed, and the tab's return is noticed. Later calls do nothing. */
  start(): void;
  stop(): void;
  /** The thread was read again: what it holds beside what is loaded. */
  take(thread: Thread): Partial<State>;
  /** Everything there is to see: what was read, with the author's own as she sees them. */
  seen(): Seen;
  /** It was fetched a moment ago and is drawn in one of the next slices. */
  isComing(id: string): boolean;
  count(): number;
  /** At the end of the heading row. */
  head(count: number): ComponentChildren;
  /** Above the form: what was done, what is new, what may be out of date. */
  news(): ComponentChildren;
  /** Below the box, where its composer did not come. */
  stuck(): ComponentChildren;
  /** In the place of the form, where nobody can write. */
  shut(): ComponentChildren;
  foot(): ComponentChildren;
  /** The way to those that are missing before this comment, at the end (''), or before the first. */
  gap(id?: string): ComponentChildren;
  /** After the first replies to this comment. */
  more(id: string, limit: number, branches: Branch[]): ComponentChildren;
  extras(comment: PublicComment, size: number): Extras | undefined;
  /** Another one where the extras of this comment are others. */
  turn(comment: PublicComment): unknown;
  /** Another one where any comment of this branch may look otherwise. */
  round(branch: Branch): unknown;
  openForm(kind: 'reply' | 'edit', about: PublicComment, label: string): Form;
  /** Brings the comment into view, focused and marked; fetches it first where it is not loaded. */
  show(id: string): Promise<void>;
}

/** What the composer adds to a comment. */
export interface Own {
  badge?: ComponentChildren;
  note?: ComponentChildren;
  acts?: ComponentChildren;
  /** In the place of the actions. */
  instead?: ComponentChildren;
}

/** Everything that nobody needs who does not write. */
export interface Composer {
  /** More attributes for the box. */
  box(form: Form): Record<string, unknown>;
  /** Everything of the form but its label and its box. */
  view(form: Form): VNode;
  typed(form: Form): void;
  post(form: Form): void;
  about(comment: PublicComment): Own;
  /** What waits to be sent and was written elsewhere on this site. */
  notice(): ComponentChildren;
  /** Joins the author's own comments to what was read, and asks what became of those that wait. */
  settle(): void;
  /** Sends what waits, now that the connection may be back. */
  flush(): void;
  like(comment: PublicComment): void;
  report(comment: PublicComment): void;
}

export interface ReadingModule {
  default(shared: Shared, app: App): Reading;
}

export interface ComposerModule {
  default(shared: SharedLater, app: App): Composer;
}
