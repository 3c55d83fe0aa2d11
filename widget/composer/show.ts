// Brings a comment into view: unfolds what hides it, scrolls, focuses, marks. Does nothing for one that is not
// loaded.

import type { App } from '../kit.ts';

export function show({ state, root, set }: App, id: string): void {
  const parents = new Map([...state.loaded, ...state.own].map((comment) => [comment.id, comment.parent]));
  if (!parents.has(id)) return;
  const unfolded = { ...state.unfolded };
  for (let up = parents.get(id); up && !unfolded[up]; up = parents.get(up)) unfolded[up] = true;
  set({ unfolded, marked: id });
  const article = root.getElementById(`comment-${id}`);
  article?.scrollIntoView();
  article?.focus({ preventScroll: true });
}
