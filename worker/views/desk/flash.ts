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

/** What is said of comments, and who wrote the one where it is one; '' where that cannot be known any more. */
interface About {
  about: { thread: string; id: string }[];
  name: string;
}

export type Flash =
  | ({ kind: 'done'; act: FlashAct; undo: UndoItem[]; failed: number } & About)
  | ({ kind: 'undone'; count: number } & About)
  | ({ kind: 'said'; what: FlashSaying } & About)
  | { kind: 'problem'; code: ErrorCode; failed: number };

/** Said of what is done elsewhere than by a verdict, and needs no Undo: the opposite is in the same menu. */
const SAID = {
  pinned: words.saidPinned,
  unpinned: words.saidUnpinned,
  trusted: words.saidTrusted,
  untrusted: words.saidUntrusted,
  blocked: words.saidBlocked,
  unblocked: words.saidUnblocked,
  replied: words.saidReplied,
  edited: words.saidEdited,
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
  const undo = flash.kind === 'done' && flash.undo.length > 0 && undoHtml(flash.act, flash.undo, view);
  return barHtml(`low ${flash.kind}`, flashWords(flash, view.tab), { isProblem, undo });
}

/** Above a form. */
export function sayHtml(words: string, isProblem = false): Html {
  return barHtml('', words, { isProblem, undo: false });
}

/** At the lower edge, where a list has rows to press one after the other: they must not move. */
export function sayLowHtml(words: string): Html {
  return barHtml('low', words, { isProblem: false, undo: false });
}

function barHtml(kind: string, words: string, { isProblem, undo }: { isProblem: boolean; undo: Html | false }): Html {
  return html`<div class="status ${kind} ${isProblem && 'problem'}" role="${isProblem ? 'alert' : 'status'}"><div><p>${words}</p>${undo}</div></div>`;
}

function flashWords(flash: Flash, tab: Tab): string {
  switch (flash.kind) {
    case 'undone':
      return flash.count > 1 ? fill(UNDONE_MANY[tab], { n: flash.count }) : fill(UNDONE[tab], nameIn(flash));
    case 'problem':
      if (flash.failed > 1) return fill(words.noneDone, { n: flash.failed });
      return PROBLEMS[flash.code] ?? words.wentWrong;
    case 'done':
      if (flash.failed > 0)
        return `${fill(words.someDone, { n: flash.about.length })} ${fill(words.someNot, { n: flash.failed })}`;
      return doneWords(flash);
    case 'said':
      return fill(SAID[flash.what], nameIn(flash));
  }
}

function nameIn({ name }: About): { name: string } {
  return { name: name || words.aReader };
}

const DONE: Record<FlashAct, string> = {
  approve: words.saidApproved,
  spam: words.saidSpam,
  remove: words.saidRemoved,
  me: words.saidMe,
};
const DONE_MANY: Record<Exclude<FlashAct, 'me'>, Plural> = {
  approve: words.saidApprovedMany,
  spam: words.saidSpamMany,
  remove: words.saidRemovedMany,
};

function doneWords({ act, about, ...one }: Extract<Flash, { kind: 'done' }>): string {
  if (about.length > 1 && act !== 'me') return fill(DONE_MANY[act], { n: about.length });
  return fill(DONE[act], nameIn({ about, ...one }));
}

const UNDONE: Record<Tab, string> = {
  pending: words.undonePending,
  approved: words.undoneApproved,
  spam: words.undoneSpam,
  removed: words.undoneRemoved,
};
const UNDONE_MANY: Record<Tab, Plural> = {
  pending: words.undonePendingMany,
  approved: words.undoneApprovedMany,
  spam: words.undoneSpamMany,
  removed: words.undoneRemovedMany,
};

function undoHtml(act: FlashAct, undo: UndoItem[], view: InboxView): Html {
  const fields: [string, string][] = [
    ['place', viewText(view)],
    ...undo.map(({ thread, id, verdict }): [string, string] => ['item', [thread, id, verdict].join('.')]),
    ...(act === 'me' ? ([['me', 'false']] as [string, string][]) : []),
  ];
  return html`<form method="post" action="/admin/verdicts">${hiddenFields(fields)}<button class="link" name="verdict" value="undo" data-key="u">${words.undo}</button></form>`;
}
