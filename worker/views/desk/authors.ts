// Authors as the owner holds them: known, trusted, blocked, the owner. Readers have no accounts: an author is a
// browser's key, and the name is what it signed with when it was approved.

import { avatarHtml } from '../avatar.ts';
import { hiddenFields } from '../form.ts';
import { type Html, html } from '../html.ts';
import { sayHtml } from './flash.ts';
import { INBOX, viewAddress } from './inbox-view.ts';
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
}

interface Authors {
  site: string;
  authors: AuthorRow[];
  nextCursor: string | null;
  said?: string;
}

export function authorsPage({ site, authors, nextCursor, said }: Authors): Html {
  const blocked = authors.filter((author) => author.blocked);
  const others = authors.filter((author) => !author.blocked);
  return deskPage(
    { title: words.authors, site, here: 'authors' },
    html`${said !== undefined && sayHtml(said)}
<h1>${words.authors}</h1>
<p class="hint">${words.hint}</p>
${authors.length === 0 && html`<p class="empty">${words.empty}</p>`}
${blocked.length > 0 && html`<h2 class="section">${words.headingBlocked}</h2>${listHtml(blocked)}`}
${others.length > 0 && html`<h2 class="section">${words.headingKnown}</h2>${listHtml(others)}`}
${nextCursor !== null && html`<p class="more"><a class="button" href="/admin/authors?${new URLSearchParams({ cursor: nextCursor })}">${words.more}</a></p>`}`,
  );
}

function listHtml(authors: AuthorRow[]): Html {
  return html`<ul class="list" role="list">${authors.map(authorHtml)}</ul>`;
}

function authorHtml({ id, name, trusted, blocked, owner, known }: AuthorRow): Html {
  const called = name || words.noName;
  const act = (value: string, label: 'notMe' | 'trust' | 'untrust' | 'block' | 'unblock') =>
    html`<button name="act" value="${value}" aria-label="${fill(words[`${label}Name`], { name: called })}">${words[label]}</button>`;
  return html`<li class="item">${avatarHtml(name || '?', id)}<div class="what"><h3><bdi>${called}</bdi> ${
    owner ? html`<span class="badge strong">${words.author}</span>` : html``
  }${trusted && html`<span class="badge">${words.trusted}</span>`}${known && !trusted && !owner && html`<span class="badge">${words.known}</span>`}${blocked && html`<span class="badge alarm">${words.blocked}</span>`}</h3>
<p class="on"><a href="${viewAddress({ ...INBOX, tab: blocked ? 'spam' : 'approved', author: id })}">${words.comments}</a> · <a href="/admin/authors/${id}">${words.eraseAll}</a></p></div>
<form class="acts" method="post" action="/admin/authors">${hiddenFields([
    ['author', id],
    ['name', name],
    ['from', 'authors'],
  ])}${owner ? act('unme', 'notMe') : html`${!blocked && (trusted ? act('untrust', 'untrust') : act('trust', 'trust'))}${blocked ? act('unblock', 'unblock') : act('block', 'block')}`}</form></li>`;
}

/** Asks once more before all of an author's comments are erased. */
export function erasePage({ site, id, name, count }: { site: string; id: string; name: string; count: number }): Html {
  return deskPage(
    { title: words.erase, site, here: 'authors' },
    html`<p class="crumb"><a href="/admin/authors">${words.authors}</a></p>
<h1>${count === 0 ? words.nothingToErase : fill(words.eraseAsk, { n: count })}</h1>
<p class="on">${name && html`<bdi>${name}</bdi> · `}<a href="${viewAddress({ ...INBOX, tab: 'approved', author: id })}">${words.lookFirst}</a></p>
${
  count === 0
    ? html`<p class="empty">${words.noWords}</p>`
    : html`<p class="hint">${words.eraseHint}</p>
<form class="acts" method="post" action="/admin/authors/${id}"><button class="danger">${fill(words.eraseNow, { n: count })}</button><a class="button" href="/admin/authors">${words.keep}</a></form>`
}`,
  );
}
