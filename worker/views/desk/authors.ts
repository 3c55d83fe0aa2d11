// Authors as the owner holds them: known, trusted, blocked, the owner. Readers have no accounts: an author is a
// browser's key, and the name is what it signed with when it was approved.

import { avatarHtml } from '../avatar.ts';
import { hiddenFields } from '../form.ts';
import { type Html, html } from '../html.ts';
import { sayHtml } from './flash.ts';
import { INBOX, viewAddress } from './inbox-view.ts';
import { deskPage } from './page.ts';

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
    { title: 'Authors', site, here: 'authors' },
    html`${said !== undefined && sayHtml(said)}
<h1>Authors</h1>
<p class="hint">Known: one of their comments was approved, so the next need not wait. Trusted: they may post links. An author is one browser; nobody has an account.</p>
${authors.length === 0 && html`<p class="empty">Nobody yet. Whoever is approved once is known here.</p>`}
${blocked.length > 0 && html`<h2 class="section">Blocked</h2>${listHtml(blocked)}`}
${others.length > 0 && html`<h2 class="section">Known</h2>${listHtml(others)}`}
${nextCursor !== null && html`<p class="more"><a class="button" href="/admin/authors?${new URLSearchParams({ cursor: nextCursor })}">More authors</a></p>`}`,
  );
}

function listHtml(authors: AuthorRow[]): Html {
  return html`<ul class="list" role="list">${authors.map(authorHtml)}</ul>`;
}

function authorHtml({ id, name, trusted, blocked, owner, known }: AuthorRow): Html {
  const called = name || 'No name';
  const act = (value: string, label: string) =>
    html`<button name="act" value="${value}" aria-label="${label} ${called}">${label}</button>`;
  return html`<li class="item">${avatarHtml(name || '?', id)}<div class="what"><h3><bdi>${called}</bdi> ${
    owner ? html`<span class="badge strong">Author</span>` : html``
  }${trusted && html`<span class="badge">trusted</span>`}${known && !trusted && !owner && html`<span class="badge">known</span>`}${blocked && html`<span class="badge alarm">blocked</span>`}</h3>
<p class="on"><a href="${viewAddress({ ...INBOX, tab: blocked ? 'spam' : 'approved', author: id })}">Comments</a> · <a href="/admin/authors/${id}">Erase all</a></p></div>
<form class="acts" method="post" action="/admin/authors">${hiddenFields([
    ['author', id],
    ['name', name],
    ['from', 'authors'],
  ])}${owner ? act('unme', 'Not me') : html`${!blocked && (trusted ? act('untrust', 'No longer trust') : act('trust', 'Trust'))}${blocked ? act('unblock', 'Unblock') : act('block', 'Block')}`}</form></li>`;
}

/** Asks once more before all of an author's comments are erased. */
export function erasePage({ site, id, name, count }: { site: string; id: string; name: string; count: number }): Html {
  const comments = count === 1 ? 'the one comment' : `all ${count.toLocaleString('en')} comments`;
  return deskPage(
    { title: 'Erase', site, here: 'authors' },
    html`<p class="crumb"><a href="/admin/authors">Authors</a></p>
<h1>${count === 0 ? 'Nothing to erase' : `Erase ${comments} by this writer? They cannot be brought back.`}</h1>
<p class="on">${name && html`<bdi>${name}</bdi> · `}<a href="${viewAddress({ ...INBOX, tab: 'approved', author: id })}">Look at them first</a></p>
${
  count === 0
    ? html`<p class="empty">No comment by this writer has any words left.</p>`
    : html`<p class="hint">Words, names and addresses are deleted. Replies by others stay, under “Removed by a moderator.”</p>
<form class="acts" method="post" action="/admin/authors/${id}"><button class="danger">Erase ${comments}</button><a class="button" href="/admin/authors">Keep them</a></form>`
}`,
  );
}
