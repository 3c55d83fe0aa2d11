// The flash message: what the desk says once, after an action, and the Undo beside it.
// Read next: views/desk/inbox.ts; routes/desk/flash.ts for how it gets there.

import type { Plural } from '../../../widget/words/say.ts';
import type { ErrorCode, Tab } from '../../contract/index.ts';
import type { UndoItem } from '../../rules/comment/undo.ts';
import { hiddenFields } from '../form.ts';
import { type Html, html } from '../html.ts';
import { type InboxView, viewText } from './inbox-view.ts';
import { inboxWords as words } from './words/inbox.ts';
import { fill } from './words/words.ts';

export const FLASH_ACTS = ['approve', 'spam', 'remove', 'me'] as const;
export type FlashAct = (typeof FLASH_ACTS)[number];

export type Flash =
  | { kind: 'done'; act: FlashAct; count: number; name: string; undo: UndoItem[]; failed: number }
  | { kind: 'undone'; count: number }
  | { kind: 'problem'; code: ErrorCode; failed: number }
  | { kind: 'said'; what: FlashSaying };

/** Said of what is done elsewhere than by a verdict, and needs no Undo: the opposite is in the same menu. */
const SAID = {
  pinned: words.saidPinned,
  unpinned: words.saidUnpinned,
  trusted: words.saidTrusted,
  untrusted: words.saidUntrusted,
  blocked: words.saidBlocked,
  unblocked: words.saidUnblocked,
  replied: words.saidReplied,
  saved: words.saidSaved,
  erased: words.saidErased,
} as const;
export type FlashSaying = keyof typeof SAID;
export const FLASH_SAYINGS = Object.keys(SAID) as FlashSaying[];

export const PROBLEMS: Partial<Record<ErrorCode, string>> = {
  stale: words.stale,
  not_found: words.notFound,
  invalid_request: words.notUnderstood,
  unavailable: words.unavailable,
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
      if (flash.failed > 1) return fill(words.noneDone, { n: flash.failed });
      return PROBLEMS[flash.code] ?? words.wentWrong;
    case 'done':
      if (flash.failed > 0)
        return `${fill(words.someDone, { n: flash.count })} ${fill(words.someNot, { n: flash.failed })}`;
      return doneWords(flash.act, flash.name, flash.count);
    case 'said':
      return SAID[flash.what];
  }
}

function doneWords(act: FlashAct, name: string, n: number): string {
  const isMany = n > 1;
  switch (act) {
    case 'approve':
      return isMany ? fill(words.saidApprovedMany, { n }) : fill(words.saidApproved, { name });
    case 'spam':
      return isMany ? fill(words.saidSpamMany, { n }) : words.saidSpam;
    case 'remove':
      return isMany ? fill(words.saidRemovedMany, { n }) : words.saidRemoved;
    case 'me':
      return words.saidMe;
  }
}

const UNDONE: Record<Tab, Plural> = {
  pending: words.undonePending,
  approved: words.undoneApproved,
  spam: words.undoneSpam,
  removed: words.undoneRemoved,
};

function undoneWords(tab: Tab, n: number): string {
  return fill(UNDONE[tab], { n });
}

function undoHtml(act: FlashAct, undo: UndoItem[], view: InboxView): Html {
  const fields: [string, string][] = [
    ['place', viewText(view)],
    ...undo.map(({ thread, id, verdict }): [string, string] => ['item', [thread, id, verdict].join('.')]),
    ...(act === 'me' ? ([['me', 'false']] as [string, string][]) : []),
  ];
  return html`<form method="post" action="/admin/verdicts">${hiddenFields(fields)}<button class="link" name="verdict" value="undo" data-key="u">${words.undo}</button></form>`;
}
