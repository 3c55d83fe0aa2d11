// Threads as the desk shows them: each with whether it takes comments now, and by which rule it does not.
// Read next: store/views/threads.ts, rules/comment/closing.ts; actions/owner-thread.ts, which changes them.

import type { OwnerThread } from '../../contract/index.ts';
import type { Scope } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { type ClosedBy, type ClosingRules, closedBy } from '../../rules/comment/closing.ts';
import { countPendingByThread } from '../../store/inbox/inbox.ts';
import { hasFacts, listThreads, readOwnerThread } from '../../store/views/threads.ts';

type ThreadWithState = OwnerThread & { closedBy: ClosedBy | null };
/** `waiting`: how many of its comments wait. */
type ListedThread = ThreadWithState & { waiting: number };

export async function listDeskThreads(
  { kv, now, settings }: Scope,
  cursor: string | null,
  query = '',
): Promise<{ threads: ListedThread[]; cursor: string | null }> {
  const [page, rules, waiting] = await Promise.all([listThreads(kv, cursor), settings(), countPendingByThread(kv)]);
  const wanted = query.toLocaleLowerCase();
  const found = page.threads.filter((each) => `${each.title}\n${each.page}`.toLocaleLowerCase().includes(wanted));
  const threads = found.map((each) => ({ ...withState(each, rules, now), waiting: waiting.get(each.thread) ?? 0 }));
  return { threads, cursor: page.cursor };
}

/** Throws `not_found` where nothing was ever written or set there. */
export async function readDeskThread({ kv, now, settings }: Scope, thread: string): Promise<ThreadWithState> {
  const [found, rules] = await Promise.all([readOwnerThread(kv, thread), settings()]);
  // Where nothing was published yet there is no head, and the page may be closed all the same.
  if (found === null && !(await hasFacts(kv, thread))) throw new ApiError('not_found');
  const bare: OwnerThread = { thread, page: '', title: '', open: true, count: 0, firstAt: null, lastAt: null };
  return withState(found ?? bare, rules, now);
}

function withState(thread: OwnerThread, rules: ClosingRules, now: number): ThreadWithState {
  const { open, closesAt, firstAt } = thread;
  const state = { open, ...(closesAt !== undefined && { closesAt }) };
  return { ...thread, closedBy: closedBy(state, firstAt === null ? null : Date.parse(firstAt), rules, now) };
}
