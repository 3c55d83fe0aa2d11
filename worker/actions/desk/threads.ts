// Threads as the desk shows them: each with whether it takes comments now, and by which rule it does not.
// Read next: store/views/threads.ts, rules/comment/closing.ts; actions/owner-thread.ts, which changes them.

import type { OwnerThread } from '../../contract/index.ts';
import type { Scope } from '../../deps.ts';
import { ApiError } from '../../errors.ts';
import { type ClosedBy, type ClosingRules, closedBy } from '../../rules/comment/closing.ts';
import { hasFacts, listThreads, readOwnerThread } from '../../store/views/threads.ts';

type ThreadWithState = OwnerThread & { closedBy: ClosedBy | null };

export async function listDeskThreads(
  { kv, now, settings }: Scope,
  cursor: string | null,
  query = '',
): Promise<{ threads: ThreadWithState[]; cursor: string | null }> {
  const [page, rules] = await Promise.all([listThreads(kv, cursor), settings()]);
  const wanted = query.toLocaleLowerCase();
  const found = page.threads.filter((each) => `${each.title}\n${each.page}`.toLocaleLowerCase().includes(wanted));
  return { threads: found.map((thread) => withState(thread, rules, now)), cursor: page.cursor };
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
