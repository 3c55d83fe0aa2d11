// One reader likes a public comment, or no longer. Counted by the sweep. Read next: store/facts/likes.ts.

import type { OwnRequest } from '../contract/index.ts';
import type { Scope } from '../deps.ts';
import { ApiError } from '../errors.ts';
import { authorIdOf } from '../rules/comment/hash.ts';
import { PRICE } from '../rules/screening/spending.ts';
import { readAuthor } from '../store/facts/before-post.ts';
import { readComment } from '../store/facts/comments.ts';
import { acceptLike } from '../store/facts/likes.ts';
import { requireBudget, requireCalm } from './limits.ts';

/** Throws `unavailable` in a flood, `not_found` where the comment is not public, `blocked`. */
export async function like(scope: Scope, id: string, { thread, key }: OwnRequest, on: boolean): Promise<void> {
  const { kv, now } = scope;
  const settings = await scope.settings();
  requireCalm(settings, now);
  const authorId = await authorIdOf(key);
  const [state, author] = await Promise.all([readComment(kv, { thread, id }), readAuthor(kv, authorId)]);
  if (state?.settled.status !== 'approved') throw new ApiError('not_found');
  if (author.blocked) throw new ApiError('blocked');
  await requireBudget(scope, settings, author, PRICE.like);
  // Also where it seems to stand already: that read would be a minute old, and a like taken back in between be lost.
  await acceptLike(kv, { thread, id, authorId, on }, now);
}
