// What the owner is shown of an author before all that they wrote is erased.
// Read next: actions/owner-comment.ts, which erases it; store/facts/erase.ts.

import type { Scope } from '../../deps.ts';
import { findByAuthor, isErased } from '../../store/facts/erase.ts';

/** The name on one of their comments, and how many there are with words left. */
export async function readAuthor({ kv }: Pick<Scope, 'kv'>, id: string): Promise<{ name: string; count: number }> {
  const states = (await findByAuthor(kv, id)).filter((state) => !isErased(state));
  return { name: states[0]?.post.words.name ?? '', count: states.length };
}
