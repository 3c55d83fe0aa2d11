// Gives the comments of a later export the ids that they have here. An id says when a comment was written and, in its
// other letters, where it came from (plan.ts): so one that stood here as a placeholder, for it was not in the file
// then, or that another version of its system dates otherwise, is known again. Pure.
// Read next: present.ts for what is here, store/backup/move-in.ts for a placeholder that gets its words.

import type { PostFact } from '../rules/comment/facts.ts';
import { hashWords } from '../rules/comment/hash.ts';
import type { OwnThread } from './gather.ts';
import type { Present } from './present.ts';

export async function adopt(thread: OwnThread, present: Present): Promise<OwnThread> {
  const ids = new Map<string, string>();
  for (const { id, fact } of thread.posts) {
    const here = isImported(fact) ? present.idHere(thread.thread, id) : null;
    if (here !== null && here !== id) ids.set(id, here);
  }
  if (ids.size === 0) return thread;
  const renamed = <T extends { id: string }>(each: T): T => ({ ...each, id: ids.get(each.id) ?? each.id });
  const posts = await Promise.all(
    thread.posts.map(async (post) => {
      const parent = ids.get(post.fact.words.parent ?? '');
      return renamed(parent === undefined ? post : { ...post, fact: await answering(post.fact, parent) });
    }),
  );
  return { ...thread, posts, facts: thread.facts.map(renamed), likes: thread.likes.map(renamed) };
}

/** Whether a placeholder of that id gets these words. */
export function canFill({ fact }: { fact: PostFact }): boolean {
  return isImported(fact) && !fact.stub && fact.screening.status === 'approved';
}

function isImported({ authorId }: PostFact): boolean {
  return authorId === null;
}

async function answering(fact: PostFact, parent: string): Promise<PostFact> {
  const words = { ...fact.words, parent };
  return { ...fact, words, hash: await hashWords(words) };
}
