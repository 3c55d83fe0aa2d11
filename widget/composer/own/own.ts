// The author's own comments, as she sees them, kept in this browser until everybody sees the same: an author never sees
// her comment vanish, nor her old words come back, neither while it waits nor while a view lags behind. If the worker
// answers with an error, everything is kept.

import { MAX_MINE, type MineAnswer, type PublicComment, type Thread } from '../../../worker/contract/index.ts';
import { send } from '../../api.ts';
import { readComments, text } from '../../embed/read-thread.ts';
import type { App } from '../../embed/state.ts';
import { authorKey } from '../send/ticket.ts';
import { wordsOf } from '../words.ts';
import { keptLikes } from './likes.ts';
import { keepSource } from './sources.ts';

/** A comment of the author's own, as kept on disk. */
interface KeptComment {
  comment: PublicComment;
  /** When it was posted or changed, or when it was seen to be approved; milliseconds. */
  at: number;
}

const DAY = 24 * 60 * 60_000;
const MOST = 50;

/** Joins what is kept to what was read, then asks what became of those that wait. */
export async function settle(app: App): Promise<void> {
  const { thread, loaded } = app.state;
  if (!thread) return;
  app.set({ me: text(app.memory.read('me')), likes: keptLikes(app, thread) });
  const own = stillOwn(keptOwn(app, thread.thread), { ...thread, comments: loaded }, app.now());
  keepOwn(app, thread.thread, own);
  const waiting = own.filter(isWaiting).map(({ comment }) => comment.id);
  if (waiting.length === 0) return;
  const answered = await askMine(app, thread.thread, waiting);
  if (!answered) return;

  let said = app.state.said ?? '';
  // Read anew: something may have been posted meanwhile.
  const settled = keptOwn(app, thread.thread).flatMap((one): KeptComment[] => {
    const { id, editedAt } = one.comment;
    if (!waiting.includes(id)) return [one];
    const now = answered.find((comment) => comment.id === id);
    // Unknown to the worker: a store that lags may say so for a while, but not for a day.
    if (!now) return app.now() - one.at < DAY ? [one] : [];
    if (now.gone) return [];
    if (isWaiting({ comment: now })) return [{ ...one, comment: now }];
    // An edit that was not let through: others read what they read before, and so does she.
    if ((now.editedAt ?? '') < (editedAt ?? '')) return [];
    said = wordsOf(app).nowPublic;
    return [{ comment: now, at: app.now() }];
  });
  keepOwn(app, thread.thread, settled);
  app.set({ said });
}

interface Taken {
  /** How it was written. */
  source?: string;
  /** The author key that it went with. */
  key?: string | undefined;
}

/** Who writes in this browser, as the worker says it. */
export function knowMe(app: Pick<App, 'memory' | 'set'>, me: string): void {
  app.memory.keep('me', me);
  app.set({ me });
}

/** Takes in what was just posted or changed. */
export async function takeOwn(
  app: App,
  comment: PublicComment,
  { source, key = authorKey(app) }: Taken,
): Promise<void> {
  // Own comments are kept by thread; after a failed load we do not know it yet.
  if (!app.state.thread) await app.load();
  const { thread } = app.state;
  // If the key was replaced while it was under way, its author id says nothing of who writes here now.
  const me = key === authorKey(app) && text(comment.author.id);
  if (me) knowMe(app, me);
  if (source) keepSource(app, comment, source);
  if (thread) keepOwnOf(app, thread.thread, comment);
  else app.set({ own: [...(app.state.own ?? []), comment] });
  app.emit('comment', { id: comment.id, status: comment.status ?? 'approved' });
}

/** In a thread that need not be the one of this page. */
export function keepOwnOf(
  app: Pick<App, 'memory' | 'now' | 'set' | 'state'>,
  thread: string,
  comment: PublicComment,
): void {
  const others = keptOwn(app, thread).filter(({ comment: { id } }) => id !== comment.id);
  keepOwn(app, thread, [...others, { comment, at: app.now() }]);
}

/** These of the author's own comments, or null when the worker could not say. */
export async function askMine(
  app: Pick<App, 'ask' | 'memory'>,
  thread: string,
  ids: string[],
  key = authorKey(app),
): Promise<PublicComment[] | null> {
  if (!thread) return null;
  const mine: PublicComment[] = [];
  for (let i = 0; i < ids.length; i += MAX_MINE) {
    const { value } = await send<MineAnswer>(app, '/api/mine', { thread, key, ids: ids.slice(i, i + MAX_MINE) });
    if (!value) return null;
    mine.push(...readComments(value.comments));
  }
  return mine;
}

/** Those that still have to be kept, now that this was read. Pure. */
export function stillOwn(
  own: KeptComment[],
  { comments, gone }: Pick<Thread, 'comments' | 'gone'>,
  now: number,
): KeptComment[] {
  const read = new Map(comments.map((comment) => [comment.id, comment]));
  const removed = new Set(gone.map(([id]) => id));
  return own.filter((one) => {
    const { id, editedAt = '', gone } = one.comment;
    const others = read.get(id);
    // If it was settled a day ago and is not in the head, it is in an older part of the thread by now.
    const isYoung = now - one.at < DAY;
    if (gone) return isYoung && others && !others.gone;
    if (removed.has(id) || (others && (others.editedAt ?? '') >= editedAt)) return false;
    return isWaiting(one) || isYoung;
  });
}

function isWaiting({ comment }: Pick<KeptComment, 'comment'>): boolean {
  return comment.status === 'pending';
}

function keptOwn({ memory }: Pick<App, 'memory'>, thread: string): KeptComment[] {
  const kept = memory.read(`own:${thread}`);
  return (Array.isArray(kept) ? (kept as (Partial<KeptComment> | null)[]) : []).flatMap((one) =>
    readComments([one?.comment]).map((comment) => ({ comment, at: Number(one?.at) })),
  );
}

function keepOwn(app: Pick<App, 'memory' | 'set' | 'state'>, thread: string, own: KeptComment[]): void {
  const kept = own.slice(-MOST);
  app.memory.keep(`own:${thread}`, kept.length > 0 ? kept : undefined);
  if (thread === app.state.thread?.thread) app.set({ own: kept.map(({ comment }) => comment) });
}
