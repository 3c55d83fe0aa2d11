// Remark42: a backup of JSON lines, the first of which describes users and posts. Traps: deleted comments are there
// without a text and keep their replies; `text` is HTML, `orig` (newer versions) the Markdown it was made of; spam does
// not exist.

import { array, count, type ForeignRecord, flag, idIn, isObject, type Json, text, time } from '../record.ts';

export function* fromRemark42(lines: Iterable<Json>): Iterable<ForeignRecord> {
  const seen = new Set<string>();
  const closed = new Set<string>();
  for (const line of lines) {
    if (Array.isArray(line.posts)) {
      for (const post of array(line.posts).filter(isObject)) {
        const isReadOnly = flag(post.read_only) || flag(post.readOnly) || flag(post.ro);
        if (isReadOnly) closed.add(text(post.url));
      }
      continue;
    }
    const locator = isObject(line.locator) ? line.locator : {};
    const user = isObject(line.user) ? line.user : {};
    const page = text(locator.url);
    if (!seen.has(page)) {
      seen.add(page);
      yield { type: 'page', id: page, address: page, title: text(line.title), isClosed: closed.has(page) };
    }
    const isRemoved = flag(line.delete) || flag(line.deleted);
    const markdown = text(line.orig);
    yield {
      type: 'comment',
      id: text(line.id),
      page,
      parent: idIn(line.pid),
      name: text(user.name),
      body: markdown.trim() === '' ? { html: text(line.text) } : { markdown },
      at: time(line.time),
      status: isRemoved ? 'removed' : 'approved',
      likes: likesOf(line),
      pinned: flag(line.pin),
      isOwner: flag(user.admin),
    };
  }
}

function likesOf(line: Json): number {
  if (isObject(line.votes)) return Object.values(line.votes).filter((vote) => vote === true).length;
  return count(line.score);
}
