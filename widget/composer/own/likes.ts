// Likes: shown at once, taken back if the worker does not take them. What is liked is kept in this browser, for the
// worker tells nobody who liked what.

import type { PublicComment, Thread } from '../../../worker/contract/index.ts';
import { send } from '../../api.ts';
import { number } from '../../embed/read-thread.ts';
import type { App, Like } from '../../embed/state.ts';
import { likesOf } from '../../reading/comments.ts';
import { authorKey } from '../send/ticket.ts';
import { refusedIn } from '../words.ts';

type Likes = Record<string, Like>;

const MOST = 500;

export function keptLikes({ memory, state }: Pick<App, 'memory' | 'state'>, { thread }: Pick<Thread, 'thread'>): Likes {
  const kept = memory.read(`likes:${thread}`) as Record<string, unknown> | undefined;
  const likes = Object.entries(kept ?? {}).map(([id, n]) => [id, { on: true, n: number(n) }]);
  return { ...state.likes, ...Object.fromEntries(likes) };
}

/** By comment, the request under way: the next one waits for it, so that the last press is what stands. */
const busy = new Map<string, Promise<void>>();

export function like(app: App, comment: PublicComment): Promise<void> {
  const { id } = comment;
  const before = app.state.likes?.[id];
  const on = !before?.on;
  set(app, id, { on, n: Math.max(0, likesOf(comment, before) + (on ? 1 : -1)), isFresh: true });
  const done = (busy.get(id) ?? Promise.resolve()).then(async () => {
    const thread = app.state.thread?.thread;
    const path = `/api/comments/${id}/like` as const;
    const { error } = await send(app, path, { thread, key: authorKey(app) }, on ? 'PUT' : 'DELETE');
    if (!error) return;
    set(app, id, before);
    app.set({ said: refusedIn(app, error) });
  });
  busy.set(id, done);
  return done;
}

function set(app: Pick<App, 'memory' | 'set' | 'state'>, id: string, to: Like | undefined): void {
  const { [id]: _, ...others } = app.state.likes ?? {};
  const likes: Likes = others;
  if (to) likes[id] = to;
  app.set({ likes, said: '' });
  const kept = Object.entries(likes).flatMap(([id, { on, n }]) => (on ? [[id, n] as const] : []));
  const name = `likes:${app.state.thread?.thread}`;
  app.memory.keep(name, kept.length > 0 ? Object.fromEntries(kept.slice(-MOST)) : undefined);
}
