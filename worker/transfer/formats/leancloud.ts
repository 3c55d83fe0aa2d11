// Waline, Valine and Twikoo: documents of much the same fields, as JSON, JSON lines or rows of a database. Traps: a
// missing status is approved, dates and ids may be objects of LeanCloud's or MongoDB's, `rid` is the first comment of a
// conversation and `pid` the one that was answered, Twikoo's lists may be text, Valine's and Twikoo's comments are HTML
// and Waline's Markdown.

import {
  array,
  count,
  type ForeignComment,
  type ForeignRecord,
  flag,
  given,
  idIn,
  isObject,
  type Json,
  markdownWithHtml,
  text,
  time,
} from '../record.ts';

export function* fromWaline(rows: Json[], users: Json[] = []): Iterable<ForeignRecord> {
  const owners = new Set(users.filter((user) => text(user.type) === 'administrator').map(idOf));
  yield* documents(rows, (row) => ({
    body: markdownWithHtml(text(row.comment)),
    at: time(row.insertedAt) ?? time(row.createdAt),
    status: { waiting: 'pending', spam: 'spam', deleted: 'removed' }[text(row.status)] as
      | ForeignComment['status']
      | undefined,
    likes: count(row.like),
    pinned: flag(row.sticky),
    isOwner: idIn(row.user_id) !== null && owners.has(idIn(row.user_id)),
  }));
}

export function* fromValine(rows: Json[]): Iterable<ForeignRecord> {
  yield* documents(rows, (row) => ({
    body: { html: text(row.comment) },
    at: time(row.insertedAt) ?? time(row.createdAt),
    status: flag(row.isSpam) ? 'spam' : 'approved',
    likes: count(row.like),
  }));
}

export function* fromTwikoo(rows: Json[]): Iterable<ForeignRecord> {
  yield* documents(rows, (row) => ({
    body: { html: text(row.comment) },
    at: time(row.created),
    status: flag(row.isSpam) ? 'spam' : 'approved',
    likes: Math.max(array(row.like).length, array(row.ups).length),
    pinned: flag(row.top),
    isOwner: flag(row.master),
  }));
}

type Own = Pick<ForeignComment, 'body' | 'at' | 'likes' | 'pinned' | 'isOwner'> & {
  status?: ForeignComment['status'] | undefined;
};

function* documents(rows: Json[], own: (row: Json) => Own): Iterable<ForeignRecord> {
  const ids = new Set(rows.map(idOf));
  // A page was also met where the owner tried it out, on their own machine.
  for (const [page, ofPage] of Map.groupBy(rows, pageIn)) {
    const [address = page, ...others] = new Set(ofPage.map(({ href }) => text(href)).filter(Boolean));
    yield { type: 'page', id: page, address, others: [...others, page], title: '' };
  }
  for (const row of rows) {
    const page = pageIn(row);
    // The one that was answered may be gone while the conversation's first is there.
    const parents = [idIn(row.pid), idIn(row.rid)].filter((id) => id !== null && id !== '0');
    const { status, ...rest } = own(row);
    yield {
      type: 'comment',
      id: idOf(row) ?? '',
      page,
      parent: parents.find((id) => ids.has(id)) ?? parents[0] ?? null,
      name: text(row.nick),
      ...given('email', row.mail),
      ...given('url', isObject(row.link) ? '' : row.link),
      status: status ?? 'approved',
      ...rest,
    };
  }
}

/** A path; two slashes at its beginning name no host. */
function pageIn(row: Json): string {
  return text(row.url).replace(/^\/{2,}/, '/') || text(row.href);
}

function idOf(row: Json): string | null {
  return idIn(row.objectId) ?? idIn(row._id) ?? idIn(row.id);
}
