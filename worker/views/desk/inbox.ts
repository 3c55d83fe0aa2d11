// The inbox: tabs, search, a row for each comment, and the bar of what is selected. Everything is in plain forms.
// Read next: views/desk/row.ts, views/desk/flash.ts; desk/styles/inbox.css for the looks.

import { type ErrorCode, type Node, type OwnerComment, TABS, type Tab } from '../../contract/index.ts';
import { hiddenFields } from '../form.ts';
import { type Html, html } from '../html.ts';
import { timeHtml } from '../time.ts';
import { type Flash, flashHtml } from './flash.ts';
import { INBOX, type InboxView, isFiltered, viewAddress, viewText } from './inbox-view.ts';
import { keysButtonHtml, keysHtml } from './keys.ts';
import { deskPage } from './page.ts';
import { BUTTON_CLASSES, BUTTON_NAMES, BUTTONS, type InboxRow, rowHtml } from './row.ts';
import { inboxWords as words } from './words/inbox.ts';
import { fill, fillHtml } from './words/words.ts';

export interface InboxPage {
  site: string;
  view: InboxView;
  /** Comments that wait; `isAll`: false where there may be more. */
  waiting: { count: number; isAll: boolean };
  comments: OwnerComment[];
  /** What replies answer, by the reply's id. */
  answers: ReadonlyMap<string, { name: string; body: Node[] }>;
  /** By author id. */
  authors: ReadonlyMap<string, InboxRow['author']>;
  /** Of the next page. */
  nextCursor: string | null;
  flash?: Flash;
  /** By id, what the last action did not reach, and why. */
  failed: ReadonlyMap<string, ErrorCode>;
  /** Whose comments these are, or those on which page; '' where the name is not known. */
  filter?: { by: string } | { on: string };
  /** The newest that is published, where nothing waits. */
  latest: OwnerComment | null;
  /** Why every comment of a new writer waits, by the site's rules. */
  usual: string | null;
  /** The tag to paste, until something was approved. */
  tag?: string;
  /** About how many of the day's writes are used, once the brake has set in. */
  writes?: number;
  now: number;
}

const EMPTY: Record<Tab, string> = {
  pending: words.emptyPending,
  approved: words.emptyApproved,
  spam: words.emptySpam,
  removed: words.emptyRemoved,
};

const KEPT: Partial<Record<Tab, string>> = {
  spam: words.keptSpam,
  removed: words.keptRemoved,
};

const SEARCHES: Record<Tab, string> = {
  pending: words.searchPending,
  approved: words.searchApproved,
  spam: words.searchSpam,
  removed: words.searchRemoved,
};

const UNKNOWN_AUTHOR = { trusted: false, blocked: false, owner: false };

export function inboxPage(inbox: InboxPage): Html {
  const { view, site, waiting, comments, flash } = inbox;
  const { tab } = view;
  const some = `${waiting.count.toLocaleString('en')}${waiting.isAll ? '' : '+'}`;
  const count = waiting.count === 0 ? '' : some;
  const hasRows = comments.length > 0;
  return deskPage(
    { title: `${count && `(${count}) `}${words[tab]}`, site, here: 'inbox', foot: keysButtonHtml() },
    html`<h1 class="unseen">${words[tab]}</h1>
<nav class="tabs" aria-label="${words.tabs}">${TABS.map((each) => tabHtml(each, view, count))}</nav>
${flash && flashHtml(flash, view)}
${inbox.tag !== undefined && stepsHtml(inbox.tag)}
${inbox.writes !== undefined && html`<p class="quota">${fill(words.quota, { n: inbox.writes })}</p>`}
${(hasRows || isSought(inbox)) && html`<div class="tools">${searchHtml(view)}${hasRows && html`<label class="select button"><input type="checkbox" id="select"> ${words.select}</label>`}</div>`}
${inbox.filter !== undefined && html`<p class="filter"><span dir="auto">${filterWords(inbox.filter)}</span> <a href="${viewAddress({ ...INBOX, tab })}">${words.clear}</a></p>`}
${hasRows ? rowsHtml(inbox) : html`<p class="empty">${emptyHtml(inbox)}</p>`}
${inbox.nextCursor !== null && html`<p class="more"><a class="button" href="${viewAddress({ ...view, cursor: inbox.nextCursor })}">${view.query === '' ? words.older : words.searchOlder}</a></p>`}
${KEPT[tab] && hasRows && html`<p class="kept">${KEPT[tab]}</p>`}
${hasRows && barHtml(view)}
${keysHtml()}`,
  );
}

