// "Show earlier comments": fetches the part before what is loaded, or before a part that was fetched by itself, and
// puts the focus on the first it brought.

import type { ComponentChildren } from 'preact';
import { type Branch, PART_SIZE, type PublicComment, type Thread } from '../../worker/contract/index.ts';
import { readThread } from '../embed/read-thread.ts';
import type { App } from '../embed/state.ts';
import { nextTask } from '../embed/tasks.ts';
import { grow } from '../embed/tree.ts';
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
  // The focus goes to the first of them that shows. If none does, for they are folded below what they answer, to that.
  const shown = [
    ...grow(brought, state.sort).map(({ comment }) => comment.id),
    ...brought.map(({ parent }) => parent ?? ''),
  ]
    .map((id) => `comment-${id}`)
    .find((id) => app.root.getElementById(id));
  if (shown) app.focus(shown);
}

/** Puts a part in its place among those that are loaded, finds the gaps between them, and draws it in slices. */
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
  // If something else was read meanwhile, what was worked out above is out of date.
  if (state.loaded !== before) return mergePart(app, part, brought);
  // All that was read before has to be drawn first: the slices below draw only the branches that the part is in.
  if (state.drawn !== Number.POSITIVE_INFINITY) app.set({ drawn: Number.POSITIVE_INFINITY });
  const slices = slicesOf(app);
  // However little it brought, the next press has to ask for the part before: else it would ask for this one for ever.
  const from = Math.min(state.from, part * PART_SIZE);
  slices.drawPiece({ change: { loaded, from, gaps, failed: false }, branches: [] });
  await nextTask();
  // Drawn from its end, which joins what is there: so what comes never stands between two that are drawn.
  const left = [...brought];
  const trunk = trunkOf(seen(state).branches);
  await slices.draw((n) => {
    const next = left.splice(-n);
    for (const { id } of next) coming.delete(id);
    return next.length > 0 ? { change: {}, branches: next.flatMap(({ id }) => trunk.get(id) ?? []) } : null;
  });
}

/** By comment, the branch of the first level that it is in. */
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
 * How many are missing, by the comment that the gap is shown before. That has to be one of the first level: a reply
 * stands below what it answers, wherever that is, and would not show where the gap is. If none follows, it is the end
 * ('').
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
