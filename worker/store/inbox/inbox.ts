// The owner's lists. A tab is one list of rows, newest first; a row counts while its status agrees with the facts.
// Requests add rows and never delete them: a late one would race with an undo. The sweep drops those that have
// disagreed for long.
// Read next: store/facts/rows.ts, store/facts/comments.ts.

import type { OwnerComment, OwnerComments, Tab } from '../../contract/index.ts';
import { publicComment } from '../../rules/comment/public.ts';
import { readIndex } from '../facts/bundles.ts';
import {
  agrees,
  type CommentRef,
  type CommentState,
  editWaits,
  isReported,
  judgedAt,
  readComments,
  wordsOf,
} from '../facts/comments.ts';
import { readReasons } from '../facts/reports.ts';
import { type RowMeta, readRowMeta } from '../facts/rows.ts';
import { listTouches } from '../facts/touches.ts';
import { keys, readInboxKey } from '../kv/keys.ts';
import { listPage, listSome, readMany } from '../kv/kv.ts';

const PAGE = 50;
const ROWS = 1_000;
/** Imported comments whose facts are looked at to count what waits. */
const BUNDLED = 150;
/** KV's free plan has 1,000 lists a day. */
const REPORTED_A_PAGE = 10;

export interface InboxQuestion {
  status: Tab;
  cursor?: string | null;
  query?: string;
  /** Of this thread, or by this author, only. */
  thread?: string | null;
  author?: string | null;
  /** Rows looked at, 50 at most; those that no longer agree with the facts are left out. */
  limit?: number;
}

/** A page of one tab, newest first: one list, and the facts of its rows in bulk. The cursor is opaque. */
export async function listInbox(kv: KVNamespace, question: InboxQuestion): Promise<OwnerComments> {
  const { status, cursor = null, query = '', author = null } = question;
  const { refs, next } = await listRefs(kv, question, readCursor(cursor));
  const states = (await withoutTwins(kv, refs, status)).filter((state) => state !== null);
  // Of what was removed a day ago, or erased, there are no words left to look at.
  const shown = states.filter(
    (state) => agrees(state, status) && !state.post.stub && (author === null || state.post.authorId === author),
  );
  const reports = status === 'pending' ? await reportsOf(kv, shown) : new Map<CommentState, string[]>();
  const comments = shown.map((state) => ownerComment(state, status, reports.get(state)));
  return {
    comments: query === '' ? comments : comments.filter((comment) => matches(comment, query)),
    cursor: next && writeCursor(next),
  };
}

/** A row's own comment, or one of those that a bundle's row stands for. */
type RowRef = CommentRef & { bundle?: string };

/**
 * A comment may have a row of its own beside its bundle's, when it left this tab and came back; and two imports at
 * once may have brought it in a bundle each. It is listed once, in the same place on every page. One more read for
 * each of a bundle's.
 */
async function withoutTwins(kv: KVNamespace, refs: RowRef[], tab: Tab): Promise<(CommentState | null)[]> {
  const bundled = refs.filter(({ bundle }) => bundle !== undefined);
  const rows = bundled.map(({ thread, id }) => keys.inboxRow(tab, thread, id));
  const [states, own] = await Promise.all([readComments(kv, refs), readMany(kv, rows)]);
  return states.map((state, i) => {
    const { bundle, thread, id } = refs[i]!;
    const isHere =
      bundle === undefined || (state?.entry.bundle === bundle && own.get(keys.inboxRow(tab, thread, id)) == null);
    return isHere ? state : null;
  });
}

/**
 * A position in a tab: KV's cursor of a page of rows, the row in it, and the comment in that row where it is a
 * bundle's.
 */
interface InboxPosition {
  page: string | null;
  row: number;
  comment: number;
}

/**
 * At most `limit` comments from there on. A bundle's row stands for up to 500, so a page may end within one. A row's
 * name and metadata tell its thread and author, so where one is asked for a thousand rows are looked through in the
 * one list.
 */
async function listRefs(
  kv: KVNamespace,
  { status, thread = null, author = null, limit = PAGE }: InboxQuestion,
  from: InboxPosition,
): Promise<{ refs: RowRef[]; next: InboxPosition | null }> {
  const isAll = thread === null && author === null;
  const page = await listPage<RowMeta>(kv, keys.inbox(status), from.page, isAll ? limit : ROWS);
  const refs: RowRef[] = [];
  for (let row = from.row; row < page.keys.length; row++) {
    const { name, meta } = page.keys[row]!;
    const key = readInboxKey(name);
    if (thread !== null && key?.thread !== thread) continue;
    // Imported comments have no author; where a row does not say, the facts do.
    if (author !== null && key && !('id' in key && (meta?.a ?? author) === author)) continue;
    const isFirst = row === from.row;
    const here = key === null ? [] : 'id' in key ? [key] : await refsInBundle(kv, key.thread, key.bundle, status);
    for (let comment = isFirst ? from.comment : 0; comment < here.length; comment++) {
      if (refs.length === limit) return { refs, next: { page: from.page, row, comment } };
      refs.push(here[comment]!);
    }
  }
  return { refs: distinct(refs), next: page.cursor === null ? null : { page: page.cursor, row: 0, comment: 0 } };
}

