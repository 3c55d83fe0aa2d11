// Authors as the owner holds them: known, trusted, blocked, the owner. Readers have no accounts: an author is a
// browser's key, and the name is what it signed with when it was approved.

import { avatarHtml } from '../avatar.ts';
import { hiddenFields } from '../form.ts';
import { type Html, html } from '../html.ts';
import { timeHtml } from '../time.ts';
import { sayLowHtml } from './flash.ts';
import { INBOX, viewAddress } from './inbox-view.ts';
import { listSearchHtml } from './list-search.ts';
import { deskPage } from './page.ts';
import { authorsWords as words } from './words/authors.ts';
import { fill } from './words/words.ts';

export interface AuthorRow {
  id: string;
  name: string;
  known: boolean;
  trusted: boolean;
  blocked: boolean;
  owner: boolean;
  /** Of their comments that are published, and what the newest of them says. */
  count: number;
  last: { at: number; words: string } | null;
}

interface Authors {
  site: string;
  authors: AuthorRow[];
  /** What names were searched for; '' where they were not. */
  query: string;
  /** Where the list goes on. */
  next: { cursor: string | null; skip: number } | null;
  /** Whether all that is published was counted. */
  isWhole: boolean;
  said?: string;
  now: number;
}

export function authorsPage(page: Authors): Html {
  const { site, authors, query, next, isWhole, said } = page;
  const blocked = authors.filter((author) => author.blocked);
  const others = authors.filter((author) => !author.blocked);
  return deskPage(
    { title: words.authors, site, here: 'authors' },
    html`${said !== undefined && sayLowHtml(said)}
<h1>${words.authors}</h1>
<p class="hint">${words.hint} ${words.importedHint}${!isWhole && html` ${words.countedHint}`}</p>
${(authors.length > 0 || query !== '') && listSearchHtml({ action: '/admin/authors', query, fields: words.searchFields, label: words.searchLabel, button: words.search })}
${authors.length === 0 && emptyHtml(query, next !== null)}
${blocked.length > 0 && html`<h2 class="section">${words.headingBlocked}</h2>${listHtml(blocked, page)}`}
${others.length > 0 && html`<h2 class="section">${words.headingKnown}</h2>${listHtml(others, page)}`}
${next !== null && html`<p class="more"><a class="button" href="/admin/authors?${nextQuery(query, next)}">${words.moreAuthors}</a></p>`}`,
  );
}

function emptyHtml(query: string, hasMore: boolean): Html {
  if (query === '') return html`<p class="empty">${words.empty}</p>`;
  const found = fill(hasMore ? words.notFoundYet : words.notFound, { title: query });
  return html`<p class="empty">${found} <a href="/admin/authors">${words.clear}</a></p>`;
}

function nextQuery(query: string, { cursor, skip }: { cursor: string | null; skip: number }): URLSearchParams {
  return new URLSearchParams({
    ...(query !== '' && { q: query }),
    ...(cursor !== null && { cursor }),
    ...(skip > 0 && { skip: String(skip) }),
  });
}

function listHtml(authors: AuthorRow[], page: Authors): Html {
  return html`<ul class="list" role="list">${authors.map((author) => authorHtml(author, page))}</ul>`;
}

function authorHtml({ id, name, trusted, blocked, owner, count, last }: AuthorRow, { isWhole, now }: Authors): Html {
  const called = name || words.noName;
  const act = (value: string, label: 'notMe' | 'trust' | 'untrust' | 'block' | 'unblock') =>
    html`<button class="plain" name="act" value="${value}" aria-label="${fill(words[`${label}Name`], { name: called })}">${words[label]}</button>`;
  const time = last && html` · ${timeHtml(new Date(last.at).toISOString(), now)}`;
  return html`<li class="item">${avatarHtml(name || '?', id)}<div class="what"><h3><bdi>${called}</bdi> ${
    owner ? html`<span class="badge strong">${words.author}</span>` : html``
  }${trusted && html`<span class="badge">${words.trusted}</span>`}</h3>
${last?.words && html`<p class="said" dir="auto">${last.words}</p>`}
<p class="on"><a href="${viewAddress({ ...INBOX, tab: blocked ? 'spam' : 'approved', author: id })}">${countWords(count, isWhole)}</a>${time}</p></div>
<form class="acts" method="post" action="/admin/authors">${hiddenFields([
    ['author', id],
    ['name', name],
    ['from', 'authors'],
  ])}${owner ? act('unme', 'notMe') : html`${!blocked && (trusted ? act('untrust', 'untrust') : act('trust', 'trust'))}${blocked ? act('unblock', 'unblock') : act('block', 'block')}`}<details class="menu" name="menu"><summary class="button" aria-label="${fill(words.moreName, { name: called })}">${words.more}</summary><div class="panel"><a class="danger" href="/admin/authors/${id}">${words.eraseAll}</a></div></details></form></li>`;
}

/** Of a blocked one, and of one who wrote nothing lately, there may be others than those that were counted. */
function countWords(count: number, isWhole: boolean): string {
  if (count === 0) return words.comments;
  return isWhole ? fill(words.count, { n: count }) : fill(words.countOrMore, { n: count });
}

/** Asks once more before all of an author's comments are erased. */
export function erasePage({ site, id, name, count }: { site: string; id: string; name: string; count: number }): Html {
  return deskPage(
    { title: words.erase, site, here: 'authors' },
    html`<p class="crumb"><a href="/admin/authors">${words.authors}</a></p>
<h1>${count === 0 ? words.nothingToErase : fill(words.eraseAsk, { n: count, name: name || words.thisWriter })}</h1>
<p class="on"><a href="${viewAddress({ ...INBOX, tab: 'approved', author: id })}">${words.lookFirst}</a></p>
${
  count === 0
    ? html`<p class="empty">${words.noWords}</p>`
    : html`<p class="hint">${words.eraseHint}</p>
<form class="acts" method="post" action="/admin/authors/${id}"><button class="danger">${fill(words.eraseNow, { n: count })}</button><a class="button" href="/admin/authors">${fill(words.keep, { n: count })}</a></form>`
}`,
  );
}
