// Commento, Commento++ and Comentario: JSON with comments and commenters apart. Traps: commenters are repeated once per
// comment, anonymous ones have no row (or an id of zeros), Commento's deleted comments arrive as ordinary ones whose
// text is "[deleted]", a page is host and path.

import {
  array,
  count,
  type ForeignRecord,
  type ForeignStatus,
  flag,
  given,
  idIn,
  isObject,
  type Json,
  text,
  time,
} from '../record.ts';

/** Commento, Commento++ and Comentario's first version. */
export function* fromCommento(json: Json): Iterable<ForeignRecord> {
  const commenters = byId(json.commenters, 'commenterHex');
  const seen = new Set<string>();
  for (const row of array(json.comments).filter(isObject)) {
    const page = addressOf(text(row.domain) || text(row.host), text(row.url) || text(row.path));
    if (!seen.has(page)) yield { type: 'page', id: page, address: page, title: '' };
    seen.add(page);
    const author = commenters.get(text(row.commenterHex)) ?? {};
    const markdown = text(row.markdown);
    const parent = idIn(row.parentHex);
    yield {
      type: 'comment',
      id: text(row.commentHex),
      page,
      parent: parent === null || parent === 'root' || /^0+$/.test(parent) ? null : parent,
      name: text(author.name) || text(row.authorName),
      ...given('email', author.email),
      ...given('url', urlOf(author.link ?? author.websiteUrl)),
      body: markdown.trim() === '' ? { html: text(row.html) } : { markdown },
      at: time(row.creationDate),
      status: flag(row.deleted) || markdown.trim() === '[deleted]' ? 'removed' : stateOf(text(row.state)),
      likes: count(row.score),
      isOwner: flag(author.isModerator),
    };
  }
}

/** Comentario's third version. */
export function* fromComentario(json: Json): Iterable<ForeignRecord> {
  const commenters = byId(json.commenters, 'id');
  const host = text(json.host) || text(json.domain);
  for (const page of array(json.pages).filter(isObject)) {
    yield {
      type: 'page',
      id: text(page.id),
      address: addressOf(host, text(page.path)),
      title: text(page.title),
      isClosed: flag(page.isReadonly),
    };
  }
  for (const row of array(json.comments).filter(isObject)) {
    const author = commenters.get(text(row.userCreated)) ?? {};
    const markdown = text(row.markdown);
    yield {
      type: 'comment',
      id: text(row.id),
      page: text(row.pageId),
      parent: idIn(row.parentId),
      name: text(author.name) || text(row.authorName),
      ...given('email', author.email),
      ...given('url', author.websiteUrl),
      body: markdown.trim() === '' ? { html: text(row.html) } : { markdown },
      at: time(row.createdTime),
      status: flag(row.isDeleted)
        ? 'removed'
        : flag(row.isPending)
          ? 'pending'
          : flag(row.isApproved)
            ? 'approved'
            : 'spam',
      likes: count(row.score),
      pinned: flag(row.isSticky),
      isOwner: flag(author.isModerator),
    };
  }
}

function byId(rows: unknown, field: string): Map<string, Json> {
  return new Map(
    array(rows)
      .filter(isObject)
      .map((row) => [text(row[field]), row]),
  );
}

function stateOf(state: string): ForeignStatus {
  if (state === 'approved' || state === '') return 'approved';
  return state === 'flagged' || state === 'spam' || state === 'rejected' ? 'spam' : 'pending';
}

// Hosts stand there without a scheme.
function addressOf(host: string, path: string): string {
  if (/^https?:\/\//i.test(path) || host === '') return path;
  const origin = /^https?:\/\//i.test(host) ? host.replace(/\/$/, '') : `https://${host}`;
  return origin + (path.startsWith('/') ? path : `/${path}`);
}

function urlOf(link: unknown): string {
  const address = text(link);
  return address === 'undefined' ? '' : address;
}