/** Those that were imported with this status, newest first. Facts that came later are looked at with the comments. */
export async function refsInBundle(kv: KVNamespace, thread: string, bundle: string, status: Tab): Promise<RowRef[]> {
  const index = await readIndex(kv, thread, bundle);
  const ids = [...(index?.comments ?? [])].filter(([, meta]) => meta.s === status).map(([id]) => id);
  return ids.sort((a, b) => (a < b ? 1 : -1)).map((id) => ({ thread, id, bundle }));
}

function writeCursor({ page, row, comment }: InboxPosition): string {
  return row === 0 && comment === 0 ? (page ?? '') : `${row}.${comment}.${page ?? ''}`;
}

function readCursor(cursor: string | null): InboxPosition {
  const [, row, comment, page] = /^(\d{1,4})\.(\d{1,4})\.(.*)$/.exec(cursor ?? '') ?? [];
  if (row === undefined) return { page: cursor || null, row: 0, comment: 0 };
  return { page: page || null, row: Number(row), comment: Number(comment) };
}

/** What the newest thousand published comments tell of one author. */
export interface Published {
  count: number;
  newest: CommentRef;
}

/** By author id; one list. `isWhole`: it was all that is published, so the counts are true and not only “or more”. */
export async function readPublished(kv: KVNamespace): Promise<{ authors: Map<string, Published>; isWhole: boolean }> {
  const page = await listPage<unknown>(kv, keys.inbox('approved'), null, ROWS);
  const authors = new Map<string, Published>();
  for (const { name, meta } of page.keys) {
    const key = readInboxKey(name);
    const author = readRowMeta(meta).a;
    if (key === null || !('id' in key) || author === undefined) continue;
    const before = authors.get(author);
    authors.set(author, { count: (before?.count ?? 0) + 1, newest: before?.newest ?? key });
  }
  return { authors, isWhole: page.cursor === null };
}

/** `isAll`: false where more may wait than were counted. */
export interface Waiting {
  count: number;
  isAll: boolean;
}

/**
 * How many wait. Rows of what was judged lately still lie there: of those on the first page the facts are looked at, of
 * the others what the touches say that they left. Two lists at most. A bundle's row stands for many comments, judged
 * ones too, so there the facts are looked at; about eight reads each, hence no more than BUNDLED.
 */
export async function countPending(kv: KVNamespace): Promise<Waiting> {
  const { refs, isAll } = await listPending(kv);
  return { count: refs.length, isAll };
}

/** How many wait in each thread, as far as `countPending` counts. */
export async function countPendingByThread(kv: KVNamespace): Promise<Map<string, number>> {
  const { refs } = await listPending(kv);
  return new Map([...Map.groupBy(refs, ({ thread }) => thread)].map(([thread, all]) => [thread, all.length]));
}

async function listPending(kv: KVNamespace): Promise<{ refs: CommentRef[]; isAll: boolean }> {
  const page = await listSome<unknown>(kv, keys.inbox('pending'), null);
  const rows = page.keys.map(({ name }) => readInboxKey(name)).filter((key) => key !== null);
  const refs = distinct(rows.filter((key) => 'id' in key));
  const bundled = await bundledOf(kv, rows, refs);
  const states = await readComments(kv, [...refs.slice(0, PAGE), ...bundled.slice(0, BUNDLED)]);
  const found: CommentRef[] = states
    .filter((state) => state !== null && agrees(state, 'pending'))
    .map((state) => state!);
  const isAll = page.cursor === null && bundled.length <= BUNDLED;
  const others = refs.slice(PAGE);
  if (others.length === 0) return { refs: found, isAll };
  const left = new Map<string, boolean>();
  // The last one counts: it may have come back.
  for (const { thread, id, left: tab } of await listTouches(kv))
    if (tab) left.set(`${thread} ${id}`, tab === 'pending');
  return { refs: [...found, ...others.filter(({ thread, id }) => !left.get(`${thread} ${id}`))], isAll };
}

/** What the rows of bundles stand for and has no row of its own: one more than is looked at, where there are more. */
async function bundledOf(
  kv: KVNamespace,
  rows: NonNullable<ReturnType<typeof readInboxKey>>[],
  own: CommentRef[],
): Promise<CommentRef[]> {
  const seen = new Set(own.map(({ thread, id }) => `${thread} ${id}`));
  const found: CommentRef[] = [];
  for (const row of rows) {
    if (!('bundle' in row)) continue;
    if (found.length > BUNDLED) break;
    for (const ref of await refsInBundle(kv, row.thread, row.bundle, 'pending')) {
      if (!seen.has(`${ref.thread} ${ref.id}`)) found.push(ref);
      seen.add(`${ref.thread} ${ref.id}`);
    }
  }
  return found;
}

/** Of a comment that waits and was reported there are two rows, side by side. */
function distinct<Ref extends RowRef>(refs: Ref[]): Ref[] {
  return refs.filter(({ thread, id, bundle }, i) => {
    const before = refs[i - 1];
    return before?.id !== id || before.thread !== thread || before.bundle !== bundle;
  });
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
