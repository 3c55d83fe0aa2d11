// Isso: its SQLite file (or a dump of its tables as JSON), and the "generic" JSON that it imports itself. Traps: a page
// is a path without a host, times are seconds with a fraction, mode 4 is a deleted comment that still has replies.

import {
  array,
  count,
  type ForeignRecord,
  type ForeignStatus,
  given,
  idIn,
  isObject,
  type Json,
  markdownWithHtml,
  text,
  time,
} from '../record.ts';

const MODES: Record<string, ForeignStatus> = { '1': 'approved', '2': 'pending', '4': 'removed' };

export function* fromIssoTables({ threads, comments }: { threads: Json[]; comments: Json[] }): Iterable<ForeignRecord> {
  for (const thread of threads) {
    yield { type: 'page', id: text(thread.id), address: text(thread.uri), title: text(thread.title) };
  }
  for (const row of comments) {
    const mode = text(row.mode) || '1';
    yield {
      type: 'comment',
      id: text(row.id),
      page: text(row.tid),
      parent: idIn(row.parent),
      name: text(row.author),
      ...given('email', row.email),
      ...given('url', row.website),
      body: markdownWithHtml(text(row.text)),
      at: time(row.created),
      // Both bits were set in old versions: what waits stays waiting.
      status: MODES[mode] ?? 'pending',
      likes: count(row.likes),
    };
  }
}

export function* fromIssoGeneric(threads: unknown[]): Iterable<ForeignRecord> {
  for (const thread of threads.filter(isObject)) {
    const page = text(thread.id);
    yield { type: 'page', id: page, address: page, title: text(thread.title) };
    for (const row of array(thread.comments).filter(isObject)) {
      yield {
        type: 'comment',
        id: `${page} ${text(row.id)}`,
        page,
        parent: null,
        name: text(row.author),
        ...given('email', row.email),
        ...given('url', row.website),
        body: markdownWithHtml(text(row.text)),
        at: time(row.created),
        status: 'approved',
      };
    }
  }
}
