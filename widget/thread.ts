// What came over the wire, made safe to draw: every field is read by name and by type, so that a JSON object in
// the place of a string can never reach preact (where it would be taken for a vnode: CVE-2026-22028).
// Also joins the author's own comments to what was read. Pure.

import type { PublicComment, Thread } from '../worker/contract/index.ts';

/** A comment of this browser's own, kept until everybody can read it. */
export interface Own {
  id: string;
  status: 'approved' | 'pending';
  comment: PublicComment;
  /** When it was posted; milliseconds. */
  at: number;
}

export function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

export function number(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

// biome-ignore lint/suspicious/noExplicitAny: unknown JSON; every field below goes through a check
type Json = any;

export function readComments(list: Json): PublicComment[] {
  return (Array.isArray(list) ? list : []).map(readComment).filter((comment) => comment.id);
}

export function readComment(json: Json): PublicComment {
  const author = json?.author;
  const comment: PublicComment = {
    id: text(json?.id),
    parent: text(json?.parent) || null,
    author: { id: text(author?.id) || null, name: text(author?.name), url: text(author?.url) },
    body: Array.isArray(json?.body) ? json.body : [], // each node is checked when it is drawn
    createdAt: text(json?.createdAt),
    likes: number(json?.likes),
  };
  if (author?.owner === true) comment.author.owner = true;
  if (json?.pinned === true) comment.pinned = true;
  if (json?.editedAt) comment.editedAt = text(json.editedAt);
  if (json?.status === 'pending') comment.status = 'pending';
  if (json?.gone) comment.gone = json.gone === 'removed' ? 'removed' : 'withdrawn';
  return comment;
}

export function readThread(json: Json): Thread {
  return {
    thread: text(json?.thread),
    page: text(json?.page),
    title: text(json?.title),
    open: json?.open === true,
    count: number(json?.count),
    total: number(json?.total),
    from: number(json?.from),
    parts: number(json?.parts),
    comments: readComments(json?.comments),
    pinned: readComments(json?.pinned),
    gone: Array.isArray(json?.gone) ? json.gone : [],
    closesAt: text(json?.closesAt),
    asks: Array.isArray(json?.asks) ? json.asks : [],
  };
}
