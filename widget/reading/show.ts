// Brings a comment into view: fetches the part that holds it, unfolds what hides it, scrolls, focuses, marks.

import { type Branch, PART_SIZE, type PublicComment, type Thread } from '../../worker/contract/index.ts';
import { readThread } from '../embed/read-thread.ts';
import { FIRST_REPLIES } from '../embed/sizes.ts';
import type { App, State } from '../embed/state.ts';
import { seen } from './comments.ts';
import { mergePart } from './earlier.ts';

/** A comment that waited for the owner is in a later part than its time says. So many further parts are looked into. */
const FURTHER = 10;

export async function show(app: App, id: string): Promise<void> {
  const article = await reveal(app, id, { marked: id });
  article?.scrollIntoView();
  article?.focus({ preventScroll: true });
}

/** Sees to it that the comment is drawn, and returns its element; null where there is no such comment. */
export async function reveal(app: App, id: string, change: Partial<State> = {}): Promise<HTMLElement | null> {
  const { state } = app;
  if (!seen(state).comments.some((comment) => comment.id === id) && !(await fetchPartOf(app, id))) return null;
  const path = pathTo(seen(state).branches, id);
  if (!path) return null;
  const unfolded = { ...state.unfolded };
  const [, ...rest] = path;
  rest.forEach(({ at }, i) => {
    const under = path[i]?.branch.comment.id ?? '';
    unfolded[under] = Math.max(unfolded[under] || FIRST_REPLIES, at + 1);
  });
  app.set({ ...change, unfolded, drawn: Number.POSITIVE_INFINITY });
  return app.root.getElementById(`comment-${id}`);
}

interface Step {
  branch: Branch;
  /** Its place among those beside it. */
  at: number;
}

/** The branches from the trunk to this comment. */
function pathTo(branches: Branch[], id: string): Step[] | null {
  for (const [at, branch] of branches.entries()) {
    if (branch.comment.id === id) return [{ branch, at }];
    const rest = pathTo(branch.replies, id);
    if (rest) return [{ branch, at }, ...rest];
  }
  return null;
}

/**
 * Comments stand in order of publication, and ids sort by the time they were written. So a comment stands in the last
 * part that begins with an older one, or, if it waited for the owner, in one after that.
 */
async function fetchPartOf(app: App, id: string): Promise<boolean> {
  const { thread } = app.state;
  if (!thread?.from) return false;
  const parts = new Map<number, PublicComment[]>();
  const part = async (n: number): Promise<PublicComment[]> => {
    const known = parts.get(n);
    if (known) return known;
    const answer = await app.ask<Thread>(`/api/thread?${app.query}&part=${n}`);
    const comments = answer.value ? readThread(answer.value).comments : [];
    parts.set(n, comments);
    return comments;
  };
  const last = Math.floor((thread.from - 1) / PART_SIZE);
  let low = 0;
  for (let high = last; low < high; ) {
    const middle = Math.ceil((low + high) / 2);
    if (((await part(middle))[0]?.id ?? '') <= id) low = middle;
    else high = middle - 1;
  }
  for (let n = low; n <= Math.min(last, low + FURTHER); n++) {
    const comments = await part(n);
    if (comments.some((comment) => comment.id === id)) {
      await mergePart(app, n, comments);
      return true;
    }
  }
  return false;
}
