// What a page can rely on: the element, its attributes and its events.

import type { ErrorCode } from '../worker/contract/index.ts';

export interface AfterwordCommentsElement extends HTMLElement {
  /** Null until loaded. */
  readonly count: number | null;
  /** Drafts are kept. */
  reload(): Promise<void>;
}

export type AfterwordAttributes = Partial<
  Record<'data-page-id' | 'data-page-url' | 'data-page-title' | 'data-lang', string>
> & {
  'data-sort'?: 'oldest' | 'newest' | 'liked';
  'data-lazy'?: 'off';
  'data-theme'?: 'auto' | 'light' | 'dark';
};

declare global {
  interface HTMLElementTagNameMap {
    'afterword-comments': AfterwordCommentsElement;
    'afterword-recent': HTMLElement;
  }
  interface HTMLElementEventMap {
    'afterword-ready': CustomEvent<{ count: number; open: boolean }>;
    'afterword-comment': CustomEvent<{ id: string; status: 'approved' | 'pending' }>;
    'afterword-error': CustomEvent<{ code: ErrorCode | 'unreachable' }>;
  }
}
