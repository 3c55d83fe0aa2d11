// What the inbox shows: the comments of a tab, what the replies among them answer, what the owner holds of their
// authors, and how many wait.
// Read next: store/inbox/inbox.ts; routes/desk/inbox.ts, which draws it.

import type { Node, OwnerComment, OwnerComments, Tab } from '../../contract/index.ts';
import type { Scope } from '../../deps.ts';
import { usualReason } from '../../rules/screening/checks.ts';
import { useToday } from '../../store/backup/health.ts';
import { readAuthors } from '../../store/facts/authors.ts';
import type { AuthorState } from '../../store/facts/before-post.ts';
import { type CommentRef, readComment, readComments, wordsOf } from '../../store/facts/comments.ts';
import { countPending, listInbox, type Waiting } from '../../store/inbox/inbox.ts';
import { readOwnerThread } from '../../store/views/threads.ts';

/** So many pages of 50 are looked through, or until enough was found, and then it is asked whether to go on. */
const PAGES_A_SEARCH = 4;
const ENOUGH = 10;

/** Which comments: of this tab, from there on, that hold these words, of this thread, by this author. */
interface Question {
  tab: Tab;
  cursor: string | null;
  query: string;
  thread: string | null;
  author: string | null;
}

/** By an author, or on a page. */
type InboxFilter = { by: string } | { on: string };

export interface InboxContents {
  comments: OwnerComment[];
  /** Of the next page. */
  nextCursor: string | null;
  waiting: Waiting;
  /** What replies answer, by the reply's id. */
  answers: Map<string, { name: string; body: Node[] }>;
  authors: Map<string, AuthorState>;
  /** Whose comments these are, or those on which page; '' where the name is not known. */
  filter: InboxFilter | null;
  /** About how many of the day's writes are used, once the brake has set in. */
  writes: number | null;
  /** Whether something was ever published; null where that was not looked at. */
  hasPublished: boolean | null;
  /** The newest that is published, where nothing waits; null where there is none, or it was not looked at. */
  latest: OwnerComment | null;
  /** Why every comment of a new writer waits; null where it does not. */
  usual: string | null;
}

/**
 * `left`: ids of comments that were judged just now, for a list may lag behind. `asksPublished`: whether to look if
 * something was ever published, which is done on the first page of what waits alone, where it is all of it.
 */
export async function readInbox(
  { kv, now, settings }: Scope,
  question: Question,
  { left, asksPublished }: { left: ReadonlySet<string>; asksPublished: boolean },
): Promise<InboxContents> {
  const page = await find(kv, question);
  const comments = page.comments.filter(({ id }) => !left.has(id));
  const isWhole = isWholeTab(question) && page.cursor === null;
  const authorIds = comments.flatMap(({ author }) => author.id ?? []);
  const { level, moderation } = await settings();
  const isIdle = isWhole && comments.length === 0;
  const [waiting, answers, authors, published, filter, today] = await Promise.all([
    isWhole ? { count: comments.length, isAll: true } : countPending(kv),
    readAnswers(kv, comments),
    readAuthors(kv, authorIds),
    isIdle || (isWhole && asksPublished) ? listInbox(kv, { status: 'approved', limit: 5 }) : null,
    readFilter(kv, question, comments),
    level === 'calm' ? null : useToday(kv, now),
  ]);
  return {
    comments,
    nextCursor: page.cursor,
    waiting,
    answers,
    authors,
    filter,
    writes: today?.writes ?? null,
    hasPublished: published && (published.comments.length > 0 || published.cursor !== null),
    latest: (isIdle && published?.comments[0]) || null,
    usual: usualReason(moderation),
  };
}

/** As whom a comment was written; '' where it is not there any more. */
export async function readWriter({ kv }: Pick<Scope, 'kv'>, ref: CommentRef): Promise<string> {
  const state = await readComment(kv, ref);
  return state === null ? '' : wordsOf(state, state.settled.newest).name;
}

/** The first page of what waits, all of it. */
function isWholeTab({ tab, cursor, query, thread, author }: Question): boolean {
  return tab === 'pending' && cursor === null && query === '' && thread === null && author === null;
}

/**
 * A page of the tab; where something is searched, as many as it takes, within reason, and also where all of a page was
 * judged just now: its rows still lie there.
 */
async function find(
  kv: Scope['kv'],
  { tab: status, query, thread, author, ...from }: Question,
): Promise<OwnerComments> {
  const comments: OwnerComment[] = [];
  let { cursor } = from;
  for (let pages = 0; pages < PAGES_A_SEARCH; pages++) {
    const page = await listInbox(kv, { status, cursor, query, thread, author });
    comments.push(...page.comments);
    cursor = page.cursor;
    if (cursor === null || comments.length >= (query === '' ? 1 : ENOUGH)) break;
  }
  return { comments, cursor };
}

/** What the replies among these answer. */
async function readAnswers(kv: Scope['kv'], comments: OwnerComment[]): Promise<InboxContents['answers']> {
  const refs = new Map(
    comments.flatMap(({ thread, parent }) => (parent === null ? [] : [[parent, { thread, id: parent }]])),
  );
  const states = refs.size > 0 ? await readComments(kv, [...refs.values()]) : [];
  const answered: InboxContents['answers'] = new Map();
  for (const state of states) {
    const words = state && wordsOf(state, state.settled.shown ?? state.settled.newest);
    if (state && words?.name) answered.set(state.id, { name: words.name, body: words.body });
  }
  return new Map(
    comments.flatMap(({ id, parent }) => {
      const words = parent === null ? undefined : answered.get(parent);
      return words === undefined ? [] : [[id, words]];
    }),
  );
}

async function readFilter(
  kv: Scope['kv'],
  { thread, author }: Question,
  comments: OwnerComment[],
): Promise<InboxFilter | null> {
  if (author !== null) return { by: comments[0]?.author.name ?? '' };
  if (thread === null) return null;
  const title = comments[0]?.title || (await readOwnerThread(kv, thread))?.title;
  return { on: title ?? '' };
}
