// The comments that touches are about: what there is to tell, to the owner or to readers, begins with them.
// Read next: store/facts/touches.ts.

import type { Scope } from '../../deps.ts';
import { type CommentState, readComments } from '../../store/facts/comments.ts';
import { type ListedTouch, SETTLED_AFTER } from '../../store/facts/touches.ts';

export interface TouchedComment {
  /** Null where it never came to be. */
  state: CommentState | null;
  /** The oldest first. */
  touches: ListedTouch[];
}

/** In the order of their first touches. */
export function groupByComment(touches: ListedTouch[]): ListedTouch[][] {
  return [...Map.groupBy(touches, ({ thread, id }) => `${thread} ${id}`).values()];
}

/**
 * Those that can be told. A comment is put after its touch, so one that is missing may only not show here yet: it is
 * left out until it has had the time to. One bulk get.
 */
export async function readTouchedComments(
  { kv, now }: Pick<Scope, 'kv' | 'now'>,
  groups: ListedTouch[][],
): Promise<TouchedComment[]> {
  const states = await readComments(
    kv,
    groups.map(([touch]) => touch!),
  );
  return groups
    .map((touches, index) => ({ state: states[index] ?? null, touches }))
    .filter(({ state, touches }) => state !== null || now - touches.at(-1)!.time >= SETTLED_AFTER);
}
