// "Show earlier comments": fetches the part before what is loaded, or before a part that was fetched by itself, and puts
// the focus on the first it brought.

import type { ComponentChildren } from 'preact';
import { PART_SIZE, type PublicComment, type Thread } from '../../worker/contract/index.ts';
import { readThread } from '../embed/read-thread.ts';
import type { App } from '../embed/state.ts';
import { nextTask } from '../embed/tasks.ts';
import { type Branch, grow } from '../embed/tree.ts';
import { html } from '../html.ts';
import { seen } from './comments.ts';
import { slicesOf } from './slices.ts';
import type { ThreadWords } from './words.ts';

/** What is known of positions in a thread: they never change, for what is removed leaves a placeholder. */
interface Positions {
  /** Of comments that are loaded. */
  at: Map<string, number>;
  /** Where a gap ends, by the comment that it shows before; '' is the end. */
  ends: Map<string, number>;
  /** What was fetched and is not drawn yet. */
  coming: Set<string>;
}

const known = new WeakMap<App, Positions>();

export async function earlier(app: App, before?: string): Promise<void> {
  const { state } = app;
  const end = (before !== undefined && positionsOf(app).ends.get(before)) || state.from;
  const part = Math.floor((end - 1) / PART_SIZE);
  const answer = await app.ask<Thread>(`/api/thread?${app.query}&part=${part}`);
  if (!answer.value) {
    app.set({ failed: true });
    return;
  }
  const here = new Set(state.loaded.map(({ id }) => id));
  const { comments } = readThread(answer.value);
  await mergePart(app, part, comments);
  const brought = comments.filter(({ id }) => !here.has(id));
  // The first of them that shows; where they are folded below what they answer, that.
  const shown = [
    ...grow(brought, state.sort).map(({ comment }) => comment.id),
    ...brought.map(({ parent }) => parent ?? ''),
  ]
    .map((id) => `comment-${id}`)
    .find((id) => app.root.getElementById(id));
  if (shown) app.focus(shown);
}

/** Puts a part in its place among those that are loaded, finds where some are missing between them, and draws it in slices. */
export async function mergePart(app: App, part: number, brought: PublicComment[]): Promise<void> {
  const { state } = app;
  const { loaded: before } = state;
  const { at, coming } = positionsOf(app);
  const all = new Map([...brought, ...before].map((comment) => [comment.id, comment]));
  brought.forEach(({ id }, i) => {
    at.set(id, part * PART_SIZE + i);
    coming.add(id);
  });
  for (const { id } of before) coming.delete(id);
  const positionOf = ({ id }: PublicComment) => at.get(id) ?? Number.MAX_SAFE_INTEGER;
  const loaded = [...all.values()].sort((a, b) => positionOf(a) - positionOf(b));
  const gaps = gapsIn(app, loaded);
  await nextTask();
  // Read or shown meanwhile was something else.
  if (state.loaded !== before) return mergePart(app, part, brought);
  // All that was read before has to be drawn by now: what comes now is passed over where it has not changed.
  if (state.drawn !== Number.POSITIVE_INFINITY) app.set({ drawn: Number.POSITIVE_INFINITY });
  const slices = slicesOf(app);
  // However little it brought: a button that asks for the same part again would never end.
  const from = Math.min(state.from, part * PART_SIZE);
  slices.drawPiece({ change: { loaded, from, gaps, failed: false }, branches: [] });
  await nextTask();
  // From its end, which joins what is there: so nothing that is drawn moves among its neighbours.
  const left = [...brought];
  const trunk = trunkOf(seen(state).branches);
  await slices.draw((n) => {
    const next = left.splice(-n);
    for (const { id } of next) coming.delete(id);
    return next.length > 0 ? { change: {}, branches: next.flatMap(({ id }) => trunk.get(id) ?? []) } : null;
  });
}

/** The branch of the trunk that each comment is in. */
function trunkOf(branches: Branch[]): Map<string, Branch> {
  const trunk = new Map<string, Branch>();
  for (const branch of branches) {
    const all = [branch];
    for (const { comment, replies } of all) {
      trunk.set(comment.id, branch);
      all.push(...replies);
    }
  }
  return trunk;
}

/**
 * How many are missing before a comment. It has to be one that stands by itself, or the gap would not be seen: a reply
 * hangs below what it answers, wherever that is. Where none follows, it is the end.
 */
function gapsIn(app: App, loaded: PublicComment[]): Record<string, number> {
  const { at, ends } = positionsOf(app);
  const gaps: Record<string, number> = {};
  const trunk = new Set(grow(loaded, 'oldest').map(({ comment }) => comment.id));
  ends.clear();
  let last: number | undefined;
  loaded.forEach(({ id }, i) => {
    const position = at.get(id);
    if (position === undefined) return;
    const missing = last === undefined ? 0 : position - last - 1;
    if (missing > 0) {
      const anchor = loaded.slice(i).find((comment) => trunk.has(comment.id))?.id ?? '';
      gaps[anchor] = (gaps[anchor] ?? 0) + missing;
      ends.set(anchor, position);
    }
    last = position;
  });
  return gaps;
}

export function positionsOf(app: App): Positions {
  const positions = known.get(app) ?? { at: new Map(), ends: new Map(), coming: new Set() };
  known.set(app, positions);
  const { thread } = app.state;
  thread?.comments.forEach(({ id }, i) => {
    positions.at.set(id, thread.from + i);
  });
  return positions;
}

/** The way to those that are missing before a comment, at the end (''), or before the first. */
export function gap(app: App, words: ThreadWords, id?: string): ComponentChildren {
  const { gaps, from, sort } = app.state;
  const n = id === undefined ? from : gaps?.[id];
  const button =
    n &&
    html`<button class="wide" part="button" onClick=${() => earlier(app, id)}>
      ${app.say(sort === 'newest' ? words.older : words.earlier, { n })}
    </button>`;
  return id && button ? html`<li key=${`gap-${id}`}>${button}</li>` : button;
}
