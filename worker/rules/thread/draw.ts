// Draws a thread's head or one of its parts from its outline and its comments, each drawn already. Pure.
// Which comments are needed follows from `positionsOfHead` and `positionsOfPart`; drawing them is store/views/drawn.ts.

import { type Ask, PART_SIZE, type PublicComment, type Thread } from '../../contract/index.ts';
import { FRESH_PAGE, type PageState } from '../comment/facts.ts';
import { isoOf, tombstone } from '../comment/public.ts';
import type { Entry } from '../comment/settle.ts';
import { GONE_MEMORY, MAX_PINNED } from '../limits.ts';
import { ASKS } from '../page/asks.ts';
import type { Position } from './outline.ts';

/** What a thread says beside its comments. */
export interface ThreadFrame {
  thread: string;
  page: string;
  title: string;
  state: PageState;
  asks: Ask[];
}

/**
 * By id, each comment as readers get it; null where its words could not be read just now: it is left out until the next
 * publish.
 */
export type Drawn = ReadonlyMap<string, PublicComment | null>;

export function partsOf(total: number): number {
  return Math.max(1, Math.ceil(total / PART_SIZE));
}

export function partOf(index: number): number {
  return Math.floor(index / PART_SIZE);
}

export function positionsOfHead(positions: Position[]): { newest: Position[]; pinned: Position[]; from: number } {
  const from = Math.max(0, positions.length - PART_SIZE);
  const pinned = positions
    .slice(0, from)
    .filter((position) => position.pinnedAt !== undefined && !position.gone)
    .sort((a, b) => b.pinnedAt! - a.pinnedAt!)
    .slice(0, MAX_PINNED);
  return { newest: positions.slice(from), pinned, from };
}

/**
 * The comment that the page's address and title come from: the oldest that stands. What its ticket said was approved
 * with it, and goes when it goes.
 */
export function sourceOf(positions: Position[]): string | undefined {
  return positions.find((position) => !position.gone)?.id;
}

export function positionsOfPart(positions: Position[], part: number): Position[] {
  return positions.slice(part * PART_SIZE, (part + 1) * PART_SIZE);
}

/** The newest 100 comments, and pinned ones that are older. */
export function drawHead(frame: ThreadFrame, positions: Position[], drawn: Drawn, now: number): Thread {
  const { newest, pinned, from } = positionsOfHead(positions);
  const head = draw(frame, positions, newest, from, drawn, now);
  return pinned.length > 0 ? { ...head, pinned: comments(positions, pinned, newest, drawn) } : head;
}

/** Positions 100 part … 100 part + 99. */
export function drawPart(frame: ThreadFrame, positions: Position[], part: number, drawn: Drawn, now: number): Thread {
  return draw(frame, positions, positionsOfPart(positions, part), part * PART_SIZE, drawn, now);
}

/** The head of a page that nobody wrote about yet: it looks like any other. */
export function emptyThread(thread: string, page: string): Thread {
  return drawHead({ thread, page, title: '', state: FRESH_PAGE, asks: ASKS }, [], new Map(), 0);
}

function draw(
  frame: ThreadFrame,
  positions: Position[],
  here: Position[],
  from: number,
  drawn: Drawn,
  now: number,
): Thread {
  return {
    thread: frame.thread,
    page: frame.page,
    title: frame.state.title ?? frame.title,
    open: frame.state.open,
    count: positions.filter((position) => !position.gone).length,
    total: positions.length,
    from,
    parts: partsOf(positions.length),
    comments: comments(positions, here, here, drawn),
    gone: positions
      .filter((position) => position.goneAt !== undefined && now - position.goneAt < GONE_MEMORY)
      .map((position) => [position.id, isoOf(position.goneAt!)]),
    ...(frame.state.closesAt !== undefined && { closesAt: frame.state.closesAt }),
    asks: frame.asks,
  };
}

function comments(positions: Position[], wanted: Position[], here: Position[], drawn: Drawn): PublicComment[] {
  const inAnswer = new Set(here.map((position) => position.id));
  // Of a long thread few answers reach back, so the others pay for no index of it.
  const reachesBack = wanted.some((position) => position.parent !== null && !inAnswer.has(position.parent));
  const indexes = new Map(reachesBack ? positions.map((position, index) => [position.id, index]) : []);
  return wanted.flatMap((position) => {
    const comment = position.gone
      ? tombstone(position.id, position.parent, position.createdAt, position.gone)
      : drawn.get(position.id);
    if (!comment) return [];
    const parentPosition =
      comment.parent !== null && !inAnswer.has(comment.parent) ? indexes.get(comment.parent) : undefined;
    const { parentPosition: _, ...own } = comment;
    const liked = position.gone ? own : { ...own, likes: position.likes };
    return [parentPosition === undefined ? liked : { ...liked, parentPosition }];
  });
}

// ---- what a view was folded from, as text to be hashed: equal outlines draw equal views, but for the clock ----

/**
 * Of a part: which words of which comments, and whose address and title. Those in `missing` were left out, so that the
 * sweep sees a difference and comes back.
 */
export function partOutline(entries: Entries, positions: Position[], part: number, missing?: Missing): string {
  return `${sourceOf(positions)}\n${outlineOf(entries, positionsOfPart(positions, part), missing)}`;
}

/** Of the head: the same, and what is said of the whole thread. */
export function headOutline(entries: Entries, positions: Position[], state: PageState, missing?: Missing): string {
  const { newest, pinned } = positionsOfHead(positions);
  const count = positions.filter((position) => !position.gone).length;
  return JSON.stringify([
    state,
    positions.length,
    count,
    sourceOf(positions),
    outlineOf(entries, pinned, missing),
    outlineOf(entries, newest, missing),
  ]);
}

type Entries = ReadonlyMap<string, Entry>;
type Missing = ReadonlySet<string>;

function outlineOf(entries: Entries, positions: Position[], missing?: Missing): string {
  const lines = positions
    .filter((position) => !missing?.has(position.id))
    .map((position) => {
      const entry = entries.get(position.id);
      const words = position.gone ?? (position.keep ? 'kept' : position.shown?.hash);
      // Times too: an edit sent again by way of another region is the same words at another moment.
      return [
        position.id,
        words,
        position.createdAt,
        position.shown?.at ?? '',
        position.likes,
        entry?.me?.on ?? '',
        entry?.pin?.on ?? '',
      ].join(' ');
    });
  return lines.join('\n');
}
