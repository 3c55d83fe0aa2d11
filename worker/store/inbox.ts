// The owner's lists. A tab is one list of rows, newest first; a row counts while its status agrees with the facts. Requests
// add rows and never delete them: a late one would race with an undo. The sweep drops those that have disagreed for long.

import type { OwnerComment, OwnerComments, Tab } from '../contract/index.ts';
import { publicComment } from '../rules/public.ts';
import { type CommentState, readComments, wordsOf } from './comments.ts';
import { keys, readInboxKey } from './keys.ts';
import { listPage } from './kv.ts';

const PAGE = 50;

export interface InboxQuestion {
  status: Tab;
  cursor?: string | null;
  query?: string;
  /** Rows looked at, 50 at most; those that no longer agree with the facts are left out. */
  limit?: number;
}

/** A page of one tab, newest first: one list, and the facts of its rows in bulk. The cursor is KV's, and opaque. */
export async function listInbox(
  kv: KVNamespace,
  { status, cursor = null, query = '', limit = PAGE }: InboxQuestion,
): Promise<OwnerComments> {
  const page = await listPage<unknown>(kv, keys.inbox(status), cursor, limit);
  const refs = page.keys.flatMap(({ name }) => readInboxKey(name) ?? []);
  const states = await readComments(kv, refs);
  const comments = states.flatMap((state) => (state && agrees(state, status) ? [ownerComment(state, status)] : []));
  return {
    comments: query === '' ? comments : comments.filter((comment) => matches(comment, query)),
    cursor: page.cursor,
  };
}

/** How many wait, 1,000 at most. Rows of what was judged lately still lie there, so those of the first page are looked at. */
export async function countPending(kv: KVNamespace): Promise<number> {
  const page = await listPage<unknown>(kv, keys.inbox('pending'), null);
  const refs = page.keys.flatMap(({ name }) => readInboxKey(name) ?? []);
  const states = await readComments(kv, refs.slice(0, PAGE));
  return states.filter((state) => state && agrees(state, 'pending')).length + Math.max(0, refs.length - PAGE);
}

/** Whether a row of this tab agrees with the facts. An edit that waits is in the waiting tab while its comment is public. */
export function agrees(state: CommentState, tab: Tab): boolean {
  const { status, newest } = state.settled;
  const editWaits = status === 'approved' && newest.judged !== 'approved';
  return status === tab || (tab === 'pending' && editWaits);
}

function ownerComment(state: CommentState, tab: Tab): OwnerComment {
  const { settled, post, edit, thread, id } = state;
  // The waiting tab shows what waits; a verdict given there names just these words.
  const version = tab === 'pending' ? settled.newest : (settled.shown ?? settled.newest);
  const words = wordsOf(state, version);
  const screening = version.source === 'edit' && edit ? edit.screening : post.screening;
  return {
    ...publicComment(id, state.entry, words, version),
    thread,
    page: post.page,
    title: post.title,
    status: tab === 'pending' ? 'pending' : settled.status,
    reasons: screening.reasons,
    source: words.source,
    words: version.hash,
    ...(post.email !== undefined && { email: post.email }),
  };
}

function matches(comment: OwnerComment, query: string): boolean {
  const wanted = query.toLocaleLowerCase();
  const fields = [comment.source, comment.author.name, comment.title, comment.page];
  return fields.some((field) => field.toLocaleLowerCase().includes(wanted));
}
