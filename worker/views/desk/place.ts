// Where the owner stands in the inbox: a tab, a page of it, what was searched. It travels in addresses, and in each form's
// field `place`, so that an action leads back to where it was taken. Pure; nothing in it is trusted.

import { TABS, type Tab, THREAD_PATTERN } from '../../contract/index.ts';

export interface Place {
  tab: Tab;
  /** Of this page; null is the first. */
  cursor: string | null;
  query: string;
  /** Comments of this thread, or by this author, only. */
  thread: string | null;
  author: string | null;
}

export const INBOX: Place = { tab: 'pending', cursor: null, query: '', thread: null, author: null };

const MAX_CURSOR = 1_000;
const MAX_QUERY = 200;
const AUTHOR = /^[A-Za-z0-9_-]{16}$/;

export function readPlace(query: URLSearchParams): Place {
  const [thread, author] = [query.get('on') ?? '', query.get('by') ?? ''];
  return {
    tab: TABS.find((tab) => tab === query.get('status')) ?? 'pending',
    cursor: query.get('cursor')?.slice(0, MAX_CURSOR) || null,
    query: query.get('q')?.trim().slice(0, MAX_QUERY) ?? '',
    thread: THREAD_PATTERN.test(thread) ? thread : null,
    author: AUTHOR.test(author) ? author : null,
  };
}

/** As the query of an address, and as the field of a form. */
export function placeText({ tab, cursor, query, thread, author }: Place): string {
  return new URLSearchParams({
    ...(tab !== 'pending' && { status: tab }),
    ...(thread !== null && { on: thread }),
    ...(author !== null && { by: author }),
    ...(query !== '' && { q: query }),
    ...(cursor !== null && { cursor }),
  }).toString();
}

/** The address of a place, with more to be said there. */
export function placeAddress(place: Place, say: Record<string, string> = {}): string {
  const query = [placeText(place), new URLSearchParams(say).toString()].filter((text) => text !== '').join('&');
  return query === '' ? '/admin' : `/admin?${query}`;
}

export function isFiltered({ query, thread, author }: Place): boolean {
  return query !== '' || thread !== null || author !== null;
}
