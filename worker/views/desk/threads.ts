// The threads of the site: a list, and a page for each where it is closed, renamed or moved. Plain forms.

import type { FieldProblem, OwnerThread } from '../../contract/index.ts';
import type { ClosedBy } from '../../rules/comment/closing.ts';
import { problemHtml } from '../form.ts';
import { type Html, html } from '../html.ts';
import { safeAddress } from '../thread/body.ts';
import { timeHtml } from '../time.ts';
import { sayHtml } from './flash.ts';
import { INBOX, viewAddress } from './inbox-view.ts';
import { deskPage } from './page.ts';

/** A thread, and why it takes no comments now; null where it does. */
export interface ThreadRow extends OwnerThread {
  closedBy: ClosedBy | null;
}

const CLOSED: Record<ClosedBy, string> = {
  hand: 'Closed',
  time: 'Closed by its date',
  age: 'Closed by age',
  stop: 'Stopped',
};

const SAID = {
  closed: 'Closed. It shows on the page within about a minute.',
  opened: 'Open again. It shows on the page within about a minute.',
  renamed: 'Saved. It shows on the page within about a minute.',
  moved: 'Moved. Both addresses lead to these comments.',
  closes: 'Saved.',
} as const;
export type ThreadSaid = keyof typeof SAID;
export const THREAD_SAYINGS = Object.keys(SAID) as ThreadSaid[];

interface Threads {
  site: string;
  threads: ThreadRow[];
  nextCursor: string | null;
  said?: ThreadSaid;
  now: number;
}

export function threadsPage({ site, threads, nextCursor, said, now }: Threads): Html {
  return deskPage(
    { title: 'Threads', site, here: 'threads' },
    html`${said && sayHtml(SAID[said])}
<h1>Threads</h1>
${
  threads.length === 0
    ? html`<p class="empty">No page has comments yet. If they had some elsewhere: <a href="/admin/import">Import comments</a></p>`
    : html`<ul class="list" role="list">${threads.map((thread) => threadHtml(thread, now))}</ul>`
}
${nextCursor !== null && html`<p class="more"><a class="button" href="/admin/threads?${new URLSearchParams({ cursor: nextCursor })}">More threads</a></p>`}`,
  );
}

function threadHtml(thread: ThreadRow, now: number): Html {
  const { thread: id, lastAt } = thread;
  return html`<li class="item" id="thread-${id}"><div class="what"><h2>${nameHtml(thread)}</h2>
<p class="on"><a href="${viewAddress({ ...INBOX, tab: 'approved', thread: id })}">${countWords(thread.count)}</a>${
    lastAt !== null && html` · last ${timeHtml(lastAt, now)}`
  }${stateHtml(thread)}</p></div>
<div class="acts"><form method="post" action="/admin/threads/${id}"><input type="hidden" name="from" value="list"><button name="open" value="${thread.open ? '0' : '1'}" aria-label="${thread.open ? 'Close' : 'Open'} ${titleOf(thread)}">${thread.open ? 'Close' : 'Open'}</button></form>
<a class="button plain" href="/admin/threads/${id}" aria-label="Change ${titleOf(thread)}">Change</a></div></li>`;
}

function nameHtml(thread: ThreadRow): Html {
  const address = safeAddress(thread.page);
  const title = html`<span dir="auto">${titleOf(thread)}</span>`;
  return address === null ? title : html`<a href="${address}" target="_blank" rel="noopener">${title}</a>`;
}

function titleOf({ title, page }: ThreadRow): string {
  return title || page || 'A page without a title';
}

function countWords(count: number): string {
  return count === 1 ? '1 comment' : `${count.toLocaleString('en')} comments`;
}

function stateHtml({ closedBy, closesAt }: ThreadRow): Html {
  if (closedBy !== null) return html` <span class="badge strong">${CLOSED[closedBy]}</span>`;
  return closesAt === undefined ? html`` : html` <span class="badge">closes on ${closesAt.slice(0, 10)}</span>`;
}

// ---- one of them ----

interface OwnerThreadPage {
  site: string;
  thread: ThreadRow;
  said?: ThreadSaid;
  problem?: { field: 'title' | 'movedTo' | 'closesAt'; problem: FieldProblem; sent: string };
  now: number;
}

const MOVE_PROBLEMS: Partial<Record<FieldProblem, string>> = {
  missing: 'Please write the new address.',
  malformed: 'A web address starts with https://',
  unknown: 'That address is not on one of your sites.',
  taken: 'There are comments at that address already, or another page moved there.',
};

export function threadPage({ site, thread, said, problem, now }: OwnerThreadPage): Html {
  const { thread: id, page, title, open, closesAt, lastAt } = thread;
  const of = (field: 'title' | 'movedTo' | 'closesAt', value: string) =>
    problem?.field === field ? problem.sent : value;
  const sentence = problem?.field === 'movedTo' ? MOVE_PROBLEMS[problem.problem] : undefined;
  const wrong = problem ? { [problem.field]: sentence ?? 'That was not understood.' } : {};
  return deskPage(
    { title: titleOf(thread), site, here: 'threads' },
    html`${said && sayHtml(SAID[said])}
<p class="crumb"><a href="/admin/threads">Threads</a></p>
<h1>${nameHtml(thread)}</h1>
<p class="on"><a href="${viewAddress({ ...INBOX, tab: 'approved', thread: id })}">${countWords(thread.count)}</a>${lastAt !== null && html` · last ${timeHtml(lastAt, now)}`}${stateHtml(thread)}</p>
<p class="on">${page}</p>
<form class="card" method="post" action="/admin/threads/${id}"><h2>${open ? 'Close' : 'Open'}</h2><p class="hint">${
      open ? 'No new comments; those that are there stay.' : 'It takes no new comments now.'
    }</p><button name="open" value="${open ? '0' : '1'}">${open ? 'Close now' : 'Open again'}</button></form>
<form class="card" method="post" action="/admin/threads/${id}"><h2><label for="closesAt">Close on a day</label></h2><p class="hint" id="closesAt-hint">At midnight UTC. Leave it empty, and it does not close by itself; a rule for all pages is in the settings.</p><div class="line-of"><input type="date" id="closesAt" name="closesAt" value="${of('closesAt', closesAt?.slice(0, 10) ?? '')}" aria-describedby="closesAt-hint"><button>Save</button></div>${problemHtml(wrong, 'closesAt')}</form>
<form class="card" method="post" action="/admin/threads/${id}"><h2><label for="title">Rename</label></h2><p class="hint" id="title-hint">What the page is called here, in feeds and in notices. Leave it empty for the page’s own title.</p><div class="line-of"><input type="text" id="title" name="title" value="${of('title', title)}" maxlength="200" dir="auto" aria-describedby="title-hint"><button>Save</button></div>${problemHtml(wrong, 'title')}</form>
<form class="card" method="post" action="/admin/threads/${id}"><h2><label for="movedTo">Moved to</label></h2><p class="hint" id="movedTo-hint">When the page has a new address: its comments appear there too, and links to them follow.</p><div class="line-of"><input type="url" id="movedTo" name="movedTo" value="${of('movedTo', '')}" placeholder="https://" aria-describedby="movedTo-hint ${problem?.field === 'movedTo' && 'movedTo-problem'}"><button>Move</button></div>${problemHtml(wrong, 'movedTo')}</form>`,
  );
}
