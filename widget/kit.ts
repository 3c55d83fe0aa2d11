// What embed.js and composer.js know of each other. Types only: the composer is handed everything it shares with
// the embed, so that nothing is downloaded twice. Read next: app.ts makes it, composer/index.ts takes it.

import type { Component, Fragment, h, VNode } from 'preact';
import type { CommentAnswer, PublicComment, TicketAnswer } from '../worker/contract/index.ts';
import type { Api, Refusal } from './api.ts';
import type { Page } from './page.ts';
import type { State } from './state.ts';
import type { Memory } from './storage.ts';
import type { Own } from './thread.ts';
import type { say } from './words/say.ts';

/** A box to write in: the one of the page, or one under a comment. */
export interface Form {
  /** The comment it answers; null in the page's own form. */
  readonly parent: PublicComment | null;
  text: string;
  /** The text was there before the reader came. */
  restored: boolean;
  /** What the composer keeps for this form; the embed does not look inside. */
  more?: unknown;
  /** Draws this form alone, so that typing costs the same under ten comments and under a thousand. */
  redraw(): void;
}

/** What a kept draft looks like on disk. `sent` is set before the first attempt, and holds the words it sent. */
export interface Draft {
  text: string;
  ticket?: TicketAnswer;
  sent?: string;
}

export interface App {
  readonly state: State;
  readonly page: Page;
  readonly api: Api;
  readonly memory: Memory;
  now(): number;
  /** Changes the state and draws. */
  set(change: Partial<State>): void;
  load(): Promise<void>;
  focus(id: string): void;
  /** Takes a comment of the author's own into the thread. */
  own(answer: Omit<Own, 'at'>): void;
  /** Draws, then brings the comment into view, focused and marked. */
  show(id: string): void;
  draftOf(form: Form): string;
  closeReply(): void;
  emit(type: string, detail: object): void;
}

export interface Shared {
  h: typeof h;
  Component: typeof Component;
  Fragment: typeof Fragment;
  say: typeof say;
}

export interface Composer {
  /** More attributes for the box. */
  box(app: App, form: Form): Record<string, unknown>;
  /** Everything of the form but its label and its box. */
  view(app: App, form: Form): VNode;
  typed(app: App, form: Form): void;
  post(app: App, form: Form): Promise<void>;
  /** Asks what became of the comments that wait. */
  mine(app: App): Promise<void>;
  css: string;
}

export interface ComposerModule {
  default(shared: Shared): Composer;
}

export type { CommentAnswer, Refusal };
