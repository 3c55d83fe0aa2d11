// The flash message: what the desk says once, after an action, and the Undo beside it.
// Read next: views/desk/inbox.ts; routes/desk/flash.ts for how it gets there.

import type { ErrorCode, Tab } from '../../contract/index.ts';
import type { UndoItem } from '../../rules/comment/undo.ts';
import { hiddenFields } from '../form.ts';
import { type Html, html } from '../html.ts';
import { type InboxView, viewText } from './inbox-view.ts';

export const FLASH_ACTS = ['approve', 'spam', 'remove', 'me'] as const;
export type FlashAct = (typeof FLASH_ACTS)[number];

export type Flash =
  | { kind: 'done'; act: FlashAct; count: number; name: string; undo: UndoItem[]; failed: number }
  | { kind: 'undone'; count: number }
  | { kind: 'problem'; code: ErrorCode; failed: number }
  | { kind: 'said'; what: FlashSaying };

/** Said of what is done elsewhere than by a verdict, and needs no Undo: the opposite is in the same menu. */
const SAID = {
  pinned: 'Pinned above the other comments. It shows on the page within about a minute.',
  unpinned: 'No longer pinned.',
  trusted: 'Trusted. Comments with links by this writer are no longer held.',
  untrusted: 'No longer trusted.',
  blocked: 'Blocked. New comments from this browser are refused.',
  unblocked: 'No longer blocked.',
  replied: 'Your reply is on the page within about a minute.',
  saved: 'Saved. It shows on the page within about a minute.',
  erased: 'Erased for good.',
} as const;
export type FlashSaying = keyof typeof SAID;
export const FLASH_SAYINGS = Object.keys(SAID) as FlashSaying[];

export const PROBLEMS: Partial<Record<ErrorCode, string>> = {
  stale: 'These words have changed since you read them. Please look again.',
  not_found: 'That comment is no longer here.',
  invalid_request: 'That was not understood, so nothing was done.',
  unavailable: 'Not saved: the store did not answer.',
};

export function flashHtml(flash: Flash, view: InboxView): Html {
  const isProblem = flash.kind === 'problem';
  return html`<div class="status ${isProblem && 'problem'}" role="${isProblem ? 'alert' : 'status'}"><div><p>${flashWords(flash, view.tab)}</p>${
    flash.kind === 'done' && flash.undo.length > 0 && undoHtml(flash.act, flash.undo, view)
  }</div></div>`;
}

/** The same bar on the other pages of the desk. */
export function sayHtml(words: string, isProblem = false): Html {
  return html`<div class="status ${isProblem && 'problem'}" role="${isProblem ? 'alert' : 'status'}"><div><p>${words}</p></div></div>`;
}

function flashWords(flash: Flash, tab: Tab): string {
  switch (flash.kind) {
    case 'undone':
      return undoneWords(tab, flash.count);
    case 'problem':
      if (flash.failed > 1) return `None of the ${flash.failed} was done: they are marked below.`;
      return PROBLEMS[flash.code] ?? 'Something went wrong here. Nothing has changed.';
    case 'done':
      if (flash.failed > 0)
        return `${flash.count} done, ${flash.failed} not: ${flash.failed === 1 ? 'it is' : 'they are'} marked below.`;
      return doneWords(flash.act, flash.name, flash.count);
    case 'said':
      return SAID[flash.what];
  }
}

function doneWords(act: FlashAct, name: string, count: number): string {
  const many = count > 1 ? `${count} comments` : '';
  switch (act) {
    case 'approve':
      return many
        ? `Approved ${many}. They show on the page within about a minute.`
        : `Approved ${name}’s comment. It shows on the page within about a minute.`;
    case 'spam':
      return many ? `Marked ${many} as spam.` : 'Marked as spam.';
    case 'remove':
      return many ? `Removed ${many}.` : 'Removed.';
    case 'me':
      return 'This is you. Your comments carry the Author badge from now on.';
  }
}

const UNDONE: Record<Tab, [one: string, many: string]> = {
  pending: ['It is waiting again.', 'They are waiting again.'],
  approved: ['It is published again.', 'They are published again.'],
  spam: ['It is back in Spam.', 'They are back in Spam.'],
  removed: ['It is removed again.', 'They are removed again.'],
};

function undoneWords(tab: Tab, count: number): string {
  return `Undone. ${UNDONE[tab][count > 1 ? 1 : 0]}`;
}

function undoHtml(act: FlashAct, undo: UndoItem[], view: InboxView): Html {
  const fields: [string, string][] = [
    ['place', viewText(view)],
    ...undo.map(({ thread, id, verdict }): [string, string] => ['item', [thread, id, verdict].join('.')]),
    ...(act === 'me' ? ([['me', 'false']] as [string, string][]) : []),
  ];
  return html`<form method="post" action="/admin/verdicts">${hiddenFields(fields)}<button class="link" name="verdict" value="undo" data-key="u">Undo</button></form>`;
}
