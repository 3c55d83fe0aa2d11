// The outline of a thread: every comment that has a position, in order, with what is to be shown of it. It follows from
// metadata alone. Here the disagreements are settled between the list of facts, which may lag, and the former view, which
// may have been folded with facts that the list does not show yet.
// Pure: the time comes in. Read next: draw.ts, which draws parts of it.

import { GONE_MEMORY, type PublicComment } from '../../contract/index.ts';
import { type Entry, type Settled, settle, type WordsVersion } from '../comment/settle.ts';

export interface Place {
  id: string;
  publishedAt: number;
  parent: string | null;
  createdAt: number;
  shown: WordsVersion | null;
  gone?: 'removed' | 'withdrawn';
  goneAt?: number;
  pinnedAt?: number;
  likes: number;
  /** The former view knows better than the list: its form is shown as it stands. */
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
export function outline(entries: ReadonlyMap<string, Entry>, formers: Former[], now: number): Place[] {
  const places = new Map<string, Place>();
  for (const [id, entry] of entries) {
    const settled = settle(entry);
    if (settled?.publishedAt != null) places.set(id, placeOf(id, entry, settled, settled.publishedAt));
  }
  // A list shows everything after some minutes, so a view folded longer ago has nothing to add to it.
  for (const former of formers) {
    if (now - former.foldedAt < GONE_MEMORY) remember(places, entries, former, now);
  }
  return [...places.values()].sort((a, b) => a.publishedAt - b.publishedAt || (a.id < b.id ? -1 : 1));
}

function placeOf(id: string, entry: Entry, settled: Settled, publishedAt: number): Place {
  const post = entry.post!;
  const place: Place = { id, publishedAt, parent: post.p, createdAt: post.at, shown: settled.shown, likes: 0 };
  if (settled.status !== 'approved') {
    place.shown = null;
    place.gone = settled.status === 'withdrawn' ? 'withdrawn' : 'removed';
    place.goneAt = settled.goneAt ?? publishedAt;
  }
  if (entry.pin?.on) place.pinnedAt = entry.pin.at;
  return place;
}

/** Brings in what a recent view knew and the list does not say yet. Facts are never taken back, so what it showed was approved. */
function remember(places: Map<string, Place>, entries: ReadonlyMap<string, Entry>, former: Former, now: number): void {
  const goneAt = new Map(former.gone.map(([id, at]) => [id, Date.parse(at)]));
  let previous = 0;
  for (const form of former.comments) {
    const known = places.get(form.id);
    if (!known) {
      // Not listed yet, or not listed yet as approved. What hides it may be at hand already.
      const place = rememberedPlace(form, previous, goneAt.get(form.id));
      const hidden = hiddenBy(entries.get(form.id));
      if (hidden) {
        Object.assign(place, hidden);
        delete place.keep;
      }
      places.set(form.id, place);
      previous = place.publishedAt;
    } else {
      previous = known.publishedAt;
      if (!form.gone && !known.gone && isNewer(form, known.shown)) {
        known.keep = form;
        known.disagrees = true;
      }
    }
  }
  for (const [id, at] of goneAt) {
    const place = places.get(id);
    if (!place || place.gone || now - at >= GONE_MEMORY) continue;
    const entry = entries.get(id);
    const restored = entry?.hide?.d === 'restore' && entry.hide.at > at;
    if (restored) continue;
    place.gone = former.comments.find((form) => form.id === id)?.gone ?? 'removed';
    place.goneAt = at;
    place.shown = null;
    place.disagrees = true;
    delete place.keep;
  }
}

function hiddenBy(entry: Entry | undefined): Pick<Required<Place>, 'gone' | 'goneAt'> | null {
  if (entry?.gone) return { gone: 'withdrawn', goneAt: entry.gone.at };
  return entry?.hide && entry.hide.d !== 'restore' ? { gone: 'removed', goneAt: entry.hide.at } : null;
}

// Its time of publication is not known here: right after the one it stood behind keeps the order.
function rememberedPlace(form: PublicComment, previous: number, goneAt: number | undefined): Place {
  return {
    id: form.id,
    publishedAt: Math.max(previous + 1, Date.parse(form.createdAt)),
    parent: form.parent,
    createdAt: Date.parse(form.createdAt),
    shown: null,
    likes: form.likes,
    disagrees: true,
    ...(form.gone ? { gone: form.gone, goneAt: goneAt ?? previous } : { keep: form }),
  };
}

/** Whether a form shows newer words than the list knows of. First words are the oldest, whatever their time says: rules/comment/settle.ts. */
function isNewer(form: PublicComment, shown: WordsVersion | null): boolean {
  if (form.editedAt === undefined) return shown === null;
  return shown === null || shown.source === 'post' || Date.parse(form.editedAt) > shown.at;
}
