// Draws a thread's head or one of its parts from its outline and the comments' forms. Pure.
// Which forms are needed follows from `placesOfHead` and `placesOfPart`; fetching them is store/views/publish.ts.

import { type Ask, GONE_MEMORY, MAX_PINNED, PART_SIZE, type PublicComment, type Thread } from '../../contract/index.ts';
import { FRESH_PAGE, type PageState } from '../comment/facts.ts';
import { isoOf, tombstone } from '../comment/public.ts';
import type { Entry } from '../comment/settle.ts';
import { ASKS } from '../page/asks.ts';
import type { Place } from './outline.ts';

/** What a thread says beside its comments. */
export interface ThreadFrame {
  thread: string;
  page: string;
  title: string;
  state: PageState;
  asks: Ask[];
}

/** A place's form; null where its words could not be read just now: it is left out until the next publish. */
export type Forms = ReadonlyMap<string, PublicComment | null>;

export function partsOf(total: number): number {
  return Math.max(1, Math.ceil(total / PART_SIZE));
}

export function partOf(position: number): number {
  return Math.floor(position / PART_SIZE);
}

export function placesOfHead(places: Place[]): { newest: Place[]; pinned: Place[]; from: number } {
  const from = Math.max(0, places.length - PART_SIZE);
  const pinned = places
    .slice(0, from)
    .filter((place) => place.pinnedAt !== undefined && !place.gone)
    .sort((a, b) => b.pinnedAt! - a.pinnedAt!)
    .slice(0, MAX_PINNED);
  return { newest: places.slice(from), pinned, from };
}

export function placesOfPart(places: Place[], part: number): Place[] {
  return places.slice(part * PART_SIZE, (part + 1) * PART_SIZE);
}

/** The newest 100 comments, and pinned ones that are older. */
export function drawHead(frame: ThreadFrame, places: Place[], forms: Forms, now: number): Thread {
  const { newest, pinned, from } = placesOfHead(places);
  const drawn = draw(frame, places, newest, from, forms, now);
  return pinned.length > 0 ? { ...drawn, pinned: comments(places, pinned, newest, forms) } : drawn;
}

/** Positions 100 part … 100 part + 99. */
export function drawPart(frame: ThreadFrame, places: Place[], part: number, forms: Forms, now: number): Thread {
  return draw(frame, places, placesOfPart(places, part), part * PART_SIZE, forms, now);
}

/** The head of a page that nobody wrote about yet: it looks like any other. */
export function emptyThread(thread: string, page: string): Thread {
  return drawHead({ thread, page, title: '', state: FRESH_PAGE, asks: ASKS }, [], new Map(), 0);
}

function draw(frame: ThreadFrame, places: Place[], here: Place[], from: number, forms: Forms, now: number): Thread {
  return {
    thread: frame.thread,
    page: frame.page,
    title: frame.state.title ?? frame.title,
    open: frame.state.open,
    count: places.filter((place) => !place.gone).length,
    total: places.length,
    from,
    parts: partsOf(places.length),
    comments: comments(places, here, here, forms),
    gone: places
      .filter((place) => place.goneAt !== undefined && now - place.goneAt < GONE_MEMORY)
      .map((place) => [place.id, isoOf(place.goneAt!)]),
    ...(frame.state.closesAt !== undefined && { closesAt: frame.state.closesAt }),
    asks: frame.asks,
  };
}

function comments(places: Place[], wanted: Place[], here: Place[], forms: Forms): PublicComment[] {
  const inAnswer = new Set(here.map((place) => place.id));
  // Of a long thread few answers reach back, so the others pay for no index of it.
  const reachesBack = wanted.some((place) => place.parent !== null && !inAnswer.has(place.parent));
  const positions = new Map(reachesBack ? places.map((place, position) => [place.id, position]) : []);
  return wanted.flatMap((place) => {
    const form = place.gone ? tombstone(place.id, place.parent, place.createdAt, place.gone) : forms.get(place.id);
    if (!form) return [];
    const parentPosition = form.parent !== null && !inAnswer.has(form.parent) ? positions.get(form.parent) : undefined;
    const { parentPosition: _, ...own } = form;
    const liked = place.gone ? own : { ...own, likes: place.likes };
    return [parentPosition === undefined ? liked : { ...liked, parentPosition }];
  });
}

// ---- what a view was folded from, as text to be hashed: equal outlines draw equal views, but for the clock ----

/**
 * Of a part: which words of which comments. Those in `missing` were left out, so that the sweep sees a difference and
 * comes back.
 */
export function partOutline(entries: Entries, places: Place[], part: number, missing?: Missing): string {
  return outlineOf(entries, placesOfPart(places, part), missing);
}

/** Of the head: the same, and what is said of the whole thread. */
export function headOutline(entries: Entries, places: Place[], state: PageState, missing?: Missing): string {
  const { newest, pinned } = placesOfHead(places);
  const count = places.filter((place) => !place.gone).length;
  return JSON.stringify([
    state,
    places.length,
    count,
    outlineOf(entries, pinned, missing),
    outlineOf(entries, newest, missing),
  ]);
}

type Entries = ReadonlyMap<string, Entry>;
type Missing = ReadonlySet<string>;

function outlineOf(entries: Entries, places: Place[], missing?: Missing): string {
  const lines = places
    .filter((place) => !missing?.has(place.id))
    .map((place) => {
      const entry = entries.get(place.id);
      const words = place.gone ?? (place.keep ? 'kept' : place.shown?.hash);
      // Times too: an edit sent again by way of another region is the same words at another moment.
      return [
        place.id,
        words,
        place.createdAt,
        place.shown?.at ?? '',
        place.likes,
        entry?.me?.on ?? '',
        entry?.pin?.on ?? '',
      ].join(' ');
    });
  return lines.join('\n');
}
