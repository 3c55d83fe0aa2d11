// What one thread on one page holds: its state, the forms in it, and the App that every part is given. Types only,
// which embed.js, reading.js and composer.js all know.
// Read next: embed/app.ts, which makes it; reading/api.ts and composer/api.ts for what the later files add.

import type { ComponentType } from 'preact';
import type { Branch, PublicComment, Thread, TicketAnswer } from '../../worker/contract/index.ts';
import type { Ask } from '../api.ts';
import type { Composer } from '../composer/api.ts';
import type { AskedPage, Setting } from '../page.ts';
import type { Reading } from '../reading/api.ts';
import type { Memory } from '../storage.ts';
import type { Words } from '../words/english.ts';
import type { Plural, Values } from '../words/say.ts';
import type { Sort } from './tree.ts';

/** Fetches one of our other files. `attempt` counts failures: browsers remember a module that failed by its address. */
export type Bring = <T>(
  name: 'reading' | 'composer' | 'counts' | 'work' | 'captcha' | `lang/${string}`,
  attempt?: number,
) => Promise<T>;

/** What is on disk while somebody writes. */
export interface Draft {
  text: string;
  /** Of who writes it, as it was typed. */
  name?: string;
  url?: string;
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
  /** Where its draft is kept; another place where another tab has taken that. */
  name: string;
  readonly draft: Draft;
  /** What this page last saw kept under that name. */
  kept: string;
  /** What was there before the reader came. */
  restored: string;
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

/** Words to her who did something with a comment, where it stands. */
export interface Told {
  /** Of the comment. */
  id: string;
  words: string;
  /** The same for the status region. */
  said: string;
}

/** The panel for the key of another device. What happens in it is in composer/own/author-key.ts. */
export interface KeyPanel {
  /** What was pasted. */
  text: string;
  /** Words beside the field. */
  problem: string;
  /** It asks whether to replace a key that has written comments. */
  isAsked: boolean;
  isCopied: boolean;
  busy: boolean;
}

/** What the reader did of late with a comment: whether she likes it, and how many likes that made. */
export interface Like {
  on: boolean;
  n: number;
  /** She pressed it since the page came. */
  isFresh?: boolean;
}

/** Everything that one `<afterword-comments>` shows, but for what is typed (Form). Changed only by `set()`. */
export interface State {
  /** The newest hundred comments as read last, and what holds for the whole thread. */
  thread: Thread | null;
  /** When that was; milliseconds. */
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
   * The window is full, or all is drawn: what comes from here on moves nothing that shows. Until then the form below
   * the comments is not drawn. If it were, each comment would push it down; drawn afterwards, it is new and has not
   * moved (CLS).
   */
  full?: boolean;
  reading?: Reading;
  composer?: Composer;
  /** How many replies show, where it is not the first few; 0 for a branch that is folded away. */
  unfolded: Record<string, number>;
  /** How many branches are drawn: a long thread is drawn in slices, so that the page can be scrolled meanwhile. */
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
  /** By comment. */
  likes?: Record<string, Like>;

  // ---- set by composer.js ----
  asked?: Asked | null;
  /** What was just done with a comment and is told below it; `said` is then for the ear alone. */
  told?: Told;
  /** While it is open. */
  keyPanel?: KeyPanel | null;
  /** The author's own as she sees them, in place of what everybody reads, or before anybody does. */
  own?: PublicComment[];
  /** The composer did not come. */
  stuck?: boolean;
  /** The author id of who writes in this browser, where the worker has said it. */
  me?: string;
}

/** One thread on one page, as all three files see it. Who needs little of it takes `Pick<App, …>`. */
export interface App {
  readonly state: State;
  words: Words;
  readonly host: HTMLElement;
  readonly root: ShadowRoot;
  /** The element in `root` that everything is drawn into. */
  readonly into: HTMLElement;
  /**
   * How one comment is drawn, and one with all below it. reading.js replaces both: its own pass over what is unchanged.
   */
  Article: ComponentType<ArticleProps>;
  Item: ComponentType<ItemProps>;
  /** Draws the state as it is now, before it returns. reading.js puts Preact here. */
  redraw(): void;
  readonly memory: Memory;
  readonly origin: string;
  readonly page: AskedPage;
  /** `page=…&id=…&at=…` */
  readonly query: string;
  /** The language of the page, in which people write there. */
  readonly lang: string | undefined;
  ask: Ask;
  bring: Bring;
  /** By the worker's clock. */
  now(): number;
  readonly setting: Setting;
  /** Changes the state and draws it. */
  set(change: Partial<State>): void;
  load(): Promise<void>;
  /** The form of the page, with the draft that is kept under this name; reading.js makes any other of it. */
  formAt(name: string): Form;
  /** Does it with the composer, which reading.js fetches at the first need; reading.js is fetched for it if need be. */
  withComposer(job?: (composer: Composer) => void): Promise<unknown>;
  /** Adds a later file's style sheet. */
  wear(css: string): void;
  keepDraft(form: Form): void;
  /** What can be focused comes with reading.js, and so does this. */
  focus(id: string): void;
  emit(type: string, detail: object): void;
  say(words: string | Plural, values?: Values): string;
  relative(iso: string): string;
}

/** Who only has to say something. */
export type Speaker = Pick<App, 'say' | 'words'>;

export interface ArticleProps extends Omit<Branch, 'replies'> {
  app: App;
  ago: string;
  /** Never read, only compared: while it and the other props are the same, the comment is not drawn again. */
  revision: unknown;
}

export interface ItemProps {
  app: App;
  branch: Branch;
  key?: string;
  /** The same for the comment with all below it. */
  revision?: unknown;
}
