// The comments of a backup and nothing else: each as one that was imported, with the words and the status that its
// facts come to. So what a stranger's backup says can change nothing that is here, and what was removed there, or
// waits, or is spam, does not become public by losing the verdict on it. Pure.
// Read next: privileges.ts for what is left out, out/comments.ts for how facts come to one text.

import { type PostFact, SCHEMA_VERSION, type Words } from '../rules/comment/facts.ts';
import type { OwnThread } from './gather.ts';
import { commentsOf, type OutComment } from './out/comments.ts';

/** `keepsEmails`: readers' addresses, for the owner's eyes. */
export function commentsOnly(thread: OwnThread, keepsEmails: boolean): OwnThread {
  const settled = new Map(commentsOf(thread).comments.map((comment) => [comment.id, comment]));
  const posts = thread.posts.flatMap(({ fact, ...post }) => {
    const comment = settled.get(post.id);
    return comment ? [{ ...post, fact: plain(fact, comment, keepsEmails) }] : [];
  });
  return { thread: thread.thread, posts, facts: [], page: [], likes: [], reports: [] };
}

function plain(fact: PostFact, comment: OutComment, keepsEmails: boolean): PostFact {
  const { id: _, status, name, url, parent, source, body, email, likes } = comment;
  const isGone = status === 'removed';
  const words: Words = { name, ...(url !== undefined && { url }), parent, source, body };
  const { at, hash, page, title, ending, approvedAt } = fact;
  return {
    v: SCHEMA_VERSION,
    kind: 'post',
    at,
    hash,
    words,
    // A stub of approved words that are gone keeps a place.
    screening: {
      status: isGone ? 'approved' : status,
      reasons: status === 'approved' || isGone ? [] : ['from a backup'],
    },
    authorId: null,
    page,
    title,
    ...(ending !== undefined && { ending }),
    ...(keepsEmails && email !== undefined && { email }),
    ...(approvedAt !== undefined && { approvedAt }),
    ...(isGone ? { stub: true as const } : likes > 0 && { likes }),
  };
}
