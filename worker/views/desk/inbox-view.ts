// What the owner looks at in the inbox: a tab, a page of it, what was searched. It travels in addresses, and in each
// form's field `place`, so that an action leads back to where it was taken. Pure; nothing in it is trusted.

import { TABS, type Tab } from '../../contract/index.ts';
import { AUTHOR_PATTERN, THREAD_PATTERN } from '../../rules/paths.ts';
import { parseCursor } from '../../rules/requests/owner.ts';
import type { Result } from '../../rules/result.ts';

export interface InboxView {
  tab: Tab;
  /** Of this page; null is the first. */
  cursor: string | null;
  query: string;
  /** Comments of this thread, or by this author, only. */
  thread: string | null;
  author: string | null;
}

export const INBOX: InboxView = { tab: 'pending', cursor: null, query: '', thread: null, author: null };

const MAX_QUERY = 200;

/** What is not known in it is as if it were not there; only a cursor that is too long is refused, as everywhere. */
export function readInboxView(query: URLSearchParams): Result<InboxView> {
  const cursor = parseCursor(query.get('cursor'));
  if (!cursor.ok) return cursor;
  const [thread, author] = [query.get('on') ?? '', query.get('by') ?? ''];
  return {
    ok: true,
    value: {
      tab: TABS.find((tab) => tab === query.get('status')) ?? 'pending',
      cursor: cursor.value,
      query: query.get('q')?.trim().slice(0, MAX_QUERY) ?? '',
      thread: THREAD_PATTERN.test(thread) ? thread : null,
      author: AUTHOR_PATTERN.test(author) ? author : null,
    },
  };
}

/** As the query of an address, and as the field of a form. */
export function viewText({ tab, cursor, query, thread, author }: InboxView): string {
  return new URLSearchParams({
    ...(tab !== 'pending' && { status: tab }),
    ...(thread !== null && { on: thread }),
    ...(author !== null && { by: author }),
    ...(query !== '' && { q: query }),
    ...(cursor !== null && { cursor }),
  }).toString();
}

/** The address of a view, with more to be said there. */
export function viewAddress(view: InboxView, say: Record<string, string> = {}): string {
  const query = [viewText(view), new URLSearchParams(say).toString()].filter((text) => text !== '').join('&');
  return query === '' ? '/admin' : `/admin?${query}`;
}

export function isFiltered({ query, thread, author }: InboxView): boolean {
  return query !== '' || thread !== null || author !== null;
}
