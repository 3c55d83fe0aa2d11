// One comment in the inbox: its words as readers will see them, why it was held, and everything that can be done about
// it. All of it is one plain form; the menu is a `details`, so it opens without a script.
// Read next: views/desk/inbox.ts; desk/desk.ts for the keys, which press what has `data-key`.

import type { ErrorCode, Node, OwnerComment } from '../../contract/index.ts';
import { commentLink } from '../../rules/page/page.ts';
import { avatarHtml } from '../avatar.ts';
import { hiddenFields } from '../form.ts';
import { type Html, html } from '../html.ts';
import { bodyHtml, linkHtml, safeAddress, textOf } from '../thread/body.ts';
import { timeHtml } from '../time.ts';
import { PROBLEMS } from './flash.ts';
import { INBOX, type InboxView, viewAddress, viewText } from './inbox-view.ts';
import { inboxWords as words } from './words/inbox.ts';
import { fill, fillHtml } from './words/words.ts';

/** A row and what is known around it. */
export interface InboxRow {
  comment: OwnerComment;
  view: InboxView;
  /** What it answers. */
  answers?: { name: string; body: Node[] };
  author: { trusted: boolean; blocked: boolean; owner: boolean };
  /** Why the last action did not reach it. */
  problem?: ErrorCode;
  /** Of the row after it. */
  next?: string;
  /** Why every comment of a new writer waits, by the site's rules: where it is the only reason, it need not be said. */
  usual: string | null;
  now: number;
}

type Judge = 'approve' | 'spam' | 'remove';
export const BUTTONS: Record<InboxView['tab'], Judge[]> = {
  pending: ['approve', 'spam', 'remove'],
  approved: ['spam', 'remove'],
  spam: ['approve', 'remove'],
  removed: ['approve', 'spam'],
};
export const BUTTON_NAMES: Record<Judge, string> = {
  approve: words.approve,
  spam: words.markSpam,
  remove: words.remove,
};
const BUTTON_KEYS: Record<Judge, string> = { approve: 'a', spam: 's', remove: 'd' };
/** Approve stands out; what takes away is quiet, for it is the rarer wish. */
export const BUTTON_CLASSES: Record<Judge, string> = { approve: 'main', spam: 'plain', remove: 'plain' };

const GLIMPSE = 100;

/** The value of a row's field: which comment, and which words of it were looked at. */
export function rowValue({ thread, id, words }: Pick<OwnerComment, 'thread' | 'id' | 'words'>): string {
  return [thread, id, words].join('.');
}

export function rowHtml(row: InboxRow): Html {
  const { comment, now, problem } = row;
  const { author, id } = comment;
  return html`<article class="row" id="comment-${id}" tabindex="-1" aria-labelledby="name-${id}">
<label class="pick"><input type="checkbox" name="row" value="${rowValue(comment)}" form="bulk" data-key="x"><span class="unseen">${fill(words.selectName, { name: author.name })}</span></label>
${avatarHtml(author.name, author.id ?? author.name)}
<div class="what">
<div class="head"><h2 id="name-${id}"><bdi>${author.name}</bdi></h2>${badgesHtml(row)}<span class="muted">${timeHtml(comment.createdAt, now)}${
    comment.editedAt !== undefined && html` · ${fillHtml(words.edited, { time: timeHtml(comment.editedAt, now) })}`
  }</span></div>
<p class="on">${fillHtml(words.on, { title: pageHtml(comment) })}${contactHtml(comment)}</p>
${row.answers && answersHtml(row.answers)}
<div class="words ${isLong(comment.source) && 'long'}" id="words-${id}" dir="auto">${bodyHtml(comment.body)}</div>
${isLong(comment.source) && html`<a class="all" href="#words-${id}">${words.showAll}</a>`}
${becauseHtml(comment, row)}
${problem && html`<p class="problem">${PROBLEMS[problem] ?? words.couldNot}</p>`}
${actsHtml(row)}
</div>
</article>`;
}

function badgesHtml({ comment, author: { trusted, blocked } }: InboxRow): Html {
  const { author, pinned, reports = [] } = comment;
  return html`${author.owner && html`<span class="badge strong">${words.author}</span>`}${
    !author.owner &&
    (trusted
      ? html`<span class="badge">${words.trusted}</span>`
      : author.known && html`<span class="badge">${words.known}</span>`)
  }${blocked && html`<span class="badge alarm">${words.blocked}</span>`}${pinned && html`<span class="badge">${words.pinned}</span>`}${
    reports.length > 0 && html`<span class="badge alarm">${words.reported}</span>`
  }`;
}

function pageHtml({ page, title }: OwnerComment): Html {
  const name = html`<cite dir="auto">${title || page}</cite>`;
  const address = safeAddress(page);
  return address === null ? name : html`<a href="${address}" rel="noopener" target="_blank">${name}</a>`;
}

/** What a reader gave beside the words. */
function contactHtml({ author, email }: OwnerComment): Html {
  return html`${author.url !== undefined && html` · ${linkHtml(author.url, author.url.replace(/^https?:\/\/|\/$/g, ''))}`}${
    email !== undefined && html` · ${email}`
  }`;
}

/** A line of what it answers, which opens to the whole of it. */
function answersHtml({ name, body }: NonNullable<InboxRow['answers']>): Html {
  const text = textOf(body);
  const letters = [...text];
  if (letters.length <= GLIMPSE)
    return html`<p class="answers" dir="auto">${fill(words.inReplyTo, { name, title: text })}</p>`;
  const glimpse = `${letters.slice(0, GLIMPSE).join('').trimEnd()}…`;
  return html`<details class="answers"><summary dir="auto">${fill(words.inReplyTo, { name, title: glimpse })}</summary><div class="words" dir="auto">${bodyHtml(body)}</div></details>`;
}

