// Asks the worker what became of an attempt that got no answer, before anything is written a second time.

import type { PublicComment } from '../../worker/contract/index.ts';
import type { App } from '../kit.ts';
import { readComments } from '../thread.ts';
import { authorKey } from './ticket.ts';

/** These of the author's own comments, or null when the worker could not say. */
export async function askMine(app: App, ids: string[]): Promise<PublicComment[] | null> {
  if (!app.state.thread) await app.load();
  const thread = app.state.thread?.thread;
  if (!thread) return null;
  const answer = await app.api.post<{ comments: unknown }>('/api/mine', { thread, key: authorKey(app), ids });
  return answer.ok ? readComments(answer.value.comments) : null;
}

/** The comment that this ticket made, null when it made none. */
export async function wasStored(app: App, id: string): Promise<PublicComment | null | 'unknown'> {
  const comments = await askMine(app, [id]);
  if (!comments) return 'unknown';
  return comments.find((comment) => comment.id === id) ?? null;
}
