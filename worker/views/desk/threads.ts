// The threads of the site: a list, and a page for each where it is closed, renamed or moved. Plain forms.

import type { FieldProblem, OwnerThread } from '../../contract/index.ts';
import type { ClosedBy } from '../../rules/comment/closing.ts';
import { described, problemHtml } from '../form.ts';
import { type Html, html } from '../html.ts';
import { safeAddress } from '../thread/body.ts';
import { timeHtml } from '../time.ts';
import { sayLowHtml } from './flash.ts';
import { INBOX, viewAddress } from './inbox-view.ts';
import { listSearchHtml } from './list-search.ts';
import { deskPage } from './page.ts';
import { threadsWords as words } from './words/threads.ts';
import { fill, fillHtml } from './words/words.ts';

/** A thread, and why it takes no comments now; null where it does. */
export interface ThreadRow extends OwnerThread {
  closedBy: ClosedBy | null;
}

const CLOSED: Record<ClosedBy, string> = {
  hand: words.closedByHand,
  time: words.closedByDate,
  age: words.closedByAge,
  stop: words.stopped,
};

const SAID = {
  closed: words.saidClosed,
  opened: words.saidOpened,
  renamed: words.saidRenamed,
  moved: words.saidMoved,
  closes: words.saidCloses,
} as const;
export type ThreadSaid = keyof typeof SAID;
export const THREAD_SAYINGS = Object.keys(SAID) as ThreadSaid[];

interface Threads {
  site: string;
  threads: (ThreadRow & { waiting: number })[];
  /** What titles and addresses were searched for; '' where they were not. */
  query: string;
  nextCursor: string | null;
  said?: ThreadSaid;
  /** Why the page at the address that was sent could not be closed. */
  refused?: { problem: FieldProblem; sent: string };
  now: number;
}

export function threadsPage({ site, threads, query, nextCursor, said, refused, now }: Threads): Html {
  const wrong = refused ? { page: CLOSE_PROBLEMS[refused.problem] ?? words.notUnderstood } : {};
  return deskPage(
    { title: words.threads, site, here: 'threads' },
    html`${said && sayLowHtml(SAID[said])}
<h1>${words.threads}</h1>
${(threads.length > 0 || query !== '') && listSearchHtml({ action: '/admin/threads', query, fields: words.searchFields, label: words.searchLabel, button: words.search })}
${threads.length === 0 ? emptyHtml(query, nextCursor) : html`<ul class="list threads" role="list">${threads.map((thread) => threadHtml(thread, now))}</ul>`}
${nextCursor !== null && html`<p class="more"><a class="button" href="/admin/threads?${new URLSearchParams({ ...(query && { q: query }), cursor: nextCursor })}">${words.more}</a></p>`}
<form class="card" method="post" action="/admin/threads"><h2><label for="page">${words.closeAnother}</label></h2><p class="hint" id="page-hint">${words.closeAnotherHint}</p><div class="line-of"><input type="url" id="page" name="page" value="${refused?.sent ?? ''}" placeholder="https://" ${described(wrong, 'page')}><button>${words.close}</button></div>${problemHtml(wrong, 'page')}</form>`,
  );
}

function emptyHtml(query: string, nextCursor: string | null): Html {
  if (query === '') {
    const link = html`<a href="/admin/import">${words.importComments}</a>`;
    return html`<p class="empty">${fillHtml(words.empty, { link })}</p>`;
  }
  const found = fill(nextCursor === null ? words.notFound : words.notFoundYet, { title: query });
  return html`<p class="empty">${found} <a href="/admin/threads">${words.clear}</a></p>`;
}

function threadHtml(thread: Threads['threads'][number], now: number): Html {
  const { thread: id, lastAt, waiting } = thread;
  return html`<li class="item" id="thread-${id}"><div class="what"><h2>${nameHtml(thread)}${stateHtml(thread)}</h2>
<p class="on"><a href="${viewAddress({ ...INBOX, tab: 'approved', thread: id })}">${fill(words.count, { n: thread.count })}</a>${
    waiting > 0 &&
    html` · <a href="${viewAddress({ ...INBOX, thread: id })}">${fill(words.waiting, { n: waiting })}</a>`
  }${lastAt !== null && html` · ${timeHtml(lastAt, now)}`}</p></div>
<div class="acts"><a class="button plain" href="/admin/threads/${id}" aria-label="${fill(words.changeTitle, { title: titleOf(thread) })}">${words.change}</a></div></li>`;
}