/** Reports in a box, for they want to be looked at; reasons as words. */
function becauseHtml({ reasons, reports = [] }: OwnerComment, { view, usual }: InboxRow): Html {
  const isWaiting = view.tab === 'pending';
  const isUsual = isWaiting && reports.length === 0 && reasons.length === 1 && reasons[0] === usual;
  const told = isUsual || !(isWaiting || view.tab === 'spam') ? [] : reasons;
  return html`${reports.length > 0 && html`<ul class="reports" role="list">${reports.map((report) => html`<li dir="auto">${fill(words.reportedAs, { title: report })}</li>`)}</ul>`}${
    told.length > 0 &&
    html`<p class="because" dir="auto">${fill(isWaiting ? words.waitingFor : words.noticed, { title: told.join(' · ') })}</p>`
  }`;
}

// ---- what can be done ----

function actsHtml(row: InboxRow): Html {
  const { comment, view, next } = row;
  const { id } = comment;
  const fields: [string, string][] = [
    ['row', rowValue(comment)],
    ['place', viewText(view)],
    ...(next === undefined ? [] : ([['next', next]] as [string, string][])),
  ];
  const mayAnswer = view.tab === 'pending' || view.tab === 'approved';
  const buttons = BUTTONS[view.tab].map((verdict) => verdictHtml(verdict, id));
  if (mayAnswer) {
    const link = html`<a class="button" href="${toolAddress('reply', row)}" data-key="r" aria-describedby="name-${id}">${words.reply}</a>`;
    buttons.splice(view.tab === 'pending' ? 1 : 0, 0, link);
  }
  return html`<form method="post" action="/admin/verdicts">${hiddenFields(fields)}<div class="acts">${buttons}${menuHtml(row)}</div></form>`;
}

function verdictHtml(verdict: Judge, id: string): Html {
  return html`<button class="${BUTTON_CLASSES[verdict]}" name="verdict" value="${verdict}" data-key="${BUTTON_KEYS[verdict]}" aria-describedby="name-${id}">${BUTTON_NAMES[verdict]}</button>`;
}

/** The page where a reply, or other words, are written. */
function toolAddress(tool: 'reply' | 'edit', { comment, view }: InboxRow): string {
  return `/admin/${tool}?${new URLSearchParams({ row: rowValue(comment), place: viewText(view) })}`;
}

function menuHtml(row: InboxRow): Html {
  const { comment, view, author } = row;
  const { thread, author: writer } = comment;
  const isPublic = comment.status === 'approved' || view.tab === 'approved';
  const open = safeAddress(comment.page);
  return html`<details class="menu" name="menu"><summary class="button" aria-label="${fill(words.moreName, { name: writer.name })}">${words.more}</summary><div class="panel">
${view.tab !== 'removed' && html`<a href="${toolAddress('edit', row)}" data-key="e">${words.edit}</a>`}
${isPublic && html`<button formaction="/admin/pins" name="pinned" value="${comment.pinned ? '0' : '1'}">${comment.pinned ? words.unpin : words.pin}</button>`}
${writer.id !== null && !writer.owner && authorHtml(writer.id, writer.name, author, view)}
${open !== null && isPublic && html`<a href="${commentLink(open, comment.id)}" target="_blank" rel="noopener" data-key="o">${words.openOnPage}</a>`}
${open !== null && !isPublic && html`<a href="${open}" target="_blank" rel="noopener" data-key="o">${words.openPage}</a>`}
<span class="line"></span>
${writer.id !== null && html`<a href="${viewAddress({ ...INBOX, tab: view.tab, author: writer.id })}">${words.allByWriter}</a>`}
<a href="${viewAddress({ ...INBOX, tab: view.tab, thread })}">${words.allOnPage}</a>
<a href="/admin/threads/${thread}">${words.pageSettings}</a>
${(view.tab === 'removed' || view.tab === 'spam') && confirmHtml(words.erase, words.eraseAsk, html`<button class="danger" formaction="/admin/erase">${words.erase}</button>`)}
</div></details>`;
}

function authorHtml(id: string, name: string, { trusted, blocked }: InboxRow['author'], { tab }: InboxView): Html {
  // Imported comments have no author key that could be anybody's.
  const mayBeMe = tab === 'pending' || tab === 'approved';
  const act = (value: string, label: string) =>
    html`<button formaction="/admin/authors" name="act" value="${value}">${label}</button>`;
  return html`<input type="hidden" name="author" value="${id}"><input type="hidden" name="name" value="${name}">
${trusted ? act('untrust', words.untrust) : !blocked && act('trust', words.trust)}
${
  blocked
    ? act('unblock', words.unblock)
    : confirmHtml(
        words.block,
        words.blockAsk,
        html`<button class="danger" formaction="/admin/authors" name="act" value="block">${words.block}</button>`,
      )
}
${mayBeMe && html`<button name="verdict" value="me">${words.thisIsMe}</button>`}`;
}

/** Asks once more, without a script. */
function confirmHtml(label: string, question: string, button: Html): Html {
  return html`<details class="confirm"><summary>${label}</summary><p>${question}</p>${button}</details>`;
}

const LINE = 75;
const LINES = 13;

/** Whether it takes about more than the twelve lines a row shows at first. */
function isLong(source: string): boolean {
  const lines = source.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE)), 0);
  return lines > LINES;
}
