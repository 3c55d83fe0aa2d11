// The inbox: tabs, a row for each comment, and what is said after an action. Every button is in a plain form.
// Words: look-and-words.md §2. Read next: body.ts for the words of a comment, desk-style.ts for the looks.

import { type ErrorCode, type OwnerComment, TABS, type Tab, type Verdict } from '../contract/index.ts';
import { bodyHtml, linkHtml, safeAddress } from './body.ts';
import { discHtml } from './disc.ts';
import { hiddenFields } from './door.ts';
import { type Html, html } from './html.ts';
import { deskPage } from './page.ts';
import { timeHtml } from './time.ts';

export interface Inbox {
  site: string;
  tab: Tab;
  /** Comments that wait; null: a thousand or more. */
  waiting: number | null;
  comments: OwnerComment[];
  /** What a reply answers, by its id: "Ben: some words". */
  answers: ReadonlyMap<string, string>;
  /** Of this page, and of the next one. */
  cursor: string | null;
  nextCursor: string | null;
  status?: Notice;
  /** The tag to paste, until something was approved. */
  tag?: string;
  now: number;
}

/** What is said after an action. */
export type Notice =
  | { kind: 'done'; act: Act; name: string; undo?: Undo }
  | { kind: 'undone' }
  | { kind: 'problem'; code: ErrorCode };

export const ACTS = ['approve', 'spam', 'remove', 'me'] as const;
export type Act = (typeof ACTS)[number];

/** The verdict that takes the last one back. */
export interface Undo {
  thread: string;
  id: string;
  verdict: Verdict;
  /** The action was "This is me". */
  me: boolean;
}

const TAB_NAMES: Record<Tab, string> = { pending: 'Waiting', approved: 'Published', spam: 'Spam', removed: 'Removed' };

const EMPTY: Record<Tab, string> = {
  pending: 'Nothing is waiting.',
  approved: 'Nothing published yet.',
  spam: 'No spam. Long may it last.',
  removed: 'Nothing removed.',
};

const UNDONE: Record<Tab, string> = {
  pending: 'Undone. It is waiting again.',
  approved: 'Undone. It is published again.',
  spam: 'Undone. It is back in Spam.',
  removed: 'Undone. It is removed again.',
};

const PROBLEMS: Partial<Record<ErrorCode, string>> = {
  stale: 'These words have changed since you read them. Please look again.',
  not_found: 'That comment is no longer here.',
  invalid_request: 'That was not understood, so nothing was done.',
};

const BUTTONS: Record<Tab, ('approve' | 'spam' | 'remove')[]> = {
  pending: ['approve', 'spam', 'remove'],
  approved: ['spam', 'remove'],
  spam: ['approve', 'remove'],
  removed: ['approve', 'spam'],
};

const BUTTON_NAMES = { approve: 'Approve', spam: 'Spam', remove: 'Remove' };

export function inboxPage(inbox: Inbox): Html {
  const { tab, site, waiting } = inbox;
  const count = waiting === null ? '1,000+' : waiting === 0 ? '' : String(waiting);
  return deskPage(
    { title: `${count && `(${count}) `}${TAB_NAMES[tab]}`, site },
    html`<h1 class="unseen">${TAB_NAMES[tab]}</h1>
<nav class="tabs" aria-label="Comments">${TABS.map((each) => tabHtml(each, each === tab, count))}</nav>
${inbox.status && noticeHtml(inbox.status, tab)}
${inbox.tag !== undefined && stepsHtml(inbox.tag)}
${inbox.comments.length > 0 ? rowsHtml(inbox) : html`<p class="empty">${emptyWords(inbox)}</p>`}
${inbox.nextCursor !== null && html`<p class="more"><a class="button" href="${tabAddress(tab, inbox.nextCursor)}">Older comments</a></p>`}`,
  );
}

/** The address of a tab, or of one of its pages. */
export function tabAddress(tab: Tab, cursor: string | null = null): string {
  const query = new URLSearchParams({ ...(tab !== 'pending' && { status: tab }), ...(cursor !== null && { cursor }) });
  return query.size > 0 ? `/admin?${query}` : '/admin';
}

function tabHtml(tab: Tab, isCurrent: boolean, count: string): Html {
  return html`<a href="${tabAddress(tab)}" ${isCurrent && html`aria-current="page"`}>${TAB_NAMES[tab]}${tab === 'pending' && count !== '' && html` <span class="count">${count}</span>`}</a>`;
}

function emptyWords({ tab, nextCursor }: Inbox): string {
  return nextCursor === null ? EMPTY[tab] : 'Nothing on this page.';
}

// ---- after an action ----

function noticeHtml(notice: Notice, tab: Tab): Html {
  const isProblem = notice.kind === 'problem';
  return html`<div class="status ${isProblem && 'problem'}" role="${isProblem ? 'alert' : 'status'}"><div><p>${noticeWords(notice, tab)}</p>${
    notice.kind === 'done' && notice.undo && undoHtml(notice.undo, tab)
  }</div></div>`;
}