function filterWords(filter: NonNullable<InboxPage['filter']>): string {
  if ('by' in filter) return fill(words.filterBy, { name: filter.by || words.thisWriter });
  return fill(words.filterOn, { title: filter.on || words.thisPage });
}

/** An empty list has nothing to search in; but what was sought can be sought in other words, or further back. */
function isSought({ view, nextCursor }: InboxPage): boolean {
  return view.query !== '' || nextCursor !== null;
}

function tabHtml(tab: Tab, view: InboxView, count: string): Html {
  const { thread, author, query } = view;
  return html`<a href="${viewAddress({ tab, cursor: null, query, thread, author })}" ${tab === view.tab && html`aria-current="page"`}>${words[tab]}${
    tab === 'pending' && count !== '' && html` <span class="count">${count}</span>`
  }</a>`;
}

function searchHtml({ tab, query, thread, author }: InboxView): Html {
  const fields = [...new URLSearchParams(viewText({ tab, cursor: null, query: '', thread, author }))] as [
    string,
    string,
  ][];
  return html`<form class="search" role="search" action="/admin">${hiddenFields(fields)}<input type="search" name="q" value="${query}" placeholder="${words.searchHint}" aria-label="${SEARCHES[tab]}" maxlength="200"><button>${words.search}</button></form>`;
}

function emptyHtml({ view, nextCursor, latest, now }: InboxPage): Html {
  if (view.query !== '') {
    const found = fill(nextCursor === null ? words.nothingFound : words.nothingFoundYet, { name: view.query });
    return html`${found} <a href="${viewAddress({ ...view, query: '', cursor: null })}">${words.clear}</a>`;
  }
  if (nextCursor !== null) return html`${words.nothingOnPage}`;
  if (isFiltered(view)) return html`${words.nothingHere}`;
  if (latest === null) return html`${EMPTY[view.tab]}`;
  const name = html`<bdi>${latest.author.name}</bdi>`;
  const link = html`<a href="${viewAddress({ ...INBOX, tab: 'approved' })}#comment-${latest.id}">${fillHtml(words.latestBy, { name, time: timeHtml(latest.createdAt, now) })}</a>`;
  return html`${EMPTY[view.tab]} ${fillHtml(words.latest, { link })}`;
}

function rowsHtml({ view, comments, answers, authors, failed, usual, now }: InboxPage): Html {
  // role: Safari takes a list without bullets for no list.
  return html`<ol class="rows" role="list">${comments.map((comment, index) => {
    const { id, author } = comment;
    const next = comments[index + 1]?.id;
    const answered = answers.get(id);
    const problem = failed.get(id);
    const row: InboxRow = {
      comment,
      view,
      now,
      author: (author.id !== null && authors.get(author.id)) || UNKNOWN_AUTHOR,
      ...(answered && { answers: answered }),
      ...(problem && { problem }),
      ...(next !== undefined && { next }),
      usual,
    };
    return html`<li>${rowHtml(row)}</li>`;
  })}</ol>`;
}

/** Of what is selected. It is there from the start; the style sheet shows it while a box is ticked, and counts. */
function barHtml(view: InboxView): Html {
  return html`<form class="bar" id="bulk" method="post" action="/admin/verdicts"><input type="hidden" name="place" value="${viewText(view)}"><p class="selected" aria-hidden="true"></p>
<output class="unseen" id="count"></output>
<div class="acts">${BUTTONS[view.tab].map(
    (verdict) =>
      html`<button class="${BUTTON_CLASSES[verdict]}" name="verdict" value="${verdict}">${BUTTON_NAMES[verdict]}<span class="unseen"> ${words.selected}</span></button>`,
  )}</div><div class="rest"><button type="reset" class="plain">${words.clear}</button></div></form>`;
}

// ---- the first visit ----

function stepsHtml(tag: string): Html {
  return html`<section class="steps" aria-labelledby="steps"><h2 id="steps">${words.begin}</h2><ol>
<li>${words.paste}<pre class="tag" tabindex="0"><code>${tag}</code></pre></li>
<li>${words.writeOne}</li>
<li>${words.chooseMe}</li>
<li>${fillHtml(words.hear, { link: html`<a href="/admin/notices">${words.setUpNotices}</a>` })}</li>
</ol></section>`;
}
