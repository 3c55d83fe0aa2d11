// Cusdis and cwd: the tables of their databases, read from SQLite or dumped as JSON. Traps: Cusdis approves nothing by
// itself, so `approved = false` is a comment that waits; a deleted one has a date of deletion and its replies stay.

import {
  count,
  type ForeignRecord,
  type ForeignStatus,
  flag,
  given,
  idIn,
  isObject,
  type Json,
  markdownWithHtml,
  text,
  time,
} from '../record.ts';

export function* fromCusdis({ pages, comments }: { pages: Json[]; comments: Json[] }): Iterable<ForeignRecord> {
  const seen = new Set<string>();
  for (const page of pages) {
    seen.add(text(page.id));
    yield { type: 'page', id: text(page.id), address: text(page.url) || text(page.slug), title: text(page.title) };
  }
  for (const row of comments) {
    // The hosted one's answer has each comment's page inside of it.
    const inside = isObject(row.page) ? row.page : {};
    const page = text(row.pageId ?? row.page_id) || text(inside.id) || text(inside.url);
    if (!seen.has(page)) {
      seen.add(page);
      yield { type: 'page', id: page, address: text(inside.url) || text(inside.slug), title: text(inside.title) };
    }
    yield {
      type: 'comment',
      id: text(row.id),
      page,
      parent: idIn(row.parentId ?? row.parent_id),
      name: text(row.by_nickname),
      ...given('email', row.by_email),
      body: { markdown: text(row.content) },
      at: time(row.created_at ?? row.createdAt),
      status: time(row.deletedAt ?? row.deleted_at) !== null ? 'removed' : flag(row.approved) ? 'approved' : 'pending',
      isOwner: idIn(row.moderatorId ?? row.moderator_id) !== null,
    };
  }
}

const CWD_STATUSES: Record<string, ForeignStatus> = {
  approved: 'approved',
  pending: 'pending',
  rejected: 'removed',
  deleted: 'removed',
  spam: 'spam',
};

export function* fromCwd(rows: Json[]): Iterable<ForeignRecord> {
  const seen = new Set<string>();
  for (const row of rows) {
    const page = text(row.post_slug);
    if (!seen.has(page)) yield { type: 'page', id: page, address: page, title: '' };
    seen.add(page);
    const parent = idIn(row.parent_id);
    const markdown = text(row.content_text);
    yield {
      type: 'comment',
      id: text(row.id),
      page,
      parent: parent === '0' ? null : parent,
      name: text(row.name),
      ...given('email', row.email),
      ...given('url', row.url),
      body: markdown.trim() === '' ? { html: text(row.content_html) } : markdownWithHtml(markdown),
      at: time(row.created),
      status: CWD_STATUSES[text(row.status)] ?? 'pending',
      likes: count(row.likes),
      pinned: count(row.priority) > 1,
    };
  }
}
