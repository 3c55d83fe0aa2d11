// FastComments: a table (CSV) with a row for each comment. Traps: the page is named by `URL ID`, which is an address
// only if the site chose nothing else; the columns' names are read without regard to case, spaces and signs; the text
// is kept as it was written and as HTML.

import { type ForeignRecord, type ForeignStatus, flag, given, type Json, text, time } from '../record.ts';

/** By the first line of a table. */
export function isFastComments(head: string): boolean {
  const columns = new Set(head.split(/[,;\t]/).map(plain));
  return columns.has('urlid') && (columns.has('comment') || columns.has('commenthtml'));
}

export function* fromFastComments(rows: Json[]): Iterable<ForeignRecord> {
  const seen = new Set<string>();
  for (const given of rows) {
    const row = Object.fromEntries(Object.entries(given).map(([name, value]) => [plain(name), value]));
    const page = text(row.urlid) || text(row.url);
    if (!seen.has(page)) {
      yield { type: 'page', id: page, address: text(row.url) || page, title: text(row.pagetitle) };
    }
    seen.add(page);
    yield comment(row, page);
  }
}

function comment(row: Json, page: string): ForeignRecord {
  const html = text(row.commenthtml);
  const name = text(row.commentername) || text(row.name) || text(row.username);
  return {
    type: 'comment',
    id: text(row.id),
    page,
    parent: text(row.parentid) || null,
    name,
    ...given('email', text(row.commenteremail) || row.email),
    ...given('url', text(row.commenterlink) || row.website),
    body: html === '' ? { markdown: text(row.comment) } : { html },
    at: time(row.date) ?? time(row.createdat),
    status: statusOf(row),
    likes: Math.max(0, Number(text(row.votesup) || text(row.votes)) || 0),
    pinned: flag(row.ispinned),
    isOwner: flag(row.isbyadmin),
  };
}

function statusOf(row: Json): ForeignStatus {
  if (flag(row.isdeleted)) return 'removed';
  if (flag(row.isspam) || flag(row.spam)) return 'spam';
  return 'approved' in row && !flag(row.approved) ? 'pending' : 'approved';
}

/** `URL ID` and `urlId` are one. */
function plain(name: string): string {
  return name.toLowerCase().replace(/[^a-z]/g, '');
}
