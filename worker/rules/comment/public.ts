// From what is kept to what is public: an allow-list, field by field, never a record minus some fields. Pure.

import type { PublicComment, Status } from '../../contract/index.ts';
import type { PostFact, PostMeta, Words } from './facts.ts';
import { metaOf } from './facts.ts';
import type { Entry, WordsVersion } from './settle.ts';

/** A comment with the words of one version. Its likes are counted elsewhere, and filled in where a view is drawn. */
export function publicComment(
  id: string,
  entry: Entry & { post: PostMeta },
  words: Words,
  version: WordsVersion,
): PublicComment {
  const { post } = entry;
  const isOwner = entry.me ? entry.me.on === 1 : post.o === 1;
  const isFirst = version.source === 'post' || version.at === post.at;
  return {
    id,
    parent: post.p,
    author: {
      id: post.a,
      name: words.name,
      ...(words.url !== undefined && { url: words.url }),
      ...(isOwner && { owner: true as const }),
      ...(post.n === 1 && { known: true as const }),
    },
    body: words.body,
    createdAt: isoOf(post.at),
    ...(!isFirst && { editedAt: isoOf(version.at) }),
    likes: 0,
    ...(entry.pin?.on === 1 && { pinned: true as const }),
  };
}

/** The first words, as their author gets them back: `pending` is said of whatever is not approved, spam too. */
export function publicPost(id: string, fact: PostFact, status: Status): PublicComment {
  const entry: Entry & { post: PostMeta } = { post: metaOf(fact) as PostMeta, ok: new Map() };
  const comment = publicComment(id, entry, fact.words, { source: 'post', hash: fact.hash, at: fact.at });
  return status === 'approved' ? comment : { ...comment, status: 'pending' };
}

/** Keeps the place of a removed or withdrawn comment, and nothing of its words or its author. */
export function tombstone(
  id: string,
  parent: string | null,
  createdAt: number,
  gone: 'removed' | 'withdrawn',
): PublicComment {
  return { id, parent, author: { id: null, name: '' }, body: [], createdAt: isoOf(createdAt), likes: 0, gone };
}

export function isoOf(time: number): string {
  return new Date(time).toISOString();
}