function noticeWords(notice: Notice, tab: Tab): string {
  switch (notice.kind) {
    case 'undone':
      return UNDONE[tab];
    case 'problem':
      return PROBLEMS[notice.code] ?? 'Something went wrong here. Nothing has changed.';
    case 'done':
      return doneWords(notice.act, notice.name);
  }
}

function doneWords(act: Act, name: string): string {
  switch (act) {
    case 'approve':
      return `Approved ${name}’s comment. It shows on the page within about a minute.`;
    case 'spam':
      return 'Marked as spam.';
    case 'remove':
      return 'Removed.';
    case 'me':
      return 'This is you. Your comments carry the Author badge from now on.';
  }
}

function undoHtml({ thread, id, verdict, me }: Undo, tab: Tab): Html {
  const fields: [string, string][] = [
    ['thread', thread],
    ['id', id],
    ['tab', tab],
    ['undo', '1'],
    ...(me ? ([['me', 'false']] as [string, string][]) : []),
  ];
  return html`<form method="post" action="/admin/verdicts">${hiddenFields(fields)}<button class="link" name="verdict" value="${verdict}">Undo</button></form>`;
}

// ---- rows ----

function rowsHtml(inbox: Inbox): Html {
  // role: Safari takes a list without bullets for no list.
  return html`<ol class="rows" role="list">${inbox.comments.map(
    (comment, index) => html`<li>${rowHtml(inbox, comment, inbox.comments[index + 1]?.id)}</li>`,
  )}</ol>`;
}

function rowHtml(inbox: Inbox, comment: OwnerComment, next: string | undefined): Html {
  const { author, id } = comment;
  const answered = inbox.answers.get(id);
  return html`<article class="row" id="comment-${id}" aria-labelledby="name-${id}">
${discHtml(author.name, author.id ?? author.name)}
<div class="what">
<div class="head"><h2 id="name-${id}"><bdi>${author.name}</bdi></h2>${badgeHtml(comment)}<span class="muted">${timeHtml(comment.createdAt, inbox.now)}${
    comment.editedAt !== undefined && html` · edited ${timeHtml(comment.editedAt, inbox.now)}`
  }</span></div>
<p class="on">on ${pageHtml(comment)}${contactHtml(comment)}</p>
${answered !== undefined && html`<p class="answers" dir="auto">in reply to ${answered}</p>`}
<div class="words ${isLong(comment.source) && 'long'}" id="words-${id}" dir="auto">${bodyHtml(comment.body)}</div>
${isLong(comment.source) && html`<a class="all" href="#words-${id}">Show all</a>`}
${becauseHtml(comment, inbox.tab)}
${actsHtml(inbox, comment, next)}
</div>
</article>`;
}

function badgeHtml({ author }: OwnerComment): Html {
  if (author.owner) return html`<span class="badge strong">Author</span>`;
  return author.known ? html`<span class="badge">known</span>` : html``;
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

function becauseHtml({ reasons, reports = [] }: OwnerComment, tab: Tab): Html {
  const isWaiting = tab === 'pending';
  const all = [...reports.map((report) => `reported: ${report}`), ...(isWaiting || tab === 'spam' ? reasons : [])];
  if (all.length === 0) return html``;
  return html`<div class="because"><span>${isWaiting ? 'Waiting because' : 'Noticed'}</span><ul role="list">${all.map(
    (reason) => html`<li dir="auto">${reason}</li>`,
  )}</ul></div>`;
}

function actsHtml({ tab, cursor }: Inbox, comment: OwnerComment, next: string | undefined): Html {
  const { thread, id, words, author } = comment;
  const fields: [string, string][] = [
    ['thread', thread],
    ['id', id],
    ['words', words],
    ['tab', tab],
    ...(cursor === null ? [] : ([['cursor', cursor]] as [string, string][])),
    ...(next === undefined ? [] : ([['next', next]] as [string, string][])),
  ];
  // Imported comments have no author key that could be anybody's.
  const mayBeMe = author.id !== null && !author.owner && (tab === 'pending' || tab === 'approved');
  return html`<form method="post" action="/admin/verdicts">${hiddenFields(fields)}<div class="acts">${BUTTONS[tab].map(
    (verdict) =>
      html`<button ${verdict === 'approve' && html`class="main"`} name="verdict" value="${verdict}" aria-describedby="name-${id}">${BUTTON_NAMES[verdict]}</button>`,
  )}${mayBeMe && html`<button class="plain end" name="verdict" value="me" aria-describedby="name-${id}">This is me</button>`}</div></form>`;
}

const LINE = 75;
const LINES = 13;

/** Whether it takes about more than the twelve lines a row shows at first. */
function isLong(source: string): boolean {
  const lines = source.split('\n').reduce((sum, line) => sum + Math.max(1, Math.ceil(line.length / LINE)), 0);
  return lines > LINES;
}

// ---- the first visit ----

function stepsHtml(tag: string): Html {
  return html`<section class="steps" aria-labelledby="steps"><h2 id="steps">To begin</h2><ol>
<li>Paste this under your posts.<pre class="tag" tabindex="0"><code>${tag}</code></pre></li>
<li>Write a comment on one. It appears here.</li>
<li>Choose “This is me” on it, and your comments carry the Author badge from then on.</li>
</ol></section>`;
}
