// What the desk says after an action, and the Undo beside it. Read next: inbox.ts.

import type { ErrorCode, Tab, Verdict } from '../../contract/index.ts';
import { type Html, html } from '../html.ts';
import { hiddenFields } from './door.ts';
import { type Place, placeText } from './place.ts';

export const ACTS = ['approve', 'spam', 'remove', 'me'] as const;
export type Act = (typeof ACTS)[number];

/** Of each comment that was judged, the verdict that takes it back. */
export interface UndoItem {
  thread: string;
  id: string;
  verdict: Verdict;
}

export type Notice =
  | { kind: 'done'; act: Act; count: number; name: string; undo: UndoItem[]; failed: number }
  | { kind: 'undone'; count: number }
  | { kind: 'problem'; code: ErrorCode; failed: number }
  | { kind: 'said'; what: Said };

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
export type Said = keyof typeof SAID;
export const SAYINGS = Object.keys(SAID) as Said[];

export const PROBLEMS: Partial<Record<ErrorCode, string>> = {
  stale: 'These words have changed since you read them. Please look again.',
  not_found: 'That comment is no longer here.',
  invalid_request: 'That was not understood, so nothing was done.',
  unavailable: 'Not saved: the store did not answer.',
};

export function noticeHtml(notice: Notice, place: Place): Html {
  const isProblem = notice.kind === 'problem';
  return html`<div class="status ${isProblem && 'problem'}" role="${isProblem ? 'alert' : 'status'}"><div><p>${noticeWords(notice, place.tab)}</p>${
    notice.kind === 'done' && notice.undo.length > 0 && undoHtml(notice.act, notice.undo, place)
  }</div></div>`;
}

/** The same bar on the other pages of the desk. */
export function sayHtml(words: string, isProblem = false): Html {
  return html`<div class="status ${isProblem && 'problem'}" role="${isProblem ? 'alert' : 'status'}"><div><p>${words}</p></div></div>`;
}

function noticeWords(notice: Notice, tab: Tab): string {
  switch (notice.kind) {
    case 'undone':
      return undoneWords(tab, notice.count);
    case 'problem':
      if (notice.failed > 1) return `None of the ${notice.failed} was done: they are marked below.`;
      return PROBLEMS[notice.code] ?? 'Something went wrong here. Nothing has changed.';
    case 'done':
      if (notice.failed > 0)
        return `${notice.count} done, ${notice.failed} not: ${notice.failed === 1 ? 'it is' : 'they are'} marked below.`;
      return doneWords(notice.act, notice.name, notice.count);
    case 'said':
      return SAID[notice.what];
  }
}

function doneWords(act: Act, name: string, count: number): string {
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

function undoHtml(act: Act, undo: UndoItem[], place: Place): Html {
  const fields: [string, string][] = [
    ['place', placeText(place)],
    ...undo.map(({ thread, id, verdict }): [string, string] => ['item', [thread, id, verdict].join('.')]),
    ...(act === 'me' ? ([['me', 'false']] as [string, string][]) : []),
  ];
  return html`<form method="post" action="/admin/verdicts">${hiddenFields(fields)}<button class="link" name="verdict" value="undo" data-key="u">Undo</button></form>`;
}
