// The inbox: its tabs, and the form of a verdict on one comment or on many. The form's POST ends in a redirect, so that a
// reload repeats nothing; what is said afterwards is in the address that it leads to, signed where it offers an Undo.
// Read next: verdicts.ts, flash.ts; views/desk/inbox.ts for what is drawn.

import type { Context } from 'hono';
import { Hono } from 'hono/tiny';
import type { Node, OwnerComment, OwnerComments } from '../../contract/index.ts';
import type { Memory } from '../../deps.ts';
import { useToday } from '../../store/backup/health.ts';
import { readAuthors } from '../../store/facts/authors.ts';
import { readComments, wordsOf } from '../../store/facts/comments.ts';
import { countPending, listInbox } from '../../store/inbox/inbox.ts';
import { readOwnerThread } from '../../store/views/threads.ts';
import { inboxPage } from '../../views/desk/inbox.ts';
import { type Place, readPlace } from '../../views/desk/place.ts';
import type { AppEnv } from '../context.ts';
import { siteName } from './answers.ts';
import { readFailed, readSaid } from './flash.ts';

const MANY = 1_000;
/** So many pages of 50 are looked through, or until enough was found, and then it is asked whether to go on. */
const PAGES_A_SEARCH = 4;
const ENOUGH = 10;

export function inboxRoutes(deps: Memory): Hono<AppEnv> {
  // Once something was published the first steps are over for good: no need to look again.
  let hasPublished = false;

  return new Hono<AppEnv>().get('/admin', async (c) => {
    const kv = c.env.COMMENTS;
    const query = new URL(c.req.url).searchParams;
    const place = readPlace(query);
    const [page, said] = await Promise.all([find(c, place), readSaid(c, deps, query)]);
    // A list may lag behind the verdict just given.
    const comments = page.comments.filter(({ id }) => !said?.leaves.has(id));
    const isWhole = isWholeTab(place) && page.cursor === null;
    const authorIds = comments.flatMap(({ author }) => author.id ?? []);
    const now = deps.runtime.now();
    const { level } = await deps.settings.get(kv, c.env, now);
    const [waiting, answers, authors, isFirstVisit, filter, today] = await Promise.all([
      isWhole ? comments.length : countPending(kv),
      readAnswers(c, comments),
      readAuthors(kv, authorIds),
      isWhole && !hasPublished ? isNothingPublished(c) : false,
      filterWords(c, place, comments),
      level === 'calm' ? null : useToday(kv, now),
    ]);
    hasPublished ||= isWhole && !isFirstVisit;
    return c.html(
      inboxPage({
        site: siteName(c),
        place,
        waiting: waiting >= MANY ? null : waiting,
        comments,
        answers,
        authors,
        nextCursor: page.cursor,
        failed: readFailed(query),
        ...(said && { notice: said.notice }),
        ...(filter !== null && { filter }),
        ...(today && { writes: today.writes }),
        ...(isFirstVisit && { tag: `<script async src="${new URL(c.req.url).origin}/embed.js"></script>` }),
        now,
      }),
    );
  });
}

/** The first page of what waits, all of it. */
function isWholeTab({ tab, cursor, query, thread, author }: Place): boolean {
  return tab === 'pending' && cursor === null && query === '' && thread === null && author === null;
}

/**
 * A page of the tab; where something is searched, as many as it takes, within reason, and also where all of a page was judged
 * just now: its rows still lie there.
 */
async function find(c: Context<AppEnv>, place: Place): Promise<OwnerComments> {
  const { tab: status, query, thread, author } = place;
  const comments: OwnerComment[] = [];
  let { cursor } = place;
  for (let pages = 0; pages < PAGES_A_SEARCH; pages++) {
    const page = await listInbox(c.env.COMMENTS, { status, cursor, query, thread, author });
    comments.push(...page.comments);
    cursor = page.cursor;
    if (cursor === null || comments.length >= (query === '' ? 1 : ENOUGH)) break;
  }
  return { comments, cursor };
}

/** What the replies among these answer. */
async function readAnswers(
  c: Context<AppEnv>,
  comments: OwnerComment[],
): Promise<Map<string, { name: string; body: Node[] }>> {
  const refs = new Map(
    comments.flatMap(({ thread, parent }) => (parent === null ? [] : [[parent, { thread, id: parent }]])),
  );
  const states = refs.size > 0 ? await readComments(c.env.COMMENTS, [...refs.values()]) : [];
  const answered = new Map<string, { name: string; body: Node[] }>();
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

async function filterWords(
  c: Context<AppEnv>,
  { thread, author }: Place,
  comments: OwnerComment[],
): Promise<string | null> {
  if (author !== null) return `By ${comments[0]?.author.name ?? 'this writer'}`;
  if (thread === null) return null;
  const title = comments[0]?.title || (await readOwnerThread(c.env.COMMENTS, thread))?.title;
  return `On ${title || 'this page'}`;
}

async function isNothingPublished(c: Context<AppEnv>): Promise<boolean> {
  const { comments, cursor } = await listInbox(c.env.COMMENTS, { status: 'approved', limit: 5 });
  return comments.length === 0 && cursor === null;
}