function nameHtml(thread: ThreadRow): Html {
  const address = safeAddress(thread.page);
  const title = html`<span dir="auto">${titleOf(thread)}</span>`;
  return address === null ? title : html`<a href="${address}" target="_blank" rel="noopener">${title}</a>`;
}

function titleOf({ title, page }: ThreadRow): string {
  return title || page || words.untitled;
}

function stateHtml({ closedBy, closesAt }: ThreadRow): Html {
  if (closedBy !== null) return html` <span class="badge strong">${CLOSED[closedBy]}</span>`;
  return closesAt === undefined
    ? html``
    : html` <span class="badge">${fill(words.closesOn, { time: closesAt.slice(0, 10) })}</span>`;
}

// ---- one of them ----

interface OwnerThreadPage {
  site: string;
  thread: ThreadRow;
  said?: ThreadSaid;
  problem?: { field: 'title' | 'movedTo' | 'closesAt'; problem: FieldProblem; sent: string };
  now: number;
}

const CLOSE_PROBLEMS: Partial<Record<FieldProblem, string>> = {
  missing: words.pageMissing,
  malformed: words.addressMalformed,
  unknown: words.addressUnknown,
};

const MOVE_PROBLEMS: Partial<Record<FieldProblem, string>> = {
  missing: words.addressMissing,
  malformed: words.addressMalformed,
  unknown: words.addressUnknown,
  taken: words.addressTaken,
};

export function threadPage({ site, thread, said, problem, now }: OwnerThreadPage): Html {
  const { thread: id, page, title, open, closesAt, lastAt } = thread;
  const of = (field: 'title' | 'movedTo' | 'closesAt', value: string) =>
    problem?.field === field ? problem.sent : value;
  const sentence = problem?.field === 'movedTo' ? MOVE_PROBLEMS[problem.problem] : undefined;
  const wrong = problem ? { [problem.field]: sentence ?? words.notUnderstood } : {};
  return deskPage(
    { title: titleOf(thread), site, here: 'threads' },
    html`${said && sayLowHtml(SAID[said])}
<p class="crumb"><a href="/admin/threads">${words.threads}</a></p>
<h1>${nameHtml(thread)}${stateHtml(thread)}</h1>
<p class="on"><a href="${viewAddress({ ...INBOX, tab: 'approved', thread: id })}">${fill(words.count, { n: thread.count })}</a>${lastAt !== null && html` · ${timeHtml(lastAt, now)}`}</p>
<p class="on">${page}</p>
<form class="card" method="post" action="/admin/threads/${id}"><h2>${open ? words.close : words.open}</h2><p class="hint">${
      open ? words.closeHint : words.openHint
    }</p><button name="open" value="${open ? '0' : '1'}">${open ? words.closeNow : words.openAgain}</button></form>
<form class="card" method="post" action="/admin/threads/${id}"><h2><label for="closesAt">${words.closeOn}</label></h2><p class="hint" id="closesAt-hint">${words.closeOnHint}</p><div class="line-of"><input type="date" id="closesAt" name="closesAt" value="${of('closesAt', closesAt?.slice(0, 10) ?? '')}" aria-describedby="closesAt-hint"><button>${words.save}</button></div>${problemHtml(wrong, 'closesAt')}</form>
<form class="card" method="post" action="/admin/threads/${id}"><h2><label for="title">${words.rename}</label></h2><p class="hint" id="title-hint">${words.renameHint}</p><div class="line-of"><input type="text" id="title" name="title" value="${of('title', title)}" maxlength="200" dir="auto" aria-describedby="title-hint"><button>${words.save}</button></div>${problemHtml(wrong, 'title')}</form>
<form class="card" method="post" action="/admin/threads/${id}"><h2><label for="movedTo">${words.movedTo}</label></h2><p class="hint" id="movedTo-hint">${words.movedToHint}</p><div class="line-of"><input type="text" inputmode="url" spellcheck="false" autocapitalize="none" id="movedTo" name="movedTo" value="${of('movedTo', '')}" placeholder="${words.movedToExample}" aria-describedby="movedTo-hint ${problem?.field === 'movedTo' && 'movedTo-problem'}"><button>${words.move}</button></div>${problemHtml(wrong, 'movedTo')}</form>`,
  );
}
