// The owner's lists. A tab is one list of rows, newest first; a row counts while its status agrees with the facts. Requests
// add rows and never delete them: a late one would race with an undo. The sweep drops those that have disagreed for long.

import type { OwnerComment, OwnerComments, Tab } from '../contract/index.ts';
import { publicComment } from '../rules/public.ts';
import { type CommentRef, type CommentState, isReported, judgedAt, readComments, wordsOf } from './comments.ts';
import { keys, readInboxKey } from './keys.ts';
import { type Listed, listPage } from './kv.ts';
import { readReasons } from './reports.ts';

const PAGE = 50;
/** KV's free plan has 1,000 lists a day. */
const REPORTED_A_PAGE = 10;

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
  const states = (await readComments(kv, refsOf(page.keys))).filter((state) => state !== null);
  const shown = states.filter((state) => agrees(state, status));
  const reports = status === 'pending' ? await reportsOf(kv, shown) : new Map<CommentState, string[]>();
  const comments = shown.map((state) => ownerComment(state, status, reports.get(state)));
  return {
    comments: query === '' ? comments : comments.filter((comment) => matches(comment, query)),
    cursor: page.cursor,
  };
}

/** How many wait, 1,000 at most. Rows of what was judged lately still lie there, so those of the first page are looked at. */
export async function countPending(kv: KVNamespace): Promise<number> {
  const page = await listPage<unknown>(kv, keys.inbox('pending'), null);
  const refs = refsOf(page.keys);
  const states = await readComments(kv, refs.slice(0, PAGE));
  return states.filter((state) => state && agrees(state, 'pending')).length + Math.max(0, refs.length - PAGE);
}

/** Of a comment that waits and was reported there are two rows, side by side. */
function refsOf(rows: Listed<unknown>[]): CommentRef[] {
  const refs = rows.flatMap(({ name }) => readInboxKey(name) ?? []);
  return refs.filter(({ thread, id }, i) => refs[i - 1]?.id !== id || refs[i - 1]?.thread !== thread);
}

/** Whether a row of this tab agrees with the facts. A public comment is in the waiting tab too while an edit of it waits, or a report. */
export function agrees(state: CommentState, tab: Tab): boolean {
  const { status } = state.settled;
  return status === tab || (tab === 'pending' && status === 'approved' && (editWaits(state) || isReported(state)));
}

function editWaits({ settled }: CommentState): boolean {
  return settled.newest.judged !== 'approved';
}

/** What was said against each; one list for each comment that was reported, so for the first few only. */
async function reportsOf(kv: KVNamespace, states: CommentState[]): Promise<Map<CommentState, string[]>> {
  const reported = states.filter(isReported).slice(0, REPORTED_A_PAGE);
  const reasons = await Promise.all(reported.map((state) => readReasons(kv, state, judgedAt(state.entry))));
  return new Map(reported.map((state, i) => [state, reasons[i]!]));
}

function ownerComment(state: CommentState, tab: Tab, reports: string[] = []): OwnerComment {
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
    status: tab === 'pending' && editWaits(state) ? 'pending' : settled.status,
    reasons: screening.reasons,
    source: words.source,
    words: version.hash,
    ...(post.email !== undefined && { email: post.email }),
    ...(reports.length > 0 && { reports }),
  };
}

function matches(comment: OwnerComment, query: string): boolean {
  const wanted = query.toLocaleLowerCase();
  const fields = [comment.source, comment.author.name, comment.title, comment.page];
  return fields.some((field) => field.toLocaleLowerCase().includes(wanted));
}
