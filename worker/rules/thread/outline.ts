// The outline of a thread: every comment that has a position, in order, with what is to be shown of it. It follows from
// metadata alone. Here the disagreements are settled between the list of facts, which may lag, and the former view,
// which may have been folded with facts that the list does not show yet.
// Pure: the time comes in. Read next: draw.ts, which draws parts of it.

import type { PublicComment } from '../../contract/index.ts';
import { type Entry, type Settled, settle, type WordsVersion } from '../comment/settle.ts';
import { GONE_MEMORY } from '../limits.ts';

/** What is to be shown of a comment that has a position. Its number is where it stands in the outline. */
export interface Position {
  id: string;
  publishedAt: number;
  parent: string | null;
  createdAt: number;
  shown: WordsVersion | null;
  gone?: 'removed' | 'withdrawn';
  goneAt?: number;
  pinnedAt?: number;
  likes: number;
  /** The former view knows better than the list: the comment is shown as it stands there. */
  keep?: PublicComment;
  /** The former view overruled the list here. One of them lags, and which of them will show. */
  disagrees?: true;
}

/** What a former view knew. */
export interface Former {
  foldedAt: number;
  /** In its order. */
  comments: PublicComment[];
  gone: [id: string, at: string][];
}

/** All comments with a position, in order of publication. `formers`: the views at hand, the oldest comments first. */
export function outline(entries: ReadonlyMap<string, Entry>, formers: Former[], now: number): Position[] {
  const positions = new Map<string, Position>();
  for (const [id, entry] of entries) {
    const settled = settle(entry);
    if (settled?.publishedAt != null) positions.set(id, positionOf(id, entry, settled, settled.publishedAt));
  }
  // A list shows everything after some minutes, so a view folded longer ago has nothing to add to it.
  for (const former of formers) {
    if (now - former.foldedAt < GONE_MEMORY) remember(positions, entries, former, now);
  }
  return [...positions.values()].sort((a, b) => a.publishedAt - b.publishedAt || (a.id < b.id ? -1 : 1));
}

function positionOf(id: string, entry: Entry, settled: Settled, publishedAt: number): Position {
  const post = entry.post!;
  const position: Position = { id, publishedAt, parent: post.p, createdAt: post.at, shown: settled.shown, likes: 0 };
  if (settled.status !== 'approved') {
    position.shown = null;
    position.gone = settled.status === 'withdrawn' ? 'withdrawn' : 'removed';
    position.goneAt = settled.goneAt ?? publishedAt;
  }
  if (entry.pin?.on) position.pinnedAt = entry.pin.at;
  return position;
}

/**
 * Brings in what a recent view knew and the list does not say yet. Facts are never taken back, so what it showed was
 * approved.
 */
function remember(
  positions: Map<string, Position>,
  entries: ReadonlyMap<string, Entry>,
  former: Former,
  now: number,
): void {
  const goneAt = new Map(former.gone.map(([id, at]) => [id, Date.parse(at)]));
  let previous = 0;
  for (const comment of former.comments) {
    const known = positions.get(comment.id);
    if (!known) {
      // Not listed yet, or not listed yet as approved. What hides it may be at hand already.
      const position = rememberedPosition(comment, previous, goneAt.get(comment.id));
      const hidden = hiddenBy(entries.get(comment.id));
      if (hidden) {
        Object.assign(position, hidden);
        delete position.keep;
      }
      positions.set(comment.id, position);
      previous = position.publishedAt;
    } else {
      previous = known.publishedAt;
      if (!comment.gone && !known.gone && isNewer(comment, known.shown)) {
        known.keep = comment;
        known.disagrees = true;
      }
    }
  }
  for (const [id, at] of goneAt) {
    const position = positions.get(id);
    if (!position || position.gone || now - at >= GONE_MEMORY) continue;
    const entry = entries.get(id);
    const restored = entry?.hide?.d === 'restore' && entry.hide.at > at;
    if (restored) continue;
    position.gone = former.comments.find((comment) => comment.id === id)?.gone ?? 'removed';
    position.goneAt = at;
    position.shown = null;
    position.disagrees = true;
    delete position.keep;
  }
}

function hiddenBy(entry: Entry | undefined): Pick<Required<Position>, 'gone' | 'goneAt'> | null {
  if (entry?.gone) return { gone: 'withdrawn', goneAt: entry.gone.at };
  return entry?.hide && entry.hide.d !== 'restore' ? { gone: 'removed', goneAt: entry.hide.at } : null;
}

// Its time of publication is not known here: right after the one it stood behind keeps the order.
function rememberedPosition(comment: PublicComment, previous: number, goneAt: number | undefined): Position {
  return {
    id: comment.id,
    publishedAt: Math.max(previous + 1, Date.parse(comment.createdAt)),
    parent: comment.parent,
    createdAt: Date.parse(comment.createdAt),
    shown: null,
    likes: comment.likes,
    disagrees: true,
    ...(comment.gone ? { gone: comment.gone, goneAt: goneAt ?? previous } : { keep: comment }),
  };
}

/**
 * Whether a view shows newer words than the list knows of. First words are the oldest, whatever their time says:
 * rules/comment/settle.ts.
 */
function isNewer(comment: PublicComment, shown: WordsVersion | null): boolean {
  if (comment.editedAt === undefined) return shown === null;
  return shown === null || shown.source === 'post' || Date.parse(comment.editedAt) > shown.at;
}
