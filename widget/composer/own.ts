// The author's own comments, kept in this browser until everybody can read them: an author never sees her comment
// vanish, not while it waits and not while a view lags behind. Nothing is let go of on an error.

import { MAX_MINE, type PublicComment, type Thread } from '../../worker/contract/index.ts';
import type { App } from '../kit.ts';
import { readComments } from '../thread.ts';
import { authorKey } from './ticket.ts';
import { words } from './words.ts';

/** As kept on disk. */
interface Own {
  comment: PublicComment;
  /** When it was posted, or when it was seen to be approved; milliseconds. */
  at: number;
}

const DAY = 24 * 60 * 60_000;
const MOST = 50;

/** Joins what is kept to what was read, then asks what became of those that wait. */
export async function settle(app: App): Promise<void> {
  const { thread } = app.state;
  if (!thread) return;
  const own = stillOwn(keptOwn(app, thread), thread, app.now());
  keepOwn(app, thread, own);
  const waiting = own.filter(isWaiting).map(({ comment }) => comment.id);
  if (waiting.length === 0) return;
  const answered = await askMine(app, waiting.slice(0, MAX_MINE));
  if (!answered) return;

  let said = app.state.said;
  // Read anew: something may have been posted meanwhile.
  const settled = keptOwn(app, thread).flatMap((one): Own[] => {
    const { id } = one.comment;
    if (!waiting.includes(id)) return [one];
    const now = answered.find((comment) => comment.id === id);
    // Unknown to the worker: a store that lags may say so for a while, but not for a day.
    if (!now) return app.now() - one.at < DAY ? [one] : [];
    if (now.gone) return [];
    if (isWaiting({ comment: now })) return [{ ...one, comment: now }];
    said = words.nowPublic;
    return [{ comment: now, at: app.now() }];
  });
  keepOwn(app, thread, settled);
  app.set({ said });
}

/** Takes in what was just posted, and returns its id. */
export async function takeOwn(app: App, comment: PublicComment): Promise<void> {
  // Own comments are kept by thread; after a failed load we do not know it yet.
  if (!app.state.thread) await app.load();
  const { thread } = app.state;
  const one = { comment, at: app.now() };
  if (thread) keepOwn(app, thread, [...keptOwn(app, thread).filter(({ comment: { id } }) => id !== comment.id), one]);
  else app.set({ own: [...app.state.own, comment] });
  app.emit('comment', { id: comment.id, status: comment.status ?? 'approved' });
}

/** These of the author's own comments, or null when the worker could not say. */
export async function askMine(app: App, ids: string[]): Promise<PublicComment[] | null> {
  if (!app.state.thread) await app.load();
  const thread = app.state.thread?.thread;
  if (!thread) return null;
  const answer = await app.ask<{ comments: unknown }>('/api/mine', { thread, key: authorKey(app), ids });
  return answer.error ? null : readComments(answer.value.comments);
}

/** Those that still have to be kept, now that this was read. Pure. */
export function stillOwn(own: Own[], { comments, gone }: Thread, now: number): Own[] {
  const seen = new Set(comments.map(({ id }) => id));
  const removed = new Set(Array.isArray(gone) ? gone.map(([id]) => id) : []);
  return own.filter((one) => {
    const { id } = one.comment;
    // One that was approved and is not in the head after a day has its place in an older part.
    return !seen.has(id) && !removed.has(id) && (isWaiting(one) || now - one.at < DAY);
  });
}

function isWaiting({ comment }: Pick<Own, 'comment'>): boolean {
  return comment.status === 'pending';
}

function keptOwn({ memory }: App, { thread }: Thread): Own[] {
  const kept = memory.read(`own:${thread}`);
  return (Array.isArray(kept) ? (kept as (Partial<Own> | null)[]) : []).flatMap((one) =>
    readComments([one?.comment]).map((comment) => ({ comment, at: Number(one?.at) })),
  );
}

function keepOwn(app: App, { thread }: Thread, own: Own[]): void {
  const kept = own.slice(-MOST);
  app.memory.keep(`own:${thread}`, kept.length > 0 ? kept : undefined);
  const loaded = new Set(app.state.loaded.map(({ id }) => id));
  app.set({ own: kept.map(({ comment }) => comment).filter(({ id }) => !loaded.has(id)) });
}
